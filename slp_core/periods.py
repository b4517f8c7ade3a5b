"""Periods of whole days and how two of them lie to each other: Allen's thirteen relations, both ends included."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from . import dates
from .errors import InvalidInput

DAY = timedelta(1)


class Relation(StrEnum):
    """How one period lies to another, in the order and the words of J. F. Allen (1983).

    A day is a unit: `MEETS` is the eve of the other's first day, with no day in common. Periods that share a single
    day share it: theirs is one of the nine relations between `MEETS` and `MET_BY`.
    """

    BEFORE = "before"
    MEETS = "meets"
    OVERLAPS = "overlaps"
    FINISHED_BY = "finished by"
    CONTAINS = "contains"
    STARTS = "starts"
    EQUALS = "equals"
    STARTED_BY = "started by"
    DURING = "during"
    FINISHES = "finishes"
    OVERLAPPED_BY = "overlapped by"
    MET_BY = "met by"
    AFTER = "after"

    @property
    def inverse(self) -> "Relation":
        """The relation of the other period to this one."""
        return _INVERSES[self]


_PAIRS = {
    Relation.BEFORE: Relation.AFTER,
    Relation.MEETS: Relation.MET_BY,
    Relation.OVERLAPS: Relation.OVERLAPPED_BY,
    Relation.FINISHED_BY: Relation.FINISHES,
    Relation.CONTAINS: Relation.DURING,
    Relation.STARTS: Relation.STARTED_BY,
    Relation.EQUALS: Relation.EQUALS,
}
_INVERSES = _PAIRS | {inverse: one for one, inverse in _PAIRS.items()}

# of periods that share a day: by how the first days and the last days compare
_SHARING = {
    (-1, -1): Relation.OVERLAPS,
    (-1, 0): Relation.FINISHED_BY,
    (-1, 1): Relation.CONTAINS,
    (0, -1): Relation.STARTS,
    (0, 0): Relation.EQUALS,
    (0, 1): Relation.STARTED_BY,
    (1, -1): Relation.DURING,
    (1, 0): Relation.FINISHES,
    (1, 1): Relation.OVERLAPPED_BY,
}


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both included; None, which must be said, is no end. Raises InvalidInput."""

    first: date
    last: date | None

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise InvalidInput(
                f"The last day, {dates.short(self.last)}, is before the first day, {dates.short(self.first)}.",
                hint="Check the two days; the last must be the same day or later.",
                field="last",
            )
        for field, day in (("first", self.first), ("last", self.last)):
            if day and not dates.FIRST_YEAR <= day.year <= dates.LAST_YEAR:
                raise InvalidInput(
                    f"{dates.short(day)} lies too far away to be planned.",
                    hint=f"Give days from {dates.FIRST_YEAR} to {dates.LAST_YEAR}.",
                    field=field,
                )

    @property
    def end(self) -> date:
        """The last day to compare by: no end is later than every day."""
        return self.last or date.max

    @property
    def words(self) -> str:
        """From 3 to 14 Mar 2027; on 3 Mar 2027; from 3 Mar 2027 on."""
        if self.last is None:
            return f"from {dates.short(self.first)} on"
        if self.first == self.last:
            return f"on {dates.short(self.first)}"
        return f"from {self._first_words(self.last)} to {dates.short(self.last)}"

    def holds(self, other: "Period") -> bool:
        """Is every day of the other one of these?"""
        return self.first <= other.first and other.end <= self.end

    def moved(self, by: timedelta) -> "Period":
        """As many days, so much later."""
        return Period(self.first + by, self.last and self.last + by)

    def _first_words(self, last: date) -> str:
        if (self.first.year, self.first.month) == (last.year, last.month):
            return str(self.first.day)
        return dates.short(self.first) if self.first.year != last.year else f"{self.first.day}\u00a0{self.first:%b}"


def relation(one: Period, other: Period) -> Relation:
    """How `one` lies to `other`. Two periods without an end have the same end."""
    if one.end < other.first:
        return Relation.MEETS if one.end == other.first - DAY else Relation.BEFORE
    if other.end < one.first:
        return relation(other, one).inverse
    return _SHARING[_compared(one.first, other.first), _compared(one.end, other.end)]


def shared(one: Period, other: Period) -> Period | None:
    """The days in common, if any."""
    if not dates.overlaps(one.first, one.last, other.first, other.last):
        return None
    return Period(max(one.first, other.first), min(one, other, key=lambda period: period.end).last)


def _compared(one: date, other: date) -> int:
    return (one > other) - (one < other)
