"""What a night or a day of a place costs, by interval, in whole numbers: the shared tables of `repricing`."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from .cost_lines import Category, CostLine
from .per_diem import rate_row
from .plan import Plan
from .rates import RatePeriod, same_rate
from .rules import Citation, DatedValue, RuleBook

LODGING, FULL, TRAVEL = "ftr.lodging_maximum_share", "ftr.mie_full_day_share", "ftr.mie_travel_day_share"
FARE = "ftr.coach_fare_share"
PART = 10_000  # prices are whole ten-thousandths of a dollar: a share of a rate stays exact


class Unusual(Exception):
    """Something these tables do not know; an estimate of its own finds the price, or the words of the refusal."""


class Tariff(NamedTuple):
    """The price of one night, day or ticket, and what it rests on."""

    category: Category
    what: str
    unit: str
    share: Decimal
    rate: Decimal
    price: int  # share x rate, in ten-thousandths of a dollar
    citations: tuple[Citation, ...]
    period: RatePeriod | None  # whose rate it is; None for a fare
    country: str


class PricedLine(NamedTuple):
    """A line in whole numbers."""

    tariff: Tariff
    travelers: int
    quantity: int
    first: int  # days as ordinals
    last: int
    cents: int

    @property
    def amount(self) -> Decimal:
        return Decimal(self.cents).scaleb(-2)

    @property
    def citations(self) -> tuple[Citation, ...]:
        return self.tariff.citations

    @property
    def opened(self) -> CostLine:
        """The line as an estimate gives it."""
        kind, period = self.tariff, self.tariff.period
        return CostLine(
            kind.category, kind.what, self.travelers, self.quantity, kind.unit, kind.share, kind.rate, kind.country,
            period.rate.locality if period else "", date.fromordinal(self.first), date.fromordinal(self.last),
            period.provisional if period else False, kind.citations, row=rate_row(period) if period else None,
        )  # fmt: skip


# the constructor of a named tuple is a function of Python's: tens of thousands are made without it
_line: Callable[[tuple[Tariff, int, int, int, int, int]], PricedLine] = partial(tuple.__new__, PricedLine)
_tariff: Callable[[tuple[object, ...]], Tariff] = partial(tuple.__new__, Tariff)


class RuleDays:
    """The values of the rules by the ordinal of a day."""

    def __init__(self, rules: RuleBook) -> None:
        names = (LODGING, FULL, TRAVEL, FARE)
        values = [value for name in names for value in rules.rules[name].values]
        cuts = {value.start.toordinal() for value in values}
        cuts |= {value.end.toordinal() + 1 for value in values if value.end}
        self.starts = sorted(cuts)
        self.rules = rules
        self.known: dict[tuple[str, int], DatedValue] = {}

    def era(self, day: int) -> int:
        """Days of the same number have the same values."""
        return bisect_right(self.starts, day)

    def on(self, rule: str, era: int) -> DatedValue:
        found = self.known.get((rule, era))
        if found is None:
            found = self.known[rule, era] = self.rules.on(rule, date.fromordinal(self.starts[era - 1]))
        return found


class Interval:
    """Days of a place with one row of one table."""

    __slots__ = ("period", "last", "goes_on", "provisional", "tariffs", "era")

    def __init__(
        self, period: RatePeriod, following: RatePeriod | None, tariffs: dict[str, dict[int, Tariff]],
        days: RuleDays, since: int,
    ) -> None:  # fmt: skip
        self.period, self.provisional = period, period.provisional
        self.last = period.last.toordinal()
        self.goes_on = following is not None and same_rate(period, following)
        self.tariffs = tariffs
        self.era = days.era(self.last) if days.era(since) == days.era(self.last) else 0  # 0 where a rule changes within


class Place:
    """The rates of a place over the days of a batch."""

    def __init__(self, locality: str, pieces: Sequence[RatePeriod], days: RuleDays) -> None:
        self.locality, self.days = locality, days
        shared: dict[tuple[int, int, bool], dict[str, dict[int, Tariff]]] = {}  # a season comes again next year
        self.intervals: list[Interval] = []
        since = 0  # of a run that several intervals form
        for piece, following in zip(pieces, (*pieces[1:], None), strict=False):
            key = id(piece.rate), id(piece.publication), piece.provisional
            tariffs = shared.setdefault(key, {LODGING: {}, FULL: {}, TRAVEL: {}})
            if not (self.intervals and self.intervals[-1].goes_on):
                since = piece.first.toordinal()
            self.intervals.append(Interval(piece, following, tariffs, days, since))
        self.ends = [one.last for one in self.intervals]
        self.first, self.last = (pieces[0].first.toordinal(), self.ends[-1]) if pieces else (1, 0)

    def nights(self, lines: list[PricedLine], first: int, last: int, travelers: int, provisional: bool) -> None:
        """Add a line for each run of nights."""
        for one, begin, end in self._runs(first, last, provisional):
            quantity = end - begin + 1
            tariff = self._tariff(one, LODGING, begin)
            cents = (travelers * quantity * tariff[5] + 50) // 100
            lines.append(_line((tariff, travelers, quantity, begin, end, cents)))

    def meals(
        self, whole: list[PricedLine], travel: list[PricedLine], first: int, last: int, ends: tuple[int, int],
        travelers: int, provisional: bool,
    ) -> None:  # fmt: skip
        """Add the days between to `whole`, the first and the last day of travel to `travel`."""
        for one, begin, end in self._runs(first, last, provisional):
            if one.era and begin < end and (begin, end) == ends:  # the whole trip, as it is most often
                tariff = self._tariff(one, TRAVEL, begin)
                travel.append(_line((tariff, travelers, 2, begin, end, (2 * travelers * tariff[5] + 50) // 100)))
                begin, end = begin + 1, end - 1
            elif begin == ends[0]:
                _add(travel, self._tariff(one, TRAVEL, begin), travelers, begin, begin, False)
                begin += 1
            if end == ends[1] and begin <= end:
                _add(travel, self._tariff(one, TRAVEL, end), travelers, end, end, False)
                end -= 1
            if begin <= end:
                _add(whole, self._tariff(one, FULL, begin), travelers, begin, end, True)

    def _runs(self, first: int, last: int, provisional: bool) -> Sequence[tuple[Interval, int, int]]:
        """A span cut where the figures change. Raises Unusual outside the table and for days not published."""
        if first > last:
            return ()
        if first < self.first or last > self.last:
            raise Unusual
        at = bisect_left(self.ends, first)
        one = self.intervals[at]
        if one.last >= last and (provisional or not one.provisional):  # as most spans are
            return ((one, first, last),)
        return list(self._cut(at, first, last, provisional))

    def _cut(self, at: int, first: int, last: int, provisional: bool) -> Iterator[tuple[Interval, int, int]]:
        for one in self.intervals[at:]:
            if one.provisional and not provisional:
                raise Unusual
            if one.last >= last:
                yield one, first, last
                return
            if not one.goes_on:
                yield one, first, one.last
                first = one.last + 1

    def _tariff(self, one: Interval, rule: str, day: int) -> Tariff:
        known, era = one.tariffs[rule], one.era or self.days.era(day)
        found = known.get(era)
        if found is None:
            found = known[era] = self._new_tariff(one.period, rule, era)
        return found

    def _new_tariff(self, period: RatePeriod, rule: str, era: int) -> Tariff:
        value, rate = self.days.on(rule, era), period.rate
        citations = (value.citation, period.publication.citation())
        if rule == LODGING:
            room, one = value.value * rate.lodging, Decimal(1)
            what = f"{Category.LODGING}, {self.locality}"
            return Tariff(Category.LODGING, what, "night", one, room, _exact(room), citations, period, rate.country)
        if (value.value == 1) != (rule == FULL):
            raise Unusual
        what = f"{Category.MIE}, {'full' if rule == FULL else 'travel'} days, {self.locality}"
        price = _exact(value.value * rate.mie)
        return Tariff(Category.MIE, what, "day", value.value, rate.mie, price, citations, period, rate.country)


def airfare(days: RuleDays, plan: Plan, departs: int, returns: int) -> PricedLine:
    """The quoted fare, as the first rule on it says."""
    rule, fare = days.on(FARE, days.era(departs)), plan.air_fare or Decimal(0)
    price = _exact(rule.value * fare)
    what = "Airfare, round trip as quoted"
    tariff = _tariff((Category.AIR, what, "ticket", rule.value, fare, price, (rule.citation,), None, plan.country))
    return _line((tariff, plan.travelers, 1, departs, returns, (plan.travelers * price + 50) // 100))


def _add(lines: list[PricedLine], tariff: Tariff, travelers: int, first: int, last: int, whole: bool) -> None:
    """Days paid alike become one line: whole days where they follow each other, travel days wherever they lie."""
    quantity = last - first + 1
    if lines and lines[-1][0] is tariff and (not whole or lines[-1][4] + 1 == first):
        before = lines.pop()
        first, quantity = before[3], quantity + before[2]
    cents = (travelers * quantity * tariff[5] + 50) // 100
    lines.append(_line((tariff, travelers, quantity, first, last, cents)))


def _exact(dollars: Decimal) -> int:
    parts = dollars * PART
    whole = int(parts)
    if whole != parts or whole < 0:
        raise Unusual
    return whole
