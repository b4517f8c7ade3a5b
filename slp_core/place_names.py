"""Which place of State's table a typed name means: another spelling or a known other name, never the nearest guess."""

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from .data_files import read_rows
from .text import search_key

_NO_LETTERS = re.compile(r"[\W_]+")


@lru_cache(8192)
def fold(locality: str) -> str:
    """What two spellings of a place share: letters and digits, without case, accents, spaces and other marks."""
    return _NO_LETTERS.sub("", search_key(locality))


@dataclass(frozen=True)
class PlaceNames:
    """Other names of the places of State's table, and the names of the countries that may stand behind them."""

    others: Mapping[tuple[str, str], str] = field(default_factory=dict)  # (country, folded name) -> State's spelling
    lands: Mapping[str, frozenset[str]] = field(default_factory=dict)  # country -> what it is called, folded

    def key(self, country: str, typed: str, held: Container[tuple[str, str]]) -> tuple[str, str] | None:
        """The key of the row that is meant, of those that a table holds; None where it has none."""
        keys = ((country, fold(one)) for one in self._readings(country, typed))
        return next((key for key in keys if key in held), None)

    def _readings(self, country: str, typed: str) -> Iterator[str]:
        """As typed, without its country behind a comma, and what is known by such a name."""
        before, _, behind = typed.rpartition(",")
        bare = before if before and fold(behind) in self.lands.get(country, ()) else typed
        yield from (typed, bare)
        yield self.others.get((country, fold(bare)), bare)


def load_place_names(folder: Path, lands: Mapping[str, str]) -> PlaceNames:
    """The names of one data folder; `lands` is code -> name."""
    rows = read_rows(folder / "place_names.csv", ("country", "name", "locality"), dict)
    others = {(row["country"], fold(row["name"])): row["locality"] for row in rows}
    return PlaceNames(others, {code: frozenset((fold(code), fold(name))) for code, name in lands.items()})
