"""Identity: a stranger sees the sign-in and no data, a demo copy is one's own, a cookie cannot be made up."""

import json
import os
import re
import sqlite3
import subprocess
import sys
import urllib.request
from urllib.parse import urlparse

import pytest

from tests.journeys.conftest import ROOT, Server

pytestmark = pytest.mark.browser

PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))


def names_in(template) -> list[str]:
    """Titles, and people but those whom the sign-in itself offers."""
    with sqlite3.connect(template) as database:
        titles = database.execute("SELECT title FROM engagement").fetchall()
        people = database.execute(
            "SELECT display_name FROM person JOIN expert ON expert.person_id = person.id WHERE display_name NOT IN"
            " (SELECT display_name FROM person JOIN app_user ON app_user.person_id = person.id)"
        ).fetchall()
    return [name for (name,) in (*titles, *people)]


def test_the_first_request_to_any_page_of_a_fresh_server_shows_the_sign_in(officer, fresh_server, demo_template):
    stranger = officer(fresh_server)
    secret = names_in(demo_template)
    heard: list[str] = []
    stranger.page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: heard.append(repr(frame))))
    for page in ("admin", *PAGES):
        stranger.go(f"/{page}?ref=E-2026-001&country=GEO")
        stranger.is_headed("Sign in")
    said = stranger.page.content() + "".join(heard)
    assert not [name for name in secret if name in said]


def test_a_signed_in_deep_link_as_the_first_request_has_its_navigation(officer, server, demo_home, tmp_path):
    me = officer().enter("Ada")
    again = Server(demo_home).wait("/")  # it answers before it is ready
    try:
        other = officer(again)
        other.context.add_cookies(me.context.cookies())
        other.go("/admin")
        other.is_headed("Users")
        assert other.page.get_by_role("link", name="Engagements").count() >= 1
        assert other.page.locator("img[src*=mark-]").first.evaluate("it => it.naturalWidth")
    finally:
        again.stop()


def test_the_address_that_was_asked_for_opens_after_the_sign_in(officer):
    me = officer().enter("Tamsin", "/country?country=GEO")
    me.sees("Georgia (country)")
    assert me.page.url.endswith("/country?country=GEO")


@pytest.mark.parametrize("cookie", ["", "x", "eyJ1c2VyIjoiVS0wMDkifQ.x.y"], ids=["empty", "damaged", "made up"])
def test_a_cookie_that_was_not_signed_here_is_a_stranger(officer, server, cookie):
    stranger = officer()
    stranger.context.add_cookies([{"name": "slp_identity", "value": cookie, "url": server.address}])
    stranger.go("/admin")
    stranger.is_headed("Sign in")


def answer(address: str) -> tuple[int, dict[str, str]]:
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: object) -> None:
            return None

    try:
        with urllib.request.build_opener(Stay).open(address, timeout=10) as response:
            return response.status, dict(response.headers)
    except urllib.error.HTTPError as refusal:
        return refusal.code, dict(refusal.headers)


@pytest.mark.parametrize("ticket", ["", "x", "a.b.c"])
def test_a_ticket_that_was_not_given_here_sets_no_cookie(server, ticket):
    status, headers = answer(f"{server.address}/enter?ticket={ticket}&next=/plan")
    assert status == 303 and headers["location"] == "/" and "set-cookie" not in headers


@pytest.mark.parametrize(
    "wanted", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_a_sign_in_never_leads_to_another_site(server, demo_home, wanted):
    from slp_core.services.identity import Identity, signer

    ticket = signer(demo_home / "secret").ticket(Identity("U-001", "someone"))
    status, headers = answer(f"{server.address}/enter?ticket={ticket}&next={urllib.request.quote(wanted, safe='')}")
    assert status == 303 and headers["location"].startswith("/") and "evil" not in headers["location"]
    assert "HttpOnly" in headers["set-cookie"] and "samesite=lax" in headers["set-cookie"].lower()


def test_every_answer_carries_the_security_headers(server):
    _, headers = answer(f"{server.address}/")
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy and "'unsafe-eval'" not in policy and "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    for closed in ("metrics", "agent/openapi.json", "agent/interact", "agent/mcp"):
        assert answer(f"{server.address}/_stcore/{closed}")[0] == 404


def test_a_deep_link_is_told_where_the_server_is_and_does_not_ask_around(officer):
    me, asked = officer().enter("Tamsin"), []
    me.page.on("request", lambda request: asked.append(urlparse(request.url).path))
    me.go("/country?country=GEO")
    me.is_headed("Georgia (country)")
    assert [path for path in asked if path.endswith("/_stcore/health")] == ["/_stcore/health"]


def test_an_unknown_address_gets_no_other_status_than_any_page(server):
    assert {answer(f"{server.address}/{name}")[0] for name in ("", "plan", "nowhere")} == {200}


def test_health_says_no_more_than_that_it_runs(server):
    with urllib.request.urlopen(f"{server.address}/health", timeout=10) as response:
        assert json.load(response) == {"status": "ok", "mode": "demo"}


def test_a_reset_gives_a_fresh_copy_and_two_visitors_have_two(officer):
    me, other = officer().enter("Tamsin", "/plan"), officer().enter("Tamsin", "/plan")
    me.type("Departs", "2027-09-06")
    assert other.go("/plan").value("Departs") != "2027-09-06"
    me.go("/account").page.get_by_role("button", name="Start afresh").click()
    me.settle()
    me.sees("fresh again")
    me.go("/")
    assert me.go("/plan").value("Departs") != "2027-09-06"


def test_signing_out_forgets_who_was_here(officer):
    me = officer().enter("Tamsin", "/account")
    me.page.get_by_role("button", name="Sign out").click()
    me.page.wait_for_selector("text=Choose one of these")
    me.go("/plan").is_headed("Sign in")


def test_a_real_database_begins_empty_with_its_first_administrator(officer, tmp_path):
    own = {"SLP_HOME": str(tmp_path), "SLP_MODE": "single"}
    command = [sys.executable, "-m", "slp_core", "init", "--admin", "Ana Real <ana@agency.example>"]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **own}, check=True, timeout=60)
    server = Server(tmp_path, SLP_MODE="single").wait()
    try:
        me = officer(server).go("/engagements")
        assert "Ana" not in me.is_headed("Sign in").text
        me.page.get_by_role("button", name="Open the program").click()
        me.page.wait_for_selector("text=Account")
        me.go("/engagements").sees("No engagement matches")
        assert "Demo" not in me.text
        me.go("/plan?country=KEN&place=Nairobi&departs=2027-06-07&returns=2027-06-18&travelers=3")
        me.page.get_by_role("button", name="Save as engagement").click()
        me.page.wait_for_url(re.compile("engagement\\?ref="))
        me.settle()
        me.go("/engagements").sees("1 engagement,")
    finally:
        server.stop()
