"""Summaries of readiness, kept for lists: after any write they are those of a fresh computation."""

from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import select

from slp_core.clearances import Clearance, ClearanceKind, ClearanceStatus
from slp_core.errors import SlpError
from slp_core.experts import AbsenceKind, CredentialKind
from slp_core.lifecycle import ENDED, Stage
from slp_core.periods import Period
from slp_core.readiness import Verdict, counted, seen_on
from slp_core.security_records import Outcome, RecordKind
from slp_core.services import (
    absences,
    briefings,
    clearances,
    credentials,
    dates_moved,
    engagements,
    experts,
    judged,
    readiness,
    readiness_summaries,
    security,
    steps,
    team,
    training,
    users,
)
from slp_core.store.db import Actor, reading, work
from slp_core.store.models import Engagement, ImportBatch, ReadinessSummary
from tests.services.cleared_to_go import settle_all
from tests.services.conftest import MOMENT, OURS, THEIRS


def rows(world):
    """What is stored of each engagement, and what a fresh computation for the same day says."""
    with reading(world.database) as db:
        found = db.execute(
            select(ReadinessSummary, Engagement).join(Engagement, Engagement.id == ReadinessSummary.engagement_id)
        ).all()
        return {trip.reference: (stored(row), *fresh_until_it_changes(db, row, trip)) for row, trip in found}


def fresh_until_it_changes(db, row, trip):
    """On the day it was seen, and on the last day before it changes."""
    last = row.changes_on - timedelta(1) if row.changes_on else row.seen_on
    return fresh(db, trip, row.seen_on), fresh(db, trip, last)


def stored(row):
    counts = (row.ready, row.waived, row.at_risk, row.not_ready, row.unknown)
    return row.verdict, counts, row.first_reason, row.changes_on


def fresh(db, trip, day):
    if trip.stage in ENDED or day > trip.departs_on:
        return None, (0, 0, 0, 0, 0), "", None
    board = seen_on(day, judged.of(db, users.system(), trip, day))
    counts = counted(one.standing for one in board.judgements)
    first = next((one for one in board.judgements if not one.settled), None)
    reason = "" if first is None else first.title + (f" (traveler {first.traveler})" if first.traveler else "")
    change = min(filter(None, (board.next_change, trip.departs_on + timedelta(1))))
    numbers = (counts.ready, counts.waived, counts.at_risk, counts.not_ready, counts.unknown)
    return board.verdict, numbers, reason, change


def test_a_new_version_of_the_posts_briefing_stops_a_team_that_was_to_go(world, today):
    settle_all(world, today)
    world.do("rso", briefings.publish, "tbilisi", {"arrival": "Another gate."}, 1, MOMENT)
    (stored_now, again, _) = rows(world)[OURS]
    assert stored_now == again and stored_now[0] == "no_go"
    assert {one.item for one in world.ask("km_officer", readiness.of_engagement, OURS, today).shown.in_the_way} == {
        "briefing"
    }


def imported(world, kind):
    told = {"file_name": kind, "sha256": kind, "accepted": 1, "refused": 0, "applied_by": 1, "applied_at": MOMENT}
    with work(world.database, Actor(users.SYSTEM), MOMENT) as db:
        db.add(ImportBatch(kind=kind, **told))


@pytest.mark.parametrize("kind", ["agencies", "foreign_per_diem"])
def test_an_import_on_which_no_judgement_rests_leaves_the_verdicts_as_they_are(world, today, kind):
    imported(world, kind)
    assert world.ask("viewer", readiness_summaries.overdue, today) == 0


def test_after_an_import_of_advisories_every_verdict_is_worked_out_anew(world, today):
    imported(world, "advisories")
    assert world.ask("viewer", readiness_summaries.overdue, today) == 2
    world.keep("viewer", readiness_summaries.refresh_overdue, today)
    assert world.ask("viewer", readiness_summaries.overdue, today) == 0


def test_an_engagement_that_was_called_off_has_no_verdict(world, today):
    version = world.ask("km_officer", engagements.view, OURS).version
    world.do("km_officer", engagements.move, OURS, Stage.CANCELLED, version)
    assert rows(world)[OURS][0] == (None, (0, 0, 0, 0, 0), "", None)


def test_a_summary_is_worked_out_anew_once_its_day_has_come(world, today):
    changes = rows(world)[OURS][0][3]
    assert world.ask("viewer", readiness_summaries.overdue, changes - timedelta(1)) == 0
    assert world.ask("viewer", readiness_summaries.overdue, changes) == 2  # both were opened with the same steps
    world.keep("viewer", readiness_summaries.refresh_overdue, changes, 1)
    assert world.ask("viewer", readiness_summaries.overdue, changes) == 1
    world.keep("viewer", readiness_summaries.refresh_overdue, changes)
    assert world.ask("viewer", readiness_summaries.overdue, changes) == 0
    assert all(one == again == later for one, again, later in rows(world).values())


def test_after_the_departure_nobody_asks_any_more(world, today):
    world.keep("viewer", readiness_summaries.refresh_overdue, date(2027, 3, 1))
    assert {one[0] for one, *_ in rows(world).values()} == {None}


