"""What is said of one thing that must be right before a team leaves: standing, reason, owner, what changes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from . import dates
from .checklists import Owner


class Standing(StrEnum):
    """How one thing stands, best first. What is not known is never ready."""

    READY = "ready"
    NOT_NEEDED = "not needed"
    WAIVED = "waived"
    AT_RISK = "at risk"
    UNKNOWN = "unknown"
    NOT_READY = "not ready"


SETTLED = frozenset({Standing.READY, Standing.NOT_NEEDED, Standing.WAIVED})
_WORST_FIRST = tuple(reversed(Standing))


@dataclass(frozen=True, slots=True)
class Judgement:
    """One thing judged for the days of a trip, seen on one day.

    `since` is the day on which the fact behind it was recorded or came to be, for its age; None where nothing is on
    record. `changes_on` is the first day on which the same records would be judged otherwise without anybody acting:
    an expiry, a due day, a waiver's end.
    """

    item: str  # a stable key: “passport”, “training.efact”
    title: str  # “Passport”
    standing: Standing
    reason: str  # a sentence
    owner: Owner
    since: date | None = None
    changes_on: date | None = None
    remedy: str = ""  # what would change it, as a sentence; empty where nothing need be done
    traveler: int | None = None  # the place on the team, from 1; None for the whole engagement

    @property
    def settled(self) -> bool:
        """Does it not stand in the way of leaving?"""
        return self.standing in SETTLED

    def is_worse_than(self, other: "Judgement | None") -> bool:
        """Does it stand in the way of leaving, and more so than the other one, or where nothing was judged?"""
        order = _WORST_FIRST.index
        return not self.settled and (other is None or order(self.standing) < order(other.standing))

    def age(self, today: date) -> str:
        """12 days; today; empty where nothing is on record."""
        if self.since is None:
            return ""
        return "today" if self.since >= today else dates.count((today - self.since).days, "day")


def worst(judgements: Iterable[Judgement]) -> Standing:
    """The standing of several together. Of nothing at all nothing is known."""
    found = {one.standing for one in judgements}
    return next((standing for standing in _WORST_FIRST if standing in found), Standing.UNKNOWN)


def worst_first(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """What stands in the way first, else in the order given."""
    return tuple(sorted(judgements, key=lambda one: _WORST_FIRST.index(one.standing)))
