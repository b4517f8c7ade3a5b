"""What prices the costs besides per diem: cost items, reference fares, published wages, and where each comes from."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from . import air
from .air import ReferenceFare
from .cost_items import CostItem, CostItems
from .cost_lines import RateRow
from .errors import InvalidInput
from .sources import Source
from .wages import Wage, Wages


@dataclass(frozen=True, slots=True)
class FareArea:
    """What a reference fare must know of a country."""

    bureau: str  # State's regional bureau
    gateway: str  # code of the airport a team flies to


@dataclass(frozen=True, slots=True)
class Prices:
    """The lists of one data folder."""

    items: CostItems
    fares: tuple[ReferenceFare, ...]
    fares_source: Source
    wages: Wages
    wages_source: Source
    places: Mapping[str, FareArea]  # program country -> what is known of it

    def item(self, key: str) -> CostItem:
        """Raises InvalidInput for an item that is refused, with the rule, and for one that does not exist."""
        if refused := self.items.refused.get(key):
            raise InvalidInput(
                f"{refused.why} ({refused.citation.text})",
                hint=f"Leave “{refused.title}” out of the estimate.",
                field="extras",
            )
        if key not in self.items.allowed:
            raise InvalidInput(f"“{key[:40]}” is no cost item.", hint="Choose one from the list.", field="extras")
        return self.items.allowed[key]

    def fare(self, city: str, country: str) -> ReferenceFare | None:
        """The one-way coach fare from a U.S. city to a country's gateway, else the cheapest to any city of it."""
        gateway = self.places[country].gateway
        found = tuple(air.fares_to(self.fares, city, country))
        return next((fare for fare in found if fare.city_code == gateway), next(iter(found), None))

    @property
    def fare_cities(self) -> frozenset[str]:
        """Codes of the U.S. cities that have a reference fare to anywhere."""
        return frozenset(fare.us_city_code for fare in self.fares)

    def median_fare(self, country: str) -> Decimal | None:
        """The median one-way coach fare to all countries of the same bureau."""
        bureau = self.places[country].bureau
        return air.median_economy(self.fares, frozenset(c for c, p in self.places.items() if p.bureau == bureau))

    def cities(self, country: str) -> dict[str, str]:
        """The U.S. cities with a reference fare to a country, code -> name, by name."""
        found = {fare.us_city_code: fare.us_city for fare in self.fares if fare.country == country and fare.economy}
        return dict(sorted(found.items(), key=lambda one: one[1]))

    def fare_row(self, place: str) -> RateRow:
        return _row(self.fares_source, place)

    def wage_row(self, wage: Wage) -> RateRow:
        return _row(self.wages_source, f"{wage.title}, {wage.state}")


def _row(source: Source, place: str) -> RateRow:
    return RateRow(source.title, place, "", source.as_of, source.path, source.sha256)
