"""Scenarios that a user keeps while planning: up to four, the inputs as typed and the plan they made."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from .. import plan
from ..dates import short
from ..errors import Conflict, InvalidInput
from ..plan import Plan
from ..roles import Principal
from ..scenarios import MOST, NAME_LENGTH
from ..text import limited
from . import drafts

DRAFT = "scenarios"


@dataclass(frozen=True, slots=True)
class Kept:
    """One scenario as it was kept."""

    name: str
    inputs: dict[str, Any]  # of the form, as typed
    plan: Plan


def kept(db: Session, user: Principal) -> tuple[Kept, ...]:
    """The user's scenarios, oldest first. One that this release cannot read any more is left out."""
    stored = drafts.read(db, user, DRAFT)
    read = (_read(stored[place]) for place in sorted(stored, key=int))
    return tuple(one for one in read if one)


def keep(db: Session, user: Principal, name: str, inputs: dict[str, Any], wish: Plan) -> None:
    """Keep a scenario; without a name it is called after its first place and departure.

    Raises InvalidInput for a name or a text that cannot be kept, Conflict where four are kept, or this one is already.
    """
    user.require("plan:price")
    stored, held = drafts.read(db, user, DRAFT), kept(db, user)
    if same := next((one for one in held if one.inputs == inputs), None):
        raise Conflict(f"These inputs are kept already, as “{same.name}”.", hint="Change one, then keep them.")
    if len(held) >= MOST:
        raise Conflict(f"{MOST} scenarios are kept, as many as fit side by side.", hint="Remove one first.")
    entry = {"name": _name(name, wish, {one.name for one in held}), "inputs": inputs, "plan": plan.to_json(wish)}
    place = max(map(int, stored), default=0) + 1
    drafts.keep(db, user, DRAFT, stored | {str(place): entry})


def remove(db: Session, user: Principal, name: str) -> None:
    """Forget a scenario; one that is gone already is no mistake."""
    stored = drafts.read(db, user, DRAFT)
    drafts.keep(db, user, DRAFT, {place: entry for place, entry in stored.items() if entry["name"] != name})


def _read(entry: dict[str, Any]) -> Kept | None:
    try:
        return Kept(entry["name"], entry["inputs"], plan.from_json(entry["plan"]))
    except InvalidInput:
        return None


def _name(typed: str, wish: Plan, taken: set[str]) -> str:
    """One line, unlike the others."""
    name = " ".join(limited(typed, NAME_LENGTH, "name").split())
    if name.casefold() in {one.casefold() for one in taken}:
        raise Conflict(f"There is a scenario “{name}” already.", hint="Give another name, or remove that one.")
    if name:
        return name
    own = " ".join(f"{wish.main_stay.locality[: NAME_LENGTH - 20]}, {short(wish.itinerary.departs)}".split())
    numbered = (own if number == 1 else f"{own} ({number})" for number in range(1, MOST + 2))
    return next(name for name in numbered if name not in taken)
