"""What no text that is kept may hold: numbers of Social Security, passports, cards and accounts, births, illnesses.

Every text goes through `found`: as it is typed, imported or drafted, and once more before a row is written.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

SOCIAL_SECURITY = "a U.S. Social Security number"
PASSPORT = "the number of a passport"
CARD = "the number of a payment card"
ACCOUNT = "the number of a bank account"
BIRTH = "the day of somebody's birth"
DIAGNOSIS = "what somebody suffers from"

_DASHES_AND_SPACES = {ord(sign): "-" for sign in "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63"} | {
    ord(sign): " " for sign in "\u00a0\u2007\u2009\u202f"
}
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), "")
_AREA, _GROUP, _SERIAL = r"(?!000|666|9)[0-9]{3}", r"(?!00)[0-9]{2}", r"(?!0000)[0-9]{4}"  # what SSA has ever issued
_GROUPED = re.compile(  # 3-2-4 with one separator throughout, and not a part of a longer number or a phone number
    "|".join(
        rf"(?<![0-9+])(?<![0-9]{s}){_AREA}{s}{_GROUP}{s}{_SERIAL}(?!{s}?[0-9])" for s in ("-", " - ", r"\.", "/", " ")
    )
)
_CALLED = re.compile(  # in any grouping, behind a word that says what it is
    r"\b(?:ssn|s\.\s?s\.\s?n\.?|ss\s?(?:#|no\b)|soc(?:ial|\.)?[\s-]*sec(?:urity|\.)?|(?:my|his|her|their) social)"
    r"(?![a-z])[^0-9\n]{0,24}"
    rf"{_AREA}[-. ]?{_GROUP}[-. ]?{_SERIAL}(?![0-9])",
    re.IGNORECASE,
)
_PASSPORT = (
    re.compile(  # a number of any country's behind the word: a letter or two and six to nine digits, as in 1234 5678
        r"\b(?:passports?|pasaportes?|passeports?)\b[^0-9\n]{0,24}?(?<![a-z0-9])"
        r"(?:[a-z]{0,2}[0-9]{6,9}|[a-z]{1,2} ?[0-9]{4} ?[0-9]{4}|[0-9]{2}[a-z]{2}[0-9]{5})(?![0-9])",
        re.IGNORECASE,
    )
)
_CARD = re.compile(  # no part of a hash, of a key or of a longer number
    r"(?<![0-9A-Za-z-])(?:[2-6][0-9]{3}([ -]?)[0-9]{4}\1[0-9]{4}\1[0-9]{1,7}|3[47][0-9]{2}([ -]?)[0-9]{6}\2[0-9]{5})"
    r"(?![0-9A-Za-z-])"
)
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])")
_BORN = re.compile(  # a whole date behind the word: a year alone tells little
    r"\b(?:dob|d\.o\.b\.?|date of birth|born(?: on)?)(?![a-z])[^0-9\n]{0,12}?"
    r"(?:[0-9]{1,4}[-/. ][0-9]{1,2}[-/. ][0-9]{2,4}"
    r"|[0-9]{1,2}\.? [a-z]{3,9}\.?,? [0-9]{4}|[a-z]{3,9}\.? [0-9]{1,2},? [0-9]{4})",
    re.IGNORECASE,
)
_BARE_PASSPORT = re.compile(r"(?<![a-z0-9-])(?:[a-z][0-9]{8}|[0-9]{9})(?![a-z0-9-])", re.IGNORECASE)  # of the U.S.
_ILL = (
    r"(?:diabet|cancer\b|epilep|asthma|hypertension|high blood pressure|heart (?:disease|condition|attack)|ptsd\b"
    r"|post-traumatic stress|bipolar|schizophren|(?:clinical )?depression\b|anxiety disorder)"
)
_SAID_OF_ONE = re.compile(  # of one person, so that a course on inmates who are ill can be spoken of
    r"\b(?:suffers from|(?:is|was|been) (?:diagnosed with|treated for)|has|had|history of|diagnosis(?: is|:| of)?)"
    rf"\s+(?:an? |the )?(?:(?:severe|chronic|mild|type [12]|advanced) )?{_ILL}"
    r"|\b(?:is|was|tested) hiv[- ]positive\b|\b(?:he|she) (?:is|was) (?:diagnosed|pregnant)\b"
    r"|\bicd-?(?:9|10|11)\b[^a-z0-9\n]{0,12}[a-z][0-9]{2}",
    re.IGNORECASE,
)
_ILLNESS = re.compile(rf"\b(?:{_ILL}|diagnos|hiv\b|alcoholi|pregnan)", re.IGNORECASE)

_DIGIT = re.compile("[0-9]")
_SIGNS = (
    "diabet", "cancer", "epilep", "asthma", "hypertension", "blood pressure", "heart", "ptsd", "traumatic", "bipolar",
    "schizophren", "depression", "anxiety", "hiv", "diagnos", "pregnan", "icd", "alcoholi",
)  # fmt: skip


def found(text: str, *, papers: bool = False) -> str:
    """What the text seems to hold that is never kept, in words; empty for nothing.

    In fields on travel and medical `papers` a bare number that could be a U.S. passport's, and the name of an illness,
    are found without a word beside them. The words of illnesses are our assumption.
    """
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text.translate(_DASHES_AND_SPACES | _INVISIBLE))
    if _DIGIT.search(plain):  # looked for first, as the words below are: nearly every text has none of them
        if has_social_security_number(plain):
            return SOCIAL_SECURITY
        if has_passport_number(plain, bare=papers):
            return PASSPORT
        if what := _money_number(plain):
            return what
        if _BORN.search(plain):
            return BIRTH
    low = plain.casefold()
    if not any(sign in low for sign in _SIGNS):
        return ""
    return DIAGNOSIS if (_ILLNESS if papers else _SAID_OF_ONE).search(plain) else ""


def has_social_security_number(plain: str) -> bool:
    """Does it look as if a U.S. Social Security number stood in it?

    Either 3-2-4 digits with one separator, or nine digits behind a word such as SSN; with an area that was ever issued:
    not 000, 666 or 900 to 999. Source: Social Security Administration, “Social Security number randomization”.
    """
    return bool(_GROUPED.search(plain) or _CALLED.search(plain))


def _money_number(plain: str) -> str:
    """A payment card's or a bank account's number, where its own check digits agree (ISO/IEC 7812, ISO 13616)."""
    for one in _CARD.finditer(plain):
        digits = [int(sign) for sign in reversed(one[0]) if sign.isdigit()]
        doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
        if (sum(digits[::2]) + sum(doubled)) % 10 == 0:
            return CARD
    for one in _IBAN.finditer(plain):
        number = one[0].replace(" ", "")
        if int("".join(str(int(sign, 36)) for sign in number[4:] + number[:4])) % 97 == 1:
            return ACCOUNT
    return ""


def has_passport_number(plain: str, *, bare: bool = False) -> bool:
    """Does it look as if a passport's number stood in it? Behind the word, or `bare`: anywhere, as the U.S. writes it.

    A U.S. passport has nine digits, or since 2021 a letter and eight: nothing else tells them from another number, so
    that bare ones are looked for only where papers are spoken of.
    """
    return bool(_PASSPORT.search(plain) or (bare and _BARE_PASSPORT.search(plain)))


def within(value: Any) -> str:
    """The same for a value of texts in lists and mappings, as drafts and stored plans are."""
    return next(filter(None, map(found, _texts(value))), "")


def without(value: Any) -> Any:
    """The value with an empty text in place of each that holds such a thing; all else as it is."""
    if isinstance(value, str):
        return "" if found(value) else value
    if isinstance(value, Mapping):
        return {key: without(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [without(part) for part in value]
    return value


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)
