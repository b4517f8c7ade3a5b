"""Comparing a name as typed with the name line of a passport, which knows only A to Z (ICAO Doc 9303, part 3)."""

import unicodedata

# Letters that the line may write in more than one way: each is accepted (ICAO Doc 9303-3, section 6).
_SPELLINGS = {
    "Ä": ("AE", "A"), "Ö": ("OE", "O"), "Ü": ("UE", "UXX", "U"), "Å": ("AA", "A"), "Ñ": ("N", "NXX"), "Æ": ("AE",),
    "Ø": ("OE", "O"), "Œ": ("OE",), "ẞ": ("SS",), "Þ": ("TH",), "Ð": ("D",), "Đ": ("D",), "Ł": ("L",), "Ħ": ("H",),
    "İ": ("I",), "Ŋ": ("N",), "Ĳ": ("IJ",),
}  # fmt: skip
_FILLER = "<"
_WHOLE_LINE, _BEFORE_NAMES = 44, 5  # signs of a passport's first line, and those of document and country


def matches(given: str, family: str, line: str) -> bool:
    """Does a passport's name line, `FAMILY<NAME<<GIVEN<NAMES`, spell this name? The name itself is never changed.

    A whole first line, `P<UTOFAMILY<<GIVEN<<<`, is taken too; where it is full to its end, names may be cut there.
    """
    typed = line.upper().strip()
    names = typed[_BEFORE_NAMES:] if len(typed) == _WHOLE_LINE and typed[:1] == "P" else typed
    cut = len(names) == _WHOLE_LINE - _BEFORE_NAMES and not names.endswith(_FILLER)
    surname, _, rest = names.strip(_FILLER).partition("<<")
    if not rest:  # a single name is the first, whichever it was typed as
        first, *others = [name for name in (family, given) if name.strip()] or [""]
        return bool(first) and _spells(first, surname, cut) and (cut or not others)
    return _spells(family, surname, False) and _spells(given, rest, cut)


def _spells(name: str, line: str, cut: bool) -> bool:
    """Apostrophes vanish, hyphens and spaces become fillers; of every way to write it only what fits is followed."""
    ends = {0}
    for letter in " ".join(unicodedata.normalize("NFC", name).split()).replace("ß", "ẞ").upper():
        if cut and len(line) in ends:
            return True
        ends = {end + len(way) for end in ends for way in _ways(letter, line[end:], cut) if end + len(way) <= len(line)}
    return len(line) in ends


def _ways(letter: str, rest: str, cut: bool) -> list[str]:
    """The ways to write a letter with which the rest of the line begins; at a cut, what of them still stands there."""
    ways = _written(letter)
    return [
        way if rest.startswith(way) else rest for way in ways if rest.startswith(way) or (cut and way.startswith(rest))
    ]


def _written(letter: str) -> tuple[str, ...]:
    if letter in "-\u2010\u2011 \u00a0":
        return (_FILLER,)
    if letter in _SPELLINGS:
        return _SPELLINGS[letter]
    return ("".join(char for char in unicodedata.normalize("NFKD", letter) if "A" <= char <= "Z"),)