def test_what_is_decided_for_a_later_day_changes_the_verdict_on_that_day_and_no_sooner(world, today):
    settle_all(world, today)
    assert rows(world)[OURS][0][0] == Verdict.GO
    begins = today + timedelta(14)
    values = ("Drones", True, None, "New", MOMENT, today)
    world.do("km_officer", training.decide, *values, since=begins)
    world.keep("viewer", readiness_summaries.refresh_overdue, today)
    verdict, *_, changes = rows(world)[OURS][0]
    assert (verdict, changes) == (Verdict.GO, begins)
    assert world.ask("km_officer", readiness.of_engagement, OURS, today).next_change == begins
    world.keep("viewer", readiness_summaries.refresh_overdue, begins)
    assert rows(world)[OURS][0][0] == Verdict.NO_GO
    assert world.ask("km_officer", readiness.of_engagement, OURS, begins).verdict == Verdict.NO_GO


# Which writes a history is drawn from; each takes the world, a source of chance and the day.
def _mark(world, chance, day):
    step = chance.choice(world.ask("km_officer", steps.of_engagement, chance.choice([OURS, THEIRS])))
    if step.status == "open":
        world.do("km_officer", steps.mark_done, step.id, step.version, day, day, "R-1", token=str(chance.random()))
    else:
        world.do("km_officer", steps.reopen, step.id, step.version, token=str(chance.random()))


def _team(world, chance, day):
    place = chance.choice(world.ask("km_officer", team.of_engagement, OURS))
    call = (OURS, place.position, place.version)
    if place.name:
        world.do("km_officer", team.take_off, *call, token=str(chance.random()))
    else:
        wish = (OURS, place.position, chance.choice(["X-001", "X-002"]), place.version, day)
        world.do("km_officer", team.name_expert, *wish, token=str(chance.random()))


def _absent(world, chance, day):
    first = date(2027, 1, 20) + timedelta(chance.randrange(40))
    period = Period(first, first + timedelta(chance.randrange(5)))
    call = (chance.choice(["X-001", "X-002", "X-003"]), AbsenceKind.LEAVE, period)
    world.do("km_officer", absences.declare, *call, token=str(chance.random()))


def _trained(world, chance, day):
    expires = chance.choice([None, date(2027, 2, 5), date(2028, 1, 1)])
    call = (chance.choice(["X-001", "X-003"]), CredentialKind.TRAINING, "Mission", None, expires, day)
    world.do("km_officer", credentials.add, *call, module="mission", token=str(chance.random()))


def _cleared(world, chance, day):
    status = chance.choice([ClearanceStatus.REQUESTED, ClearanceStatus.GRANTED])
    expires = chance.choice([None, date(2027, 2, 5), date(2028, 1, 1)])
    kind = chance.choice([ClearanceKind.MEDICAL, ClearanceKind.PASSPORT])
    wish = (
        OURS,
        chance.choice([1, 2]),
        Clearance(kind, status, day, day, None, expires, 5),
        chance.choice([0, 1]),
        day,
    )
    world.do("km_officer", clearances.record, *wish, token=str(chance.random()))


def _decided(world, chance, day):
    outcome = chance.choice([Outcome.REQUESTED, Outcome.APPROVED])
    call = (chance.choice([OURS, THEIRS]), RecordKind.DEVICES, outcome, day, "INL", "Said so", day)
    world.do("km_officer", security.record, *call, token=str(chance.random()))


def _move(world, chance, day):
    reference = chance.choice([OURS, THEIRS])
    found = world.ask("km_officer", engagements.view, reference)
    wish = (reference, found.departs + timedelta(chance.randrange(-9, 10)), found.version, day, MOMENT)
    world.do("km_officer", dates_moved.move_to, *wish, token=str(chance.random()))


def _stage(world, chance, day):
    reference = chance.choice([OURS, THEIRS])
    found = world.ask("km_officer", engagements.view, reference)
    stage = chance.choice([Stage.CANCELLED, Stage.PRE_DEPLOYMENT, Stage.MECHANISM])
    world.do("km_officer", engagements.move, reference, stage, found.version, token=str(chance.random()))


def _retire(world, chance, day):
    world.do("km_officer", experts.deactivate, "X-003", 2, "Retired", token=str(chance.random()))


WRITES = (_mark, _mark, _team, _absent, _trained, _cleared, _cleared, _decided, _move, _stage, _retire)


@pytest.mark.parametrize("seed", range(3))
def test_after_any_history_summaries_are_those_of_a_fresh_computation(world, today, seed):
    chance, done = Random(seed), 0
    for _ in range(25):
        try:
            chance.choice(WRITES)(world, chance, today)
            done += 1
        except SlpError:
            continue  # refused, and nothing of it is kept
        assert all(one == again == later for one, again, later in rows(world).values())
    assert done > 8


def test_a_summary_that_was_not_refreshed_would_be_noticed(world, today):
    with work(world.database, Actor(users.SYSTEM), MOMENT) as db:
        row = db.scalars(select(ReadinessSummary)).first()
        row.ready += 1
    assert any(one != again for one, again, _ in rows(world).values())
