"""How old the data is that a page shows."""

from collections.abc import Iterable
from datetime import date

from slp_core import sources
from slp_core.outlook import ADVISORIES, RATE_TABLES
from slp_core.sources import Source
from ui import look, session, tables

WORDS = {RATE_TABLES: "Per diem", ADVISORIES: "Advisories"}


def line(today: date, *paths: str, also: str = "") -> None:
    """The last line of a page: the date and age of each publication it rests on."""
    held = session.reference().sources
    facts = [f"{WORDS[path]} of {sources.freshness_words(sources.newest(held, path), today)}" for path in paths]
    look.fresh(*facts, *filter(None, [also]))


def table(used: Iterable[Source], today: date) -> None:
    """Each publication with its date, its age, and whether its publisher should have issued a newer one."""
    rows = [
        [look.plain(source.title), sources.freshness_words(source, today), _state(source, today)] for source in used
    ]
    tables.plain(rows, ("Table", "Date of the data", "State"), "Age of the data")


def _state(source: Source, today: date) -> str:
    return look.state("stale") if source.is_stale(today) else look.state("done", "Current")
