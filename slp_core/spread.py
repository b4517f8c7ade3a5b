"""How far trips like this one spread: what closed engagements of a kind were approved for, scaled to this one.

Nearest rank: the P-th percentile is the smallest case that at least P of a hundred cases do not exceed. It is always
a case that was, never a value between two.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from .money import cents

DAY_CLASSES = (7, 14, 30)  # up to; our own classes, no rule names any
TEAM_CLASSES = (2, 5)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The class of a length or of a team's size, both ends included; no `most` is no limit."""

    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Spread:
    """What half and nine in ten of the cases cost at most, in dollars; None for both where there are too few."""

    cases: int
    least_cases: int
    p50: Decimal | None = None
    p90: Decimal | None = None


def class_of(number: int, bounds: tuple[int, ...]) -> Bounds:
    """The class of 9 days in (7, 14, 30) is 8 to 14."""
    least = 1
    for most in bounds:
        if number <= most:
            return Bounds(least, most)
        least = most + 1
    return Bounds(least, None)


def percentile(values: Iterable[Decimal], share: int) -> Decimal:
    """The nearest-rank percentile: of n values in order, the one at place share x n / 100, rounded up."""
    ordered = sorted(values)
    return ordered[max(0, -(-share * len(ordered) // 100) - 1)]


def spread(cases: Iterable[tuple[Decimal, int, int]], travelers: int, days: int, least_cases: int) -> Spread:
    """From cases of (total, travelers, days): by traveler and day, times those of this trip, rounded to the cent."""
    daily = [total / (people * length) for total, people, length in cases]
    if len(daily) < least_cases:
        return Spread(len(daily), least_cases)
    size = travelers * days
    return Spread(len(daily), least_cases, cents(percentile(daily, 50) * size), cents(percentile(daily, 90) * size))
