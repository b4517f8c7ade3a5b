"""An engagement: opened once with all its parts, changed by version, remembered, and priced for those who see money."""

import dataclasses
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from threading import Barrier

import pytest
from sqlalchemy import func, select

from slp_core import outlook
from slp_core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from slp_core.issued import as_issued
from slp_core.lifecycle import Stage
from slp_core.reference import shipped
from slp_core.roles import Role
from slp_core.services import (
    engagement_history,
    engagements,
    estimate_versions,
    partners,
    portfolio,
    steps,
    team,
    users,
)
from slp_core.store.base import Base
from slp_core.store.db import Actor, reading, work
from slp_core.store.models import AuditEntry, Engagement

OURS, THEIRS = "E-2027-001", "E-2027-002"
CLICKS = 5


def numbers(database) -> dict[str, int]:
    """How many rows each table has."""
    with reading(database) as db:
        return {
            name: db.scalar(select(func.count()).select_from(table)) for name, table in Base.metadata.tables.items()
        }


def listed(world, today) -> int:
    return world.ask("km_officer", portfolio.page, portfolio.Filters(), today).count


def test_a_plan_becomes_an_engagement_with_its_team_checklist_and_price(world, a_trip, today, now) -> None:
    plan = a_trip(title="Crime scenes", partner="P-001", travelers=3)
    reference = world.do("embassy_officer", engagements.open_from_plan, plan, today, now)
    found = world.ask("embassy_officer", engagements.view, reference)
    assert (found.title, found.country, found.stage, found.travelers) == ("Crime scenes", "GEO", Stage.IDENTIFY_NEED, 3)
    assert (found.post, found.partners, found.plan, found.version, found.opened) == (
        "Embassy Tbilisi", ("Alpha Police",), plan, 1, now,
    )  # fmt: skip
    assert [member.position for member in world.ask("embassy_officer", team.of_engagement, reference)] == [1, 2, 3]
    issued = world.ask("embassy_officer", estimate_versions.latest, reference)
    assert issued.total == found.estimate == sum(line.amount for line in issued.lines) > 0
    checklist = world.ask("embassy_officer", steps.of_engagement, reference)
    assert {step.status for step in checklist} == {"open"}
    assert sorted(step.traveler for step in checklist if step.text.startswith("Check every passport")) == [1, 2, 3]


def test_the_price_is_stored_as_it_was_worked_out(world, a_trip, today) -> None:
    worked_out = outlook.outlook(a_trip(partner="P-001", title="Course"), shipped(), today).cost
    issued = world.ask("km_officer", estimate_versions.latest, OURS)
    assert worked_out is not None
    assert (issued.total, issued.provisional) == (worked_out.total, worked_out.provisional)
    assert issued.lines == tuple(map(as_issued, worked_out.lines))
    assert (issued.version_no, issued.status, issued.number) == (1, "draft", "C-2027-001")


def test_a_refused_plan_leaves_nothing_behind(world, a_trip, today, now) -> None:
    before = numbers(world.database)
    wrong = {
        InvalidInput: a_trip(travelers=0),
        NotFound: a_trip(partner="P-999"),  # noticed only after the engagement was written
        NotAllowed: a_trip("COL", "Bogota"),
    }
    for refusal, plan in wrong.items():
        with pytest.raises(refusal):
            world.do("embassy_officer", engagements.open_from_plan, plan, today, now)
    assert numbers(world.database) == before


def test_a_refused_plan_may_be_corrected_and_saved_with_the_same_token(world, a_trip, today, now) -> None:
    with pytest.raises(InvalidInput):
        world.do("km_officer", engagements.open_from_plan, a_trip(travelers=0), today, now, token="form")
    assert world.do("km_officer", engagements.open_from_plan, a_trip(), today, now, token="form") == "E-2027-003"


