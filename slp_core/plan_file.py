"""A plan as a JSON file that a person can write: names or codes of countries, days as text, amounts as text."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from .countries import UNITED_STATES
from .country_names import CountryNames
from .errors import InvalidInput
from .itinerary import Itinerary
from .itinerary import Stay as PlannedStay
from .meals import FurnishedMeal as PlannedMeal
from .meals import Meal, Provider
from .plan import Kind, Plan

Money = Annotated[
    Decimal,
    BeforeValidator(lambda value: value if isinstance(value, str | Decimal) else _refuse_float(value)),
    Field(ge=0, decimal_places=2, description="U.S. dollars as text, like “210.00”."),
]


Share = Annotated[
    Decimal,
    BeforeValidator(lambda value: value if isinstance(value, str | Decimal) else _refuse_float(value)),
    Field(ge=0, decimal_places=6, description="A share as text, like “0.1575”."),
]


class Stay(BaseModel):
    """One place where the team sleeps."""

    model_config = ConfigDict(extra="forbid")

    place: str = Field(min_length=1, description="As State's table spells it; in the U.S. “Denver, CO” or a ZIP code.")
    country: str = Field("", description="Name or code; left out, the plan's own, or the U.S. when hosting.")
    first_night: date | None = Field(None, description="Date of the first night; left out, the day before is left.")
    room: Money | None = Field(None, description="Expected price of a night, with tax abroad.")
    shared: bool = Field(False, description="Do two travelers share a room? Its price is then that of the double.")
    actual: Share | None = Field(None, description="Actual expense authorized, as a multiple of the per diem: “1.5”.")
    tax: Share | None = Field(
        None, lt=1, description="In the U.S., taxes on a room as a share of its price, like “0.1575”."
    )


class FurnishedMeal(BaseModel):
    """One meal of one day that somebody else furnishes to the whole team."""

    model_config = ConfigDict(extra="forbid")

    day: date = Field(description="A day of the trip.")
    meal: Meal = Field(description="Which meal.")
    provider: Provider = Field(description="Who furnishes it: the Government's and a fee's meals are taken off.")
    kept: str = Field("", description="Why the whole M&IE was authorized beforehand all the same.")


class PlanFile(BaseModel):
    """A trip of a team to a program country, or of its delegation to the United States."""

    model_config = ConfigDict(extra="forbid", title="Plan")

    country: str = Field(min_length=1, description="Program country: State's name, a known spelling, or ISO alpha-3.")
    kind: Kind = Field(Kind.DEPLOYMENT, description="Which checklist applies.")
    departs: date = Field(description="Day of departure from the official station.")
    returns: date = Field(description="Day of return to it.")
    departs_at: AwareDatetime | None = Field(None, description="Hour of departure with its offset from UTC.")
    returns_at: AwareDatetime | None = Field(None, description="Hour of return; midnight ends the day before.")
    stays: list[Stay] = Field(min_length=1, description="In order; the last ends on the day of return.")
    travelers: int = Field(1, description="Members of the team.")
    title: str = Field("", description="What it is, in a line.")
    notes: str = Field("", description="Topic and anything else.")
    partner: str | None = Field(None, description="Public reference of the partner agency, like P-001.")
    air_fare: Money | None = Field(None, description="Round trip a traveler, as quoted.")
    meals: list[FurnishedMeal] = Field(default_factory=list, description="Meals that others furnish.")
    carries_equipment: bool = Field(False, description="Does the team carry training equipment?")
    provisional: bool = Field(False, description="May the last known rates stand in for days without a table?")
    need: str | None = Field(None, description="Public reference of the need it is planned for, like N-2026-001.")

    @model_validator(mode="after")
    def only_the_first_night_may_be_left_out(self) -> "PlanFile":
        if any(stay.first_night is None for stay in self.stays[1:]):
            raise ValueError("every stay after the first needs its first_night")
        return self


def read(path: Path, names: CountryNames) -> Plan:
    """The plan in a file. Raises InvalidInput naming the first field that is wrong."""
    try:
        raw = json.loads(path.read_text("utf-8"), parse_float=Decimal)
        found = PlanFile.model_validate(raw)
    except (UnicodeDecodeError, json.JSONDecodeError) as fault:
        raise InvalidInput(f"{path.name} is not JSON.", hint="See docs/plan-file.md.", field="file") from fault
    except ValidationError as fault:
        first = fault.errors()[0]
        field = ".".join(map(str, first["loc"])) or "file"
        said = f"{path.name}: “{field}” is not right: {first['msg']}."
        raise InvalidInput(said, hint="See docs/plan-file.md.", field=field) from fault
    return _plan(found, names)


def written(plan: Plan) -> dict[str, Any]:
    """A plan as such a file would hold it."""
    stays = [
        Stay(
            place=stay.locality,
            country=stay.country,
            first_night=stay.arrives,
            room=stay.room,
            shared=stay.shared,
            actual=stay.actual,
            tax=stay.tax,
        )
        for stay in plan.itinerary.stays
    ]
    file = PlanFile(
        country=plan.country,
        kind=plan.kind,
        departs=plan.itinerary.departs,
        returns=plan.itinerary.returns,
        departs_at=plan.itinerary.departs_at,
        returns_at=plan.itinerary.returns_at,
        stays=stays,
        travelers=plan.travelers,
        title=plan.title,
        notes=plan.notes,
        partner=plan.partner,
        air_fare=plan.air_fare,
        meals=[FurnishedMeal(day=m.day, meal=m.meal, provider=m.provider, kept=m.kept) for m in plan.meals],
        carries_equipment=plan.carries_equipment,
        provisional=plan.provisional,
        need=plan.need,
    )
    return file.model_dump(mode="json")


def schema_text() -> str:
    """The JSON schema of a plan file."""
    return json.dumps(PlanFile.model_json_schema(), ensure_ascii=False, indent=2) + "\n"


def _plan(file: PlanFile, names: CountryNames) -> Plan:
    country = names.of_program(file.country)
    home = UNITED_STATES if file.kind is Kind.HOSTING else country
    begins = [stay.first_night or file.departs for stay in file.stays]
    ends = [*begins[1:], file.returns]
    stays = tuple(
        PlannedStay(
            names.of_any(stay.country) if stay.country else home,
            stay.place,
            first,
            last,
            stay.room,
            stay.shared,
            stay.actual,
            stay.tax,
        )
        for stay, first, last in zip(file.stays, begins, ends, strict=True)
    )
    return Plan(
        country,
        Itinerary(file.departs, file.returns, stays, file.departs_at, file.returns_at),
        file.travelers,
        file.kind,
        file.title,
        file.notes,
        file.partner,
        file.air_fare,
        file.carries_equipment,
        tuple(PlannedMeal(one.day, one.meal, one.provider, one.kept) for one in file.meals),
        file.provisional,
        file.need,
    )


def _refuse_float(value: object) -> object:
    """Amounts come as text or as exact numbers of the file; a float of a program is refused."""
    if isinstance(value, float):
        raise ValueError("write the amount as text, like “210.00”")
    return value
