"""Steps are counted back from the trip by hand, fall on working days only, and come from files that hold together."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slp_core.checklists import Situation, due_items, in_force, load_checklist
from slp_core.data_files import DATA
from slp_core.errors import DataFileError, NotInForce
from slp_core.itinerary import Itinerary, Stay
from slp_core.lifecycle import Stage
from slp_core.plan import Kind, Plan
from slp_core.reference import shipped

DEPLOYMENT = load_checklist(DATA / "checklists" / "deployment.yaml")
CALENDAR = {item.id: item.due.calendar for item in DEPLOYMENT.items}
MONDAY, FRIDAY = date(2027, 2, 22), date(2027, 3, 5)


def plan(country="GEO", departs=MONDAY, returns=FRIDAY, arrives=None, **more):
    stay = Stay(country, "Tbilisi", arrives or departs, returns)
    return Plan(country, Itinerary(departs, returns, (stay,)), **more)


def steps(wish, level=None):
    advisory = shipped().advisories[wish.country]
    case = Situation(wish, replace(advisory, level=level or advisory.level), shipped().rules)
    return due_items(DEPLOYMENT, case, shipped().calendars)


def due(wish):
    return {step.id: step.due for step in steps(wish)}


# Departure Mon 22 Feb 2027, return Fri 5 Mar 2027, Georgia. Washington's Birthday is 15 Feb, Martin Luther King Day
# 18 Jan; Georgia keeps 7 and 19 Jan.
BY_HAND = {
    "passport_check": "2026-08-26",  # 180 days before
    "need_confirmed": "2026-10-23",  # 120 days before is Sun 25 Oct: the Friday before
    "mechanism_signed": "2026-11-24",  # 90 days before
    "visa_applied": "2026-12-24",  # 60 days before
    "country_clearance": "2027-01-05",  # 30 business days of both: not 15 Feb, 19, 18 and 7 Jan
    "travel_package": "2027-01-08",  # 45 days before
    "materials_ready": "2027-01-22",  # 30 days before is Sat 23 Jan
    "travel_clinic": "2027-01-25",  # 28 days before
    "predeployment_training": "2027-02-01",  # 21 days before
    "tickets_issued": "2027-02-08",  # 14 days before
    "go_no_go": "2027-02-12",  # 7 days before is 15 Feb, a holiday
    "advances_paid": "2027-02-18",  # 2 business days before
    "rso_briefing": "2027-02-24",  # 1 business day after the arrival on the 23rd
    "expense_claims": "2027-03-12",  # 5 business days after
    "final_report": "2027-04-05",  # 30 days after is Sun 4 Apr: the Monday after
}


@pytest.mark.parametrize("step", BY_HAND)
def test_a_due_day_is_the_one_counted_by_hand(step):
    assert due(plan(arrives=date(2027, 2, 23)))[step] == date.fromisoformat(BY_HAND[step])


def test_the_arrival_is_at_the_place_of_the_work_not_at_a_rest_stop_on_the_way():
    wish = plan(arrives=date(2027, 2, 24))
    rest = Stay("DEU", "Frankfurt am Main", MONDAY, date(2027, 2, 23))
    assert due(replace(wish, itinerary=Itinerary(MONDAY, FRIDAY, (rest, *wish.itinerary.stays)))) == due(wish)
    assert due(wish)["rso_briefing"] == date(2027, 2, 25)


def test_a_post_that_rests_on_fridays_is_not_asked_on_a_friday():
    clearance = due(plan("EGY", departs=date(2026, 12, 14), returns=date(2026, 12, 18)))["rso_notes"]
    assert clearance == date(2026, 12, 7)
    friday_before = due(plan("EGY", departs=date(2026, 12, 11), returns=date(2026, 12, 18)))["rso_notes"]
    assert friday_before == date(2026, 12, 3)  # 7 days before is Fri 4 Dec: both work on Thursday


@st.composite
def wishes(draw):
    country = draw(st.sampled_from(sorted(shipped().countries.program)))
    departs = draw(st.dates(date(2025, 6, 1), date(2029, 12, 31)))
    returns = departs + timedelta(draw(st.integers(0, 120)))
    arrives = min(returns, departs + timedelta(draw(st.integers(0, 2))))
    return plan(country, departs, returns, arrives, carries_equipment=draw(st.booleans()))


@settings(max_examples=200, deadline=None)
@given(wishes(), st.integers(1, 4))
def test_no_step_ever_falls_on_a_rest_day_of_its_calendar(wish, level):
    for step in steps(wish, level):
        assert shipped().calendars.named(CALENDAR[step.id], wish.country).is_workday(step.due), step.id


@settings(max_examples=100, deadline=None)
@given(wishes(), st.integers(1, 4))
def test_steps_come_in_the_order_of_their_due_days_none_twice(wish, level):
    found = steps(wish, level)
    assert [step.due for step in found] == sorted(step.due for step in found)
    assert len({step.id for step in found}) == len(found)


@settings(max_examples=100, deadline=None)
@given(wishes())
def test_what_is_due_before_the_trip_is_never_due_after_the_departure(wish):
    for step in steps(wish):
        assert (step.due <= wish.itinerary.stays[0].arrives) is (" before " in step.distance), step.id


def flown_to(returns):
    return plan(arrives=MONDAY + timedelta(1), returns=returns)


def plan_over(first, until, second, days):
    """Days of the trip in a country, both ends included, and after a night's journey, in another to the last day."""
    leaves, returns = MONDAY + timedelta(until - 1), MONDAY + timedelta(days - 1)
    stays = (Stay(first, "A", MONDAY, leaves), Stay(second, "B", leaves + timedelta(1), returns))
    return Plan(first, Itinerary(MONDAY, returns, stays))


