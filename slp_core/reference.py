"""All that ships about the world: rules, rates, countries, calendars, checklists. Read when first asked."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from . import checklists, rates, risk, rules
from .calendars import Calendars, load_holiday_gaps, load_workweeks
from .checklists import Checklist
from .countries import Countries, load_countries
from .data_files import DATA
from .rates import Rates
from .risk import Advisory
from .rules import RuleBook
from .sources import Source, load_sources


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
    def sources(self) -> tuple[Source, ...]:
        return load_sources(self.folder / "sources.yaml")


@lru_cache
def shipped() -> Reference:
    """The data folder of this release."""
    return Reference(DATA)
