"""Maximum lodging and M&IE of a place on a day, from the publications held. A day none covers is not guessed."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from difflib import get_close_matches

from .conus import Conus
from .conus_table import FiscalYear
from .countries import UNITED_STATES
from .dates import month_end
from .errors import NotInForce
from .meal_split import MealSplit, MealSplits
from .place_names import PlaceNames, fold
from .prices import Prices
from .rate_tables import OTHER, PerDiemRate, Publication, month_day

NEAR = 0.7  # from which likeness of spelling a place is asked about


@dataclass(frozen=True, slots=True)
class RatePeriod:
    """Days (both ends included) on which one rate applies."""

    first: date
    last: date
    rate: PerDiemRate
    publication: Publication | FiscalYear
    provisional: bool  # True where the day has no table of its own and the last known rate stands in


@dataclass(frozen=True, slots=True)
class Rates:
    """Every foreign publication held, oldest first, and the fiscal years of the United States."""

    publications: tuple[Publication, ...]
    conus: Conus | None = None
    meal_splits: MealSplits | None = None
    read_prices: Callable[[], Prices] | None = None  # read when first asked: most plans need none
    places: PlaceNames = field(default_factory=PlaceNames)

    @property
    def prices(self) -> Prices:
        """The lists of what is priced besides per diem. Raises NotInForce where there are none."""
        if self.read_prices is None:
            raise NotInForce("No list of cost items is held.", hint="Restore data/cost_items.")
        return self.read_prices()

    def periods(
        self, country: str, locality: str, first: date, last: date, *, provisional: bool = False
    ) -> tuple[RatePeriod, ...]:
        """The rates of a place from `first` to `last`, split where the figures or their certainty change.

        A foreign place is found by any of its spellings; without a row of its own it has its country's `[Other]` rate.
        Raises NotInForce for days that no table covers, unless `provisional` asks for the last known rate;
        InvalidInput for a place in the United States that is not known.
        """
        domestic = self.conus if country == UNITED_STATES else None
        found = _domestic(domestic, locality, first, last) if domestic else self.pieces(country, locality, first, last)
        periods: list[RatePeriod] = []
        for period in found:
            if period.provisional and not provisional:
                if domestic:
                    domestic.year_of(period.first)
                raise self._missing(period.first, period.last)
            if periods and same_rate(periods[-1], period):
                period = RatePeriod(
                    periods.pop().first, period.last, period.rate, period.publication, period.provisional
                )
            periods.append(period)
        return tuple(periods)

    def pieces(self, country: str, locality: str, first: date, last: date) -> Iterator[RatePeriod]:
        """The rates of a foreign place by table and season, not yet joined; after the newest table provisional.

        Raises NotInForce for days before the oldest table.
        """
        day = first
        while day <= last:
            index = bisect_right([p.as_of for p in self.publications], day) - 1
            if index < 0:
                raise self._missing(day, min(last, self.publications[0].as_of - timedelta(1)))
            publication = self.publications[index]
            provisional = day > publication.last_day
            rate = _in_season(self._rows(publication, country, locality), country, locality, day)
            end = min(last, rate.season_end_from(day), date.max if provisional else publication.last_day)
            if index + 1 < len(self.publications):
                end = min(end, self.publications[index + 1].as_of - timedelta(1))
            yield RatePeriod(day, end, rate, publication, provisional)
            day = end + timedelta(1)

    def localities(self, country: str) -> tuple[str, ...]:
        """The places of a country that the newest publication names, in its order, without `[Other]`."""
        if country == UNITED_STATES and self.conus:
            return tuple(row.label for row in self.conus.newest.destinations.values() if row.state)
        return self.publications[-1].localities.get(country, ())

    def meal_split(self, country: str, mie: Decimal) -> MealSplit:
        """How a day's M&IE of a country divides into meals. Raises NotInForce for an amount that no table divides."""
        if self.meal_splits is None:
            raise NotInForce("No table divides an M&IE into meals.", hint="Restore data/mie_split_foreign.csv.")
        splits = self.meal_splits
        return splits.of_conus(mie) if country == UNITED_STATES and self.conus else splits.of_foreign(mie)

    def seasons(self, country: str, locality: str) -> tuple[PerDiemRate, ...]:
        """The newest publication's rows of a place, else of its country's `[Other]`; empty when it has neither."""
        return self._rows(self.publications[-1], country, locality)

    def place(self, country: str, locality: str) -> str | None:
        """A foreign place as the newest publication spells it; None where it has no row of its own."""
        rows = self.publications[-1].rows
        key = self.places.key(country, locality, rows)
        return rows[key][0].locality if key else None

    def alike(self, country: str, locality: str) -> str | None:
        """The place of a country that is spelled most like one without a row: to be asked about, never taken."""
        names = {fold(one): one for one in self.publications[-1].localities.get(country, ())}
        near = get_close_matches(fold(locality), names, n=1, cutoff=NEAR)
        return names[near[0]] if near else None

    def _rows(self, publication: Publication, country: str, locality: str) -> tuple[PerDiemRate, ...]:
        key = self.places.key(country, locality, publication.rows)
        return publication.rows[key] if key else publication.rows.get((country, fold(OTHER)), ())

    @property
    def newest(self) -> Publication:
        return self.publications[-1]

    def _missing(self, first: date, last: date) -> NotInForce:
        days = f"{first.day} {first:%b %Y}" + (f" to {last.day} {last:%b %Y}" if last != first else "")
        known = f", or use the last known rates as provisional (newest held: {self.newest.as_of:%b %Y})"
        oldest = self.publications[0].as_of
        return NotInForce(
            f"No per diem table covers {days}.",
            hint=f"Import State's table of that month{known if first >= oldest else ''}.",
            day=first,
            until=last,
        )


def _domestic(conus: Conus, locality: str, first: date, last: date) -> Iterator[RatePeriod]:
    """Rates of the United States in the form of the foreign ones: a season is the months of one rate."""
    for piece in conus.pieces(locality, first, last):
        row, night = piece.row, piece.first
        season = (month_day(night.replace(day=1)), month_day(month_end(piece.last)))
        effective = date(piece.table.year - 1, 10, 1)
        rate = PerDiemRate(UNITED_STATES, row.label, season, row.lodging_on(night), row.mie, effective, ())
        yield RatePeriod(piece.first, piece.last, rate, piece.table, piece.provisional)


def rates_of(
    publications: Iterable[Publication],
    conus: Conus | None = None,
    meal_splits: MealSplits | None = None,
    read_prices: Callable[[], Prices] | None = None,
    places: PlaceNames | None = None,
) -> Rates:
    return Rates(
        tuple(sorted(publications, key=lambda publication: publication.as_of)),
        conus,
        meal_splits,
        read_prices,
        places or PlaceNames(),
    )


def _in_season(rows: tuple[PerDiemRate, ...], country: str, locality: str, day: date) -> PerDiemRate:
    for rate in rows:
        if rate.season_covers(day):
            return rate
    raise NotInForce(
        f"State publishes no per diem rate for {locality} on {day.day} {day:%b %Y}.",
        hint="Choose a place from the list of that country.",
        day=day,
        country=country,
    )


def same_rate(a: RatePeriod, b: RatePeriod) -> bool:
    """Do two periods of a place have the same figures, from the same table, as surely?"""
    figures = (a.rate.locality, a.rate.lodging, a.rate.mie) == (b.rate.locality, b.rate.lodging, b.rate.mie)
    return figures and a.publication is b.publication and a.provisional == b.provisional
