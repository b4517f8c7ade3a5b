"""All that ships about the world: rules, rates, countries, calendars, checklists. Read when first asked."""

import re
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from . import air, checklists, questionnaire, rate_tables, rates, risk, rules, sources
from .air import Airport, ReferenceFare
from .calendars import Calendars, load_holiday_gaps, load_workweeks
from .catalogue import Catalogue, load_catalogue
from .checklists import Checklist
from .conus import Conus, load_conus
from .conus_table import ImportedYear
from .cost_items import load_cost_items
from .countries import Countries, load_countries
from .country_names import CountryNames, load_country_names
from .data_files import DATA
from .entry_facts import EntryFacts, load_entry_facts
from .flight_facts import FlightFact, load_flight_facts
from .meal_split import MealSplits, load_meal_splits
from .place_names import load_place_names
from .prices import FareArea, Prices
from .questionnaire import Questionnaire
from .rate_tables import Publication
from .rates import Rates
from .risk import Advisory, PostDifferential
from .rules import RuleBook
from .sources import Source, load_sources
from .us_entry import EntryLimit, load_entry_limits
from .us_states import UsStates, load_us_states
from .wages import Wages, load_wages
from .zones import ZoneFact, load_zone_facts

SHARED = (
    "rules",
    "countries",
    "names",
    "us_states",
    "calendars",
    "checklists",
    "questionnaires",
    "catalogue",
    "shipped_sources",
    "prices",
)  # what no publication changes
CONUS_TABLE = re.compile(r"data/rates/conus/\d{4}\.csv")


@dataclass(frozen=True)
class Imported:
    """Publications that people brought: they go before the shipped ones of the same month, year or country."""

    foreign: tuple[Publication, ...] = ()
    conus: tuple[ImportedYear, ...] = ()
    advisories: tuple[Advisory, ...] = ()
    sources: tuple[Source, ...] = ()

    def __add__(self, other: "Imported") -> "Imported":
        return Imported(
            self.foreign + other.foreign,
            self.conus + other.conus,
            self.advisories + other.advisories,
            self.sources + other.sources,
        )

    def read_from(self, file: str, sha256: str) -> "Imported":
        """The same tables, with the file from which they were read and its hash."""
        return replace(
            self,
            foreign=tuple(replace(table, file=file, sha256=sha256) for table in self.foreign),
            conus=tuple(replace(table, file_name=file, sha256=sha256) for table in self.conus),
        )


@dataclass(frozen=True)
class Reference:
    """The files of one data folder, and what was imported over them.

    Each part raises DataFileError when its file is broken, and only then.
    """

    folder: Path
    imported: Imported = Imported()

    def with_imported(self, imported: Imported) -> "Reference":
        """The same folder; parts that no import touches are not read again."""
        over = Reference(self.folder, imported)
        for name in SHARED:
            over.__dict__[name] = getattr(self, name)
        return over

    @cached_property
    def rules(self) -> RuleBook:
        return rules.load_rules(self.folder / "rules")

    @cached_property
    def rates(self) -> Rates:
        folder = self.folder / "rates" / "foreign_per_diem"
        held = [source for source in self.shipped_sources if source.path.startswith("data/rates/foreign_per_diem/")]
        tables = [rate_tables.load_publication(folder / Path(source.path).name, source) for source in held]
        months = {table.as_of: table for table in (*tables, *self.imported.foreign)}
        places = load_place_names(self.folder, self.countries.names)
        return rates.rates_of(months.values(), self.conus, self.meal_splits, lambda: self.prices, places)

    @cached_property
    def prices(self) -> Prices:
        places = {code: FareArea(land.bureau, land.gateway) for code, land in self.countries.program.items()}
        fares_source, wages_source = (
            sources.newest(self.shipped_sources, f"data/{name}.csv") for name in ("reference_fares", "wages")
        )
        items = load_cost_items(self.folder / "cost_items")
        return Prices(items, self.fares, fares_source, self.wages, wages_source, places)

    @cached_property
    def countries(self) -> Countries:
        return load_countries(self.folder)

    @cached_property
    def names(self) -> CountryNames:
        return load_country_names(self.folder, self.countries)

    @cached_property
    def us_states(self) -> UsStates:
        return load_us_states(self.folder)

    @cached_property
    def calendars(self) -> Calendars:
        countries = self.countries
        return Calendars(
            load_workweeks(self.folder / "weekends.csv"),
            load_holiday_gaps(self.folder / "holiday_gaps.csv"),
            {code: country.iso2 for code, country in countries.program.items()},
            {code: country.label for code, country in countries.program.items()},
        )

    @cached_property
    def checklists(self) -> tuple[Checklist, ...]:
        return tuple(map(checklists.load_checklist, sorted((self.folder / "checklists").glob("*.yaml"))))

    @cached_property
    def questionnaires(self) -> tuple[Questionnaire, ...]:
        """The editions of the partners' self-check, oldest first."""
        return tuple(map(questionnaire.load_questionnaire, sorted((self.folder / "self_check").glob("*.yaml"))))

    @cached_property
    def advisories(self) -> dict[str, Advisory]:
        held = risk.load_advisories(self.folder / "advisories.csv")
        return held | {advisory.country: advisory for advisory in self.imported.advisories}

    @cached_property
    def differentials(self) -> dict[str, PostDifferential]:
        return risk.load_differentials(self.folder / "post_differentials.csv")

    @cached_property
    def entry_facts(self) -> dict[str, EntryFacts]:
        return load_entry_facts(self.folder / "entry_facts.csv")

    @cached_property
    def entry_limits(self) -> dict[str, tuple[EntryLimit, ...]]:
        return load_entry_limits(self.folder / "entry_limits.csv")

    @cached_property
    def conus(self) -> Conus:
        years = (source for source in self.shipped_sources if CONUS_TABLE.fullmatch(source.path))
        held = load_conus(self.folder, {int(source.path[-8:-4]): source for source in years})
        return held.with_years(self.imported.conus) if self.imported.conus else held

    @cached_property
    def meal_splits(self) -> MealSplits:
        return load_meal_splits(self.folder)

    @cached_property
    def airports(self) -> dict[str, Airport]:
        return air.load_airports(self.folder / "airports.csv")

    @cached_property
    def fares(self) -> tuple[ReferenceFare, ...]:
        return air.load_fares(self.folder / "reference_fares.csv")

    @cached_property
    def wages(self) -> Wages:
        return load_wages(self.folder / "wages.csv")

    @cached_property
    def catalogue(self) -> Catalogue:
        return load_catalogue(self.folder / "catalogue")

    @cached_property
    def flight_facts(self) -> tuple[FlightFact, ...]:
        return load_flight_facts(self.folder / "flight_facts.yaml")

    @cached_property
    def zone_facts(self) -> tuple[ZoneFact, ...]:
        return load_zone_facts(self.folder / "zone_facts.csv")

    @cached_property
    def shipped_sources(self) -> tuple[Source, ...]:
        return load_sources(self.folder / "sources.yaml")

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where every table comes from, the imported ones included."""
        return self.shipped_sources + self.imported.sources


@lru_cache
def shipped() -> Reference:
    """The data folder of this release."""
    return Reference(DATA)
