"""The parts of a plan file: how a person writes a stay, a leg and a furnished meal."""

import re
from datetime import date, time
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, NaiveDatetime

from .legs import Means
from .lodging import Lodging
from .meals import Meal, Provider

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
Money = Annotated[
    Decimal,
    BeforeValidator(lambda value: value if isinstance(value, str | Decimal) else refuse_float(value)),
    Field(ge=0, decimal_places=2, description="U.S. dollars as text, like “210.00”."),
]


Share = Annotated[
    Decimal,
    BeforeValidator(lambda value: value if isinstance(value, str | Decimal) else refuse_float(value)),
    Field(ge=0, le=1000, decimal_places=6, description="A share as text, like “0.1575”."),
]


def _iso_day(value: object) -> object:
    """A day as a plan file writes it: not a number, which would be seconds since 1970, and not a moment."""
    if isinstance(value, str) and not _ISO_DAY.fullmatch(value) or isinstance(value, int | float | Decimal):
        raise ValueError("write the day as year-month-day, like 2027-06-07")
    return value


def _whole_number(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError("write a number, like 2")
    return value


Day = Annotated[date, BeforeValidator(_iso_day)]
Count = Annotated[int, BeforeValidator(_whole_number), Field(ge=-1_000_000, le=1_000_000)]


class Stay(BaseModel):
    """One place where the team sleeps."""

    model_config = ConfigDict(extra="forbid")

    place: str = Field(min_length=1, description="As State's table spells it; in the U.S. “Denver, CO” or a ZIP code.")
    country: str = Field("", description="Name or code; left out, the plan's own, or the U.S. when hosting.")
    first_night: Day | None = Field(None, description="Date of the first night; left out, the day before is left.")
    room: Money | None = Field(None, description="Expected price of a night, with tax abroad.")
    shared: bool = Field(False, description="Do two travelers share a room? Its price is then that of the double.")
    actual: Share | None = Field(None, description="Actual expense authorized, as a multiple of the per diem: “1.5”.")
    tax: Share | None = Field(
        None, lt=1, description="In the U.S., taxes on a room as a share of its price, like “0.1575”."
    )
    leaves: Day | None = Field(None, description="Day of check-out; left out, the next stay's first night.")
    nights: Count | None = Field(None, ge=0, description="As booked; refused where the days say otherwise.")
    kind: Lodging = Field(Lodging.HOTEL, description="What kind of lodging; `home` is a voluntary return home.")
    rent: Money | None = Field(None, description="Of a rental, for all its nights together.")
    evidence: str = Field("", description="What proves the extra cost of a host who is a friend or relative.")
    side_trip: bool = Field(False, description="A place of one's own choice, paid up to the duty site's rate.")
    rest: bool = Field(False, description="A rest stop on the way, at its own rate.")


class Leg(BaseModel):
    """One ride without a change, in local times."""

    model_config = ConfigDict(extra="forbid", validate_by_name=True, validate_by_alias=True)

    origin: str = Field(alias="from", min_length=1, description="An airport's IATA code, or a town.")
    destination: str = Field(alias="to", min_length=1, description="An airport's IATA code, or a town.")
    departs: NaiveDatetime = Field(description="Local day and time, like 2026-04-12T17:40.")
    arrives: NaiveDatetime | time = Field(description="Local day and time there; without its day it is asked back.")
    from_zone: str = Field("", description="Time zone like America/New_York; left out, the airport's.")
    to_zone: str = Field("", description="Time zone like Asia/Tbilisi; left out, the airport's.")
    means: Means = Field(Means.AIR, description="How it is traveled.")
    business: bool = Field(False, description="Is the seat above premium economy?")


class FurnishedMeal(BaseModel):
    """One meal of one day that somebody else furnishes to the whole team."""

    model_config = ConfigDict(extra="forbid")

    day: Day = Field(description="A day of the trip.")
    meal: Meal = Field(description="Which meal.")
    provider: Provider = Field(description="Who furnishes it: the Government's and a fee's meals are taken off.")
    kept: str = Field("", description="Why the whole M&IE was authorized beforehand all the same.")


def refuse_float(value: object) -> object:
    """Amounts come as text or as exact numbers of the file; a float of a program is refused."""
    if isinstance(value, float):
        raise ValueError("write the amount as text, like “210.00”")
    return value
