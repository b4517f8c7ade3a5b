"""The signed identity that a browser carries: which person, and in a demo which visitor's copy."""

import os
import secrets
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from itsdangerous import BadData, URLSafeSerializer, URLSafeTimedSerializer

from ..errors import Conflict

COOKIE = "slp_identity"
BEFORE = "slp_before"  # who this browser was before it opened an invitation
COOKIE_SECONDS = 30 * 24 * 3600
TICKET_SECONDS = 60
SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a browser says it is; the rights come from the database on every run, never from here."""

    user: str  # public reference
    visitor: str = ""  # names the visitor's copy of the demo database; empty outside a demo
    until: int = 0  # of an invitee: the second (UTC, since 1970) from which the invitation has expired

    @property
    def invited(self) -> bool:
        """Is this somebody without an account, who came by an invitation?"""
        return self.until > 0


@dataclass(frozen=True, slots=True)
class Link:
    """What an invitation's link carries. In a demo `visitor` names the copy in which it was made."""

    secret: str
    visitor: str
    until: int


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs identities: long-lived for the cookie, for one minute as the ticket that a click exchanges for it."""

    secret: bytes
    ended: set[str] = field(default_factory=set)  # what tells signed-out cookies apart: open tabs still hold them

    def cookie(self, identity: Identity) -> str:
        return self._sign("cookie", identity)

    def ticket(self, identity: Identity) -> str:
        return self._sign("ticket", identity)

    def read_cookie(self, signed: str) -> Identity | None:
        """The identity, or None for a cookie that is forged, damaged, too old or signed out."""
        return self._read("cookie", signed, COOKIE_SECONDS)

    def end(self, signed: str) -> None:
        """Take a cookie back: whoever has it is nobody from now on, until this process ends."""
        said = self._said("cookie", signed, COOKIE_SECONDS)
        if said is not None and (once := said.get("once")):
            self.ended.add(str(once))

    def read_ticket(self, signed: str) -> Identity | None:
        return self._read("ticket", signed, TICKET_SECONDS)

    def link(self, link: Link) -> str:
        """The token of an invitation's link. Whoever has it is the invitee: it is shown once and kept nowhere."""
        return str(URLSafeSerializer(self.secret, salt="invitation").dumps(asdict(link)))

    def read_link(self, signed: str) -> Link | None:
        """What a link carries, or None for one that is forged or damaged; its time is for the reader to look at."""
        try:
            said = URLSafeSerializer(self.secret, salt="invitation").loads(signed)
            return Link(str(said["secret"]), str(said["visitor"]), int(said["until"]))
        except (BadData, KeyError, TypeError, ValueError):
            return None

    def _sign(self, use: str, identity: Identity) -> str:
        """No two alike, not even of one second: one may be taken back without the other."""
        said = asdict(identity) | {"once": secrets.token_urlsafe(6)}
        return str(URLSafeTimedSerializer(self.secret, salt=use).dumps(said))

    def _read(self, use: str, signed: str, seconds: int) -> Identity | None:
        said = self._said(use, signed, seconds)
        if said is None or said.get("once") in self.ended:
            return None
        try:
            return Identity(str(said["user"]), str(said["visitor"]), int(said.get("until", 0)))
        except (KeyError, TypeError, ValueError):  # of a release that knew other fields
            return None

    def _said(self, use: str, signed: str, seconds: int) -> dict[str, Any] | None:
        """What was signed; None where it is forged, too old, or no identity."""
        try:
            said = URLSafeTimedSerializer(self.secret, salt=use).loads(signed, max_age=seconds)
        except BadData:
            return None
        return said if isinstance(said, dict) else None


def new_visitor() -> str:
    """An unguessable name for a visitor's copy."""
    return secrets.token_urlsafe(24)


def signer(secret_file: Path) -> Signer:
    """The installation's signer; its secret is made on first use, whole at once, and readable by its owner alone."""
    if not secret_file.exists():
        secret_file.parent.mkdir(parents=True, exist_ok=True)
        handle, made = tempfile.mkstemp(dir=secret_file.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(SECRET_BYTES))
        with suppress(FileExistsError):  # another process was first: its secret is the one
            os.link(made, secret_file)
        os.unlink(made)
    secret = secret_file.read_bytes()
    if len(secret) < SECRET_BYTES:
        raise Conflict(
            f"The signing secret in {secret_file.name} is damaged.", hint="Delete the file; all sign in again."
        )
    return Signer(secret)
