"""Exactly the absent, the assigned and the traveling are off the list: SQL and the judge say the same of everybody."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import select

from slp_core.commitments import CommitmentKind
from slp_core.errors import NotFound
from slp_core.lifecycle import Stage
from slp_core.periods import Period
from slp_core.plan import Kind
from slp_core.services import absences, availability, engagements, expert_list, experts, team, users
from slp_core.services.expert_list import Filters
from slp_core.store import derived
from slp_core.store.db import Actor, reading, work
from slp_core.store.models import Absence, Assignment, Engagement, Expert, Leg
from tests.services.conftest import statements

OURS, THEIRS = "E-2027-001", "E-2027-002"
TRIP = Period(date(2027, 2, 1), date(2027, 2, 12))  # of both engagements
FREE = Period(date(2027, 3, 1), date(2027, 3, 12))
PEOPLE, ENGAGEMENTS = 60, 40
START = date(2027, 1, 1)
ZONES = ("America/Chicago", "Asia/Tbilisi", "Pacific/Auckland", "Pacific/Honolulu", "UTC")


def random_world(db, random) -> None:
    """Sixty experts with absences, places on teams of every stage, and journeys over midnights and the date line."""
    system, moment = users.system(), datetime(2026, 11, 25, tzinfo=UTC)
    derived.leave(db)  # their plans do not fit their days: nobody could judge them
    keys = []
    for number in range(PEOPLE):
        experts.add(db, system, f"Person {number}", "P-001")
    db.flush()
    keys = list(db.scalars(select(Expert.id).where(Expert.id > 3)))
    template = db.scalars(select(Engagement).where(Engagement.reference == OURS)).one()
    copied = {c: getattr(template, c) for c in ("title", "topic", "search_key", "country", "plan", "owner_id")}
    for number in range(ENGAGEMENTS):
        first = START + timedelta(random.randrange(120))
        trip = Engagement(
            reference=f"E-{number}", kind=random.choice(list(Kind)), stage=random.choice(list(Stage)),
            departs_on=first, returns_on=first + timedelta(20), travelers=3, checklist_edition="x",
            archived_at=moment if random.random() < 0.1 else None, **copied,
        )  # fmt: skip
        db.add(trip)
        db.flush()
        for position in range(1, 4):
            departs = first + timedelta(random.randrange(8))
            place = Assignment(
                engagement_id=trip.id, position=position, departs_on=departs,
                returns_on=departs + timedelta(random.randrange(12)), status="planned",
                expert_id=random.choice([None, *random.sample(keys, 8)]),
                archived_at=moment if random.random() < 0.1 else None,
            )  # fmt: skip
            db.add(place)
            db.flush()
            for sequence in range(random.randrange(3)):
                _leg(db, random, place, sequence, moment)
    for key in random.sample(keys, PEOPLE // 2):
        first = START + timedelta(random.randrange(150))
        last = None if random.random() < 0.2 else first + timedelta(random.randrange(10))
        archived = moment if random.random() < 0.2 else None
        db.add(Absence(expert_id=key, kind="leave", first_day=first, last_day=last, archived_at=archived))
    for key in random.sample(keys, 5):
        db.get_one(Expert, key).active = False


def _leg(db, random, place, sequence, moment) -> None:
    departs = datetime.combine(place.returns_on, datetime.min.time(), UTC) + timedelta(hours=random.randrange(-48, 72))
    arrives = None if random.random() < 0.2 else departs + timedelta(hours=random.randrange(1, 30))
    db.add(
        Leg(
            assignment_id=place.id, sequence=sequence, origin="A", destination="B", departs_at=departs,
            departs_zone=random.choice(ZONES), arrives_at=arrives,
            arrives_zone=random.choice(ZONES) if arrives else None,
            archived_at=moment if random.random() < 0.1 else None,
        )
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_exactly_the_absent_the_assigned_and_the_traveling_are_off_the_list(world, today, now, seed) -> None:
    random = Random(seed)
    with work(world.database, Actor(1), now) as db:
        random_world(db, random)
    kinds = set()
    with reading(world.database) as db:
        system = users.system()
        offered = {x.id: x.reference for x in db.scalars(select(Expert).where(Expert.active))}
        for _ in range(40):
            first = START + timedelta(random.randrange(160))
            wished = Period(first, random.choice([None, first, first + timedelta(random.randrange(30))]))
            answers = availability.judged(db, system, offered, wished, today)
            listed = listed_free(db, system, wished)
            assert listed == {offered[key] for key, answer in answers.items() if answer.free}, wished
            kinds |= {clash.commitment.kind for answer in answers.values() for clash in answer.clashes}
    assert kinds == {
        CommitmentKind.ABSENT, CommitmentKind.ASSIGNED, CommitmentKind.HOSTING, CommitmentKind.TRAVELING
    }  # fmt: skip


def listed_free(db, user, wished) -> set[str]:
    """All pages of the list."""
    found, number, pages = set(), 1, 1
    while number <= pages:
        page = expert_list.page(db, user, Filters(free=wished), number)
        found |= {row.reference for row in page.rows}
        number, pages = number + 1, page.pages
    assert len(found) == page.count
    return found


def free_ones(world, wished=TRIP, who="km_officer") -> set[str]:
    with reading(world.database) as db:
        return listed_free(db, users.principal(db, {"km_officer": "U-002", "embassy_officer": "U-003"}[who]), wished)


def test_an_assigned_expert_is_off_the_list_on_the_first_day_the_last_and_between_and_on_it_beside_them(standing):
    days = {-1: True, 0: False, 5: False, 11: False, 12: True}
    for day, free in days.items():
        one_day = TRIP.first + timedelta(day)
        assert ("X-001" in free_ones(standing, Period(one_day, one_day))) is free, day


def test_a_cancelled_engagement_takes_nobodys_days(world) -> None:
    assert free_ones(world) == set()
    version = world.ask("km_officer", engagements.view, OURS).version
    world.do("km_officer", engagements.move, OURS, Stage.CANCELLED, version)
    assert free_ones(world) == {"X-001", "X-002"}


def test_an_absence_taken_back_takes_no_days(world, now) -> None:
    world.do("km_officer", absences.declare, "X-001", "leave", FREE)
    assert "X-001" not in free_ones(world, FREE)
    with reading(world.database) as db:
        absence = db.scalars(select(Absence)).one()
    world.do("km_officer", absences.take_back, "X-001", absence.id, absence.version, now)
    assert "X-001" in free_ones(world, FREE)


def test_the_judgement_names_what_is_in_the_way_and_proposes_days_that_can_be_had(standing, today) -> None:
    wished = Period(date(2027, 2, 10), date(2027, 2, 20))
    answer = standing.ask("km_officer", availability.of_expert, "X-001", wished, today)
    assert [text.replace("\u00a0", " ") for text in answer.sentences] == [
        "Assigned to E-2027-001 from 1 to 12 Feb 2027, 3 days in common."
    ]
    for proposed in (answer.earlier, answer.later):
        assert standing.ask("km_officer", availability.of_expert, "X-001", proposed, today).free


def test_days_that_are_past_are_judged_and_no_earlier_ones_proposed(standing) -> None:
    answer = standing.ask("km_officer", availability.of_expert, "X-001", TRIP, date(2028, 1, 1))
    assert not answer.limits and answer.earlier is None


def test_an_engagement_out_of_reach_takes_its_days_without_its_reference(world, today, a_trip, now) -> None:
    abroad = world.do(
        "km_officer", engagements.open_from_plan, a_trip("COL", "Bogota", FREE.first, travelers=1), today, now
    )
    world.do("km_officer", team.name_experts, abroad, {1: "X-001"}, today)
    said = {
        who: " ".join(world.ask(who, availability.of_expert, "X-001", FREE, today).sentences)
        for who in ("km_officer", "embassy_officer", "expert")
    }
    assert abroad in said["km_officer"] and abroad in said["expert"]
    assert abroad not in said["embassy_officer"] and said["embassy_officer"].startswith("Assigned from")


def test_an_experts_days_are_told_to_those_only_who_may_see_the_name(standing, today) -> None:
    call = (availability.of_expert, "X-003", TRIP, today)
    outcomes = {
        who: standing.outcome(who, *call) for who in ("administrator", "km_officer", "other officer", "other expert")
    }
    assert set(outcomes.values()) == {"done"}
    for who in ("embassy_officer", "partner_coordinator", "expert"):
        assert standing.outcome(who, *call) == "not_found"
    assert standing.outcome("rso", *call) == standing.outcome("viewer", *call) == "not_allowed"


def test_two_places_of_one_person_on_one_engagement_have_references_of_their_own(world, today, now) -> None:
    with work(world.database, Actor(1), now) as db:
        second = db.scalars(select(Assignment).where(Assignment.position == 2, Assignment.engagement_id == 1)).one()
        second.expert_id = db.scalars(select(Expert.id).where(Expert.reference == "X-001")).one()
        second.departs_on, second.returns_on = FREE.first, FREE.last
    both = Period(TRIP.first, FREE.last)
    answer = world.ask("km_officer", availability.of_expert, "X-001", both, today)
    assert [clash.commitment.reference for clash in answer.clashes] == [f"{OURS}/1", f"{OURS}/2"]


def test_many_are_judged_in_as_many_questions_as_one(standing, today) -> None:
    assert questions(standing, [1], today) == questions(standing, [1, 2, 3], today) == 4


def questions(world, keys, today) -> int:
    with reading(world.database) as db, statements(world.database) as asked:
        availability.judged(db, users.system(), keys, TRIP, today)
    return len([one for one in asked if one.startswith("SELECT")])


def test_an_unknown_expert_is_not_judged(standing, today) -> None:
    with pytest.raises(NotFound):
        standing.ask("km_officer", availability.of_expert, "X-999", TRIP, today)
