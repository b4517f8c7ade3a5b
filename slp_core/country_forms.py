"""The forms in which a country's name is written: folded, turned round a comma, with its style, with brackets."""

import re
from collections.abc import Iterator

from .text import search_key

_WORD_BREAKS = re.compile(r"[^\w]+")
_SHORT_WORDS = {"rep": "republic", "dem": "democratic"}
_DIRECTIONS = {"n": "north", "s": "south", "e": "east", "w": "west"}  # before a name: “S. Sudan”
_STYLES = frozenset((
    "arab", "bolivarian", "co", "commonwealth", "confederation", "cooperative", "democratic", "duchy", "eastern",
    "federal", "federated", "federation", "federative", "grand", "hashemite", "independent", "islamic", "kingdom",
    "operative", "oriental", "peoples", "plurinational", "principality", "republic", "socialist", "state", "sultanate",
    "union", "united",
))  # fmt: skip
_BRACKETS = re.compile(r"(?P<name>[^()]+)\((?P<other>[^()]+)\)\s*")


def fold(name: str) -> str:
    """What two spellings of a name share: no case, accents, marks, short words, or article before or after."""
    words = _WORD_BREAKS.sub(" ", search_key(name.replace("&", " and ")).replace(".", "")).split()
    if len(words) > 1:
        words[0] = _DIRECTIONS.get(words[0], words[0])
    key = " ".join(_SHORT_WORDS.get(word, word) for word in words)
    key = key.removeprefix("the ").removesuffix(" the")
    return f"saint {key[3:]}" if key.startswith("st ") else key


def turned(name: str) -> Iterator[str]:
    """The name as it stands, and as one says it where a comma turned it: “Korea, Republic of”, “Congo, Republic”."""
    yield name
    before, comma, behind = name.partition(",")
    if comma and behind.strip():
        yield f"{behind.strip()} {before.strip()}"
        yield f"{behind.strip()} of {before.strip()}"


def unstyled(name: str) -> str:
    """The folded name behind the kind of state it says it is: “Plurinational State of Bolivia”; else empty."""
    style, of, rest = fold(name).partition(" of ")
    if not of or not set(style.split()) <= _STYLES:
        return ""
    return unstyled(rest) or rest.removeprefix("the ")


def bracketed(name: str) -> tuple[str, str] | None:
    """A name and what stands in brackets behind it: “Congo” and “DRC”; None without brackets."""
    found = _BRACKETS.fullmatch(name)
    return (found["name"].strip(), found["other"].strip()) if found else None


def state_behind(key: str) -> str:
    """A folded name without the word that says it is a U.S. state: “Georgia (U.S. state)”, “Washington State”."""
    return key.removesuffix(" state").removesuffix(" us")


def state_forms(name: str) -> tuple[str, ...]:
    """How people write a U.S. state that they mean as one."""
    return (name, f"{name}, US", f"{name}, USA", f"{name} (US)", f"State of {name}", f"US {name}")
