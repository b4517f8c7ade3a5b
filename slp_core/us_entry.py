"""Who may not simply come: entry suspensions and visa bonds of the United States, by country code, as last seen."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from .data_files import read_rows

COLUMNS = ("country", "limit", "since", "until", "source", "seen")


class Limit(StrEnum):
    """What a rule does to travelers of a country. Exceptions are decided one by one."""

    ALL_VISAS = "all visas"
    VISITOR_VISAS = "visitor visas"  # B-1, B-2, F, M and J
    VISA_BOND = "visa bond"  # B-1 and B-2: a bond, and at most 30 days


LIMIT_WORDS = {
    Limit.ALL_VISAS: "All visas are suspended",
    Limit.VISITOR_VISAS: "Visitor, student and exchange visas (B, F, M, J) are suspended",
    Limit.VISA_BOND: "Visitors on B-1 or B-2 may have to pay a bond and leave within 30 days",
}
SUSPENSIONS = (Limit.ALL_VISAS, Limit.VISITOR_VISAS)


@dataclass(frozen=True, slots=True)
class EntryLimit:
    """One rule on one country. After `until` it is not known whether the rule still holds: ask."""

    country: str
    limit: Limit
    since: date
    until: date | None
    source: str
    seen: date

    @property
    def suspends(self) -> bool:
        return self.limit in SUSPENSIONS

    def concerns(self, day: date) -> bool:
        """Does it hold, or may it still hold, on a day?"""
        return self.since <= day


def load_entry_limits(path: Path) -> dict[str, tuple[EntryLimit, ...]]:
    """The limits by country; most countries have none."""
    found: dict[str, tuple[EntryLimit, ...]] = {}
    for limit in read_rows(path, COLUMNS, _limit):
        found[limit.country] = (*found.get(limit.country, ()), limit)
    return found


def _limit(row: dict[str, str]) -> EntryLimit:
    until = date.fromisoformat(row["until"]) if row["until"] else None
    since, seen = date.fromisoformat(row["since"]), date.fromisoformat(row["seen"])
    return EntryLimit(row["country"], Limit(row["limit"]), since, until, row["source"], seen)
