"""What is said of an agency: checked as a whole, in the words of whoever typed it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from .errors import InvalidInput
from .partners import CAPACITIES, Level, Sector
from .reference import Reference
from .text import limited, search_key

LARGEST = 100_000  # people of one agency: more than any U.S. police force has; our own limit


@dataclass(frozen=True, slots=True)
class Profile:
    """An agency as typed. `county` tells apart two of one name; None is not known.

    `capacity` is the most engagements it takes on in a year, `away_at_once` the most officers it spares at a time,
    `size` how many people work there; specialties and languages are keys of the catalogue.
    """

    name: str
    state: str
    level: str
    sector: str
    capacity: int | None = None
    county: str = ""
    size: int | None = None
    away_at_once: int | None = None
    specialties: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What a search compares of the name."""
        return search_key(self.name)


def checked(profile: Profile, reference: Reference) -> Profile:
    """The profile with its texts cleaned and its state as a code. Raises InvalidInput for the first thing wrong."""
    name = " ".join(limited(profile.name, 200, "name").split())
    if not name:
        raise InvalidInput("The agency's name is missing.", hint="Write it as the agency does.", field="name")
    if profile.level not in tuple(Level) or profile.sector not in tuple(Sector):
        raise InvalidInput(
            "The agency's level or sector is not known.", hint="Choose both from their lists.", field="sector"
        )
    _check_numbers(profile)
    catalogue = reference.catalogue
    return replace(
        profile,
        name=name,
        state=reference.us_states.of(profile.state).code,
        county=" ".join(limited(profile.county, 80, "county").split()),
        specialties=_of_list(profile.specialties, catalogue.specialties, "specialty"),
        languages=_of_list(profile.languages, catalogue.languages, "language"),
    )


def _check_numbers(profile: Profile) -> None:
    if profile.capacity is not None and profile.capacity not in CAPACITIES:
        raise InvalidInput(
            f"An agency takes on {CAPACITIES[0]} to {CAPACITIES[-1]} engagements a year, not {profile.capacity:,}.",
            hint="Leave it empty while it is not known.",
            field="capacity",
        )
    for field, number in (("size", profile.size), ("away_at_once", profile.away_at_once)):
        if number is not None and not 1 <= number <= LARGEST:
            raise InvalidInput(
                f"{number:,} people cannot be right.", hint=f"Give 1 to {LARGEST:,}, or leave it empty.", field=field
            )
    if profile.size is not None and profile.away_at_once is not None and profile.away_at_once > profile.size:
        raise InvalidInput(
            f"{profile.away_at_once:,} officers cannot be away at once where {profile.size:,} people work.",
            hint="Check the two numbers.",
            field="away_at_once",
        )


def _of_list(keys: Iterable[str], known: Iterable[str], field: str) -> tuple[str, ...]:
    """The keys once each, in the order of the catalogue."""
    wanted, listed = set(keys), list(known)
    if strange := wanted - set(listed):
        raise InvalidInput(f"“{min(strange)[:40]}” is not a known {field}.", hint="Choose from the list.", field=field)
    return tuple(key for key in listed if key in wanted)
