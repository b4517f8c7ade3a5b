"""How a state is called in the name of an agency: by its name, its postal code, its older abbreviation."""

from functools import cache

from .reference import shipped
from .text import search_key

# Without their periods; the other states are written out, or by their code. From lists of the Associated Press style,
# and longer forms of the Government Publishing Office's from memory: second hand, 28 Nov 2026. They suggest, no more.
ABBREVIATIONS = {
    "AL": "ala", "AZ": "ariz", "AR": "ark", "CA": "calif", "CO": "colo", "CT": "conn", "DE": "del", "FL": "fla",
    "IL": "ill", "IN": "ind", "KS": "kans", "MA": "mass", "MI": "mich", "MN": "minn", "MS": "miss", "MT": "mont",
    "NE": "nebr", "NM": "n mex", "ND": "n dak", "NV": "nev", "OK": "okla", "OR": "oreg", "SD": "s dak", "TN": "tenn",
    "TX": "tex", "WA": "wash", "WV": "w va", "WI": "wis", "WY": "wyo",
}  # fmt: skip
SHORTER = {"KS": "kan", "NE": "neb", "OR": "ore", "WI": "wisc"}


@cache
def forms(code: str) -> tuple[str, ...]:
    """All of them in lower case, longer ones first; none for what is no state."""
    if code not in shipped().us_states.by_code:
        return ()
    name = search_key(shipped().us_states.by_code[code].name)
    known = (name, code.casefold(), ABBREVIATIONS.get(code, ""), SHORTER.get(code, ""))
    return tuple(sorted(filter(None, dict.fromkeys(known)), key=len, reverse=True))


def without(words: str, code: str) -> str:
    """Words in lower case with a space between them, without those that name a state."""
    left = f" {words} "
    for form in forms(code):
        left = left.replace(f" {form} ", " ")
    return left.strip()
