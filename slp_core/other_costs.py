"""What a plan says of costs besides per diem: items, salaries, drives, the flight, indirect costs, a contingency."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from .cost_lines import BorneBy
from .currency import Exchange


class Covers(StrEnum):
    """For whom an item is: what is for trainees is participant support, outside the base of indirect costs."""

    TEAM = "team"
    PARTICIPANTS = "participants"


@dataclass(frozen=True, slots=True)
class Extra:
    """An item of the cost items: its price times the factors that the item has; the others are 1."""

    item: str
    price: Decimal  # of one unit, in dollars or in the currency of `exchange`
    source: str  # where the price comes from: “Quote of Hotel Ambassador, 12 May 2027”
    quantity: int = 1
    people: int = 1
    periods: int = 1
    note: str = ""
    covers: Covers = Covers.TEAM
    exchange: Exchange | None = None
    taxi: Decimal | None = None  # for parking at a terminal: a taxi round trip, in dollars
    borne_by: BorneBy = BorneBy.INL


class Work(StrEnum):
    """What kind of hours are paid."""

    REGULAR = "regular"
    OVERTIME = "overtime"
    BACKFILL = "backfill"  # somebody who stands in at home


@dataclass(frozen=True, slots=True)
class Labor:
    """Hours of the partner's staff by role; no names."""

    role: str  # “Detective sergeant”
    hours: Decimal  # of each
    people: int = 1
    work: Work = Work.REGULAR
    rate: Decimal | None = None  # dollars an hour; None: the mean wage that the Bureau of Labor Statistics publishes
    source: str = ""  # where the rate comes from
    occupation: str = ""  # SOC code, where the published wage stands in
    state: str = ""  # of the partner; empty: the nation
    fringe: Decimal | None = None  # benefits as a share of salaries
    fringe_source: str = ""
    borne_by: BorneBy = BorneBy.INL


class Vehicle(StrEnum):
    """A privately owned vehicle."""

    AUTOMOBILE = "automobile"
    MOTORCYCLE = "motorcycle"


@dataclass(frozen=True, slots=True)
class Drive:
    """Miles in an own vehicle, on the day of departure or of return."""

    what: str  # “Home to Dulles airport”
    miles: Decimal
    vehicles: int = 1
    returning: bool = False
    vehicle: Vehicle = Vehicle.AUTOMOBILE
    government_car: bool = False  # was a Government car available?


class Cabin(StrEnum):
    COACH = "coach"
    PREMIUM_ECONOMY = "premium_economy"
    BUSINESS = "business"


@dataclass(frozen=True, slots=True)
class Flight:
    """The flight out and back of each traveler; without a quote a reference fare stands in."""

    city: str = ""  # code of the U.S. city, like WAS; empty: the median of the region stands in
    cabin: Cabin = Cabin.COACH
    hours: Decimal | None = None  # scheduled, one way, with stopovers
    foreign_carrier: bool = False  # is any leg neither a U.S. carrier's nor under its code?
    source: str = ""  # of the quote


@dataclass(frozen=True, slots=True)
class Indirect:
    """Indirect costs on the modified total of direct costs."""

    rate: Decimal | None = None  # as negotiated, a share; None: the de minimis rate
    source: str = ""  # the agreement of a negotiated rate


@dataclass(frozen=True, slots=True)
class Contingency:
    """A share of all that INL bears, for what cannot be foreseen."""

    share: Decimal
    reason: str


CABIN_WORDS = {Cabin.COACH: "Coach", Cabin.PREMIUM_ECONOMY: "Premium economy", Cabin.BUSINESS: "Business"}
WORK_WORDS = {Work.REGULAR: "Regular hours", Work.OVERTIME: "Overtime", Work.BACKFILL: "Backfill at home"}
