"""A plan as a JSON file that a person can write: names or codes of countries, days as text, amounts as text."""

import json
from collections import Counter
from collections.abc import Mapping
from datetime import time
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import AwareDatetime, ConfigDict, Field, ValidationError, model_validator

from . import plan_file_costs
from .air import Airport, zone_of
from .countries import UNITED_STATES
from .country_names import CountryNames
from .errors import InvalidInput
from .itinerary import Itinerary
from .itinerary import Stay as PlannedStay
from .legs import Leg as PlannedLeg
from .legs import arrival_after, local
from .meals import FurnishedMeal as PlannedMeal
from .plan import Kind, Plan
from .plan_file_costs import OtherCosts
from .plan_file_parts import Count, Day, FurnishedMeal, Leg, Money, Stay


class PlanFile(OtherCosts):
    """A trip of a team to a program country, or of its delegation to the United States."""

    model_config = ConfigDict(extra="forbid", title="Plan")

    country: str = Field(min_length=1, description="Program country: State's name, a known spelling, or ISO alpha-3.")
    kind: Kind = Field(Kind.DEPLOYMENT, description="Which checklist applies.")
    departs: Day = Field(description="Day of departure from the official station.")
    returns: Day = Field(description="Day of return to it.")
    departs_at: AwareDatetime | None = Field(None, description="Hour of departure with its offset from UTC.")
    returns_at: AwareDatetime | None = Field(None, description="Hour of return; midnight ends the day before.")
    stays: list[Stay] = Field(min_length=1, description="In order; the last ends on the day of return.")
    travelers: Count = Field(1, description="Members of the team.")
    title: str = Field("", description="What it is, in a line.")
    notes: str = Field("", description="Topic and anything else.")
    partner: str | None = Field(None, description="Public reference of the partner agency, like P-001.")
    mechanism: str | None = Field(None, description="Public reference of the partner's agreement, like M-001.")
    air_fare: Money | None = Field(None, description="Round trip a traveler, as quoted.")
    meals: list[FurnishedMeal] = Field(default_factory=list, description="Meals that others furnish.")
    carries_equipment: bool = Field(False, description="Does the team carry training equipment?")
    provisional: bool = Field(False, description="May the last known rates stand in for days without a table?")
    need: str | None = Field(None, description="Public reference of the need it is planned for, like N-2026-001.")
    own_mie: Money | None = Field(None, description="A day by the partner's own travel policy, where that governs.")
    legs: list[Leg] = Field(default_factory=list, description="The journey in order, where it is known.")

    @model_validator(mode="after")
    def only_the_first_night_may_be_left_out(self) -> "PlanFile":
        if any(stay.first_night is None for stay in self.stays[1:]):
            raise ValueError("every stay after the first needs its first_night")
        return self


def read(path: Path, names: CountryNames, airports: Mapping[str, Airport] | None = None) -> Plan:
    """The plan in a file. Raises InvalidInput naming the first field that is wrong."""
    try:
        raw = json.loads(path.read_bytes(), parse_float=Decimal, object_pairs_hook=_each_once)
        found = PlanFile.model_validate(raw)
    except (ValueError, RecursionError) as fault:
        if isinstance(fault, ValidationError):
            raise _refused(path, fault) from fault
        raise InvalidInput(f"{path.name} is not JSON.", hint="See docs/plan-file.md.", field="file") from fault
    return plan_of(found, names, airports or {})


def _refused(path: Path, fault: ValidationError) -> InvalidInput:
    first = fault.errors()[0]
    field = ".".join(map(str, first["loc"])) or "file"
    said = f"{path.name}: “{field}” is not right: {first['msg']}."
    return InvalidInput(said, hint="See docs/plan-file.md.", field=field)


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A field that stands twice is refused: of the two one would be lost."""
    found = dict(pairs)
    if len(found) < len(pairs):
        often = Counter(name for name, _ in pairs).most_common(1)[0][0]
        raise InvalidInput(f"“{often[:40]}” stands twice.", hint="Keep one of them.", field=often)
    return found


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
            leaves=stay.leaves,
            nights=stay.booked,
            kind=stay.kind,
            rent=stay.rent,
            evidence=stay.evidence,
            side_trip=stay.side_trip,
            rest=stay.rest,
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
        mechanism=plan.mechanism,
        air_fare=plan.air_fare,
        meals=[FurnishedMeal(day=m.day, meal=m.meal, provider=m.provider, kept=m.kept) for m in plan.meals],
        carries_equipment=plan.carries_equipment,
        provisional=plan.provisional,
        need=plan.need,
        own_mie=plan.own_mie,
        legs=[_written_leg(leg) for leg in plan.itinerary.legs],
        **plan_file_costs.written(plan),
    )
    return file.model_dump(mode="json", by_alias=True)


def _written_leg(leg: PlannedLeg) -> Leg:
    zones = {"from_zone": leg.origin_zone, "to_zone": leg.destination_zone}
    ends = {"from": leg.origin, "to": leg.destination, "departs": leg.departs, "arrives": leg.arrives}
    return Leg.model_validate(ends | zones | {"means": leg.means, "business": leg.business})


def schema_text() -> str:
    """The JSON schema of a plan file."""
    return json.dumps(PlanFile.model_json_schema(), ensure_ascii=False, indent=2) + "\n"


def plan_of(file: PlanFile, names: CountryNames, airports: Mapping[str, Airport]) -> Plan:
    """The plan that a file means. Raises InvalidInput for a country, or a leg's zone, that is not known."""
    country = names.of_program(file.country)
    home = UNITED_STATES if file.kind is Kind.HOSTING else country
    begins = [stay.first_night or file.departs for stay in file.stays]
    following = [*begins[1:], file.returns]
    ends = [stay.leaves or end for stay, end in zip(file.stays, following, strict=True)]
    stays = tuple(
        PlannedStay(
            names.of_priced(stay.country) if stay.country else home,
            stay.place,
            first,
            last,
            stay.room,
            stay.shared,
            stay.actual,
            stay.tax,
            stay.kind,
            stay.rent,
            stay.evidence,
            stay.side_trip,
            stay.rest,
            stay.nights,
        )
        for stay, first, last in zip(file.stays, begins, ends, strict=True)
    )
    legs = tuple(_leg(leg, airports) for leg in file.legs)
    return Plan(
        country,
        Itinerary(file.departs, file.returns, stays, file.departs_at, file.returns_at, legs),
        file.travelers,
        file.kind,
        file.title,
        file.notes,
        file.partner,
        file.air_fare,
        file.carries_equipment,
        tuple(PlannedMeal(one.day, one.meal, one.provider, one.kept) for one in file.meals),
        file.mechanism,
        file.provisional,
        file.need,
        own_mie=file.own_mie,
        **plan_file_costs.planned(file),
    )


def _leg(leg: Leg, airports: Mapping[str, Airport]) -> PlannedLeg:
    zones = [
        name or zone_of(place, airports)
        for place, name in ((leg.origin, leg.from_zone), (leg.destination, leg.to_zone))
    ]
    arrives = leg.arrives
    if isinstance(arrives, time):
        leaves = local(leg.departs.date(), leg.departs.time(), zones[0])
        meant = arrival_after(leaves, arrives, zones[1])
        raise InvalidInput(
            f"The arrival of {leg.origin} to {leg.destination} has no day.",
            hint=f"By its clock it would be {meant:%Y-%m-%dT%H:%M}: write that if it is right.",
            field="legs",
        )
    return PlannedLeg(leg.origin, leg.destination, leg.departs, arrives, zones[0], zones[1], leg.means, leg.business)
