"""Rooms, legs, meals and hours of a plan as they lie in its draft: read into a trip; what does not fit is kept out."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import streamlit as st

from slp_core import dates, legs
from slp_core.errors import InvalidInput
from slp_core.itinerary import Itinerary
from slp_core.legs import Leg, Means
from slp_core.meals import FurnishedMeal, Meal, Provider
from slp_core.money import parse_money
from ui import plan_rooms

EMPTY: dict[str, Any] = {  # as a draft has them
    "rooms": {}, "legs": [], "meals": [], "hours": {}, "first_night": "", "own_mie": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Parts:
    """A trip with all that was entered for it, its meals, and a sentence for each thing that was kept out."""

    trip: Itinerary
    meals: tuple[FurnishedMeal, ...]
    own_mie: Decimal | None
    left_out: tuple[str, ...]


def read(trip: Itinerary) -> Parts:
    """What the draft holds, laid over a trip of bare stays; nothing is lost that is kept out."""
    left_out: list[str] = []
    stays = tuple(plan_rooms.laid_over(plan_rooms.number_of(at), stay, left_out) for at, stay in enumerate(trip.stays))
    gone = [room["name"] for number, room in held("rooms").items() if int(number) >= len(stays)]
    left_out += [f"What was entered for the rooms in {name}: the stop is gone." for name in gone]
    trip = replace(trip, stays=stays)
    try:
        begins, ends = _hours(trip.departs, trip.returns)
        trip = replace(trip, departs_at=begins, returns_at=ends)
    except InvalidInput as refusal:
        left_out.append(f"The hours: {refusal.message}")
    furnished, own = _meals(trip, left_out), _own_mie(left_out)
    return Parts(replace(trip, legs=_legs(trip, left_out)), furnished, own, tuple(left_out))


def first_night(departs: date, returns: date) -> date | None:
    """The first hotel night, where it was taken from the legs and still lies in the trip."""
    text = held("first_night")
    day = date.fromisoformat(text) if text else None
    return day if day and departs <= day <= returns else None


def move(by: timedelta) -> None:
    """Move everything that has a day as the trip moves."""
    moved = {
        "legs": [leg | {end: _later(leg[end], by) for end in ("departs", "arrives")} for leg in held("legs")],
        "meals": [meal | {"day": (date.fromisoformat(meal["day"]) + by).isoformat()} for meal in held("meals")],
        "rooms": {number: _moved_room(typed, by) for number, typed in held("rooms").items()},
        "first_night": (date.fromisoformat(day) + by).isoformat() if (day := held("first_night")) else "",
    }
    for name, value in moved.items():
        st.session_state[f"plan-{name}"] = value


def _moved_room(typed: dict[str, Any], by: timedelta) -> dict[str, Any]:
    try:
        return typed | {"leaves": (dates.parse_day(typed["leaves"]) + by).isoformat()}
    except (InvalidInput, KeyError):
        return typed


def _later(moment: str, by: timedelta) -> str:
    return (datetime.fromisoformat(moment) + by).isoformat(timespec="minutes")


def held(name: str) -> Any:
    """One part of the draft, as JSON-ready values: `rooms` by the number of the stop, `legs` and `meals` in order."""
    return st.session_state.get(f"plan-{name}") or EMPTY[name]


def leg_of(raw: dict[str, Any]) -> Leg:
    """A leg from its JSON form."""
    departs, arrives = (datetime.fromisoformat(raw[end]) for end in ("departs", "arrives"))
    zones = raw["from_zone"], raw["to_zone"]
    return Leg(raw["from"], raw["to"], departs, arrives, *zones, Means(raw["means"]), bool(raw["business"]))


def _legs(trip: Itinerary, left_out: list[str]) -> tuple[Leg, ...]:
    kept: list[Leg] = []
    for raw in held("legs"):
        leg = leg_of(raw)
        try:
            legs.check((*kept, leg), trip.departs, trip.returns)
        except InvalidInput as refusal:
            left_out.append(refusal.message)
        else:
            kept.append(leg)
    return tuple(kept)


def _meals(trip: Itinerary, left_out: list[str]) -> tuple[FurnishedMeal, ...]:
    every = tuple(_meal(raw) for raw in held("meals"))
    fitting = tuple(one for one in every if trip.departs <= one.day <= trip.returns)
    if outside := len(every) - len(fitting):
        left_out.append(f"{dates.count(outside, 'meal')} on days outside the trip.")
    return fitting


def _own_mie(left_out: list[str]) -> Decimal | None:
    try:
        return parse_money(text, "own_mie") if (text := held("own_mie").strip()) else None
    except InvalidInput as refusal:
        left_out.append(f"What the partner's policy pays a day: {refusal.message}")
        return None


def _meal(raw: dict[str, Any]) -> FurnishedMeal:
    return FurnishedMeal(date.fromisoformat(raw["day"]), Meal(raw["meal"]), Provider(raw["provider"]), raw["kept"])


def _hours(departs: date, returns: date) -> tuple[datetime | None, datetime | None]:
    """The moments of departure and return, where both are given."""
    typed = {name: text for name, text in held("hours").items() if text.strip()}
    if not {"leaves", "back"} & typed.keys():
        return None, None
    if not {"leaves", "back"} <= typed.keys():
        raise InvalidInput("one is missing.", hint="Give both, of departure and return, or neither.", field="hours")
    zone = typed.get("zone", "America/New_York")
    begins = legs.local(departs, clock(typed["leaves"]), zone)
    ends = legs.local(returns, clock(typed["back"]), zone)
    if legs.elapsed(begins, ends).total_seconds() <= 0:
        raise InvalidInput("the return is not after the departure.", hint="Check both.", field="hours")
    return begins, ends


def clock(text: str) -> time:
    """A time typed as 17:40. Raises InvalidInput."""
    try:
        found = time.fromisoformat(text.strip().zfill(5))
    except ValueError:
        found = None
    if found is None or found.tzinfo or len(text.strip()) > 5:
        raise InvalidInput(f"“{text[:20]}” is not a time.", hint="Write it with 24 hours, like 17:40.", field="time")
    return found


def days_of(trip: Itinerary) -> Iterator[date]:
    """Every day of a trip."""
    return (date.fromordinal(day) for day in range(trip.departs.toordinal(), trip.returns.toordinal() + 1))
