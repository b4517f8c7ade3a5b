"""Text as people type it: kept as typed, without invisible control characters, and found again without accents."""

import unicodedata

from .dates import count
from .errors import InvalidInput

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʻ`´"), "")
_STROKES = {
    ord(letter): plain
    for letter, plain in zip("đħłøıæœðþ", ("d", "h", "l", "o", "i", "ae", "oe", "d", "th"), strict=True)
}
_NO_CHARACTERS = dict.fromkeys((0xFFFE, 0xFFFF), "")  # XML, and so a workbook, may not hold them


def clean(text: str) -> str:
    """The text without control characters (line breaks and tabs stay) and outer spaces; letters are never changed."""
    if text.isprintable():  # nearly every text: a hundred thousand cells are read in one import
        return text.strip()
    kept = (
        char
        for char in text.translate(_NO_CHARACTERS)
        if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs")
    )
    return "".join(kept).strip()


def search_key(text: str) -> str:
    """What a search compares: no case, accents or apostrophes, single spaces. “O’Neill” and “oneill” are equal."""
    plain = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).casefold().translate(_STROKES)
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def limited(text: str, longest: int, field: str) -> str:
    """Cleaned text of at most `longest` characters. Raises InvalidInput; nothing is cut off silently."""
    kept = clean(text)
    if len(kept) > longest:
        raise InvalidInput(
            f"The {field} has {count(len(kept), 'character')}; at most {longest:,} fit.",
            hint="Shorten it.",
            field=field,
        )
    return kept
