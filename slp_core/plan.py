"""A plan: what an officer says before a checklist, a price and dates can be worked out."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from . import itinerary, meals, money
from .countries import UNITED_STATES, Countries
from .errors import InvalidInput
from .itinerary import Itinerary
from .meals import FurnishedMeal
from .rules import RuleBook
from .text import limited

TITLE_LENGTH, PLACE_LENGTH, NOTES_LENGTH = 200, 120, 20_000
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

    def moved_to(self, departs: date) -> "Plan":
        """The same plan on other days: all that has a day of the trip moves with it."""
        by = departs - self.itinerary.departs
        furnished = tuple(replace(one, day=one.day + by) for one in self.meals)
        return replace(self, itinerary=self.itinerary.moved_to(departs), meals=furnished)


def check(plan: Plan, countries: Countries, rules: RuleBook) -> Plan:
    """The plan with its text cleaned. Raises InvalidInput naming the field of the first thing that cannot be right."""
    countries.of(plan.country)
    plan = _cleaned(plan)
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
    _check_prices(plan)
    _check_taxes(plan)
    _check_actual_expense(plan, rules)
    return plan


def _check_venue(plan: Plan) -> None:
    if plan.kind is Kind.HOSTING and all(stay.country != UNITED_STATES for stay in plan.itinerary.stays):
        raise InvalidInput(
            "A delegation is hosted in the United States, and no place of this plan lies there.",
            hint="Give a place like “Denver, CO”, or choose another kind of engagement.",
            field="stays",
        )


def _check_taxes(plan: Plan) -> None:
    for stay in plan.itinerary.stays:
        if stay.tax and stay.country != UNITED_STATES:
            raise InvalidInput(
                f"Lodging tax in {stay.locality} is inside the rate and is no line of its own.",
                hint="Give the price of a night with its tax.",
                field="tax",
            )
        if stay.tax is not None and not 0 <= stay.tax < 1:
            raise InvalidInput(
                "A lodging tax is a share of the room's price.", hint="Give it like 15.75 %.", field="tax"
            )


def _check_actual_expense(plan: Plan, rules: RuleBook) -> None:
    most = rules.on("ftr.actual_expense_most", plan.itinerary.departs)
    for stay in plan.itinerary.stays:
        if stay.actual is not None and not 1 < stay.actual <= most.value:
            raise InvalidInput(
                f"Actual expense of {stay.actual * 100:.0f} % of the per diem cannot be authorized.",
                hint=f"Give more than 100 % and at most {most.value * 100:.0f} % ({most.citation.text}).",
                field="actual",
            )
        if stay.actual is not None and stay.room is None:
            raise InvalidInput(
                "Actual expense needs the price of a night.", hint="Give what the hotel asks.", field="room"
            )


def _check_prices(plan: Plan) -> None:
    for field, price in (("air_fare", plan.air_fare), *(("room", stay.room) for stay in plan.itinerary.stays)):
        if price is not None and price < 0:
            raise InvalidInput(
                f"A price of {money.words(price)} cannot be right.",
                hint="Give 0 or more, or leave it out.",
                field=field,
            )


def _cleaned(plan: Plan) -> Plan:
    """No control characters; the title and the places on one line. Raises InvalidInput where text is too long."""
    stays = (replace(stay, locality=_one_line(stay.locality, PLACE_LENGTH, "place")) for stay in plan.itinerary.stays)
    return replace(
        plan,
        itinerary=replace(plan.itinerary, stays=tuple(stays)),
        title=_one_line(plan.title, TITLE_LENGTH, "title"),
        notes=limited(plan.notes, NOTES_LENGTH, "notes"),
        meals=tuple(replace(one, kept=_one_line(one.kept, meals.REASON_LENGTH, "reason")) for one in plan.meals),
    )


def _one_line(text: str, longest: int, field: str) -> str:
    return " ".join(limited(text, longest, field).split())


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
