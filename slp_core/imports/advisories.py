"""State's travel advisories as its service gives them: a JSON list whose titles carry country and level."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from ..country_names import Scheme
from ..errors import InvalidInput
from ..reference import Imported, Reference
from ..risk import LEVEL_WORDS, Advisory
from .checking import RowProblem
from .content import Content

# “Georgia - Level 1: Exercise Normal Precautions”, with or without “Travel Advisory”, any dash
_TITLE = re.compile(r"^(.*?)\s*(?:Travel Advisory)?\s*[-–—]\s*Level\s*(\d)\s*:?\s*(.*)$", re.IGNORECASE)


def read(file_name: str, content: bytes, reference: Reference, today: date) -> Content:
    """The advisories of the program's countries. Raises InvalidInput for what is no such list, or an empty one."""
    items = _items(content)
    found: dict[str, Advisory] = {}
    problems: list[RowProblem] = []
    warnings: list[RowProblem] = []
    left_out = 0
    for number, item in enumerate(items, 1):
        code, level, odd = _meaning(number, item, reference)
        if code is None:
            left_out += 1
            warnings += odd
            continue
        issued = _issued(item)
        if level not in LEVEL_WORDS or issued is None:
            problems.append(RowProblem(number, "Title", _text(item, "Title"), "has no level from 1 to 4, or no date"))
            continue
        if code in found:
            problems.append(RowProblem(number, "Title", _text(item, "Title"), "is the second of its country"))
            continue
        warnings += odd
        found[code] = Advisory(code, level, issued, today)
    for code in sorted(set(reference.countries.program) - set(found)):
        label = reference.countries.label(code)
        warnings.append(RowProblem(0, "Title", label, "is not in the file; what is known of it stays"))
    return Content(
        as_of=max((advisory.issued for advisory in found.values()), default=today),
        title=f"Travel advisories as of {today.day} {today:%b %Y}",
        read=len(items),
        accepted=len(found),
        problems=tuple(problems),
        warnings=tuple(warnings),
        changes=lambda now: _changes(found, now),
        table=lambda received, official: Imported(advisories=tuple(found.values())),
        left_out=left_out,
    )


def _items(content: bytes) -> list[dict[str, Any]]:
    try:
        items = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as fault:  # no text, no JSON, a number or a nesting that nobody writes
        raise InvalidInput("The file is not JSON.", hint="Save State's answer as it comes.", field="file") from fault
    if not isinstance(items, list) or not all(isinstance(item, dict) and "Title" in item for item in items):
        raise InvalidInput("The file is no list of advisories.", hint="Save State's answer as it comes.", field="file")
    if not items:
        raise InvalidInput(
            "The list of advisories is empty.", hint="State's service gives nothing to some programs.", field="file"
        )
    return items


def _meaning(number: int, item: dict[str, Any], reference: Reference) -> tuple[str | None, int, list[RowProblem]]:
    """The program country of an item and its level; None for other countries and for what names none."""
    title = _text(item, "Title")
    named = _TITLE.match(title)
    if named is None:
        return None, 0, [RowProblem(number, "Title", title, "has no level and was left out")]
    meaning = reference.names.meaning(named[1])
    if meaning.code is None:
        return None, 0, [RowProblem(number, "Title", title, f"was left out: {meaning.reason}")]
    if meaning.code not in reference.countries.program:
        return None, 0, []
    tags = [reference.names.meaning(tag, Scheme.FIPS).code for tag in _tags(item)]
    odd = [RowProblem(number, "Category", title, "has a tag of another country; the title was believed")]
    return meaning.code, int(named[2]), odd if tags and meaning.code not in tags else []


def _tags(item: dict[str, Any]) -> list[str]:
    """As a list or one alone; anything else is none."""
    said = item.get("Category")
    return [tag for tag in (said if isinstance(said, list) else [said]) if isinstance(tag, str)]


def _issued(item: dict[str, Any]) -> date | None:
    for key in ("Published", "Updated"):
        try:
            return date.fromisoformat(_text(item, key)[:10])
        except ValueError:
            continue
    return None


def _text(item: dict[str, Any], key: str) -> str:
    return str(item.get(key) or "").strip()


def _changes(found: dict[str, Advisory], now: Reference) -> Iterator[tuple[str, str, str]]:
    for code, advisory in found.items():
        before = now.advisories[code]
        if (before.level, before.issued) != (advisory.level, advisory.issued):
            yield now.countries.label(code), _words(before), _words(advisory)


def _words(advisory: Advisory) -> str:
    return f"Level {advisory.level}, {advisory.issued.day} {advisory.issued:%b %Y}"
