"""Comparing a name as typed with the name line of a passport, which knows only A to Z (ICAO Doc 9303, part 3)."""

import unicodedata

# Letters that the line may write in more than one way: each is accepted (ICAO Doc 9303-3, section 6).
_SPELLINGS = {
    "Ä": ("AE", "A"), "Ö": ("OE", "O"), "Ü": ("UE", "UXX", "U"), "Å": ("AA", "A"), "Ñ": ("N", "NXX"), "Æ": ("AE",),
    "Ø": ("OE", "O"), "Œ": ("OE",), "ẞ": ("SS",), "Þ": ("TH",), "Ð": ("D",), "Đ": ("D",), "Ł": ("L",), "Ħ": ("H",),
    "İ": ("I",), "Ŋ": ("N",), "Ĳ": ("IJ",),
}  # fmt: skip
_FILLER = "<"


def matches(given: str, family: str, line: str) -> bool:
    """Does a passport's name line, `FAMILY<NAME<<GIVEN<NAMES`, spell this name? The name itself is never changed."""
    surname, _, rest = line.upper().strip(_FILLER).partition("<<")
    return _spells(family, surname) and _spells(given, rest)


def _spells(name: str, line: str) -> bool:
    return line in _lines(name)


def _lines(name: str) -> set[str]:
    """Every way the line may write a name: apostrophes vanish, hyphens and spaces become fillers."""
    lines = {""}
    for letter in unicodedata.normalize("NFC", name.strip()).replace("ß", "ẞ").upper():
        lines = {line + spelled for line in lines for spelled in _written(letter)}
    return lines


def _written(letter: str) -> tuple[str, ...]:
    if letter in "-\u2010\u2011 \u00a0":
        return (_FILLER,)
    if letter in _SPELLINGS:
        return _SPELLINGS[letter]
    return ("".join(char for char in unicodedata.normalize("NFKD", letter) if "A" <= char <= "Z"),)
