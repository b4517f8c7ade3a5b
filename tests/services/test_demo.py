"""The demo is made like real work: marked, invented, with a whole trail and versions without a gap."""

from collections import Counter
from itertools import combinations, groupby, pairwise

import pytest
from sqlalchemy import func, select

from slp_core import plan
from slp_core.coverage import covers
from slp_core.demo.readiness import as_rso
from slp_core.mechanisms import MechanismState, state, terms_on
from slp_core.periods import shared
from slp_core.reference import shipped
from slp_core.services import availability, mechanism_terms, users
from slp_core.store import marker
from slp_core.store.base import Base, Traced
from slp_core.store.db import reading
from slp_core.store.marker import DatabaseKind
from slp_core.store.models import (
    AppUser,
    Assignment,
    AuditEntry,
    Credential,
    Engagement,
    EngagementPartner,
    Estimate,
    EstimateLine,
    Expert,
    ExpertSkill,
    Mechanism,
    Partner,
    Person,
    Principal,
    ReadinessSummary,
    RoleGrant,
)
from slp_core.store.versions import VERSIONS

MAPPED = [mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, Traced)]
KINDS = sorted(MAPPED, key=lambda kind: kind.__name__)  # in one order, for tests that run side by side
WITHOUT_TRAIL = {Principal: 1}  # the program itself is made by the first migration


def test_the_demo_says_what_it_is(demo) -> None:
    with reading(demo) as db:
        assert marker.read(db) is DatabaseKind.DEMO
        assert db.scalar(select(func.count()).select_from(Engagement)) == 30


def test_everybody_in_the_demo_is_marked_as_invented_and_four_agencies_are_real(demo) -> None:
    with reading(demo) as db:
        assert all(name.endswith("(demo)") for name in db.scalars(select(Person.display_name)))
        agencies = db.execute(select(Partner.name, Partner.invented)).all()
    assert all(name.endswith("(demo)") == invented for name, invented in agencies)
    assert Counter(invented for _, invented in agencies) == {True: 37, False: 4}


def test_whoever_enters_as_an_expert_reads_of_a_trip_under_the_own_name(demo) -> None:
    with reading(demo) as db:
        user = db.execute(
            select(AppUser.person_id, RoleGrant.expert_id)
            .join(RoleGrant, RoleGrant.principal_id == AppUser.principal_id)
            .where(RoleGrant.expert_id.is_not(None))
        ).one()
        expert = db.get_one(Expert, user.expert_id)
        names = [db.get_one(Person, key).display_name for key in (user.person_id, expert.person_id)]
    assert names == ["Alex Brightwater (demo)"] * 2


def test_the_demo_s_engagements_are_in_thirty_countries_of_the_program(demo) -> None:
    with reading(demo) as db:
        countries = set(db.scalars(select(Engagement.country)))
    assert len(countries) == 30 and countries < set(shipped().countries.program)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_record_is_in_the_trail_once_and_every_change_after_it(demo, kind) -> None:
    with reading(demo) as db:
        versions = dict(db.execute(select(kind.id, kind.version)).all())
        entries = db.execute(
            select(AuditEntry.row_id, AuditEntry.action)
            .where(AuditEntry.table_name == kind.__tablename__)
            .order_by(AuditEntry.id)
        ).all()
    actions: dict[int, list[str]] = {}
    for row, action in entries:
        actions.setdefault(row, []).append(action)
    expected = {key: ["insert", *["update"] * (version - 1)] for key, version in versions.items()}
    for key in range(1, WITHOUT_TRAIL.get(kind, 0) + 1):
        del expected[key]
    assert actions == expected


def test_every_entry_of_the_trail_has_an_actor_a_batch_and_a_moment(demo, now) -> None:
    with reading(demo) as db:
        known = set(db.scalars(select(Principal.id)))
        rows = db.execute(select(AuditEntry.actor_id, AuditEntry.batch, AuditEntry.moment)).all()
    assert {actor for actor, _, _ in rows} <= known
    assert all(batch and moment.utcoffset().total_seconds() == 0 and moment <= now for _, batch, moment in rows)


@pytest.mark.parametrize("kind", VERSIONS, ids=lambda kind: kind.__name__)
def test_versions_follow_each_other_without_a_gap_and_the_newest_is_the_record(demo, kind) -> None:
    versions = VERSIONS[kind]
    table = versions.table
    with reading(demo) as db:
        rows = db.execute(select(table).order_by(table.c.row_id, table.c.version_id)).all()
        records = {record.id: record for record in db.scalars(select(kind))}
    assert {row.row_id for row in rows} == set(records)
    for key, states in groupby(rows, lambda row: row.row_id):
        states = list(states)
        assert [state.version for state in states] == list(range(1, records[key].version + 1))
        assert all(earlier.valid_to == later.valid_from for earlier, later in pairwise(states))
        assert states[-1].valid_to is None
        assert all(getattr(states[-1], name) == getattr(records[key], name) for name in versions.columns)


def test_every_estimate_is_the_sum_of_its_lines_and_the_engagement_s(demo) -> None:
    with reading(demo) as db:
        rows = db.execute(
            select(Estimate.total, Engagement.estimate, func.sum(EstimateLine.amount))
            .join(EstimateLine, EstimateLine.estimate_id == Estimate.id)
            .join(Engagement, Engagement.id == Estimate.engagement_id)
            .group_by(Estimate.id, Estimate.total, Engagement.estimate)
        ).all()
    assert len(rows) > 20
    assert all(total == shown == lines > 0 for total, shown, lines in rows)


