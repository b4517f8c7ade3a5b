"""Needs: raised, changed and decided by those who may, with reasons."""

import pytest
from sqlalchemy import select

from slp_core.errors import Conflict, InvalidInput, NotFound
from slp_core.needs import Priority
from slp_core.services import need_views, needs, needs_list
from slp_core.services.needs_list import NeedFilters
from slp_core.store.db import reading
from slp_core.store.models import AuditEntry, NeedStep
from tests.services.conftest import pairs
from tests.services.needs.conftest import ACCEPTED, DECLINED, MATCHED, MET, RAISED, WITHDRAWN, listed, seen, wish


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
