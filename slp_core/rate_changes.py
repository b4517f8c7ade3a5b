"""Which trips a newly imported table of rates can move: the countries it prices otherwise, on the days it holds for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from .conus import Conus
from .conus_table import FiscalYear
from .countries import UNITED_STATES
from .rate_tables import Publication
from .rates import Rates

Rows = dict[tuple[str, str], tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Window:
    """Days, both ends included, on which trips to some countries are priced otherwise; None is no limit."""

    first: date
    last: date | None
    countries: frozenset[str] | None  # None: every country


def of_month(table: Publication, before: Rates, now: Rates) -> tuple[Window, ...]:
    """What a monthly table moves, beside the tables that held without it.

    In its own month it may end what was provisional, everywhere; until the next table, it moves the countries whose
    figures differ from the table that stood in.
    """
    later = [one.as_of for one in now.publications if one.as_of > table.as_of]
    until = min(later) - timedelta(1) if later else None
    stood = max((one for one in before.publications if one.as_of <= table.as_of), key=_month, default=None)
    return tuple(_windows(table, stood, until))


def of_year(table: FiscalYear, now: Conus) -> tuple[Window, ...]:
    """What GSA's table of a fiscal year moves: trips in the United States, until the next year that is held."""
    later = [year for year in now.years if year > table.year]
    until = date(min(later) - 1, 9, 30) if later else None
    return (Window(date(table.year - 1, 10, 1), until, frozenset({UNITED_STATES})),)


def _windows(table: Publication, stood: Publication | None, until: date | None) -> Iterator[Window]:
    if stood is None or stood.as_of < table.as_of:
        yield Window(table.as_of, table.last_day, None)
    if changed := _changed(_figures(stood) if stood else {}, _figures(table)):
        yield Window(table.as_of, until, changed)


def _changed(before: Rows, after: Rows) -> frozenset[str]:
    return frozenset(key[0] for key in before.keys() | after.keys() if before.get(key) != after.get(key))


def _figures(table: Publication) -> Rows:
    return {key: tuple((one.season, one.lodging, one.mie) for one in seasons) for key, seasons in table.rows.items()}


def _month(table: Publication) -> date:
    return table.as_of
