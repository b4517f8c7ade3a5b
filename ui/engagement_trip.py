"""The trip of an engagement: where the team sleeps and in what, and its legs where they are known."""

from slp_core import dates
from slp_core.itinerary import Itinerary, Stay
from slp_core.lodging import LODGING_WORDS, Lodging
from slp_core.reference import shipped
from ui import look, route_legs, tables

MARKS = {"shared": "shared rooms", "rest": "rest stop", "side_trip": "side trip"}


def section(trip: Itinerary) -> None:
    """Two short tables: stays, then legs; prices are not for everyone who sees an engagement."""
    look.section("Trip")
    rows = [_row(stay) for stay in trip.stays]
    tables.plain(rows, ("Place", "Country", "First night", "Nights"), "Places of the trip")
    if trip.legs:
        route_legs.table(trip.legs)


def _row(stay: Stay) -> list[str]:
    marks = marks_of(stay)
    where = look.plain(stay.locality)
    if marks != [LODGING_WORDS[Lodging.HOTEL]]:
        where += f"  \n:small[{', '.join(marks)}]"
    country = shipped().countries.label(stay.country)
    return [where, country, dates.long(stay.arrives), dates.count(stay.nights, "night")]


def marks_of(stay: Stay) -> list[str]:
    """The kind of lodging and what is special about it."""
    return [LODGING_WORDS[stay.kind], *(words for name, words in MARKS.items() if getattr(stay, name))]
