"""The part of a plan file that says its other costs: items, salaries, drives, the flight, indirect, contingency."""

from dataclasses import asdict
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from . import currency, other_costs
from .cost_lines import BorneBy
from .other_costs import Cabin, Covers, Vehicle, Work
from .plan import Plan
from .plan_file_parts import Count, Day, refuse_float

Number = Annotated[
    Decimal,
    BeforeValidator(refuse_float),
    Field(ge=0, le=10**12, decimal_places=12, description="A number as text, like “84.5”."),
]


class Entry(BaseModel):
    """Nothing unknown: a misspelled field would be lost."""

    model_config = ConfigDict(extra="forbid")


class Exchange(Entry):
    """What a dollar cost in another currency."""

    currency: str = Field(description="ISO 4217 code, like XOF.")
    per_dollar: Number = Field(description="Units of it one dollar was.")
    on: Day = Field(description="The day of the rate.")
    source: str = Field(description="Where it was read.")


class Extra(Entry):
    """An item besides per diem."""

    item: str = Field(description="Its id in data/cost_items.")
    price: Number = Field(description="Of one unit, in dollars or in the currency of `exchange`.")
    source: str = Field(description="Where the price comes from.")
    quantity: Count = Field(1, description="How many, where the item has a quantity.")
    people: Count = Field(1, description="For how many people, where it is priced by them.")
    periods: Count = Field(1, description="For how many days or nights, where it is priced by them.")
    note: str = Field("", description="Anything else, shown on the line.")
    covers: Covers = Field(Covers.TEAM, description="For whom: what is for participants bears no indirect costs.")
    exchange: Exchange | None = Field(None, description="For a price in another currency.")
    taxi: Number | None = Field(None, description="For parking at a terminal: a taxi round trip, in dollars.")
    borne_by: BorneBy = Field(BorneBy.INL, description="Who bears it; a partner's own cost is in no total.")


class Labor(Entry):
    """Hours of the partner's staff, by role."""

    role: str = Field(description="Whose hours, without a name.")
    hours: Number = Field(description="Of each, with at most two decimals.")
    people: Count = Field(1, description="How many of that role.")
    work: Work = Field(Work.REGULAR, description="Overtime and backfill need approval.")
    rate: Number | None = Field(None, description="Dollars an hour; left out, the published mean wage.")
    source: str = Field("", description="Where the rate comes from.")
    occupation: str = Field("", description="SOC code of the published wage, like 33-3051.")
    state: str = Field("", description="State of the published wage; left out, the nation's.")
    fringe: Number | None = Field(None, description="Benefits as a share of salaries, like “0.42”.")
    fringe_source: str = Field("", description="The agreement or policy of the benefits.")
    borne_by: BorneBy = Field(BorneBy.INL, description="Who bears it; when hosting always the partner.")


class Drive(Entry):
    """Miles in an own vehicle."""

    what: str = Field(description="From where to where.")
    miles: Number = Field(description="Of each vehicle, with at most two decimals.")
    vehicles: Count = Field(1, description="How many vehicles.")
    returning: bool = Field(False, description="On the day of return, rather than of departure?")
    vehicle: Vehicle = Field(Vehicle.AUTOMOBILE, description="Whose rate applies.")
    government_car: bool = Field(False, description="Was a Government car available?")


class Flight(Entry):
    """The flight of each traveler."""

    city: str = Field("", description="Code of the U.S. city of the reference fare; left out, the region's median.")
    cabin: Cabin = Field(Cabin.COACH, description="Anything but coach needs approval.")
    hours: Number | None = Field(None, description="Scheduled hours one way, with stopovers.")
    foreign_carrier: bool = Field(False, description="Is any leg not under a U.S. carrier's code?")
    source: str = Field("", description="Where the quote in `air_fare` comes from.")


class Indirect(Entry):
    """Indirect costs on modified total direct costs."""

    rate: Number | None = Field(None, description="As negotiated, as a share; left out, the de minimis rate.")
    source: str = Field("", description="The rate agreement and its day.")


class Contingency(Entry):
    """A share of all that INL bears."""

    share: Number = Field(description="As text, like “0.05”.")
    reason: str = Field(description="How the share was found.")


class OtherCosts(Entry):
    """What a plan may hold besides per diem."""

    extras: list[Extra] = Field(default_factory=list, description="Items besides per diem.")
    labor: list[Labor] = Field(default_factory=list, description="Hours of the partner's staff.")
    drives: list[Drive] = Field(default_factory=list, description="Miles in own vehicles.")
    flight: Flight | None = Field(None, description="Left out: without `air_fare` no flight is priced.")
    indirect: Indirect | None = Field(None, description="Indirect costs.")
    contingency: Contingency | None = Field(None, description="For what cannot be foreseen.")


def planned(file: OtherCosts) -> dict[str, Any]:
    """The fields of a plan that these are."""
    return {
        "extras": tuple(map(_extra, file.extras)),
        "labor": tuple(other_costs.Labor(**one.model_dump()) for one in file.labor),
        "drives": tuple(other_costs.Drive(**one.model_dump()) for one in file.drives),
        "flight": file.flight and other_costs.Flight(**file.flight.model_dump()),
        "indirect": file.indirect and other_costs.Indirect(**file.indirect.model_dump()),
        "contingency": file.contingency and other_costs.Contingency(**file.contingency.model_dump()),
    }


def written(plan: Plan) -> dict[str, Any]:
    """Those fields of a plan as the file holds them."""
    return {
        "extras": [asdict(one) for one in plan.extras],
        "labor": [asdict(one) for one in plan.labor],
        "drives": [asdict(one) for one in plan.drives],
        "flight": plan.flight and asdict(plan.flight),
        "indirect": plan.indirect and asdict(plan.indirect),
        "contingency": plan.contingency and asdict(plan.contingency),
    }


def _extra(entry: Extra) -> other_costs.Extra:
    values = entry.model_dump()
    exchange = values.pop("exchange")
    return other_costs.Extra(**values, exchange=exchange and currency.Exchange(**exchange))