def test_five_clicks_on_save_at_once_are_one_engagement(world, a_trip, today, now) -> None:
    together = Barrier(CLICKS)

    def click(_: int) -> str:
        together.wait()
        return world.do("km_officer", engagements.open_from_plan, a_trip(), today, now, token="form")

    with ThreadPoolExecutor(CLICKS) as threads:
        assert set(threads.map(click, range(CLICKS))) == {"E-2027-003"}
    assert listed(world, today) == 3


def test_two_officers_saving_at_once_get_two_engagements(world, a_trip, today, now) -> None:
    with ThreadPoolExecutor(4) as threads:
        given = threads.map(
            lambda n: world.do("km_officer", engagements.open_from_plan, a_trip(), today, now, token=str(n)), range(4)
        )
        assert sorted(given) == ["E-2027-003", "E-2027-004", "E-2027-005", "E-2027-006"]


def test_a_token_is_good_for_one_use_case_even_where_two_bear_the_same_name(world) -> None:
    assert partners.add.__qualname__ == users.add.__qualname__
    world.do("km_officer", partners.add, "Gamma", "IL", "state", "police", 1, token="form")
    world.do("administrator", users.give, "U-002", Role.ADMINISTRATOR)
    with pytest.raises(Conflict, match="something else"):
        world.do("km_officer", users.add, "New", "", Role.VIEWER, token="form")


def test_the_second_of_two_moves_from_the_same_page_is_refused_and_changes_nothing(world) -> None:
    shown = world.ask("km_officer", engagements.view, OURS).version
    world.do("embassy_officer", engagements.move, OURS, Stage.PARTNER_SELECTION, shown)
    with pytest.raises(Conflict, match="changed by someone else") as refusal:
        world.do("km_officer", engagements.move, OURS, Stage.CANCELLED, shown)
    assert refusal.value.context == {"now": shown + 1, "shown": shown}
    assert world.ask("km_officer", engagements.view, OURS).stage is Stage.PARTNER_SELECTION


def test_two_moves_at_the_same_moment_from_the_same_page_are_one(world) -> None:
    shown, together = world.ask("km_officer", engagements.view, OURS).version, Barrier(2)

    def move(stage: Stage) -> str:
        together.wait()
        try:
            return world.do("km_officer", engagements.move, OURS, stage, shown)
        except Conflict:
            return "refused"

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(move, [Stage.CANCELLED, Stage.DECLINED])) == [OURS, "refused"]


def test_an_archived_engagement_is_gone_from_every_list(world, today, now) -> None:
    with work(world.database, Actor(1), now) as db:
        db.scalars(select(Engagement).where(Engagement.reference == OURS)).one().archived_at = now
    assert listed(world, today) == 1
    assert world.outcome("km_officer", engagements.view, OURS) == "not_found"
    assert set(world.ask("km_officer", portfolio.by_country, today)) == {"COL"}


def test_an_expert_who_does_not_exist_is_not_named(standing, today) -> None:
    for place, expert in ((1, "X-999"), (3, "X-001"), (0, "X-001")):
        assert standing.outcome("km_officer", team.name_expert, OURS, place, expert, 2, today) == "not_found"


# History


def test_the_history_says_who_changed_what_from_what_to_what(world, now) -> None:
    world.do("embassy_officer", engagements.move, OURS, Stage.PARTNER_SELECTION, 1)
    newest, *_, oldest = world.ask("km_officer", engagement_history.of_engagement, OURS)
    assert (newest.who, newest.what, newest.moment) == ("Eve Officer", "Engagement changed", now)
    assert newest.changes == "stage: Need → Partner"
    assert (oldest.who, oldest.what) == ("System", "Engagement opened")


def test_every_change_of_the_world_is_in_the_trail_by_somebody(world) -> None:
    world.do("embassy_officer", engagements.move, OURS, Stage.PARTNER_SELECTION, 1)
    with reading(world.database) as db:
        found = db.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert {entry.actor_id for entry in found[:-1]} == {1}
    assert found[-1].actor_id != 1
    assert found[-1].changes == {"stage": ["identify_need", "partner_selection"]}
    assert all(entry.batch and entry.table_name and entry.row_id and entry.moment.tzinfo for entry in found)