WHEN = {
    "level 2": (plan(), 2, "security_approval", False),
    "level 3": (plan(), 3, "security_approval", True),
    "level 4": (plan(), 4, "security_approval", True),
    "no equipment": (plan(), 2, "equipment_ordered", False),
    "equipment": (plan(carries_equipment=True), 2, "equipment_ordered", True),
    "30 days at post": (plan(returns=MONDAY + timedelta(29)), 2, "post_badge", False),
    "more than 30 days at post": (plan(returns=MONDAY + timedelta(30)), 2, "post_badge", True),
    "31 days, the first of them in the air": (flown_to(MONDAY + timedelta(30)), 2, "post_badge", False),
    "31 days, the last of them elsewhere": (plan_over("GEO", 30, "TUR", 31), 2, "post_badge", False),
    "89 days abroad": (plan(returns=MONDAY + timedelta(88)), 2, "fact_training", False),
    "90 days abroad": (plan(returns=MONDAY + timedelta(89)), 2, "fact_training", True),
    "90 days, the first of them in the air": (flown_to(MONDAY + timedelta(89)), 2, "fact_training", False),
    "90 days in two countries": (plan_over("GEO", 50, "TUR", 90), 2, "fact_training", True),
    "90 days, the last of them in Washington": (plan_over("GEO", 89, "USA", 90), 2, "fact_training", False),
    "always": (plan(returns=MONDAY), 1, "country_clearance", True),
}


@pytest.mark.parametrize(("wish", "level", "step", "asked"), WHEN.values(), ids=WHEN)
def test_a_step_is_asked_for_when_its_reason_applies(wish, level, step, asked):
    assert (step in {found.id for found in steps(wish, level)}) is asked


def test_a_step_says_how_its_day_is_counted_and_on_whose_calendar():
    found = {step.id: step.distance for step in steps(plan())}
    assert found["country_clearance"] == (
        "30 business days before departure, calendar: U.S. federal and Georgia (country)"
    )
    assert found["rso_briefing"].startswith("1 business day after arrival")
    assert found["final_report"] == "30 days after return, calendar: U.S. federal"


def test_a_step_keeps_its_own_gate_else_the_checklist_s():
    gates = {step.id: step.gate for step in steps(plan())}
    assert gates["go_no_go"] is Stage.PRE_DEPLOYMENT and gates["rso_briefing"] is Stage.DEPLOYMENT
    assert gates["final_report"] is Stage.POST_DEPLOYMENT


CITED = "citation: {authority: assumption, text: Ours, seen: unseen, checked: 2026-01-01}"
GOOD = f"""\
title: Ready
kind: deployment
gate: pre_deployment
from: 2027-01-01
items:
  - id: post
    text: First
    owner: post
    due: {{calendar_days: 0, before: departure}}
    {CITED}
  - id: post_badge
    text: Second
    owner: km
    due: {{business_days: 1, before: departure}}
    after: [post]
    {CITED}
"""


