"""What a place in the United States may mean, as texts that each find one rate: to be chosen from, not retyped."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from .conus_table import place_key

Places = Mapping[tuple[str, str], tuple[str, ...]]  # (state, place) -> the counties it lies in
MOST_STATES, MOST_NAMES = 40, 6
_OWN_SUFFIX = (" city", " borough", " census area", " municipality", " municipio", " columbia")


def county_label(state: str, county: str) -> str:
    """Travis County, TX; Orleans Parish, LA; a city that is no part of a county as it is."""
    suffix = "" if county.endswith(_OWN_SUFFIX) else " Parish" if state == "LA" else " County"
    return f"{county.title()}{suffix}, {state}"


def counties(places: Places) -> dict[str, frozenset[str]]:
    """State -> all its counties, as far as any place lies in them."""
    found: dict[str, set[str]] = {}
    for (state, _), here in places.items():
        found.setdefault(state, set()).update(here)
    return {state: frozenset(names) for state, names in found.items()}


def alike(places: Places, named: Iterable[tuple[str, str]], state: str, name: str) -> tuple[str, ...]:
    """Places of a state spelled like an unknown one, then every county of the state."""
    here = {place for land, place in (*places, *named) if land == state}
    near = get_close_matches(place_key(name), sorted(here), n=MOST_NAMES, cutoff=0.75)
    in_state = sorted(county_label(state, one) for one in counties(places).get(state, ()))
    return (*(f"{one.title()}, {state}" for one in near), *in_state)


def in_states(places: Places, named: Iterable[tuple[str, str]], name: str) -> tuple[str, ...]:
    """The places of this name in every state that has one."""
    key = place_key(name)
    lands = sorted({land for land, place in (*places, *named) if place == key})
    said = name.strip().upper() if len(name.strip()) < 4 else name.strip().title()  # NYC
    return tuple(f"{said}, {land}" for land in lands[:MOST_STATES])
