"""May the team leave? The verdict of all judgements together, what is in the way, and what to fix next."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from . import dates
from .judgements import Judgement, Standing, worst_first


class Verdict(StrEnum):
    """Whether a team could leave as things stand on a day, best first."""

    GO = "go"
    WAIVER = "waiver"  # everything is settled, something of it by a waiver
    NO_GO = "no_go"


VERDICT_WORDS = {Verdict.GO: "Go", Verdict.WAIVER: "Go with waiver", Verdict.NO_GO: "No-go"}
Waits = Mapping[str, Collection[str]]  # an item, and the items that must be settled before it can be


@dataclass(frozen=True, slots=True)
class Counts:
    """How many things stand how. What is not known is counted apart: it is neither ready nor known to be missing."""

    ready: int = 0  # and what is not needed
    waived: int = 0
    at_risk: int = 0
    not_ready: int = 0
    unknown: int = 0

    @property
    def known(self) -> int:
        return self.ready + self.waived + self.at_risk + self.not_ready

    @property
    def words(self) -> str:
        """675 of 708 that are known are ready (95.3 %), 33 not ready; 40 more are not known."""
        share = f" ({_percent(self.ready, self.known)}\u00a0%)" if self.known else ""
        others = ((self.waived, "waived"), (self.at_risk, "at risk"), (self.not_ready, "not ready"))
        known = f"{self.known:,} that are known are" if self.unknown else f"{self.known:,}"
        parts = [f"{self.ready:,} of {known} ready{share}", *(f"{n:,} {word}" for n, word in others if n)]
        more = f"{self.unknown:,} more {'is' if self.unknown == 1 else 'are'} not known"
        return ", ".join(parts) + (f"; {more}" if self.unknown else "")


@dataclass(frozen=True, slots=True)
class FixNext:
    """What to do first: of the open things that wait for nothing, the one for which most other open things wait."""

    judgement: Judgement
    waiting: int  # how many of the other open things wait for it
    others: int  # how many other open things there are

    @property
    def why(self) -> str:
        if not self.others:
            return "It is the last thing in the way."
        if not self.waiting:
            return f"Of the {self.others + 1} open things none waits for another; this is the most urgent one."
        rest = dates.count(self.others, "other open thing")
        return f"{self.waiting} of the {rest} {'waits' if self.waiting == 1 else 'wait'} for it."


@dataclass(frozen=True, slots=True)
class Readiness:
    """All judgements of an engagement and its travelers, worst first, seen on one day."""

    judgements: tuple[Judgement, ...]
    day: date

    @property
    def in_the_way(self) -> tuple[Judgement, ...]:
        """Not ready or at risk."""
        return tuple(one for one in self.judgements if not one.settled and one.standing is not Standing.UNKNOWN)

    @property
    def unknown(self) -> tuple[Judgement, ...]:
        return tuple(one for one in self.judgements if one.standing is Standing.UNKNOWN)

    @property
    def settled(self) -> tuple[Judgement, ...]:
        return tuple(one for one in self.judgements if one.settled)

    @property
    def verdict(self) -> Verdict:
        """Of nothing at all nothing is known: then, too, nobody leaves."""
        if not self.judgements or len(self.settled) < len(self.judgements):
            return Verdict.NO_GO
        return Verdict.WAIVER if self.counts.waived else Verdict.GO

    @property
    def counts(self) -> Counts:
        return counted(one.standing for one in self.judgements)

    @property
    def next_change(self) -> date | None:
        """The first day after this one on which something is judged otherwise though nobody acts."""
        later = (one.changes_on for one in self.judgements if one.changes_on and one.changes_on > self.day)
        return min(later, default=None)

    def fix_next(self, waits: Waits) -> FixNext | None:
        """What unlocks most. None where nothing is open."""
        open_ones = [one for one in self.judgements if not one.settled]
        first = [one for one in open_ones if not any(_waits(one, other, open_ones, waits) for other in open_ones)]
        found = [
            FixNext(one, sum(_waits(other, one, open_ones, waits) for other in open_ones), len(open_ones) - 1)
            for one in first or open_ones
        ]
        return min(found, key=lambda one: (-one.waiting, one.judgement.changes_on or date.max), default=None)


def seen_on(day: date, judgements: Iterable[Judgement]) -> Readiness:
    return Readiness(worst_first(judgements), day)


def counted(standings: Iterable[Standing]) -> Counts:
    names = {
        Standing.READY: "ready", Standing.NOT_NEEDED: "ready", Standing.WAIVED: "waived",
        Standing.AT_RISK: "at_risk", Standing.NOT_READY: "not_ready", Standing.UNKNOWN: "unknown",
    }  # fmt: skip
    numbers: dict[str, int] = {}
    for standing in standings:
        numbers[names[standing]] = numbers.get(names[standing], 0) + 1
    return Counts(**numbers)


def waits_of(after: Waits, items: Collection[str]) -> Waits:
    """What each of some items waits for among them: one that is not there hands on what it waits for itself."""

    def ahead(item: str, seen: frozenset[str]) -> Iterator[str]:
        for other in after.get(item, ()):
            if other in items:
                yield other
            elif other not in seen:
                yield from ahead(other, seen | {other})

    return {item: tuple(dict.fromkeys(ahead(item, frozenset({item})))) for item in items}


def _waits(one: Judgement, other: Judgement, open_ones: Collection[Judgement], waits: Waits) -> bool:
    """Does one open thing wait for another, directly or through a third that is open?"""
    seen: set[str] = set()
    ahead = list(waits.get(one.item, ()))
    still_open = {thing.item for thing in open_ones if _same_team(one, thing)}
    while ahead:
        item = ahead.pop()
        if item not in seen and item in still_open:
            seen.add(item)
            ahead += waits.get(item, ())
    return other is not one and other.item in seen and _same_team(one, other)


def _same_team(one: Judgement, other: Judgement) -> bool:
    """Things of two different travelers never wait for each other."""
    return one.traveler is None or other.traveler is None or one.traveler == other.traveler


def _percent(part: int, whole: int) -> Decimal:
    return (Decimal(part * 100) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)
