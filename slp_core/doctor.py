"""Whether this installation is sound: what it runs on, its time zones, its data, its database."""

import platform
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from . import zones
from .check_data import faults
from .dates import count
from .reference import Reference


class Health(StrEnum):
    GOOD = "good"
    CARE = "care"
    BAD = "bad"


MARKS = {Health.GOOD: "ok ", Health.CARE: "!  ", Health.BAD: "BAD"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at, in a sentence."""

    health: Health
    text: str

    @property
    def mark(self) -> str:
        return MARKS[self.health]

    @property
    def grave(self) -> bool:
        return self.health is Health.BAD


def of_program(reference: Reference, today: date) -> Iterator[Finding]:
    """The program and its data, without a database."""
    yield Finding(Health.GOOD, f"Python {platform.python_version()} on {platform.system()}.")
    yield from of_zones(reference)
    found = list(faults(reference))
    yield from (Finding(Health.BAD, fault) for fault in found)
    if not found:
        yield Finding(Health.GOOD, f"All {len(reference.shipped_sources)} data files are as they should be.")
    stale = [source for source in reference.sources if source.is_stale(today)]
    if stale:
        number = count(len(stale), "table is", "tables are").replace("\u00a0", " ")
        yield Finding(Health.CARE, f"{number} out of date: {'; '.join(source.title for source in stale)}.")


def of_database(state: str | None) -> Finding:
    """The database in a sentence of `services.setup.state`; None for one that was never begun."""
    if state is None:
        return Finding(Health.CARE, "The database was not begun: make init ADMIN=name@agency.gov")
    return Finding(Health.GOOD, state)


def of_zones(reference: Reference) -> Iterator[Finding]:
    """Whether the time zone tables know what governments have decided lately."""
    wrong = zones.wrong(reference.zone_facts)
    for fact in wrong:
        text = f"Time zones ({zones.VERSION}) are too old for {fact.zone} on {fact.local:%d %b %Y}: {fact.why}."
        yield Finding(Health.BAD, f"{text} Bring a newer tzdata package.")
    if not wrong:
        yield Finding(Health.GOOD, f"Time zones {zones.VERSION} agree with {len(reference.zone_facts)} known facts.")