def test_an_engagement_is_remembered_as_it_was(world, now) -> None:
    world.do("km_officer", engagements.move, OURS, Stage.CANCELLED, 1)  # at the same moment as it was opened
    ask = lambda moment: world.ask("km_officer", engagement_history.as_of, OURS, moment)  # noqa: E731
    assert ask(now - timedelta(seconds=1)) is None
    assert ask(now)["stage"] == ask(now + timedelta(days=1))["stage"] == Stage.CANCELLED


def test_a_past_state_is_asked_for_with_a_zone(standing, now) -> None:
    with pytest.raises(InvalidInput, match="time zone"):
        standing.ask("km_officer", engagement_history.as_of, OURS, now.replace(tzinfo=None))


# Money


@pytest.mark.parametrize("who", ["rso", "expert", "viewer"])
def test_roles_that_see_no_money_find_none_in_a_view_or_list(standing, today, who) -> None:
    found = standing.ask(who, engagements.view, OURS)
    assert found.estimate is None
    assert found.plan.air_fare is None
    assert [stay.room for stay in found.plan.itinerary.stays] == [None]
    page = standing.ask(who, portfolio.page, portfolio.Filters(), today)
    assert page.total is None
    assert {row["estimate"] for row in page.rows} == {None}


def test_no_amount_is_written_into_the_file_of_a_role_that_sees_no_money(standing, today) -> None:
    total = standing.ask("km_officer", engagements.view, OURS).estimate
    assert str(total) in standing.ask("km_officer", portfolio.export_csv, portfolio.Filters(), today).decode()
    assert str(total) not in standing.ask("rso", portfolio.export_csv, portfolio.Filters(), today).decode()


def test_the_plan_of_those_who_see_money_is_complete(standing) -> None:
    found = standing.ask("embassy_officer", engagements.view, OURS)
    assert (found.plan.air_fare, found.plan.itinerary.stays[0].room) == (Decimal("2222.22"), Decimal("111.11"))


@pytest.fixture
def wearing_two_hats(world) -> str:
    """A viewer of everything who is also the embassy officer of Tbilisi."""
    return world.do("administrator", users.give, "U-007", Role.EMBASSY_OFFICER, "tbilisi")


def test_a_second_role_shows_money_only_where_it_reaches(world, today, wearing_two_hats) -> None:
    who = wearing_two_hats
    ours, theirs = (world.ask(who, engagements.view, reference) for reference in (OURS, THEIRS))
    assert ours.estimate and not theirs.estimate and theirs.plan.air_fare is None
    page = world.ask(who, portfolio.page, portfolio.Filters(), today)
    assert {row["reference"]: row["estimate"] for row in page.rows} == {OURS: ours.estimate, THEIRS: None}
    assert (page.count, page.total, page.unpriced) == (2, ours.estimate, 1)
    assert world.outcome(who, estimate_versions.latest, THEIRS) == "not_found"


def test_a_second_role_exports_only_where_it_reaches(world, today, wearing_two_hats) -> None:
    file = world.ask(wearing_two_hats, portfolio.export_csv, portfolio.Filters(), today).decode()
    assert OURS in file and THEIRS not in file


def test_a_second_role_shows_names_only_where_it_reaches(world, wearing_two_hats) -> None:
    ours, theirs = (world.ask(wearing_two_hats, team.of_engagement, reference) for reference in (OURS, THEIRS))
    assert [member.name for member in ours] == ["Ann O’Neill", "Abe Quimby"]
    assert {member.name for member in theirs} == {""}


def test_a_view_is_free_of_the_database(standing) -> None:
    found = standing.ask("km_officer", engagements.view, OURS)
    assert dataclasses.asdict(found)["reference"] == OURS
