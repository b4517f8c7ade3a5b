"""Routes, rooms and meals against worked examples; what contradicts itself is refused, what is unlikely is asked."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from slp_core import costs, leg_questions, plan, plan_file
from slp_core.cost_lines import Category, CostEstimate
from slp_core.errors import InvalidInput
from slp_core.itinerary import Itinerary, Stay
from slp_core.legs import Leg
from slp_core.lodging import LINE_WORDS, LODGING_WORDS, Lodging
from slp_core.plan import Plan
from slp_core.plan_file import PlanFile
from slp_core.reference import shipped

CASES = yaml.load((Path(__file__).parent / "cases" / "route.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
GOOD = {"country": "Georgia", "departs": "2026-04-12", "returns": "2026-04-25"}


def planned(raw: dict) -> Plan:
    wish = plan_file.plan_of(PlanFile.model_validate(raw), shipped().names, shipped().airports)
    return plan.check(wish, shipped().countries, shipped().rules)


def price(wish: Plan) -> CostEstimate:
    return costs.estimate(wish, shipped().rules, shipped().rates)


def codes(answer: CostEstimate) -> list[str]:
    return [notice.code for notice in answer.notices]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_worked_example_comes_out_to_the_cent(case):
    answer = price(planned(case["plan"]))
    assert answer.subtotal(Category.MIE) == Decimal(case["mie"])
    assert answer.subtotal(Category.LODGING) == Decimal(case["lodging"])
    assert answer.subtotal(Category.LODGING_TAX) == Decimal(case.get("lodging_tax", "0.00"))
    if "notices" in case:
        assert codes(answer) == case["notices"]


def said(code: str, **more) -> str:
    answer = price(planned(GOOD | {"stays": [{"place": "Tbilisi"}]} | more))
    return next(notice.text for notice in answer.notices if notice.code == code)


def test_a_place_taken_by_another_name_and_one_that_is_nearly_a_row_are_said() -> None:
    assert "Batumi has the rate of Ajara Region" in said("PLACE_NAME", stays=[{"place": "Batumi"}])
    near = said("OTHER_PLACE", stays=[{"place": "Tbilissi"}])
    assert "no rate of its own" in near and "If Tbilisi is meant, write that." in near
    assert "is meant" not in said("OTHER_PLACE", stays=[{"place": "Rustavi"}])


def test_a_table_that_stands_in_is_named_also_where_it_is_not_the_newest() -> None:
    days = {"departs": "2025-12-30", "returns": "2026-01-03", "provisional": True}
    text = said("PROVISIONAL", **days)
    assert "1 Oct 2025" in text and "2026" not in text


def test_a_single_night_without_a_place_is_a_night_under_way() -> None:
    wish = planned(GOOD | {"stays": [{"place": "Tbilisi", "first_night": "2026-04-13"}]})
    assert codes(price(wish)) == []


def test_every_kind_of_lodging_has_words():
    assert set(LODGING_WORDS) == set(Lodging) and set(LINE_WORDS) == set(Lodging) - {Lodging.HOTEL, Lodging.HOME}


def with_stay(**more) -> dict:
    return GOOD | {"stays": [{"place": "Tbilisi"} | more]}


def with_leg(origin: str, destination: str, departs: str, arrives: str) -> dict:
    return with_stay() | {"legs": [{"from": origin, "to": destination, "departs": departs, "arrives": arrives}]}


REFUSED = {  # what is typed, the field, what is said
    "CST-22: nights that the dates contradict": (
        {"departs": "2026-04-07", "returns": "2026-04-08", "stays": [{"place": "Tbilisi", "nights": 2}]},
        "booked", "2 nights in Tbilisi do not fit 7 Apr 2026 to 8 Apr 2026, which is 1 night."),
    "CST-17: a host's cost without evidence": (with_stay(kind="private", room="19.00"), "evidence", "is not proven"),
    "a rent of a hotel": (with_stay(rent="900.00"), "rent", "Only a rental has a rent."),
    "a home at the end": (with_stay(kind="home"), "kind", "lies between two stays"),
    "a side trip from nowhere": (with_stay(side_trip=True), "side_trip", "has no duty site before it"),
    "actual expense of a rental": (with_stay(kind="rental", room="300", actual="1.5"), "actual", "for a hotel"),
    "a leg that arrives before it leaves": (
        with_leg("TBS", "IST", "2026-04-12T09:00", "2026-04-12T07:30"), "legs", "arrives 0 h 30 min before it leaves"),
    "a leg before the one ahead of it": (
        with_stay() | {"legs": [
            {"from": "IAD", "to": "IST", "departs": "2026-04-12T17:40", "arrives": "2026-04-13T10:50"},
            {"from": "IST", "to": "TBS", "departs": "2026-04-13T10:00", "arrives": "2026-04-13T13:20"}]},
        "legs", "IST to TBS leaves before IAD to IST has arrived"),
    "a leg outside the trip": (
        with_leg("IAD", "IST", "2026-04-11T17:40", "2026-04-12T10:50"), "legs",
        "IAD to IST, 11 Apr 2026 to 12 Apr 2026, lies outside the trip"),
    "a town without a zone": (
        with_leg("Gori", "TBS", "2026-04-12T17:40", "2026-04-12T19:00"), "legs", "not an airport"),
    "a room beyond all prices": (with_stay(room="100000000.00"), "room", "cannot be right"),
    "a fare beyond all prices": (with_stay() | {"air_fare": "100000000.00"}, "air_fare", "cannot be right"),
    "years before all tables": (with_stay() | {"departs": "1900-02-27"}, "departs", "too far away"),
    "a stop in a territory without a table": (with_stay(place="San Juan", country="Puerto Rico"), "country",
        "Puerto Rico has no table of per diem rates here."),
    "more places than nights can hold": (
        {"stays": [{"place": "Tbilisi"}, *[{"place": "Kutaisi", "first_night": "2026-04-20"}] * 60]}, "stays",
        "A trip to 61 places cannot be planned."),
    "an arrival without its day": (
        with_leg("IAD", "IST", "2026-04-12T17:40", "10:50"), "legs", "has no day"),
}  # fmt: skip


@pytest.mark.parametrize(("raw", "field", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_right_is_refused_by_field(raw, field, said):
    with pytest.raises(InvalidInput) as refusal:
        planned(GOOD | raw)
    assert refusal.value.context["field"] == field and refusal.value.hint
    assert said in refusal.value.message.replace("\u00a0", " ")


def test_an_inferred_arrival_is_said_and_not_used():
    with pytest.raises(InvalidInput) as refusal:
        planned(with_leg("IAD", "IST", "2026-04-12T17:40", "10:50"))
    assert "2026-04-13T10:50" in refusal.value.hint


def leg(ends: str, departs: str, arrives: str, **more) -> Leg:
    origin, destination = ends.split("-")
    zones = [shipped().airports[end].zone for end in (origin, destination)]
    return Leg(origin, destination, datetime.fromisoformat(departs), datetime.fromisoformat(arrives), *zones, **more)


def trip(*legs: Leg, first: int = 13) -> Itinerary:
    stay = Stay("GEO", "Tbilisi", date(2026, 4, first), date(2026, 4, 25))
    return Itinerary(date(2026, 4, 12), date(2026, 4, 25), (stay,), legs=legs)


OUT = leg("IAD-IST", "2026-04-12T17:40", "2026-04-13T10:50")
ON = leg("IST-TBS", "2026-04-13T14:00", "2026-04-13T17:20")
ASKED = {
    "nothing of a usual journey": (trip(OUT, ON), ()),
    "a flight that is too fast": (  # 8,400 km in 5 h 30 min
        trip(leg("IAD-IST", "2026-04-12T17:40", "2026-04-13T06:10"), ON), ("would be faster than 1,100 km/h",)),
    "a flight that is too slow": (  # 1,350 km in 18 h 20 min
        trip(OUT, leg("IST-TBS", "2026-04-13T14:00", "2026-04-14T09:20"), first=14), ("check the day of arrival",)),
    "a leg of more than a day": (
        trip(leg("IAD-IST", "2026-04-12T17:40", "2026-04-14T10:50"), first=14), ("more than 20 hours",)),
    "a first night in the air": (trip(OUT, ON, first=12), ("By the legs the first night is that of Mon 13 Apr 2026",)),
}  # fmt: skip


@pytest.mark.parametrize(("asked", "said"), ASKED.values(), ids=ASKED)
def test_what_is_improbable_is_questioned_with_its_numbers(asked, said):
    questions = leg_questions.questions(asked, shipped().airports, shipped().rules)
    found = [text.replace("\u00a0", " ") for text in questions]
    assert len(found) == len(said) and all(part in text for part, text in zip(said, found, strict=True))


def test_the_way_between_two_airports_is_the_short_one_round():
    """Great circle, Washington Dulles to Istanbul 8,425 km, Los Angeles to Manila 11,750 km, each within 1 %."""
    over_the_pacific = leg("LAX-MNL", "2026-04-12T23:30", "2026-04-14T06:30")
    found = [leg_questions.distance(one, shipped().airports) for one in (OUT, over_the_pacific)]
    assert found == pytest.approx([8425, 11750], rel=0.01)


REST = Stay("DEU", "Frankfurt am Main", date(2026, 4, 13), date(2026, 4, 14), rest=True)
TO_REST = leg("IAD-FRA", "2026-04-12T18:00", "2026-04-13T08:00")
STOPS = {
    "23 h on a journey of 19 h": ("2026-04-14T07:00", {}, "REST_STOP"),
    "30 h": ("2026-04-14T14:00", {}, "REST_STOP_QUESTION"),
    "in business class": ("2026-04-14T07:00", {"business": True}, "REST_STOP_QUESTION"),
    "without legs": (None, {}, "REST_STOP_UNKNOWN"),
}


@pytest.mark.parametrize(("leaves", "seat", "code"), STOPS.values(), ids=STOPS)
def test_a_rest_stop_is_up_to_a_day_on_a_journey_of_more_than_14_hours_in_coach(leaves, seat, code):
    legs = (TO_REST, leg("FRA-TBS", leaves, "2026-04-14T20:00", **seat)) if leaves else ()
    stays = (REST, Stay("GEO", "Tbilisi", date(2026, 4, 14), date(2026, 4, 25)))
    wish = Plan("GEO", Itinerary(date(2026, 4, 12), date(2026, 4, 25), stays, legs=legs))
    assert codes(price(wish)) == [code, *(["SEAT_CLASS"] if seat else [])]


def test_a_trip_moved_over_a_clock_change_keeps_the_times_on_the_wall():
    moved = trip(OUT, ON).moved_to(date(2026, 11, 1))
    assert [one.departs.isoformat() for one in moved.legs] == ["2026-11-01T17:40:00", "2026-11-02T14:00:00"]
    assert (OUT.takes, moved.legs[0].takes) == (timedelta(hours=10, minutes=10), timedelta(hours=9, minutes=10))


def test_a_plan_with_legs_and_kinds_comes_back_from_json_and_from_a_file():
    wish = Plan("GEO", trip(OUT, ON))
    stay = replace(wish.itinerary.stays[0], kind=Lodging.RENTAL, rent=Decimal("1200.00"), booked=12)
    wish = replace(wish, itinerary=replace(wish.itinerary, stays=(stay,)))
    assert plan.from_json(plan.to_json(wish)) == wish
    assert planned(plan_file.written(wish)) == wish


def test_a_plan_stored_before_there_were_legs_still_reads():
    old = plan.to_json(Plan("GEO", trip()))
    del old["itinerary"]["legs"]
    for name in ("kind", "rent", "evidence", "side_trip", "rest", "booked"):
        del old["itinerary"]["stays"][0][name]
    assert plan.from_json(old) == Plan("GEO", trip())


def test_the_reading_of_the_rule_stands_with_the_figure():  # CST-10
    case = next(case for case in CASES if case["name"].startswith("CST-10"))
    line = next(line for line in price(planned(case["plan"])).lines if line.less)
    assert any("whole meal off the reduced day (federal reading)" in citation.text for citation in line.citations)


def test_a_visit_home_says_what_staying_would_have_cost():  # CST-20
    case = next(case for case in CASES if case["name"].startswith("CST-20"))
    notice = next(n for n in price(planned(case["plan"])).notices if n.code == "VISIT_HOME")
    # three nights more at 276, and M&IE of 4 x 92 in place of 69 + 69: 828 + 368 - 138 = 1,058
    assert "$1,058.00" in notice.text


BROKEN = {  # two legs, what is asked
    "a connection from elsewhere": (("IST", "AMS"), "is a leg between them missing?"),
    "a leg to where it begins": (("IAD", "IAD"), "IAD to IAD ends where it begins"),
    "a connection": (("IST", "IST"), ""),
}


@pytest.mark.parametrize(("ends", "asked"), BROKEN.values(), ids=BROKEN)
def test_legs_that_do_not_join_are_asked_about(ends, asked):
    first = leg(f"IAD-{ends[0]}", "2026-04-12T17:40", "2026-04-13T10:50")
    second = leg(f"{ends[1]}-TBS", "2026-04-13T13:00", "2026-04-13T20:00")
    found = [*leg_questions.questions(trip(first, second), shipped().airports, shipped().rules)]
    assert any(asked in question for question in found) if asked else not any("missing" in one for one in found)
