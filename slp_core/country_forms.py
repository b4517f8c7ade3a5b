"""The forms in which a country's name is written: folded, turned round a comma, with a second name in brackets."""

import re
from collections.abc import Iterator

from .text import search_key

_WORD_BREAKS = re.compile(r"[^\w]+")
_SHORT_WORDS = {"rep": "republic", "dem": "democratic"}
_BRACKETS = re.compile(r"(?P<name>[^()]+)\((?P<other>[^()]+)\)\s*")


def fold(name: str) -> str:
    """What two spellings of a name share: no case, accents, marks, short words, or article before or after."""
    words = _WORD_BREAKS.sub(" ", search_key(name.replace("&", " and ")).replace(".", "")).split()
    key = " ".join(_SHORT_WORDS.get(word, word) for word in words)
    key = key.removeprefix("the ").removesuffix(" the")
    return f"saint {key[3:]}" if key.startswith("st ") else key


def turned(name: str) -> Iterator[str]:
    """The name as it stands, and as one says it where a comma turned it: “Korea, Republic of”."""
    yield name
    before, comma, behind = name.partition(",")
    if comma and behind.strip():
        yield f"{behind.strip()} {before.strip()}"


def bracketed(name: str) -> tuple[str, str] | None:
    """A name and what stands in brackets behind it: “Congo” and “DRC”; None without brackets."""
    found = _BRACKETS.fullmatch(name)
    return (found["name"].strip(), found["other"].strip()) if found else None


def state_forms(name: str) -> tuple[str, ...]:
    """How people write a U.S. state that they mean as one."""
    return (name, f"{name}, US", f"{name}, USA", f"{name} (US)", f"State of {name}", f"US {name}")
