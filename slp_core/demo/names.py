"""Invented agencies, people and topics. Only the four agencies of the program's fact sheet are real, and say so."""

from typing import NamedTuple

MARK = "(demo)"


class Agency(NamedTuple):
    name: str
    state: str
    level: str
    sector: str
    capacity: int  # engagements a year
    invented: bool = True


FACT_SHEET = (
    Agency("Illinois State Police", "IL", "state", "police", 6, invented=False),
    Agency("Montgomery County State's Attorney's Office", "MD", "county", "prosecution", 2, invented=False),
    Agency("Virginia Department of Corrections", "VA", "state", "corrections", 6, invented=False),
    Agency("San Diego Harbor Police Department", "CA", "port", "ports", 3, invented=False),
)
PLACES = (
    ("Lakeshore", "MI"),
    ("Bayview", "WA"),
    ("Pine Ridge", "MN"),
    ("Copper Creek", "AZ"),
    ("Harbor Point", "ME"),
    ("Cedar Falls", "OR"),
    ("Stonebridge", "PA"),
    ("Red Mesa", "NM"),
    ("Willow Bend", "TX"),
    ("Fairhaven", "MA"),
    ("Granite Hill", "NH"),
    ("Clearwater", "ID"),
)
UNITS = (
    ("Sheriff", "county", "police", 4),
    ("District Attorney", "county", "prosecution", 2),
    ("Police Department", "municipal", "police", 3),
    ("Department of Corrections", "state", "corrections", 8),
    ("Public Defender", "county", "defense", 1),
    ("Municipal Court", "municipal", "courts", 2),
    ("Port Police", "port", "ports", 3),
)
GIVEN = (
    "Alma",
    "Bennett",
    "Carla",
    "Desmond",
    "Elena",
    "Felix",
    "Gloria",
    "Hugo",
    "Imani",
    "Jonas",
    "Keiko",
    "Liam",
    "María José",
    "Nadia",
    "Owen",
    "Priya",
    "Quentin",
    "Rosa",
    "Siobhan",
    "Tomás",
    "Ursula",
    "Viktor",
    "Wanda",
    "Xavier",
    "Yusuf",
    "Zoë",
)
FAMILY = (
    "Abernathy",
    "Brightwater",
    "Castellano",
    "Díaz Peña",
    "Eastlake",
    "Fairweather",
    "Greenfield",
    "Halvorsen",
    "Ironside",
    "Jankowski",
    "Kingsley",
    "Lindqvist",
    "Marchetti",
    "Nightingale",
    "O’Neill",
    "Pemberton",
    "Quimby",
    "Rosenthal",
    "Smith-Jones",
    "Thistlewood",
)
TOPICS = {
    "police": (
        "Crime-scene management course",
        "Community policing mentoring",
        "Interview techniques course",
        "Traffic crash investigation",
    ),
    "prosecution": ("Case preparation workshop", "Trial advocacy course", "Child-protection prosecution workshop"),
    "corrections": (
        "Prison emergency response course",
        "Inmate classification mentoring",
        "Corrections accreditation visit",
    ),
    "defense": ("Legal aid office mentoring", "Defense investigation workshop"),
    "courts": ("Court administration workshop", "Case-flow management mentoring"),
    "ports": ("Port security assessment", "Marine patrol course", "Underwater scene investigation"),
}

TITLES = {
    "police": ("Sergeant", "Lieutenant", "Detective", "Captain", "Crime-scene investigator"),
    "prosecution": ("Assistant prosecutor", "Senior prosecutor", "Victim services director"),
    "defense": ("Public defender", "Defense investigator"),
    "courts": ("Court administrator", "Magistrate", "Case-flow manager"),
    "corrections": ("Captain", "Warden", "Classification officer", "Emergency response instructor"),
    "ports": ("Harbor officer", "Marine unit sergeant", "Dive supervisor"),
    "municipal": ("Program manager", "Prevention coordinator"),
}


def invented_agencies() -> tuple[Agency, ...]:
    """36 agencies of places that do not exist, each marked as demo."""
    return tuple(
        Agency(f"{place} {unit} {MARK}", state, level, sector, capacity)
        for number, (place, state) in enumerate(PLACES)
        for unit, level, sector, capacity in (UNITS[(number * 3 + k) % len(UNITS)] for k in range(3))
    )


def invented_people(number: int) -> tuple[str, ...]:
    """Different names, each marked as demo."""
    names = [f"{given} {family} {MARK}" for family in FAMILY for given in GIVEN]
    return tuple(names[(k * 37) % len(names)] for k in range(number))


def position(agency: Agency, number: int) -> tuple[str, str]:
    """A title and an official station at an agency."""
    titles = TITLES[agency.sector]
    town = next((place for place, _ in PLACES if agency.name.startswith(place)), agency.name)
    return titles[number % len(titles)], f"{town}, {agency.state}"
