"""The 63 program countries, the posts that serve them, and the names of every other land a trip may touch."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from .data_files import read_rows
from .errors import InvalidInput

COUNTRY_COLUMNS = (
    "country", "iso2", "name", "label", "bureau", "capital", "capital_lat", "capital_lon",
    "marker_lat", "marker_lon", "zone", "currency", "languages", "rate_locality", "gateway",
)  # fmt: skip
POST_COLUMNS = ("post", "name", "city", "zone", "lat", "lon", "serves", "note")
AREA_COLUMNS = ("heading", "country", "name")
UNITED_STATES = "USA"  # where delegations are hosted; GSA prices it, not State
BUREAUS = ("AF", "EAP", "EUR", "NEA", "SCA", "WHA")


@dataclass(frozen=True, slots=True)
class Country:
    """A country of the program."""

    code: str  # ISO 3166 alpha-3; Kosovo is XKX
    iso2: str
    name: str  # as State writes it
    label: str  # told apart from a U.S. state of the same name: "Georgia (country)"
    bureau: str
    capital: str
    marker: tuple[Decimal, Decimal]  # latitude, longitude of a point well inside its main land
    zone: str  # of the post's city; other cities may differ
    currency: str
    languages: tuple[str, ...]
    rate_locality: str  # the per diem locality of the post's city
    gateway: str  # IATA code of the airport a team flies to


@dataclass(frozen=True, slots=True)
class Post:
    """An embassy, and the program countries it serves."""

    key: str
    name: str
    city: str
    zone: str
    serves: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Countries:
    """The program's countries by code, and display names of all others that have a per diem rate."""

    program: dict[str, Country]
    posts: tuple[Post, ...]
    names: dict[str, str]  # code -> name, for any country or territory with a rate, and the United States

    def of(self, code: str) -> Country:
        """A program country. Raises InvalidInput, with a reason, for any other."""
        if code in self.program:
            return self.program[code]
        name = self.names.get(code)
        raise InvalidInput(
            f"{name} is not one of the {len(self.program)} countries of the program."
            if name
            else f"“{code[:40]}” is not a country code.",
            hint="Choose one of the program's countries; a stop on the way may lie elsewhere.",
            field="country",
        )

    def label(self, code: str) -> str:
        """How a country is written on every screen: never to be mistaken for a U.S. state."""
        return self.program[code].label if code in self.program else self.names.get(code, code)

    def post_of(self, code: str) -> Post:
        return next(post for post in self.posts if code in post.serves)

    def sorted(self) -> tuple[Country, ...]:
        return tuple(sorted(self.program.values(), key=lambda country: country.name.removeprefix("The ")))


def load_countries(folder: Path) -> Countries:
    program = {c.code: c for c in read_rows(folder / "countries.csv", COUNTRY_COLUMNS, _country)}
    posts = tuple(read_rows(folder / "posts.csv", POST_COLUMNS, _post))
    areas = read_rows(folder / "per_diem_areas.csv", AREA_COLUMNS, lambda row: (row["country"], row["name"]))
    return Countries(program, posts, dict(areas) | {UNITED_STATES: "United States"})


def _country(row: dict[str, str]) -> Country:
    if row["bureau"] not in BUREAUS:
        raise ValueError(f"{row['bureau']} is not a bureau")
    return Country(
        code=row["country"],
        iso2=row["iso2"],
        name=row["name"],
        label=row["label"],
        bureau=row["bureau"],
        capital=row["capital"],
        marker=(Decimal(row["marker_lat"]), Decimal(row["marker_lon"])),
        zone=row["zone"],
        currency=row["currency"],
        languages=tuple(row["languages"].split("; ")),
        rate_locality=row["rate_locality"],
        gateway=row["gateway"],
    )


def _post(row: dict[str, str]) -> Post:
    return Post(row["post"], row["name"], row["city"], row["zone"], tuple(row["serves"].split(";")), row["note"])
