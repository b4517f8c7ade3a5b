"""Text as people type it: kept as typed, without control characters or secrets, and found again without accents."""

import unicodedata

from . import sensitive
from .dates import count
from .errors import InvalidInput

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘‛ʼʻʾʿʹ′＇`´"), "")
_STROKES = {
    ord(letter): plain
    for letter, plain in zip("đħłøıæœðþ", ("d", "h", "l", "o", "i", "ae", "oe", "d", "th"), strict=True)
}
HINTS = {
    sensitive.SOCIAL_SECURITY: "Take the number out. Another number is taken when it is not written as 3-2-4 digits.",
    sensitive.PASSPORT: "Take the number out; status and dates are enough.",
    sensitive.CARD: "Take the number out; nothing is paid here.",
    sensitive.ACCOUNT: "Take the number out; nothing is paid here.",
    sensitive.BIRTH: "Take the day out; it stands in the papers that the post asks for.",
    sensitive.DIAGNOSIS: "Say whether the person is fit to travel, and until when; no more.",
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


def limited(text: str, longest: int, field: str, *, papers: bool = False) -> str:
    """Cleaned text of at most `longest` characters, without what is never kept: a passport's number, for one.

    In fields on travel and medical `papers` more is found: see `sensitive`.
    Raises InvalidInput; nothing is cut off silently, and what is refused is not repeated.
    """
    kept = clean(text)
    if what := sensitive.found(kept, papers=papers):
        raise InvalidInput(
            f"{_words(field)}: this seems to hold {what}, which is never kept here.", hint=HINTS[what], field=field
        )
    if len(kept) > longest:
        raise InvalidInput(
            f"{_words(field)}: {count(len(kept), 'character')}; at most {longest:,} fit.",
            hint="Shorten it.",
            field=field,
        )
    return kept


def _words(field: str) -> str:
    """The name of a field as a sentence begins with it: notes, fringe_source."""
    return field.replace("_", " ").capitalize()


def one_line(text: str, longest: int, field: str) -> str:
    """Such a text with single spaces and no line breaks."""
    return " ".join(limited(text, longest, field).split())
