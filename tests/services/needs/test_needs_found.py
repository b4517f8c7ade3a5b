"""Needs are found within reach, by words and filters; what helps while one is typed."""

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select

from slp_core.needs import Priority
from slp_core.plan import Kind
from slp_core.services import engagements, intake, needs, needs_list, similar
from slp_core.services.needs_list import NeedFilters
from slp_core.store.db import reading
from slp_core.store.models import Need
from slp_core.windows import Window
from tests.services.needs.conftest import ACCEPTED, DECLINED, listed, wish


def test_a_need_is_found_by_words_without_accents_and_by_every_filter(world, two, move):
    ours, theirs = two
    move(theirs, ACCEPTED)
    assert listed(world, "km_officer", text="cafe SECURITY") == [ours]
    assert listed(world, "km_officer", text=ours) == [ours]
    assert listed(world, "km_officer", text="investigators colombia") == [theirs]
    assert listed(world, "km_officer", text="%") == listed(world, "km_officer", text="_") == []
    assert listed(world, "km_officer", country="COL") == listed(world, "km_officer", status="accepted") == [theirs]
    assert listed(world, "km_officer", sector="courts") == listed(world, "km_officer", priority="high") == []
    assert listed(world, "embassy_officer", mine=True) == [ours] and listed(world, "km_officer", mine=True) == []
    assert [row.reference for row in world.ask("km_officer", needs_list.waiting).rows] == [ours]


def test_what_has_not_ended_comes_first_then_the_urgent_then_the_earlier_window(world, today, move):
    def raised(title, priority=Priority.NORMAL, opens=date(2027, 3, 1)):
        asked = wish(title=title, priority=priority, window_start=opens)
        return world.do("embassy_officer", needs.add, asked, today)

    low, later, urgent = raised("a", Priority.LOW), raised("b", opens=date(2027, 3, 9)), raised("c", Priority.HIGH)
    sooner, over = raised("d"), raised("e", Priority.HIGH)
    move(over, DECLINED)
    assert listed(world, "km_officer") == [urgent, sooner, later, low, over]


def test_a_page_of_the_list_holds_ten_and_the_count_all(world, today):
    for number in range(16):
        world.do("embassy_officer", needs.add, wish(title=f"Need {number}"), today)
    first, last = (world.ask("km_officer", needs_list.page, NeedFilters(), number) for number in (1, 99))
    assert (len(first.rows), first.count, first.pages, len(last.rows), last.number) == (10, 16, 2, 6, 2)


def test_similar_past_engagements_are_found_in_reach_and_past_only(world, a_trip, today, now):
    past = today - timedelta(200)
    trips = (a_trip(title="Café security course", departs=past), a_trip("COL", "Bogota", past, title="Security course"))
    ours, theirs = (world.do("km_officer", engagements.open_from_plan, trip, past, now) for trip in trips)
    world.do("km_officer", engagements.open_from_plan, a_trip(title="Cafe security course"), today, now)

    def near(who, text="Cafe security"):
        return [one.reference for one in world.ask(who, similar.engagements, text, "GEO", "police", today)]

    assert near("km_officer") == [ours, theirs]
    assert (near("embassy_officer"), near("other officer")) == ([ours], [theirs])
    assert near("km_officer", "") == near("km_officer", "Underwater") == []


def test_the_days_that_can_work_follow_the_lead_times_of_the_post(world, today):
    window = Window(date(2026, 12, 7), date(2027, 2, 28), 12)
    answer = world.ask("embassy_officer", intake.of_window, "GEO", Kind.DEPLOYMENT, window, today)
    first = world.ask("embassy_officer", intake.earliest, "GEO", Kind.DEPLOYMENT, 12, today)
    assert answer.earliest == answer.departure == first and 0 < answer.feasible < answer.weeks
    early = replace(window, last=first + timedelta(10))
    assert world.ask("embassy_officer", intake.of_window, "GEO", Kind.DEPLOYMENT, early, today).feasible == 0
    for kind in Kind:
        assert world.ask("km_officer", intake.earliest, "GEO", kind, 12, today) > today


def test_the_columns_of_a_need_are_all_written(world, two):
    with reading(world.database) as db:
        need = db.scalars(select(Need).where(Need.reference == two[0])).one()
    assert need.post_id is not None and need.requested_by is not None
    assert need.search_key == f"{two[0].lower()} cafe security course investigators georgia (country)"
