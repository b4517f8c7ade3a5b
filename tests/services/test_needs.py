"""Needs: raised, changed, decided and met by those who may, with reasons; found within reach, and by nobody else."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from slp_core.errors import Conflict, InvalidInput, NotFound
from slp_core.need_request import NeedRequest
from slp_core.needs import NeedStatus, Priority
from slp_core.plan import Kind
from slp_core.services import engagements, intake, need_views, needs, needs_list, similar
from slp_core.services.needs_list import NeedFilters
from slp_core.store.db import reading
from slp_core.store.models import AuditEntry, Need, NeedStep
from slp_core.windows import Window

ROLES = ("administrator", "km_officer", "embassy_officer", "rso", "partner_coordinator", "expert", "viewer")
MEANING = {"y": "done", "n": "not_allowed", "-": "not_found"}
ACCEPTED, MATCHED, MET = NeedStatus.ACCEPTED, NeedStatus.MATCHED, NeedStatus.MET
DECLINED, WITHDRAWN, RAISED = NeedStatus.DECLINED, NeedStatus.WITHDRAWN, NeedStatus.RAISED


def wish(country="GEO", **other):
    values = {
        "title": "Café security course", "kind": "deployment", "sector": "police", "audience": "Investigators",
        "not_yet_known": True, "participants": 25, "days": 12, "window_start": date(2027, 3, 1),
        "window_end": date(2027, 4, 30),
    }  # fmt: skip
    return NeedRequest(country, **values | other)


@pytest.fixture
def two(world, today):
    """A need of Georgia, a need of Colombia."""
    return (
        world.do("embassy_officer", needs.add, wish(), today),
        world.do("other officer", needs.add, wish("COL", title="Other course"), today),
    )


@pytest.fixture
def move(world, today):
    def moves(reference, to, who="km_officer", reason="As agreed."):
        version = world.ask("km_officer", need_views.view, reference).version
        return world.do(who, needs.move, reference, to, reason, version, today)

    return moves


def seen(world, reference, who="km_officer"):
    return world.ask(who, need_views.view, reference)


def listed(world, who, **filters):
    found = world.ask(who, needs_list.page, NeedFilters(**filters))
    assert found.count == len(found.rows)
    return [row.reference for row in found.rows]


# --- who may


def pairs(row):
    """Role, expected outcome, and which need: of two letters the first is for the one in reach of all."""
    cells = zip(ROLES, row.split(), strict=True)
    return [(role, MEANING[letter], number) for role, pair in cells for number, letter in enumerate(pair)]


def test_a_need_is_seen_by_role_and_scope(world, two):
    expected = pairs("yy yy y- y- nn nn yy")
    assert [(who, world.outcome(who, need_views.view, two[n]), n) for who, _, n in expected] == expected


def test_a_need_is_raised_by_a_post_for_its_countries_and_by_inl_km(standing, today):
    expected = pairs("nn yy yn nn nn nn nn")
    asked = (wish(), wish("COL"))
    assert [(who, standing.outcome(who, needs.add, asked[n], today), n) for who, _, n in expected] == expected


def test_a_need_is_changed_by_role_and_scope(world, two, today):
    expected = pairs("nn yy y- nn nn nn nn")
    asked = (wish(title="Changed"), wish("COL", title="Changed"))
    found = [(who, world.outcome(who, needs.change, two[n], asked[n], 1, today), n) for who, _, n in expected]
    assert found == expected


@pytest.mark.parametrize(
    ("to", "row"),
    [(ACCEPTED, "nn yy n- n- nn nn nn"), (DECLINED, "nn yy n- n- nn nn nn"), (WITHDRAWN, "nn yy y- n- nn nn nn")],
)
def test_a_need_is_moved_by_role_and_scope(world, two, today, to, row):
    expected = pairs(row)
    found = [(who, world.outcome(who, needs.move, two[n], to, "So.", 1, today), n) for who, _, n in expected]
    assert found == expected


def test_a_list_and_what_waits_hold_what_is_in_reach(world, two):
    ours, theirs = two
    reach = {"administrator": [ours, theirs], "km_officer": [ours, theirs], "viewer": [ours, theirs]}
    reach |= {"embassy_officer": [ours], "rso": [ours], "other officer": [theirs]}
    for who, references in reach.items():
        assert listed(world, who) == references
        assert [row.reference for row in world.ask(who, needs_list.waiting).rows] == references
    for who in ("partner_coordinator", "expert"):
        assert world.outcome(who, needs_list.page, NeedFilters()) == "not_allowed"
        assert world.outcome(who, needs_list.waiting) == "not_allowed"


def test_what_does_not_exist_and_what_is_out_of_reach_read_the_same(world, two):
    refusals = []
    for reference in (two[0], "N-2026-999"):
        with pytest.raises(NotFound) as refusal:
            world.ask("other officer", need_views.view, reference)
        refusals.append((refusal.value.message, refusal.value.hint, set(refusal.value.context)))
    assert refusals[0] == refusals[1]


def test_a_viewer_reads_a_need_without_the_names_of_people(world, two, move):
    move(two[0], ACCEPTED)
    for who, by, decider in (("rso", "Eve Officer", "Kay Müller"), ("viewer", "", "")):
        found = seen(world, two[0], who)
        assert (found.by, found.steps[0].by, found.steps[0].reason) == (by, decider, "As agreed.")


# --- raised and changed


def test_a_need_comes_back_as_it_was_raised(world, today):
    full = wish(
        specialty="forensics", outcome="O", indicator="I", target="T", not_yet_known=False, language="ka",
        priority=Priority.HIGH, offer="crime_scene", topic="Line one\nline two",
    )  # fmt: skip
    for asked in (full, wish(), wish(outcome="Only this")):
        reference = world.do("embassy_officer", needs.add, asked, today)
        found = seen(world, reference)
        assert (found.request, found.status, found.by, found.raised) == (asked, RAISED, "Eve Officer", today)


def test_a_need_outside_the_program_is_refused_in_a_clear_sentence(world, today):
    with pytest.raises(InvalidInput, match="Germany is not one of the 63 countries of the program.") as refusal:
        world.do("km_officer", needs.add, wish("DEU"), today)
    assert "a stop on the way may lie elsewhere" in refusal.value.hint


def test_one_click_too_many_raises_one_need(world, today):
    assert len({world.do("embassy_officer", needs.add, wish(), today, token="form") for _ in range(3)}) == 1
    assert len(listed(world, "km_officer")) == 1


def test_a_change_based_on_an_older_state_is_refused_and_nothing_is_lost(world, two, today):
    world.do("km_officer", needs.change, two[0], wish(title="First"), 1, today)
    with pytest.raises(Conflict, match="changed by someone else"):
        world.do("embassy_officer", needs.change, two[0], wish(title="Second"), 1, today)
    assert seen(world, two[0]).request.title == "First"
    with pytest.raises(Conflict):
        world.do("km_officer", needs.move, two[0], ACCEPTED, "So.", 1, today)


def test_what_inl_km_accepted_is_changed_by_inl_km_alone_and_what_is_over_by_nobody(world, two, today, move):
    move(two[0], ACCEPTED)
    assert world.outcome("embassy_officer", needs.change, two[0], wish(title="New"), 2, today) == "not_allowed"
    assert world.outcome("km_officer", needs.change, two[0], wish(title="New"), 2, today) == "done"
    move(two[0], DECLINED)
    assert world.outcome("km_officer", needs.change, two[0], wish(title="New"), 3, today) == "conflict"


def test_a_need_cannot_be_moved_to_a_country_out_of_reach(world, two, today):
    assert world.outcome("embassy_officer", needs.change, two[0], wish("COL"), 1, today) == "not_allowed"


def test_an_institution_of_another_country_is_refused(world, today):
    assert world.outcome("km_officer", needs.add, wish(institution="I-001"), today) == "invalid_input"


# --- its life


def test_each_move_is_kept_with_who_when_and_why_and_stands_in_the_trail(world, two, move, today):
    move(two[0], DECLINED, reason="Not this year.")
    move(two[0], RAISED, "embassy_officer", "The year is over.")
    found = seen(world, two[0])
    assert [(step.to, step.on, step.reason, step.by) for step in found.steps] == [
        (DECLINED, today, "Not this year.", "Kay Müller"),
        (RAISED, today, "The year is over.", "Eve Officer"),
    ]
    with reading(world.database) as db:
        steps = db.scalars(select(NeedStep.id)).all()
        entries = db.scalars(select(AuditEntry.row_id).where(AuditEntry.table_name == "need_step")).all()
        of_needs = select(AuditEntry.changes).where(AuditEntry.table_name == "need").order_by(AuditEntry.id)
        changed = db.scalars(of_needs).all()
    assert sorted(entries) == sorted(steps)
    assert [change["status"] for change in changed if "status" in change][-1] == ["declined", "raised"]


def test_a_move_without_a_reason_or_that_does_not_exist_is_refused(world, two, today):
    assert world.outcome("km_officer", needs.move, two[0], ACCEPTED, "  ", 1, today) == "invalid_input"
    assert world.outcome("km_officer", needs.move, two[0], ACCEPTED, "x" * 501, 1, today) == "invalid_input"
    assert world.outcome("km_officer", needs.move, two[0], MET, "So.", 1, today) == "conflict"
    assert world.outcome("km_officer", needs.move, two[0], MATCHED, "So.", 1, today) == "conflict"


# --- the engagements that meet it


def test_saving_a_plan_for_a_need_links_it_and_moves_the_need_at_once(world, two, move, a_trip, today, now):
    move(two[0], ACCEPTED)
    first, second = (
        world.do("embassy_officer", engagements.open_from_plan, a_trip(need=two[0], title=title), today, now)
        for title in ("One", "Two")
    )
    found = seen(world, two[0])
    assert found.status is MATCHED and [one.reference for one in found.engagements] == [first, second]
    assert found.steps[-1].reason == f"{first} was planned for it." and len(found.steps) == 2
    assert world.ask("km_officer", engagements.view, first).plan.need == two[0]
    move(two[0], MET)
    assert seen(world, two[0]).status is MET


def test_nothing_of_a_plan_is_saved_when_its_need_cannot_be_met_by_it(world, two, move, a_trip, today, now):
    move(two[0], ACCEPTED)
    move(two[1], ACCEPTED)
    trips = {
        "not_found": a_trip(need="N-2026-999"),
        "invalid_input": a_trip("COL", "Bogota", need=two[0]),
    }
    for code, trip in trips.items():
        assert world.outcome("km_officer", engagements.open_from_plan, trip, today, now) == code
    assert world.outcome("embassy_officer", engagements.open_from_plan, a_trip(need=two[1]), today, now) == "not_found"
    move(two[0], WITHDRAWN)
    assert world.outcome("km_officer", engagements.open_from_plan, a_trip(need=two[0]), today, now) == "conflict"
    assert seen(world, two[0]).engagements == ()


def test_an_engagement_that_is_open_already_is_linked_by_role_and_scope(world, two, move, today):
    move(two[0], ACCEPTED)
    move(two[1], ACCEPTED)
    expected = pairs("nn yy y- nn nn nn nn")
    trips = ("E-2027-001", "E-2027-002")
    found = [(who, world.outcome(who, needs.link, two[n], trips[n], today), n) for who, _, n in expected]
    assert found == expected
    world.do("embassy_officer", needs.link, two[0], trips[0], today)
    assert seen(world, two[0]).status is MATCHED
    assert world.outcome("km_officer", needs.link, two[0], trips[1], today) == "invalid_input"


def test_a_need_is_not_met_by_an_engagement_that_was_given_up(world, two, move, today):
    move(two[0], ACCEPTED)
    world.do("km_officer", needs.link, two[0], "E-2027-001", today)
    trip = world.ask("km_officer", engagements.view, "E-2027-001")
    world.do("km_officer", engagements.move, "E-2027-001", "cancelled", trip.version)
    version = seen(world, two[0]).version
    assert world.outcome("km_officer", needs.move, two[0], MET, "So.", version, today) == "conflict"
    assert world.outcome("km_officer", needs.move, two[0], ACCEPTED, "Given up.", version, today) == "done"


def test_an_engagement_meets_one_need(world, two, move, today):
    other = world.do("embassy_officer", needs.add, wish(title="Third"), today)
    for reference in (two[0], other):
        move(reference, ACCEPTED)
    world.do("km_officer", needs.link, two[0], "E-2027-001", today)
    assert world.outcome("km_officer", needs.link, other, "E-2027-001", today) == "conflict"


# --- found


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


# --- what helps while typing


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
