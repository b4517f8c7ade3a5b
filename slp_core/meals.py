"""Meals that others furnish: whose they are, and what they take off a day's M&IE."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from .dates import short
from .errors import InvalidInput
from .meal_split import MealSplit
from .rules import DatedValue, RuleBook

REASON_LENGTH = 300


class Meal(StrEnum):
    BREAKFAST = "breakfast"
    LUNCH = "lunch"
    DINNER = "dinner"


class Provider(StrEnum):
    """Who furnishes a meal."""

    GOVERNMENT = "government"
    REGISTRATION_FEE = "registration_fee"
    HOST_NATION = "host_nation"
    CARRIER = "carrier"
    HOTEL = "hotel"
    HOST_AGENCY = "host_agency"


PROVIDER_WORDS = {
    Provider.GOVERNMENT: "The U.S. Government",
    Provider.REGISTRATION_FEE: "A registration fee",
    Provider.HOST_NATION: "The host nation",
    Provider.CARRIER: "An airline or other carrier",
    Provider.HOTEL: "The hotel, with the room",
    Provider.HOST_AGENCY: "The host agency, within the program",
}
RULES = {  # a carrier's and a hotel's meal take nothing off (41 CFR part 301-11)
    Provider.GOVERNMENT: "ftr.furnished_meal_share",
    Provider.REGISTRATION_FEE: "ftr.furnished_meal_share",
    Provider.HOST_NATION: "program.host_nation_meal_share",
    Provider.HOST_AGENCY: "program.host_agency_meal_share",
}
TRAVEL_DAY = "ftr.furnished_meal_travel_day_share"


@dataclass(frozen=True, slots=True)
class FurnishedMeal:
    """One meal of one day, for everyone on the team."""

    day: date
    meal: Meal
    provider: Provider
    kept: str = ""  # why the whole M&IE was authorized beforehand all the same; empty where it was not


@dataclass(frozen=True, slots=True)
class Deduction:
    """What a day's furnished meals take off its M&IE, and the rules by which they do."""

    meals: tuple[Meal, ...] = ()
    dollars: Decimal = Decimal(0)
    rules: tuple[DatedValue, ...] = ()


NOTHING = Deduction()


def deduction(
    furnished: Iterable[FurnishedMeal], day: date, split: MealSplit, rules: RuleBook, *, travel_day: bool = False
) -> Deduction:
    """The allocations of the day's meals that count, each meal once; of a day of travel, the share its rule says."""
    reading = rules.on(TRAVEL_DAY, day) if travel_day else None
    counted: dict[Meal, tuple[Decimal, DatedValue]] = {}
    for one in furnished:
        if one.day != day or one.kept or one.provider not in RULES:
            continue
        rule = rules.on(RULES[one.provider], day)
        part = rule.value * getattr(split, one.meal) * (reading.value if reading else 1)
        if part > counted.get(one.meal, (Decimal(0), rule))[0]:
            counted[one.meal] = part, rule
    if not counted:
        return NOTHING
    in_order = tuple(meal for meal in Meal if meal in counted)
    total = sum((part for part, _ in counted.values()), Decimal(0))
    taken = (*(rule for _, rule in counted.values()), *([reading] if reading else []))
    return Deduction(in_order, total, tuple(dict.fromkeys(taken)))


def check(furnished: Iterable[FurnishedMeal], departs: date, returns: date) -> None:
    """Raises InvalidInput for a meal on a day outside the trip."""
    for one in furnished:
        if not departs <= one.day <= returns:
            raise InvalidInput(
                f"A {one.meal} on {short(one.day)} is outside the trip.",
                hint=f"Give days from {short(departs)} to {short(returns)}.",
                field="meals",
            )
