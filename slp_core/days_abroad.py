"""How many days somebody is abroad in any 12 months, when that reaches the FACT threshold, and what must be current."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from .checklists import Owner
from .dates import add_months, count, short
from .judgements import Judgement, Standing
from .periods import Period
from .rules import RuleBook
from .validity import Never, Validity, on

RULE = "security.fact_days"
DAY = timedelta(1)


@dataclass(frozen=True, slots=True)
class Meter:
    """The days abroad of one person, past and planned. Every day with a stay abroad counts once, travel days at home
    do not; only journeys on record are known.

    `counts` says for each day abroad how many there are in the 12 months that end on it, that day included.
    """

    counts: tuple[tuple[date, int], ...]
    reached: tuple[date, ...]  # of them, the days with a count at or above the threshold in force

    @property
    def most(self) -> int:
        """The maximum of any 12 months."""
        return max((number for _, number in self.counts), default=0)

    @property
    def fullest(self) -> Period | None:
        """The first 12 months that hold the maximum."""
        last = next((day for day, number in self.counts if number == self.most), None)
        return Period(_after_a_year_before(last), last) if last else None

    def in_the_year_to(self, day: date) -> int:
        """Days abroad in the 12 months that end on any day."""
        first = _after_a_year_before(day)
        return sum(first <= one <= day for one, _ in self.counts)

    def crossed_on(self, since: date) -> date | None:
        """The first day abroad, from a day on, that stands at or above the threshold."""
        return next((day for day in self.reached if day >= since), None)

    def reached_within(self, period: Period) -> date | None:
        """The first day of a period that stands at or above the threshold."""
        return next((day for day in self.reached if period.first <= day <= period.end), None)


def meter(stays: Iterable[Period], rules: RuleBook) -> Meter:
    """The meter over stays abroad, which may overlap. No source says how a day in part counts: as a day, our rule."""
    days = sorted({day for stay in stays for day in _days(stay)})
    counts = tuple((day, number + 1 - bisect_right(days, add_months(day, -12))) for number, day in enumerate(days))
    began = rules.rules[RULE].values[0].start
    reached = (day for day, number in counts if day >= began and number >= rules.on(RULE, day).value)
    return Meter(counts, tuple(reached))


@dataclass(frozen=True, slots=True)
class Security:
    """A security training on record; `expires` None is not known."""

    name: str
    expires: date | Never | None
    confirmed: bool
    since: date | None


def judge(found: Meter, trip: Period, fact: Collection[Security], efact: Collection[Security]) -> Judgement:
    """FACT where the trip reaches the threshold, from that day to the return; else eFACT or FACT over the trip."""
    reached = found.reached_within(trip)
    title = "FACT (CT650)" if reached else "eFACT, or FACT"
    needed = Period(reached or trip.first, trip.last)
    why = f"The trip reaches {count(_at(found, reached), 'day')} abroad on {short(reached)}. " if reached else ""
    offered = [*fact] if reached else [*fact, *efact]
    best = min(offered, key=lambda one: _rank(one, needed), default=None)
    return _judged(title, why, best, needed)


def _judged(title: str, why: str, best: Security | None, needed: Period) -> Judgement:
    item, remedy = "security_training", f"Pass {title} so that it is current {needed.words}."
    if best is None:
        return Judgement(item, title, Standing.NOT_READY, f"{why}None is on record.", Owner.EXPERT, remedy=remedy)
    held = on(best.expires, needed.first, needed.end)
    if held is Validity.UNKNOWN:
        said, remedy = "its expiry is not known", f"Enter the day on which {best.name} expires."
        standing = Standing.UNKNOWN
    elif held is not Validity.VALID:
        said, standing = f"{held} ({short(best.expires)})" if isinstance(best.expires, date) else held, _BAD
    elif not best.confirmed:
        said, standing, remedy = "not confirmed by INL/KM", Standing.UNKNOWN, "INL/KM confirms it."
    else:
        said, standing, remedy = "current on every day that needs it", Standing.READY, ""
    return Judgement(item, title, standing, f"{why}{best.name}: {said}.", Owner.EXPERT, best.since, remedy=remedy)


_BAD = Standing.NOT_READY
_ORDER = (Validity.VALID, Validity.ENDS_DURING, Validity.UNKNOWN, Validity.EXPIRED)


def _rank(one: Security, needed: Period) -> tuple[int, bool]:
    return _ORDER.index(on(one.expires, needed.first, needed.end)), not one.confirmed


def _at(found: Meter, day: date) -> int:
    return dict(found.counts)[day]


def _days(stay: Period) -> Iterator[date]:
    return (stay.first + timedelta(number) for number in range((stay.end - stay.first).days + 1))


def _after_a_year_before(day: date) -> date:
    return add_months(day, -12) + DAY
