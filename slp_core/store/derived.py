"""What follows from records is worked out anew in the transaction that changed them, once, before it ends."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from .base import Traced

Change = tuple[Traced, dict[str, list[Any]]]  # a record that was made or changed, with its values before and after
Follower = Callable[[Session, list[Change]], None]

_FOLLOWERS: list[Follower] = []


def follow(follower: Follower) -> Follower:
    """Have a function told, at the end of every piece of work, of all that it made and changed."""
    _FOLLOWERS.append(follower)
    return follower


def note(session: Session, changes: list[Change]) -> None:
    session.info.setdefault("changes", []).extend(changes)


def leave(session: Session) -> None:
    """Tell nobody of what this piece of work changes: whoever does so works all of it out anew, once, at the end."""
    session.info["left"] = True


def settle(session: Session) -> None:
    session.flush()
    changes = session.info.pop("changes", None)
    if changes and not session.info.get("left"):
        for follower in _FOLLOWERS:
            follower(session, changes)
