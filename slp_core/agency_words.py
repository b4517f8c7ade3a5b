"""The words of an agency's name: short forms written out, what it is called by, and what kind of agency it is."""

import re
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from .reference import shipped
from .text import search_key

NEAR_KIND = 85  # the same, for the words that say what kind of agency it is
SHORT_FORMS = {  # what an abbreviation may stand for; where it is more than one thing, all are tried
    "st": ("state", "saint"),
    "ste": ("saint",),
    "dept": ("department",),
    "dep": ("department",),
    "pd": ("police department",),
    "so": ("sheriffs office",),
    "sd": ("sheriffs department",),
    "sheriffs": ("sheriff",),
    "doc": ("department of corrections",),
    "dps": ("department of public safety",),
    "da": ("district attorney",),
    "das": ("district attorney",),
    "atty": ("attorney",),
    "attorneys": ("attorney",),
    "states": ("state",),
    "defenders": ("defender",),
    "prosecutors": ("prosecutor",),
    "courts": ("court",),
    "co": ("county",),
    "cnty": ("county",),
    "mt": ("mount",),
    "ft": ("fort",),
    "hwy": ("highway",),
    "twp": ("township",),
    "cty": ("county",),
    "ofc": ("office",),
    "corr": ("corrections", "corr"),
    "dist": ("district",),
    "hp": ("highway patrol",),
    "la": ("la", "los angeles"),
    "met": ("metropolitan", "met"),
    "metro": ("metropolitan", "metro"),
    "muni": ("municipal",),
    "nyc": ("new york city",),
    "pg": ("prince georges", "pg"),
    "sp": ("state police",),
    "univ": ("university",),
}
GLUED = frozenset(("da", "doc", "dps", "hp", "pd", "sd", "so", "sp"))  # written in one with a state's code: “VADOC”
_FILLING = "the of and for a at department office division county city town township village"
_TELLING = """
police sheriff state highway patrol trooper attorney district prosecutor prosecuting commonwealth public defender
court municipal superior circuit supreme corrections correction correctional jail prison detention port harbor
airport transit marshal constable probation parole safety investigation investigations university college school
fire park parks marine community supervision
"""
FILLERS = frozenset(_FILLING.split())
KINDS = frozenset(_TELLING.split())  # they say what an agency is, not where: two that differ in them are not the same
_BREAKS = re.compile(r"[^\w]+")


class Reading(NamedTuple):
    """A name taken apart: what it is called by, and what kind of agency it says it is."""

    core: str
    kind: frozenset[str]


@lru_cache(maxsize=65_536)
def readings(name: str, state: str = "") -> tuple[Reading, ...]:
    """What a name may say once its abbreviations are written out: with the state's own name, and without it."""
    options = [_written_out(word, state.casefold()) for word in fold(name).split()]
    spelled = {" ".join(choice).replace("sheriffs", "sheriff") for choice in product(*options[:12])}
    return tuple(dict.fromkeys(_taken_apart(words, own) for words in sorted(spelled) for own in ("", state)))


def _written_out(word: str, code: str) -> tuple[str, ...]:
    """What a word may stand for where `code` is the state's; the code itself is always one of them."""
    if code and word == code:
        return tuple(dict.fromkeys((*SHORT_FORMS.get(word, ()), word)))
    rest = word.removeprefix(code)
    if rest != word and rest in GLUED:
        return (word, *(f"{code} {long}" for long in SHORT_FORMS[rest]))
    return SHORT_FORMS.get(word) or _spellings(word)


@lru_cache(maxsize=65_536)
def _spellings(word: str) -> tuple[str, ...]:
    """The word, and the kind of agency that it may be a misspelling of: “sherrif”."""
    from rapidfuzz import fuzz, process

    meant = process.extractOne(word, KINDS, scorer=fuzz.ratio, score_cutoff=NEAR_KIND)
    return (word, meant[0]) if meant and meant[0] != word and len(word) > 3 else (word,)


@lru_cache(maxsize=65_536)
def initials(name: str) -> frozenset[str]:
    """The letters by which a name of two words or more may be called, with its small words and without."""
    words = fold(name).split()
    if len(words) < 2:
        return frozenset()
    long = [word for word in words if word not in ("of", "the", "and", "for")]
    place = [word for word in long if word not in ("county", "city")]  # LASD, of Los Angeles County
    return frozenset("".join(word[0] for word in some) for some in (words, long, place) if len(some) > 1)


def short(text: str) -> str:
    """A name that is one word of 2 to 6 letters, as initials are; else nothing."""
    key = fold(text)
    return key if key.isalpha() and 2 <= len(key) <= 6 else ""


def fold(name: str) -> str:
    """A name without case, accents, apostrophes and marks: “D.O.C.” is “doc”."""
    return " ".join(_BREAKS.sub(" ", search_key(name.replace("&", " and ")).replace(".", "")).split())


def _without_state(words: str, code: str) -> str:
    """Words with a space between them, without those that name a state."""
    left = f" {words} "
    if state := shipped().us_states.by_code.get(code):
        for form in state.forms:
            left = left.replace(f" {form} ", " ")
    return left.strip()


def _taken_apart(words: str, state: str) -> Reading:
    said = [word for word in _without_state(words, state).split() if word not in FILLERS]
    kind = frozenset(word for word in said if word in KINDS)
    core = sorted(word for word in said if word not in KINDS)
    return Reading(" ".join(core), kind)
