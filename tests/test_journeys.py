"""The hours that a class above coach asks for are those of the legs, from one stay to the next."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from slp_core import costs
from slp_core.cost_lines import Category
from slp_core.itinerary import Itinerary, Stay
from slp_core.journeys import journeys
from slp_core.legs import Leg, Means, hours
from slp_core.other_costs import Cabin, Flight
from slp_core.plan import Plan
from slp_core.reference import shipped

BACK = date(2026, 4, 25)
TBILISI = Stay("GEO", "Tbilisi", date(2026, 4, 13), BACK)


def leg(ends: str, departs: str, arrives: str, **more) -> Leg:
    origin, destination = ends.split("-")
    zones = [shipped().airports[end].zone if end in shipped().airports else "Asia/Tbilisi" for end in ends.split("-")]
    moments = [datetime.fromisoformat(f"2026-04-{moment}") for moment in (departs, arrives)]
    return Leg(origin, destination, *moments, *zones, **more)


# 17:40 in Washington is 21:40 UTC, 17:20 in Tbilisi 13:20 UTC: 15 h 40 min; back from 14:30 to 12:15 UTC: 21 h 45 min
OUT = (leg("IAD-IST", "12T17:40", "13T10:50"), leg("IST-TBS", "13T14:00", "13T17:20"))
HOME = (leg("TBS-IST", "24T18:30", "24T20:05"), leg("IST-IAD", "25T04:00", "25T08:15"))
# 05:00 in Tbilisi is 01:00 UTC, 10:30 in Washington is 14:30 UTC: 13 h 30 min
QUICK_HOME = (leg("TBS-IST", "25T05:00", "25T06:30"), leg("IST-IAD", "25T08:00", "25T10:30"))
DRIVE = (
    leg("TBS-Gori", "13T18:00", "13T19:30", means=Means.GROUND),
    leg("Gori-TBS", "25T02:00", "25T03:30", means=Means.GROUND),
)
REST = Stay("DEU", "Frankfurt am Main", date(2026, 4, 13), date(2026, 4, 14), rest=True)
# 18:00 to 08:00 is 22:00 to 06:00 UTC, 8 h; 07:00 in Frankfurt to 20:00 in Tbilisi is 05:00 to 16:00 UTC, 11 h
RESTED = (leg("IAD-FRA", "12T18:00", "13T08:00"), leg("FRA-TBS", "14T07:00", "14T20:00"))
AFTER_REST = replace(TBILISI, arrives=date(2026, 4, 14))


def trip(*legs: Leg, stays: tuple[Stay, ...] = (TBILISI,)) -> Itinerary:
    return Itinerary(date(2026, 4, 12), BACK, stays, legs=legs)


def at(day: int, place: str, nights: int = 0, **more) -> Stay:
    return Stay("GEO", place, date(2026, 4, day), date(2026, 4, day + nights), **more)


FLOWN = {  # the trip, and of each journey its ends and its scheduled hours
    "out and home with a change each way": (trip(*OUT, *HOME), [("IAD to TBS", "15:40"), ("TBS to IAD", "21:45")]),
    "a night in a transit lounge is a stopover": (
        trip(*OUT, HOME[0], leg("IST-IAD", "25T06:00", "25T10:15")),
        [("IAD to TBS", "15:40"), ("TBS to IAD", "23:45")]),
    "a drive at the end is no flight": (
        trip(*OUT, *DRIVE, *QUICK_HOME), [("IAD to TBS", "15:40"), ("TBS to IAD", "13:30")]),
    "a rest stop does not count": (
        trip(*RESTED, *QUICK_HOME, stays=(REST, AFTER_REST)), [("IAD to TBS", "19:00"), ("TBS to IAD", "13:30")]),
    "a hotel reached after midnight is the night before's": (
        trip(OUT[0], leg("IST-TBS", "13T21:00", "14T00:20"), *HOME),
        [("IAD to TBS", "22:40"), ("TBS to IAD", "21:45")]),
    "out and back within a day": (  # 03:00 to 04:35 UTC; 11:00 to 12:20 UTC
        trip(leg("TBS-IST", "13T07:00", "13T07:35"), leg("IST-TBS", "13T14:00", "13T17:20"), stays=(at(13, "A day"),)),
        [("TBS to IST", "1:35"), ("IST to TBS", "2:20")]),
    "no legs are known": (trip(), []),
    "by road alone": (trip(*DRIVE, stays=(at(13, "Gori", 12),)), []),
}  # fmt: skip


@pytest.mark.parametrize(("asked", "found"), FLOWN.values(), ids=FLOWN)
def test_a_journey_runs_from_stay_to_stay_with_its_stopovers(asked, found):
    flown = [(one.label, hours(one.scheduled)) for one in journeys(asked, late_until=6)]
    assert flown == [(label, hours(timedelta(hours=int(time[:-3]), minutes=int(time[-2:])))) for label, time in found]


def said(legs: tuple[Leg, ...], flight: Flight | None, fare: Decimal | None = Decimal(900)) -> str:
    wish = Plan("GEO", trip(*legs), air_fare=fare, flight=flight)
    answer = costs.estimate(wish, shipped().rules, shipped().rates)
    fares = [line for line in answer.lines if line.category is Category.AIR]
    notices = [notice.text for notice in answer.notices if notice.code == "SEAT_CLASS"]
    return " ".join([*(line.needs_approval for line in fares), *notices]).replace("\u00a0", " ")


BUSINESS, PREMIUM = Flight(cabin=Cabin.BUSINESS, hours=Decimal(20)), Flight(cabin=Cabin.PREMIUM_ECONOMY)
LAW = "(41 CFR part 301-10, section to be confirmed)"


def test_the_hours_of_the_legs_go_before_those_that_were_typed():
    text = said((*OUT, *HOME), BUSINESS)
    assert f"more than 14 hours with stopovers {LAW}; by the legs IAD to TBS takes 15 h 40 min and TBS to IAD" in text
    assert "this flight takes" not in text and "not enough" not in text


def test_a_direction_that_is_too_short_for_the_class_is_named():
    assert "not enough from TBS to IAD." in said((*OUT, *QUICK_HOME), BUSINESS)
    assert "not enough" not in said((*OUT, *QUICK_HOME), PREMIUM)  # 13 h 30 min are more than 8


def test_exactly_14_hours_are_not_more_than_14():
    legs = (leg("IAD-TBS", "12T17:40", "13T15:40"), *QUICK_HOME)  # 21:40 to 11:40 UTC
    assert "IAD to TBS takes 14 h 00 min and TBS to IAD takes 13 h 30 min: not enough." in said(legs, BUSINESS)


def test_a_business_seat_on_a_leg_asks_for_its_journey_alone():
    legs = (replace(OUT[0], business=True), OUT[1], *QUICK_HOME)
    text = said(legs, None)
    assert "Business may be authorized" in text and "IAD to TBS takes 15 h 40 min." in text and "TBS to IAD" not in text


def test_a_business_seat_is_said_where_no_airfare_is_priced():
    assert "by the legs IAD to TBS" in said((replace(OUT[0], business=True), OUT[1], *HOME), None, fare=None)
    assert not said((*OUT, *HOME), None, fare=None)


def test_a_reference_fare_for_a_higher_class_says_that_it_is_the_coach_fare():
    wish = Plan("GEO", trip(*OUT, *HOME), flight=BUSINESS)
    (line,) = (
        one for one in costs.estimate(wish, shipped().rules, shipped().rates).lines if one.category is Category.AIR
    )
    assert line.what.endswith(", coach fare") and "by the legs" in line.needs_approval
