"""A plan: what an officer says before a checklist, a price and dates can be worked out."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from . import itinerary, legs, meals, other_costs_check, stay_checks
from .countries import UNITED_STATES, Countries
from .errors import InvalidInput
from .itinerary import Itinerary, Stay
from .legs import Leg
from .lodging import Lodging
from .meals import FurnishedMeal
from .other_costs import Contingency, Drive, Extra, Flight, Indirect, Labor
from .rules import RuleBook
from .text import limited, one_line

TITLE_LENGTH, PLACE_LENGTH, NOTES_LENGTH = 200, 120, 40_000
HOST_PLACE = "Washington, DC"  # the first guess for where a delegation is hosted


class Kind(StrEnum):
    """What the program does: each kind has its own checklist."""

    DEPLOYMENT = "deployment"
    MENTORING = "mentoring"
    HOSTING = "hosting"  # a delegation of the country in the United States
    KNOWLEDGE_EXCHANGE = "knowledge_exchange"


KIND_WORDS = {
    Kind.DEPLOYMENT: "Deployment",
    Kind.MENTORING: "Mentoring",
    Kind.HOSTING: "Hosting in the United States",
    Kind.KNOWLEDGE_EXCHANGE: "Knowledge exchange",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """A trip of a team to a program country, as typed."""

    country: str  # the program country it serves; stops may lie elsewhere
    itinerary: Itinerary
    travelers: int = 1
    kind: Kind = Kind.DEPLOYMENT
    title: str = ""
    notes: str = ""
    partner: str | None = None  # public reference of the partner agency, once chosen
    air_fare: Decimal | None = None  # round trip a traveler, as quoted
    carries_equipment: bool = False
    meals: tuple[FurnishedMeal, ...] = ()  # furnished by others
    mechanism: str | None = None  # public reference of the agreement it runs under, once chosen
    provisional: bool = False  # may the last known rates stand in for days without a table?
    need: str | None = None  # public reference of the need it is planned for
    extras: tuple[Extra, ...] = ()  # items besides per diem
    labor: tuple[Labor, ...] = ()  # hours of the partner's staff
    drives: tuple[Drive, ...] = ()  # miles in own vehicles
    flight: Flight | None = None  # None: without a quote no flight is priced
    indirect: Indirect | None = None
    contingency: Contingency | None = None
    own_mie: Decimal | None = None  # dollars a day by the partner's own travel policy, where that governs

    @property
    def main_stay(self) -> Stay:
        """Where the work is: the first stay in the country it serves; a rest stop on the way may come before it.

        Of a delegation that is hosted, the first stay of all.
        """
        stays = self.itinerary.stays
        return next((stay for stay in stays if stay.country == self.country), stays[0])

    def moved_to(self, departs: date) -> "Plan":
        """The same plan on other days: all that has a day of the trip moves with it."""
        by = departs - self.itinerary.departs
        furnished = tuple(replace(one, day=one.day + by) for one in self.meals)
        return replace(self, itinerary=self.itinerary.moved_to(departs), meals=furnished)


def check(plan: Plan, countries: Countries, rules: RuleBook) -> Plan:
    """The plan with its text cleaned. Raises InvalidInput naming the field of the first thing that cannot be right."""
    countries.of(plan.country)
    plan = _cleaned(plan)
    itinerary.check_years(plan.itinerary)
    itinerary.check(plan.itinerary, int(rules.on("planning.longest_trip_days", plan.itinerary.departs).value))
    for stay in plan.itinerary.stays:
        if stay.country not in countries.names:
            raise InvalidInput(
                f"“{stay.country[:40]}” is not a country code.", hint="Choose the country from the list.", field="stays"
            )
    largest = int(rules.on("planning.largest_team", plan.itinerary.departs).value)
    if not 1 <= plan.travelers <= largest:
        raise InvalidInput(
            f"A team of {plan.travelers} cannot be planned.",
            hint=f"Give between 1 and {largest} travelers.",
            field="travelers",
        )
    meals.check(plan.meals, plan.itinerary.departs, plan.itinerary.returns)
    _check_venue(plan)
    stay_checks.price_check("air_fare", plan.air_fare)
    stay_checks.price_check("own_mie", plan.own_mie)
    for stay in plan.itinerary.stays:
        stay_checks.check(stay, rules.on("ftr.actual_expense_most", plan.itinerary.departs))
    return plan


def _check_venue(plan: Plan) -> None:
    hosted = (stay for stay in plan.itinerary.stays if stay.country == UNITED_STATES and stay.kind is not Lodging.HOME)
    if plan.kind is Kind.HOSTING and not any(hosted):
        raise InvalidInput(
            "A delegation is hosted in the United States, and no place of this plan lies there.",
            hint="Give a place like “Denver, CO”, or choose another kind of engagement.",
            field="stays",
        )


def _cleaned(plan: Plan) -> Plan:
    """No control characters; the title and the places on one line. Raises InvalidInput where text is too long."""
    trip = plan.itinerary
    return replace(
        plan,
        itinerary=replace(trip, stays=tuple(map(_cleaned_stay, trip.stays)), legs=tuple(map(_cleaned_leg, trip.legs))),
        title=one_line(plan.title, TITLE_LENGTH, "title"),
        notes=limited(plan.notes, NOTES_LENGTH, "notes"),
        meals=tuple(replace(one, kept=one_line(one.kept, meals.REASON_LENGTH, "reason")) for one in plan.meals),
        extras=other_costs_check.each(other_costs_check.extra, plan.extras, "extras"),
        labor=other_costs_check.each(other_costs_check.labor, plan.labor, "labor"),
        drives=other_costs_check.each(other_costs_check.drive, plan.drives, "drives"),
        flight=plan.flight and other_costs_check.flight(plan.flight),
        indirect=plan.indirect and other_costs_check.indirect(plan.indirect),
        contingency=plan.contingency and other_costs_check.contingency(plan.contingency),
    )


def _cleaned_stay(stay: Stay) -> Stay:
    evidence = one_line(stay.evidence, meals.REASON_LENGTH, "evidence")
    return replace(stay, locality=one_line(stay.locality, PLACE_LENGTH, "place"), evidence=evidence)


def _cleaned_leg(leg: Leg) -> Leg:
    origin, destination = (one_line(end, legs.PLACE_LENGTH, "legs") for end in (leg.origin, leg.destination))
    return replace(leg, origin=origin, destination=destination)


def to_json(plan: Plan) -> dict[str, Any]:
    """The plan as JSON-ready values: days as ISO text, amounts as text."""
    return _adapter().dump_python(plan, mode="json")  # type: ignore[no-any-return]


def from_json(raw: object) -> Plan:
    """A plan from its JSON form. Raises InvalidInput naming the first wrong field."""
    try:
        return _adapter().validate_python(raw)
    except ValidationError as fault:
        first = fault.errors()[0]
        field = ".".join(map(str, first["loc"]))
        raise InvalidInput(
            f"The plan's “{field}” is not right: {first['msg']}.", hint="Correct it and try again.", field=field
        ) from fault


@cache
def _adapter() -> TypeAdapter[Plan]:
    return TypeAdapter(Plan)
