"""Whether a person is free on wished days, what is in the way, and the nearest other days that can be had."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter
from typing import TypeVar

from . import dates
from .commitments import Commitment, CommitmentKind
from .errors import InvalidInput
from .nearest_days import Days, nearest
from .periods import Period, Relation, relation, shared

LONGEST_REST = 365

P = TypeVar("P", bound=Hashable)
_by_day = attrgetter("commitment.period.first", "commitment.reference", "commitment.kind")


@dataclass(frozen=True, slots=True)
class Clash:
    """A commitment in the way of wished days."""

    wished: Period
    commitment: Commitment
    rest_between: int = 0

    @property
    def relation(self) -> Relation:
        """How the wished days lie to the commitment."""
        return relation(self.wished, self.commitment.period)

    @property
    def shared(self) -> Period | None:
        """The days in common; None where only the rest between is too short."""
        return shared(self.wished, self.commitment.period)

    @property
    def sentence(self) -> str:
        """Assigned to E-2027-014 from 3 to 14 Mar 2027, 3 days in common."""
        return f"{self.commitment.words} {self.commitment.period.words}, {self._why()}."

    def _why(self) -> str:
        match self.shared:
            case None:
                return f"rest needed between: {dates.count(self.rest_between, 'day')}"
            case Period(first, None):
                return f"every day from {dates.short(first)} on in common"
            case both:
                return f"{dates.count((both.end - both.first).days + 1, 'day')} in common"


@dataclass(frozen=True, slots=True)
class Availability:
    """The answer for one person: what is in the way, by first day, and the nearest days of the same length instead.

    `earlier` and `later` begin before and after the wished days and can be had; both are None where the wished days
    can be had themselves, and where they have no end.
    """

    wished: Period
    clashes: tuple[Clash, ...]
    limits: tuple[str, ...]  # sentences: what forbids the days, whoever the person is
    earlier: Period | None
    later: Period | None

    @property
    def free(self) -> bool:
        """Does no commitment stand in the way?"""
        return not self.clashes

    @property
    def legal(self) -> bool:
        """Can the wished days be had: free, within every period given, and not too early?"""
        return not (self.clashes or self.limits)

    @property
    def sentences(self) -> tuple[str, ...]:
        """Everything in the way, in words."""
        return (*(clash.sentence for clash in self.clashes), *self.limits)

    @property
    def proposal(self) -> str:
        """The other days in words, or that there are none; empty where the wished days can be had."""
        if self.legal:
            return ""
        if self.wished.last is None:
            return "No other days are proposed for a period without an end."
        match self.earlier, self.later:
            case Period() as earlier, Period() as later:
                return f"Possible instead: {earlier.words}, or {later.words}."
            case Period() as earlier, None:
                return f"Possible instead: {earlier.words}; no later days are."
            case None, Period() as later:
                return f"Possible instead: {later.words}; no earlier days are."
        return "No other days of the same length are possible."


def judge(
    wished: Period,
    commitments: Iterable[Commitment],
    *,
    earliest: date,
    within: Iterable[Period] = (),
    leaving_out: str = "",
    rest_between: int = 0,
) -> Availability:
    """Whether a person with these commitments is free, and the nearest days that can be had if not.

    The days must lie within each period of `within`, such as the window of a need, and begin on `earliest` or later.
    `leaving_out` is the reference of what is being edited. `rest_between` days must lie between the wished days and an
    assignment, whichever comes first: no source asks for any, so a number is our assumption. Raises InvalidInput.
    """
    within, counted = tuple(within), tuple(one for one in commitments if _counts(one, leaving_out))
    clashes = scan(wished, ((None, one) for one in counted), rest_between=rest_between).get(None, ())
    limits = tuple(_limits(wished, earliest, within))
    if not (clashes or limits):
        return Availability(wished, (), (), None, None)
    taken = (_taken(one, rest_between) for one in counted)
    return Availability(wished, clashes, limits, *nearest(wished, taken, earliest, within))


def scan(
    wished: Period, commitments: Iterable[tuple[P, Commitment]], *, leaving_out: str = "", rest_between: int = 0
) -> dict[P, tuple[Clash, ...]]:
    """Who is not free and why, by the test of `judge`, from the commitments of many. Raises InvalidInput."""
    _check_rest(rest_between)
    found: dict[P, list[Clash]] = {}
    for person, commitment in commitments:
        if _counts(commitment, leaving_out) and in_the_way(commitment, wished, rest_between):
            found.setdefault(person, []).append(Clash(wished, commitment, rest_between))
    return {person: tuple(sorted(clashes, key=_by_day)) for person, clashes in found.items()}


def _meet(one: Period, other: Period) -> bool:
    """Does one begin on the day on which the other ends?"""
    return one.end == other.first or other.end == one.first


def in_the_way(commitment: Commitment, wished: Period, rest_between: int = 0) -> bool:
    """Does a commitment take one of the wished days, or leave too little rest between?"""
    if commitment.joined and _meet(commitment.period, wished):
        return False
    return dates.overlaps(*_taken(commitment, rest_between), wished.first, wished.last)


def _taken(commitment: Commitment, rest_between: int) -> Days:
    """The days that a commitment keeps from others."""
    first, last = commitment.period.first, commitment.period.last
    if rest_between and commitment.kind is CommitmentKind.ASSIGNED:
        rest = timedelta(rest_between)
        return first - rest, last and last + rest
    return first, last


def _counts(commitment: Commitment, leaving_out: str) -> bool:
    return not leaving_out or commitment.reference != leaving_out


def _check_rest(days: int) -> None:
    if not 0 <= days <= LONGEST_REST:
        raise InvalidInput(
            f"A rest of {dates.count(days, 'day')} cannot be right.",
            hint=f"Give between 0 and {LONGEST_REST} days.",
            field="rest_between",
        )


def _limits(wished: Period, earliest: date, within: tuple[Period, ...]) -> Iterable[str]:
    if wished.first < earliest:
        yield f"The first day is before {dates.short(earliest)}, the earliest possible."
    for period in within:
        if not period.holds(wished):
            yield f"The days do not lie within those allowed, {period.words}."
