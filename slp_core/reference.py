"""All that ships about the world: rules, rates, countries, calendars, checklists. Read when first asked."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from . import air, checklists, rates, risk, rules
from .air import Airport, ReferenceFare
from .calendars import Calendars, load_holiday_gaps, load_workweeks
from .checklists import Checklist
from .conus import Conus
from .countries import Countries, load_countries
from .country_names import CountryNames, load_country_names
from .data_files import DATA
from .entry_facts import EntryFacts, load_entry_facts
from .meal_split import MealSplits, load_meal_splits
from .rates import Rates
from .risk import Advisory, PostDifferential
from .rules import RuleBook
from .sources import Source, load_sources
from .wages import Wages, load_wages
from .zones import ZoneFact, load_zone_facts


@dataclass(frozen=True)
class Reference:
    """The files of one data folder. Each part raises DataFileError when its file is broken, and only then."""

    folder: Path

    @cached_property
    def rules(self) -> RuleBook:
        return rules.load_rules(self.folder / "rules")

    @cached_property
    def rates(self) -> Rates:
        folder = self.folder / "rates" / "foreign_per_diem"
        held = [source for source in self.sources if source.path.startswith("data/rates/foreign_per_diem/")]
        return rates.rates_of(rates.load_publication(folder / Path(s.path).name, s.checked) for s in held)

    @cached_property
    def countries(self) -> Countries:
        return load_countries(self.folder)

    @cached_property
    def names(self) -> CountryNames:
        return load_country_names(self.folder, self.countries)

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
    def advisories(self) -> dict[str, Advisory]:
        return risk.load_advisories(self.folder / "advisories.csv")

    @cached_property
    def differentials(self) -> dict[str, PostDifferential]:
        return risk.load_differentials(self.folder / "post_differentials.csv")

    @cached_property
    def entry_facts(self) -> dict[str, EntryFacts]:
        return load_entry_facts(self.folder / "entry_facts.csv")

    @cached_property
    def conus(self) -> Conus:
        return Conus(self.folder)

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
    def zone_facts(self) -> tuple[ZoneFact, ...]:
        return load_zone_facts(self.folder / "zone_facts.csv")

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        return load_sources(self.folder / "sources.yaml")


@lru_cache
def shipped() -> Reference:
    """The data folder of this release."""
    return Reference(DATA)
