"""Unfinished input, kept for its writer: nobody else reads it, and nothing checks it yet."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from .. import sensitive
from ..errors import InvalidInput
from ..roles import Principal
from ..store.models import Draft

LONGEST = 200_000
_OWN = select(Draft).where(Draft.principal_id == bindparam("user"), Draft.name == bindparam("name"))


def read(db: Session, user: Principal, name: str) -> dict[str, Any]:
    """The draft of that name, or an empty one."""
    found = _find(db, user, name)
    return dict(found.body) if found else {}


def kept_at(db: Session, user: Principal, name: str) -> datetime | None:
    """When the draft of that name was kept last; None where there is none."""
    found = _find(db, user, name)
    return found.updated_at if found else None


def keep(db: Session, user: Principal, name: str, body: dict[str, Any]) -> None:
    """Keep a draft, in place of the earlier one. Raises InvalidInput for one that is too large to keep.

    A text with what is never kept, such as the number of a passport, is left out of it, and nothing else is: whoever
    reads the input refuses it aloud.
    """
    _keep(db, user, name, _find(db, user, name), body)


def change(db: Session, user: Principal, name: str, body: dict[str, Any], known: dict[str, Any]) -> None:
    """Keep of a whole draft what differs from what its writer has known: the rest may be newer, from another tab.

    `known` are the values from which the writer began, or as the writer kept them last. Raises what `keep` raises.
    """
    found = _find(db, user, name)
    stored = found.body if found else {}
    changed = {key: value for key, value in body.items() if key not in known or known[key] != value}
    newer = {key: value for key, value in stored.items() if key in body or key not in known}
    _keep(db, user, name, found, body | newer | changed)


def _keep(db: Session, user: Principal, name: str, found: Draft | None, body: dict[str, Any]) -> None:
    if sum(len(str(value)) for value in body.values()) > LONGEST:
        raise InvalidInput("The text is too long to be kept as a draft.", hint="Shorten it.", field="notes")
    body = {
        key: sensitive.without(value)
        for key, value in body.items()
        if not (isinstance(value, str) and sensitive.found(value))
    }
    if found is None:
        db.add(Draft(principal_id=user.id, name=name, body=body))
    else:
        found.body = body


def forget(db: Session, user: Principal, name: str) -> None:
    """Throw a draft away."""
    found = _find(db, user, name)
    if found is not None:
        db.delete(found)


def _find(db: Session, user: Principal, name: str) -> Draft | None:
    return db.scalars(_OWN, {"user": user.id, "name": name}).one_or_none()