def checklist(tmp_path, text=GOOD):
    (tmp_path / "list.yaml").write_text(text, "utf-8")
    return load_checklist(tmp_path / "list.yaml")


def test_the_edition_in_force_is_the_newest_that_has_begun(tmp_path):
    newer = checklist(tmp_path)
    for day, edition in [(date(2026, 12, 31), DEPLOYMENT), (date(2027, 1, 1), newer), (date(2028, 1, 1), newer)]:
        assert in_force((newer, DEPLOYMENT), Kind.DEPLOYMENT, day) is edition
    assert (DEPLOYMENT.edition, newer.edition) == ("deployment 2020-01-01", "deployment 2027-01-01")


@pytest.mark.parametrize(("kind", "day"), [(Kind.HOSTING, "2026-11-25"), (Kind.DEPLOYMENT, "2019-12-31")])
def test_a_kind_or_a_day_without_a_checklist_is_refused_not_left_empty(kind, day):
    with pytest.raises(NotInForce) as refusal:
        in_force((DEPLOYMENT,), kind, date.fromisoformat(day))
    assert str(kind) in refusal.value.message and refusal.value.hint


def test_a_step_due_on_the_departure_rolls_back_from_a_weekend(tmp_path):
    case = Situation(plan(departs=date(2027, 2, 21)), shipped().advisories["GEO"], shipped().rules)
    found = {step.id: step.due for step in due_items(checklist(tmp_path), case, shipped().calendars)}
    assert found == {"post": date(2027, 2, 19), "post_badge": date(2027, 2, 19)}


SECOND = "due: {business_days: 1, before: departure}"
BROKEN = {
    "an unknown reason": ("    after: [post]", "    when: rainy", 11, "post_badge: no predicate is called rainy"),
    "a step listed twice": ("id: post_badge", "id: post", 11, "post is listed twice"),
    "after a step that does not exist": ("[post]", "[visa]", 11, "comes after visa, which must be listed above it"),
    "after itself": ("[post]", "[post_badge]", 11, "comes after post_badge"),
    "a loop": ("owner: post\n", "owner: post\n    after: [post_badge]\n", 6, "post comes after post_badge"),
    "an owner we do not know": ("owner: km", "owner: ambassador", 13, "items.1.owner"),
    "no distance": (SECOND, "due: {before: departure}", 14, "give business_days or calendar_days"),
    "two distances": (SECOND, "due: {business_days: 1, calendar_days: 1, before: departure}", 14, "one of them"),
    "no direction": (SECOND, "due: {business_days: 1}", 14, "give before or after"),
    "two directions": (SECOND, "due: {business_days: 1, before: departure, after: return}", 14, "one of them"),
    "an anchor we do not know": (SECOND, "due: {business_days: 1, before: lunch}", 14, "items.1.due.before"),
    "a calendar we do not know": (SECOND, "due: {business_days: 1, after: return, calendar: lunar}", 14, "calendar"),
    "a name with a space": ("id: post_badge", "id: post badge", 11, "items.1.id"),
    "no text": ("    text: Second\n", "", 11, "items.1.text"),
    "an empty text": ("text: Second", "text: ''", 12, "items.1.text"),
    "a stage we do not know": ("gate: pre_deployment", "gate: takeoff", 3, "gate"),
    "no steps": (GOOD[GOOD.index("items:"):], "items: []\n", 5, "items"),
    "no such day": ("from: 2027-01-01", "from: 2027-02-29", 4, "2027-02-29 cannot be read"),
    "an indent": ("    owner: km", "   owner: km", 13, "expected"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "said"), BROKEN.values(), ids=BROKEN)
def test_a_broken_checklist_is_refused_with_its_file_its_line_and_the_fault(tmp_path, old, new, line, said):
    assert GOOD.count(old) == 1
    with pytest.raises(DataFileError) as refusal:
        checklist(tmp_path, GOOD.replace(old, new))
    assert f"list.yaml, line {line}:" in refusal.value.message and said in refusal.value.message
