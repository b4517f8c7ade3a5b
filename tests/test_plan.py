"""A plan: what is typed is kept as typed, what cannot be right is refused by field, and JSON gives it back."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slp_core import plan as plans
from slp_core.errors import InvalidInput, SlpError
from slp_core.itinerary import Itinerary, Stay
from slp_core.meals import FurnishedMeal, Meal, Provider
from slp_core.plan import Kind, Plan, from_json, to_json
from slp_core.reference import shipped

A, B = date(2027, 2, 22), date(2027, 3, 5)


def wish(country="GEO", stop=None, place="Tbilisi", departs=A, returns=B, room=None, **more):
    return Plan(country, Itinerary(departs, returns, (Stay(stop or country, place, departs, returns, room),)), **more)


def check(plan):
    return plans.check(plan, shipped().countries, shipped().rules)


WRONG = {
    "ends before it starts": (wish(departs=B, returns=A), "returns", "before the departure"),
    "400 days": (wish(returns=A + timedelta(399)), "returns", "400 days"),
    "no travelers": (wish(travelers=0), "travelers", "team of 0"),
    "fewer than none": (wish(travelers=-1), "travelers", "team of -1"),
    "too many travelers": (wish(travelers=61), "travelers", "team of 61"),
    "a country outside the program": (wish("DEU"), "country", "Germany is not one of the 63 countries of the program"),
    "a country that does not exist": (wish("ZZZ"), "country", "“ZZZ” is not a country code"),
    "no country": (wish(""), "country", "“” is not a country code"),
    "the name instead of the code": (wish("Georgia"), "country", "“Georgia” is not a country code"),
    "a code in small letters": (wish("geo"), "country", "“geo” is not a country code"),
    "markup as a country": (wish("<script>"), "country", "“<script>” is not a country code"),
    "5,000 characters as a country": (wish("x" * 5000), "country", "is not a country code"),
    "a stop in no country": (wish(stop="ZZZ"), "stays", "“ZZZ” is not a country code"),
    "a stop of 5,000 characters": (wish(stop="x" * 5000), "stays", "is not a country code"),
    "no place": (wish(place=""), "stays", "A place is missing"),
    "a place of control characters": (wish(place="\x00\x07"), "stays", "A place is missing"),
    "a place of 5,000 characters": (wish(place="x" * 5000), "place", "5,000 characters; at most 120"),
    "a title of 5,000 characters": (wish(title="x" * 5000), "title", "5,000 characters; at most 200"),
    "notes without end": (wish(notes="x" * 40_001), "notes", "40,001 characters; at most 40,000"),
    "a negative fare": (wish(air_fare=Decimal("-0.01")), "air_fare", "−$0.01"),
    "a negative room": (wish(room=Decimal(-90)), "room", "−$90.00"),
}  # fmt: skip


@pytest.mark.parametrize(("plan", "field", "said"), WRONG.values(), ids=WRONG)
def test_a_plan_that_cannot_be_right_is_refused_by_field_in_one_sentence_with_a_hint(plan, field, said):
    with pytest.raises(InvalidInput) as refusal:
        check(plan)
    assert refusal.value.context["field"] == field and refusal.value.hint
    assert said in refusal.value.message.replace("\u00a0", " ") and len(refusal.value.message) < 120


RIGHT = {
    "one traveler": wish(travelers=1),
    "the largest team": wish(travelers=60),
    "a day trip": wish(returns=A),
    "over a leap day": wish(departs=date(2028, 2, 28), returns=date(2028, 3, 1)),
    "a stop outside the program": wish(stop="DEU", place="Frankfurt am Main"),
    "a free room and a free flight": wish(room=Decimal(0), air_fare=Decimal(0)),
    "a town without a row": wish(place="Rustavi"),
    "a title of 200 characters": wish(title="x" * 200),
    "notes of 5,000 characters": wish(notes="x" * 5000),
}


@pytest.mark.parametrize("plan", RIGHT.values(), ids=RIGHT)
def test_a_plan_that_can_be_right_is_kept_as_it_is(plan):
    assert check(plan) == plan


TYPED = {
    "quotes": 'Judge\'s "bench" ‘book’; DROP TABLE plan;--',
    "diacritics": "Formação policial, Călărași, Đakovica",
    "right to left": "تدريب الشرطة",
    "markup": "<script>alert('x')</script>",
}


@pytest.mark.parametrize("text", TYPED.values(), ids=TYPED)
def test_text_of_any_script_is_kept_as_typed(text):
    checked = check(wish(place=text, title=text, notes=text))
    assert (checked.title, checked.notes, checked.itinerary.stays[0].locality) == (text, text, text)


def test_control_characters_go_and_only_notes_keep_their_line_breaks():
    text = " Port\x00  security\nassessment\x0b "
    checked = check(wish(place=text, title=text, notes=text))
    assert checked.title == checked.itinerary.stays[0].locality == "Port security assessment"
    assert checked.notes == "Port  security\nassessment"


PRICES = st.none() | st.decimals(0, 99_999, places=2)
PLANS = st.builds(
    wish,
    country=st.sampled_from(["GEO", "TUN", "LBY", "XKX"]),
    place=st.text(max_size=20),
    departs=st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    returns=st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    room=PRICES,
    travelers=st.integers(-5, 100),
    kind=st.sampled_from(Kind),
    title=st.text(max_size=20),
    notes=st.text(max_size=20),
    partner=st.none() | st.text(max_size=20),
    air_fare=PRICES,
    carries_equipment=st.booleans(),
    provisional=st.booleans(),
)


@settings(deadline=None)
@given(PLANS)
def test_json_gives_back_the_same_plan(plan):
    assert from_json(to_json(plan)) == plan


@settings(deadline=None)
@given(PLANS)
def test_a_checked_plan_passes_unchanged_and_any_other_is_refused_in_words(plan):
    try:
        checked = check(plan)
    except SlpError as refusal:
        assert refusal.message and refusal.hint
    else:
        assert check(checked) == checked


def test_json_holds_days_and_amounts_as_text():
    kept = to_json(wish(air_fare=Decimal("1234.50"), room=Decimal("90.10")))
    assert (kept["air_fare"], kept["itinerary"]["departs"]) == ("1234.50", "2027-02-22")
    assert kept["itinerary"]["stays"][0]["room"] == "90.10" and kept["kind"] == "deployment"


def kept(**changes):
    return to_json(wish()) | changes


BAD_JSON = {
    "no country": ({}, "country"),
    "no itinerary": ({"country": "GEO"}, "itinerary"),
    "a kind we do not know": (kept(kind="party"), "kind"),
    "travelers in words": (kept(travelers="many"), "travelers"),
    "half a traveler": (kept(travelers=1.5), "travelers"),
    "not a number as a fare": (kept(air_fare="NaN"), "air_fare"),
    "a day that does not exist": (kept(itinerary=to_json(wish())["itinerary"] | {"departs": "2027-02-30"}),
                                  "itinerary.departs"),
    "a list": ([], ""),
    "nothing": (None, ""),
}  # fmt: skip


@pytest.mark.parametrize(("raw", "field"), BAD_JSON.values(), ids=BAD_JSON)
def test_json_that_is_no_plan_is_refused_by_field(raw, field):
    with pytest.raises(InvalidInput) as refusal:
        from_json(raw)
    assert refusal.value.context["field"] == field and refusal.value.hint


def test_checking_leaves_the_plan_as_typed_alone():
    typed = wish(title=" a ")
    assert check(typed) == replace(typed, title="a") and typed.title == " a "


def test_a_plan_moves_with_its_meals_and_its_stops():
    lunch = FurnishedMeal(A + timedelta(2), Meal.LUNCH, Provider.GOVERNMENT)
    moved = wish(meals=(lunch,)).moved_to(A + timedelta(100))
    assert [meal.day for meal in moved.meals] == [A + timedelta(102)]
    assert moved == check(moved) and moved.moved_to(A) == wish(meals=(lunch,))
