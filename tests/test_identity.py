"""A signed identity: read back as it was, for its own use, in its own time, with its own secret, and not otherwise."""

import stat
from dataclasses import asdict, replace
from time import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from itsdangerous import TimestampSigner, URLSafeTimedSerializer

from slp_core.services.identity import COOKIE_SECONDS, TICKET_SECONDS, Identity, Link, Signer, new_visitor, signer

SIGNER = Signer(b"a secret of the test")
NINO = Identity("USR-7", "a-visitor")


def aged(use: str, seconds: int) -> str:
    """NINO, signed so many seconds ago."""

    class Earlier(TimestampSigner):
        def get_timestamp(self) -> int:
            return int(time()) - seconds

    return str(URLSafeTimedSerializer(SIGNER.secret, salt=use, signer=Earlier).dumps(asdict(NINO)))


@settings(deadline=None)
@given(st.builds(Identity, st.text(max_size=40), st.text(max_size=40)))
def test_an_identity_is_read_back_as_it_was_signed(identity):
    assert SIGNER.read_cookie(SIGNER.cookie(identity)) == identity
    assert SIGNER.read_ticket(SIGNER.ticket(identity)) == identity


def test_a_cookie_that_is_signed_out_is_nobody_and_the_next_one_of_the_same_second_is_somebody():
    issuer = Signer(b"a secret of the test")
    left, stays = issuer.cookie(NINO), issuer.cookie(NINO)
    issuer.end(left)
    issuer.end("never signed")
    assert issuer.read_cookie(left) is None and issuer.read_cookie(stays) == NINO
    assert len(issuer.ended) == 1


def test_a_cookie_is_no_ticket_and_a_ticket_no_cookie():
    assert SIGNER.read_ticket(SIGNER.cookie(NINO)) is None
    assert SIGNER.read_cookie(SIGNER.ticket(NINO)) is None


def test_another_installation_s_signature_is_worth_nothing():
    assert SIGNER.read_cookie(Signer(b"another secret").cookie(NINO)) is None


@pytest.mark.parametrize("text", ["", ".", "..", "a.b.c", "null", "x" * 5000, "<script>", "كعكة", "\x00", "'; --"])
def test_what_was_never_signed_is_nobody(text):
    assert SIGNER.read_cookie(text) is None and SIGNER.read_ticket(text) is None


SIGNED = SIGNER.cookie(NINO)


@settings(deadline=None)
@given(st.data())
def test_a_cookie_changed_anywhere_is_nobody_s(data):
    signed = SIGNED
    place = data.draw(st.integers(0, signed.rindex(".") - 1))  # the last letter of a signature has spare bits
    other = data.draw(st.sampled_from("AZaz09-_.").filter(lambda letter: letter != signed[place]))
    assert SIGNER.read_cookie(signed[:place] + other + signed[place + 1 :]) is None


AGES = {
    "a fresh ticket": ("ticket", TICKET_SECONDS - 10, True),
    "a ticket after its minute": ("ticket", TICKET_SECONDS + 10, False),
    "a cookie after a minute": ("cookie", TICKET_SECONDS + 10, True),
    "a cookie in its month": ("cookie", COOKIE_SECONDS - 10, True),
    "a cookie after its month": ("cookie", COOKIE_SECONDS + 10, False),
    "a cookie of tomorrow": ("cookie", -86_400, False),
}


@pytest.mark.parametrize(("use", "seconds", "valid"), AGES.values(), ids=AGES)
def test_a_ticket_lives_a_minute_and_a_cookie_a_month(use, seconds, valid):
    read = SIGNER.read_ticket if use == "ticket" else SIGNER.read_cookie
    assert read(aged(use, seconds)) == (NINO if valid else None)


def test_a_secret_is_made_once_and_only_its_owner_may_read_it(tmp_path):
    file = tmp_path / "var" / "secret"
    first, again = signer(file), signer(file)
    assert first == again and len(first.secret) == 32
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_two_installations_have_two_secrets(tmp_path):
    assert signer(tmp_path / "a").secret != signer(tmp_path / "b").secret


def test_visitors_have_long_names_that_differ_and_are_safe_in_a_path():
    names = {new_visitor() for _ in range(200)}
    assert len(names) == 200
    assert all(len(name) >= 32 and name.replace("-", "").replace("_", "").isalnum() for name in names)


LINK = Link("a secret", "a-visitor", 1_800_000_000)


def test_a_link_is_read_back_as_it_was_signed_and_is_no_cookie():
    assert SIGNER.read_link(SIGNER.link(LINK)) == LINK
    assert SIGNER.read_cookie(SIGNER.link(LINK)) is None and SIGNER.read_link(SIGNER.cookie(NINO)) is None
    assert SIGNER.read_link(Signer(b"another secret").link(LINK)) is None


@pytest.mark.parametrize("text", ["", "a.b", "x" * 5000, "\x00", "كعكة", '"x".y'])
def test_a_link_that_was_never_signed_is_none(text):
    assert SIGNER.read_link(text) is None


def test_a_link_changed_to_last_longer_is_none():
    signed = SIGNER.link(LINK)
    longer = SIGNER.link(replace(LINK, until=1_900_000_000))
    body, mark = longer.rsplit(".", 1)[0], signed.rsplit(".", 1)[1]
    assert SIGNER.read_link(f"{body}.{mark}") is None


def test_whoever_was_invited_is_known_as_such_in_the_cookie():
    guest = Identity("I-2026-001", "a-visitor", 1_800_000_000)
    assert SIGNER.read_cookie(SIGNER.cookie(guest)) == guest and guest.invited and not NINO.invited


def test_a_cookie_of_the_release_before_is_still_read():
    old = URLSafeTimedSerializer(SIGNER.secret, salt="cookie").dumps({"user": "USR-7", "visitor": "a-visitor"})
    assert SIGNER.read_cookie(old) == NINO