def test_one_in_five_of_the_demo_s_engagements_has_legs_meals_and_other_costs_in_its_estimate(demo) -> None:
    with reading(demo) as db:
        plans = {one.id: plan.from_json(one.plan) for one in db.scalars(select(Engagement))}
        rows = db.execute(
            select(Estimate.engagement_id, EstimateLine.category).join(
                EstimateLine, EstimateLine.estimate_id == Estimate.id
            )
        ).all()
    detailed = {key for key, wish in plans.items() if wish.itinerary.legs and wish.meals and wish.extras and wish.labor}
    assert len(detailed) == len(plans) // 5
    held = {key: {category for engagement, category in rows if engagement == key} for key in detailed}
    assert all({"Salaries", "Ground transportation", "Interpretation services"} <= one for one in held.values())


def test_what_departs_soon_or_has_ended_has_a_price_approved_by_somebody_else_than_whoever_made_it(demo) -> None:
    with reading(demo) as db:
        rows = db.execute(select(Engagement.stage, Estimate).join(Estimate, Estimate.engagement_id == Engagement.id))
        found = [(stage, one.status, one.prepared_by, one.submitted_by, one.decided_by) for stage, one in rows]
    approved = {stage for stage, status, *_ in found if status == "approved"}
    assert approved == {"pre_deployment", "deployment", "post_deployment", "closed"} - (
        set() if any(stage == "deployment" for stage, *_ in found) else {"deployment"}
    )
    assert {status for stage, status, *_ in found if stage in approved} == {"approved"}
    assert any(status == "submitted" for _, status, *_ in found)
    assert all(decided not in (made, asked) for _, status, made, asked, decided in found if status == "approved")
    assert len({made for _, _, made, _, _ in found}) > 1


def test_most_agencies_have_agreements_and_each_trip_under_one_is_covered_by_it(demo, today) -> None:
    with reading(demo) as db:
        agencies = set(db.scalars(select(Mechanism.partner_id)))
        rows = db.execute(select(Engagement, Mechanism).join(Mechanism, Mechanism.id == Engagement.mechanism_id)).all()
        pairs = select(EngagementPartner.engagement_id, EngagementPartner.partner_id)
        partners = {tuple(row) for row in db.execute(pairs)}
        for one in db.scalars(select(Mechanism)):
            changes = mechanism_terms.changes_of(db, one)
            assert mechanism_terms.in_force(one) == terms_on(mechanism_terms.signed(one), changes, today)
            assert len(changes) == one.amendments and one.title.endswith("(demo)")
    assert len(agencies) == 35 and len(rows) > 10
    for trip, one in rows:
        assert (trip.id, one.partner_id) in partners
        terms = mechanism_terms.in_force(one)
        assert covers(terms, one.report_days, trip.departs_on, trip.returns_on).covered


def test_the_demo_has_agreements_in_every_state_and_one_amended_twice(demo, today) -> None:
    with reading(demo) as db:
        rows = db.scalars(select(Mechanism)).all()
    found = {state(mechanism_terms.in_force(one), today, 90) for one in rows}
    assert found == {MechanismState.IN_FORCE, MechanismState.ENDS_SOON, MechanismState.ENDED}
    assert max(one.amendments for one in rows) == 2


def test_nobody_in_the_demo_is_in_two_places_on_one_day_and_nobody_inactive_is_named(demo) -> None:
    with reading(demo) as db:
        named = dict(db.execute(select(Assignment.expert_id, Expert.active).join(Expert)).all())
        theirs = availability.commitments(db, users.system(), list(named))
    assert len(named) > 20 and all(named.values())
    days = [(one, other) for taken in theirs.values() for one, other in combinations(taken, 2)]
    assert days and not [pair for pair in days if shared(pair[0].period, pair[1].period)]


def test_the_demo_s_experts_hold_what_expires_what_never_does_and_what_nobody_knows_and_some_are_gone(demo) -> None:
    with reading(demo) as db:
        held = Counter(db.execute(select(Credential.never_expires, Credential.expires_on.is_(None))).all())
        skilled = db.scalar(select(func.count(func.distinct(ExpertSkill.expert_id))))
        active = Counter(db.scalars(select(Expert.active)))
        proposed = db.scalar(select(func.count()).where(Credential.confirmed_by.is_(None)))
    assert set(held) == {(True, True), (False, True), (False, False)} and proposed
    assert (skilled, active[True], 0 < active[False] < 10) == (150, 150 - active[False], True)


def test_some_teams_of_the_demo_may_go_and_of_some_one_answer_is_missing(demo) -> None:
    with reading(demo) as db:
        rows = db.scalars(select(ReadinessSummary).where(ReadinessSummary.verdict.is_not(None))).all()
    assert {one.verdict for one in rows} == {"go", "no_go"}
    assert any(one.unknown and not one.not_ready for one in rows)


@pytest.mark.parametrize("post", shipped().countries.posts, ids=lambda post: post.key)
def test_the_invented_rso_of_a_post_reaches_every_country_that_it_serves(post) -> None:
    rso = as_rso(users.system(), post.key)
    assert all(rso.reaches("briefing:write", country) for country in post.serves)
