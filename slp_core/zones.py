"""Time zones from the tzdata package, never from the system, whose tables may be years old."""

import zoneinfo
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import tzdata

from .data_files import read_rows
from .errors import InvalidInput

zoneinfo.reset_tzpath(to=())
ZoneInfo.clear_cache()

VERSION: str = tzdata.IANA_VERSION  # "2026f"


@dataclass(frozen=True, slots=True)
class ZoneFact:
    """What the clock of a zone shows at a moment, known from outside: tables that say otherwise are too old."""

    zone: str
    local: datetime  # aware, with the offset that is right
    why: str

    @property
    def holds(self) -> bool:
        """Do the tables in use agree?"""
        return self.local.astimezone(zone(self.zone)).utcoffset() == self.local.utcoffset()


def zone(name: str) -> ZoneInfo:
    """A zone by its IANA name, like Asia/Tbilisi. Raises InvalidInput."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as fault:
        raise InvalidInput(
            f"“{name[:40]}” is not a time zone.", hint="Write it like Asia/Tbilisi.", field="zone"
        ) from fault


def load_zone_facts(path: Path) -> tuple[ZoneFact, ...]:
    return tuple(read_rows(path, ("zone", "local", "why"), _fact))


def wrong(facts: Iterable[ZoneFact]) -> tuple[ZoneFact, ...]:
    """The facts that the tables in use contradict."""
    return tuple(fact for fact in facts if not fact.holds)


def _fact(row: dict[str, str]) -> ZoneFact:
    local = datetime.fromisoformat(row["local"])
    if local.utcoffset() is None:
        raise ValueError(f"{row['local']} has no offset")
    return ZoneFact(row["zone"], local, row["why"])
