"""Which agency a name means, and which agencies may be the same. A name or alias decides; all else only suggests."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from .agency_words import Reading, initials, readings, short
from .text import search_key

NEAR = 86  # percent of similarity from which two names are shown side by side; our own choice
MOST_SUGGESTED = 5


@dataclass(frozen=True, slots=True)
class KnownAgency:
    """An agency as names are compared: its own name first, then the others it is known by."""

    reference: str
    state: str
    level: str
    names: tuple[str, ...]


class Suggestion(NamedTuple):
    """An agency that may be meant, by which of its names, how similar in percent, and why."""

    reference: str
    name: str
    percent: int
    why: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name means: one agency; or none, with those to ask about."""

    text: str
    reference: str | None
    suggestions: tuple[Suggestion, ...] = ()


class Pair(NamedTuple):
    """Two agencies that may be the same, by their most similar names."""

    first: str
    second: str
    percent: int
    why: str


class Entry(NamedTuple):
    agency: KnownAgency
    name: str
    core: str


@dataclass(frozen=True)
class Agencies:
    """Agencies among which a name is looked for: those of one state, or of all."""

    known: tuple[KnownAgency, ...]

    def meaning(self, text: str) -> Meaning:
        """The agency whose name or alias this is, without regard to case, accents and apostrophes.

        Two agencies of one name, such as a county's and a city's, are a question; so is whatever is only similar.
        """
        key = search_key(text)
        exact = {e.agency.reference: e.name for e in self._entries if search_key(e.name) == key}
        if len(exact) == 1:
            return Meaning(text, next(iter(exact)))
        asked = [Suggestion(reference, name, 100, "has this name") for reference, name in exact.items()]
        return Meaning(text, None, tuple(asked) or self._near(text))

    def pairs(self) -> tuple[Pair, ...]:
        """Two and two that may be the same, of one state and level, the most similar first."""
        best: dict[tuple[str, str], Pair] = {}
        for pair in (*self._spelled_alike(), *self._by_initials()):
            key = (pair.first, pair.second)
            if key not in best or best[key].percent < pair.percent:
                best[key] = pair
        return tuple(sorted(best.values(), key=lambda pair: (-pair.percent, pair.first, pair.second)))

    @cached_property
    def _entries(self) -> list[Entry]:
        return [Entry(agency, name, "") for agency in self.known for name in dict.fromkeys(agency.names)]

    @cached_property
    def _blocks(self) -> dict[tuple[str, str, frozenset[str]], list[Entry]]:
        """Names to compare with each other: of one state and level, and of one kind of agency."""
        blocks: dict[tuple[str, str, frozenset[str]], list[Entry]] = defaultdict(list)
        for agency, name, _ in self._entries:
            for reading in readings(name, agency.state):
                blocks[agency.state, agency.level, reading.kind].append(Entry(agency, name, reading.core))
        return blocks

    def _near(self, text: str) -> tuple[Suggestion, ...]:
        found: dict[str, Suggestion] = {}
        for kind, reading, entries in self._read_as(text):
            if reading.kind == kind:
                for entry, percent in _similar(reading.core, entries):
                    _keep(found, Suggestion(entry.agency.reference, entry.name, percent, _alike(percent)))
        for entry in self._entries:
            if short(text) in initials(entry.name):
                _keep(found, Suggestion(entry.agency.reference, entry.name, NEAR, "has these initials"))
        if not found:
            for kind, reading, entries in self._read_as(text):
                if reading.core and (reading.kind < kind or kind < reading.kind):
                    for entry, _ in _similar(reading.core, entries):
                        _keep(found, Suggestion(entry.agency.reference, entry.name, NEAR, "is of the same place"))
        ranked = sorted(found.values(), key=lambda one: (-one.percent, one.name, one.reference))
        return tuple(ranked[:MOST_SUGGESTED])

    def _read_as(self, text: str) -> Iterator[tuple[frozenset[str], Reading, list[Entry]]]:
        """A name as it reads in each state, beside the names of each kind there."""
        for (state, _, kind), entries in self._blocks.items():
            for reading in readings(text, state):
                yield kind, reading, entries

    def _spelled_alike(self) -> Iterator[Pair]:
        for entries in self._blocks.values():
            for number, one in enumerate(entries):
                for other, percent in _similar(one.core, entries[number + 1 :]):
                    if other.agency.reference != one.agency.reference:
                        yield _pair(one.agency, other.agency, percent, _spelled(one.name, other.name, percent))

    def _by_initials(self) -> Iterator[Pair]:
        called = [(entry, short(entry.name)) for entry in self._entries if short(entry.name)]
        for entry, letters in called:
            for other in self._entries:
                same_place = (other.agency.state, other.agency.level) == (entry.agency.state, entry.agency.level)
                if same_place and other.agency is not entry.agency and letters in initials(other.name):
                    yield _pair(entry.agency, other.agency, NEAR, f"“{entry.name}” may be the initials of {other.name}")


def tally(names: Iterable[str], agencies: Agencies) -> dict[str | None, int]:
    """How often each agency is named; None counts the names that are no known agency's, so that none is lost."""
    return dict(Counter(agencies.meaning(name).reference for name in names))


def _similar(core: str, entries: Sequence[Entry]) -> Iterator[tuple[Entry, int]]:
    from rapidfuzz import fuzz, process

    if not core:  # named by its state alone: the same only as another that is
        yield from ((entry, 100) for entry in entries if not entry.core)
        return
    cores = [entry.core for entry in entries]
    for _, percent, number in process.extract(core, cores, scorer=fuzz.ratio, score_cutoff=NEAR, limit=None):
        yield entries[number], int(percent)


def _pair(one: KnownAgency, other: KnownAgency, percent: int, why: str) -> Pair:
    first, second = sorted((one.reference, other.reference))
    return Pair(first, second, percent, why)


def _spelled(one: str, other: str, percent: int) -> str:
    if search_key(one) == search_key(other):
        return f"Both are named “{one}”"
    if percent == 100:
        return f"With short forms written out, “{one}” and “{other}” are one name"
    return f"“{one}” and “{other}” are {percent}\u00a0% alike"


def _alike(percent: int) -> str:
    return "the same once short forms are written out" if percent == 100 else f"{percent}\u00a0% alike"


def _keep(found: dict[str, Suggestion], one: Suggestion) -> None:
    if one.reference not in found or found[one.reference].percent < one.percent:
        found[one.reference] = one
