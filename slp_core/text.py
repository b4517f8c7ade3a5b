"""Text as people type it: kept as typed, without control characters or secrets, and found again without accents."""

import re
import unicodedata

from .dates import count
from .errors import InvalidInput

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʻ`´"), "")
_STROKES = {
    ord(letter): plain
    for letter, plain in zip("đħłøıæœðþ", ("d", "h", "l", "o", "i", "ae", "oe", "d", "th"), strict=True)
}
_NO_CHARACTERS = dict.fromkeys((0xFFFE, 0xFFFF), "")  # XML, and so a workbook, may not hold them

_DASHES_AND_SPACES = {ord(sign): "-" for sign in "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63"} | {
    ord(sign): " " for sign in "\u00a0\u2007\u2009\u202f"
}
_AREA, _GROUP, _SERIAL = r"(?!000|666|9)[0-9]{3}", r"(?!00)[0-9]{2}", r"(?!0000)[0-9]{4}"  # what SSA has ever issued
_GROUPED = re.compile(  # 3-2-4 with one separator throughout, and not a part of a longer number or a phone number
    "|".join(rf"(?<![0-9+])(?<![0-9]{s}){_AREA}{s}{_GROUP}{s}{_SERIAL}(?!{s}?[0-9])" for s in ("-", r"\.", " "))
)
_CALLED = re.compile(  # in any grouping, behind a word that says what it is
    r"\b(?:ssn|s\.\s?s\.\s?n\.?|ss\s?(?:#|no\b)|soc(?:ial|\.)?[\s-]*sec(?:urity|\.)?)(?![a-z])[^0-9\n]{0,24}"
    rf"{_AREA}[-. ]?{_GROUP}[-. ]?{_SERIAL}(?![0-9])",
    re.IGNORECASE,
)
_PASSPORT = re.compile(  # a number of any country's behind the word: a letter or two, and six to nine digits
    r"\bpassports?\b[^0-9\n]{0,24}?(?<![a-z0-9])[a-z]{0,2}[0-9]{6,9}(?![0-9])", re.IGNORECASE
)
_BARE_PASSPORT = re.compile(r"(?<![a-z0-9-])(?:[a-z][0-9]{8}|[0-9]{9})(?![a-z0-9-])", re.IGNORECASE)  # of the U.S.


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


def has_social_security_number(text: str) -> bool:
    """Does it look as if a U.S. Social Security number stood in it?

    Either 3-2-4 digits with one separator, or nine digits behind a word such as SSN; with an area that was ever issued:
    not 000, 666 or 900 to 999. Source: Social Security Administration, “Social Security number randomization”.
    """
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text.translate(_DASHES_AND_SPACES))
    return bool(_GROUPED.search(plain) or _CALLED.search(plain))


def has_passport_number(text: str, *, bare: bool = False) -> bool:
    """Does it look as if a passport's number stood in it? Behind the word, or `bare`: anywhere, as the U.S. writes it.

    A U.S. passport has nine digits, or since 2021 a letter and eight: nothing else tells them from another number, so
    that bare ones are looked for only where papers are spoken of.
    """
    plain = unicodedata.normalize("NFKC", text.translate(_DASHES_AND_SPACES))
    return bool(_PASSPORT.search(plain) or (bare and _BARE_PASSPORT.search(plain)))


def limited(text: str, longest: int, field: str, *, papers: bool = False) -> str:
    """Cleaned text of at most `longest` characters, without a Social Security number or a passport's.

    In fields on travel `papers` what could be a passport's number is refused without the word, too.
    Raises InvalidInput; nothing is cut off silently, and the number is not repeated.
    """
    kept = clean(text)
    if has_social_security_number(kept):
        raise InvalidInput(
            f"The {field} seems to hold a U.S. Social Security number, which is never kept here.",
            hint="Take the number out. Another number is taken when it is not written as 3-2-4 digits.",
            field=field,
        )
    if has_passport_number(kept, bare=papers):
        raise InvalidInput(
            f"The {field} seems to hold the number of a passport, which is never kept here.",
            hint="Take the number out; status and dates are enough.",
            field=field,
        )
    if len(kept) > longest:
        raise InvalidInput(
            f"The {field} has {count(len(kept), 'character')}; at most {longest:,} fit.",
            hint="Shorten it.",
            field=field,
        )
    return kept


def one_line(text: str, longest: int, field: str) -> str:
    """Such a text with single spaces and no line breaks."""
    return " ".join(limited(text, longest, field).split())
