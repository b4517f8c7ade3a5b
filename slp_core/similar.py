"""Which earlier titles come close to a few typed words: a score a reader can follow, and a bound on the work."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .text import clean, search_key

SHORTEST = 3  # letters of a word that is looked for
MOST_WORDS = 4  # the longest say the most
NEAR = 70  # of 100: below it, titles share a word and no more
SAME_COUNTRY, SAME_SECTOR = 10, 5  # ours: what else makes an earlier engagement worth opening
COMMON = frozenset({"and", "for", "the", "with", "from", "course", "workshop", "training", "visit"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A title that shares a word with what was typed."""

    reference: str
    title_key: str
    same_country: bool
    same_sector: bool


def words_of(typed: str) -> tuple[str, ...]:
    """The words to look for, longest first; common ones only where there is nothing else."""
    found = [word for word in re.split(r"\W+", search_key(clean(typed)[:500])) if len(word) >= SHORTEST]
    telling = [word for word in dict.fromkeys(found) if word not in COMMON] or list(dict.fromkeys(found))
    return tuple(sorted(telling, key=len, reverse=True)[:MOST_WORDS])


def ranked(typed: str, candidates: Iterable[Candidate], most: int) -> tuple[str, ...]:
    """The references of the nearest, best first."""
    from rapidfuzz import fuzz
    from rapidfuzz.utils import default_process

    wanted = search_key(clean(typed)[:500])
    scored = []
    for one in candidates:
        score = fuzz.token_set_ratio(wanted, one.title_key, processor=default_process)
        if score >= NEAR:
            scored.append((score + SAME_COUNTRY * one.same_country + SAME_SECTOR * one.same_sector, one.reference))
    return tuple(reference for _, reference in sorted(scored, reverse=True)[:most])
