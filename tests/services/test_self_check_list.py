"""The list of self-checks tells how each agency stands today, and reads it from summaries."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from slp_core.errors import NotAllowed
from slp_core.self_check import Grade
from slp_core.services import (
    invitations,
    partners,
    self_check_list,
    self_check_summaries,
    self_check_views,
    self_checks,
)
from slp_core.services.self_check_list import Filters
from slp_core.store.db import reading
from slp_core.store.models import SelfCheckSummary
from tests.services.test_self_checks import NOW, TODAY, UNTIL, all_good, finish, say

PARTNER = "P-001"


@pytest.fixture
def run(world):
    return world.do("partner_coordinator", self_checks.begin, PARTNER, NOW, TODAY)


def listed(world, standing="done", who="km_officer", now=NOW, **more):
    return world.ask(who, self_check_list.page, Filters(standing=standing, **more), now)


def references(page):
    return [one.reference for one in page.rows]


def test_whoever_began_none_is_among_those_that_never_finished(world):
    assert references(listed(world)) == [] and references(listed(world, "never")) == ["P-001", "P-002"]
    assert references(listed(world, "never", "partner_coordinator")) == [PARTNER]
    assert references(listed(world, "never", text="beta")) == ["P-002"]
    assert references(listed(world, "never", state="IL")) == [PARTNER]
    with pytest.raises(NotAllowed):
        listed(world, who="viewer")


def test_a_finished_one_stands_with_its_grade_gaps_and_what_is_not_known_apart(world, run):
    all_good(world, run, but=("instructors", "devices"))
    say(world, run, "devices", "no")
    assert references(listed(world, "running")) == [PARTNER] and not listed(world).count
    finish(world, run)
    page = listed(world)
    (row,) = page.rows
    now = world.ask("km_officer", self_check_views.standing, PARTNER, TODAY).now
    assert (row.grade, row.gaps, row.unknown, row.finished) == (now.grade, 1, 1, TODAY)
    assert page.grades == {now.grade: 1} and references(listed(world, now.grade)) == [PARTNER]
    assert not listed(world, "running").count


def test_an_expired_answer_changes_the_grade_of_the_list_on_its_day(world, run):
    all_good(world, run)
    finish(world, run)
    assert listed(world).rows[0].grade is Grade.READY
    with reading(world.database) as db:
        changes = db.scalars(select(SelfCheckSummary)).one().changes_on
    assert changes == world.ask("km_officer", self_check_views.standing, PARTNER, TODAY).now.changes_on
    assert TODAY < changes <= UNTIL + timedelta(1)
    assert world.ask("km_officer", self_check_summaries.overdue, changes - timedelta(1)) == 0
    assert world.ask("km_officer", self_check_summaries.overdue, changes) == 1
    world.keep("km_officer", self_check_summaries.refresh_overdue, changes)
    (row,) = listed(world).rows
    assert row.unknown > 0
    assert row.grade is world.ask("km_officer", self_check_views.standing, PARTNER, changes).now.grade


def test_open_invitations_are_counted_for_those_who_may_make_them(world):
    world.do("km_officer", invitations.invite, PARTNER, "0" * 64, 14, None, NOW)
    invited = listed(world, "invited")
    assert [(one.reference, one.invitations) for one in invited.rows] == [(PARTNER, 1)]
    assert not listed(world, "invited", now=NOW + timedelta(15)).count
    assert not listed(world, "invited", "rso").count
    assert {one.invitations for one in listed(world, "never", "rso").rows} == {None}


def test_a_page_holds_ten_and_the_counts_are_over_all(world):
    for number in range(11):
        world.do("km_officer", partners.add, f"Agency {number:02}", "IL", "state", "police", 3)
    page = listed(world, "never")
    assert (len(page.rows), page.count, page.pages) == (10, 13, 2)
    last = world.ask("km_officer", self_check_list.page, Filters(standing="never"), NOW, 2)
    assert [one.reference for one in last.rows] and len(last.rows) == 3
