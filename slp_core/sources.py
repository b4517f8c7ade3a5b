"""Where the shipped tables and shapes come from, how old they are, and whether they can still be trusted."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from pydantic import Field, model_validator

from .data_files import Schema, broken, read_yaml
from .dates import count, months_between


@dataclass(frozen=True, slots=True)
class Source:
    """One file under `data/` and its origin."""

    path: str  # "data/advisories.csv", from the root of the release
    title: str
    publisher: str
    licence: str
    as_of: date  # the date of the data
    checked: date  # when the file was last compared with what it was taken from
    stale_after_days: int | None  # None: it does not go stale
    sha256: str  # of the file as shipped, 64 lower-case hex digits
    note: str

    def is_stale(self, day: date) -> bool:
        """Older than its publisher's rhythm allows; on the last of the allowed days it is still fresh."""
        return self.stale_after_days is not None and day > self.as_of + timedelta(self.stale_after_days)


def load_sources(path: Path) -> tuple[Source, ...]:
    """Every entry, in the order of the file. Raises DataFileError naming the file, the line and the entry."""
    entries = read_yaml(path, SourcesFile).sources
    seen: set[str] = set()
    for entry in entries:
        if entry.path in seen:
            raise broken(path, _last_line_with(path, entry.path), f"{entry.path} has two entries; keep one")
        seen.add(entry.path)
    return tuple(Source(**entry.model_dump()) for entry in entries)


def newest(held: tuple[Source, ...], path: str) -> Source:
    """The newest of the files whose path begins so."""
    return max((source for source in held if source.path.startswith(path)), key=lambda source: source.as_of)


def age_in_months(as_of: date, day: date) -> int:
    """Whole months from the date of the data to `day`; 0 for data of a later day."""
    return max(0, months_between(as_of, day))


def freshness_words(source: Source, day: date) -> str:
    """Apr 2026, 7 months old. In days below a month, in years from two years on; spaces within a part do not break."""
    return f"{source.as_of:%b}\u00a0{source.as_of.year}, {_age(source.as_of, day)} old"


def _age(as_of: date, day: date) -> str:
    months = age_in_months(as_of, day)
    if months >= 24:
        return count(months // 12, "year")
    return count(months, "month") if months else count(max(0, (day - as_of).days), "day")


class SourceEntry(Schema):
    path: str = Field(pattern=r"^data/[a-z0-9_/-]+\.(csv|geojson)$")
    title: str = Field(min_length=1)
    publisher: str = Field(min_length=1)
    licence: str = Field(min_length=1)
    as_of: date
    checked: date
    stale_after_days: int | None = Field(gt=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    note: str = ""

    @model_validator(mode="after")
    def checked_after_it_was_published(self) -> "SourceEntry":
        if self.checked < self.as_of:
            raise ValueError(f"{self.path} was checked on {self.checked}, before its date {self.as_of}")
        return self


class SourcesFile(Schema):
    sources: tuple[SourceEntry, ...] = Field(min_length=1)


def _last_line_with(path: Path, name: str) -> int:
    lines = enumerate(path.read_text("utf-8").splitlines(), 1)
    return max(number for number, line in lines if line.endswith(f"path: {name}"))
