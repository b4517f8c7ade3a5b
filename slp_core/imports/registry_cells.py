"""Cells of the registry: states, words of closed lists, lists parted by semicolons, levels in parentheses."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from ..country_forms import fold
from ..errors import InvalidInput
from ..text import limited
from ..us_states import UsStates
from . import cells
from .cells import Read, Reader, Unreadable
from .reading import Cell

NEAR = 75  # percent of similarity from which a word is suggested, never taken
PARTS = ";"
_GRADED = re.compile(r"(.+?)\s*[(:]\s*([^(:]+?)\s*\)?")
folded = lru_cache(1 << 16)(fold)  # the same names, states and words come again and again


def line_of(longest: int) -> Reader:
    """Text of one line, as typed but for outer and double spaces, of at most so many characters."""

    def read(cell: Cell) -> Read:
        value, warning = cells.words(cell)
        try:
            return Read(" ".join(limited(value, longest, "text").split()) or None, warning)
        except InvalidInput as refusal:
            raise Unreadable(f"cannot be kept: {refusal.message} {refusal.hint}".strip()) from None

    return read


def one_of(shown: Mapping[Any, str], also: Mapping[str, Any] | None = None, what: str = "") -> Reader:
    """A word of a list, by its key, its word, or another word for it; of a long list, near words are suggested."""
    known = {folded(form): value for value, word in shown.items() for form in (str(value), word)}
    known |= {folded(form): value for form, value in (also or {}).items()}

    def read(cell: Cell) -> Read:
        typed = str(cells.words(cell).value)
        key = folded(typed)
        if key not in known:
            raise Unreadable(_not_in_list(key, shown, what))
        return Read(known[key])

    return read


def list_of(one: Reader) -> Reader:
    """Several of them, parted by semicolons: the whole list, sorted, each once."""

    def read(cell: Cell) -> Read:
        found = {one(Cell(cell.kind, part)).value for part in cell.text.split(PARTS) if part.strip()}
        return Read(tuple(sorted(found)) or None)

    return read


def graded(one: Reader, level: Reader, levels: Iterable[str]) -> Reader:
    """Several of them, each with its level in parentheses: Spanish (professional); French (native)."""
    example = ", ".join(levels)

    def entry(cell: Cell) -> Read:
        parts = _GRADED.fullmatch(cell.text.strip())
        if parts is None:
            raise Unreadable(f"has no level for “{cell.text.strip()[:60]}”; write one in parentheses: {example}")
        return Read((one(Cell(cell.kind, parts[1])).value, level(Cell(cell.kind, parts[2])).value))

    def read(cell: Cell) -> Read:
        found: dict[str, str] = {}
        for key, grade in (entry(Cell(cell.kind, part)).value for part in cell.text.split(PARTS) if part.strip()):
            if found.setdefault(key, grade) != grade:
                raise Unreadable("says two levels for one")
        return Read(tuple(sorted(found.items())) or None)

    return read


def between(first: int, last: int) -> Reader:
    """A whole number within limits."""

    def read(cell: Cell) -> Read:
        value = cells.whole(cell).value
        if not first <= value <= last:
            raise Unreadable(f"is not from {first:,} to {last:,}")
        return Read(value)

    return read


def amount(cell: Cell) -> Read:
    """Dollars that are not negative."""
    value = cells.amount(".")(cell).value
    if value < 0:
        raise Unreadable("is negative")
    return Read(value)


def state(states: UsStates) -> Reader:
    """A U.S. state, district or territory by name or abbreviation: “Georgia” is the state here, never the country."""
    also = {
        form: one.code
        for one in states.by_code.values()
        for form in (one.label, f"State of {one.name}", *one.forms, *one.others)
    }
    return one_of(states.names, also, "U.S. state or territory")


def said_by(words: Mapping[Any, str]) -> Callable[[Any], str]:
    """Writes a value by its word."""
    return lambda value: words[value]


def listed_by(words: Mapping[Any, str]) -> Callable[[Any], str]:
    """Writes a list of values by their words."""
    return lambda values: f"{PARTS} ".join(words[value] for value in values)


def graded_by(words: Mapping[Any, str], levels: Mapping[Any, str]) -> Callable[[Any], str]:
    """Writes values with their levels."""
    return lambda pairs: f"{PARTS} ".join(f"{words[value]} ({levels[level]})" for value, level in pairs)


def _not_in_list(key: str, shown: Mapping[Any, str], what: str) -> str:
    if not what:
        return f"is none of: {', '.join(shown.values())}"
    from rapidfuzz import fuzz, process

    found = process.extract(
        key, {word: folded(word) for word in shown.values()}, scorer=fuzz.ratio, score_cutoff=NEAR, limit=3
    )
    near = " or ".join(str(word) for _, _, word in found)
    return f"is no {what}" + (f"; did you mean {near}?" if near else "")
