"""A self-check is answered by its own agency or INL/KM, kept answer by answer, and stays as it was once finished."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from slp_core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from slp_core.need_request import NeedRequest
from slp_core.reference import shipped
from slp_core.self_check import Grade, State, gaps, grade
from slp_core.services import (
    needs,
    partner_duplicates,
    partner_history,
    partners,
    self_check_files,
    self_check_views,
    self_checks,
)
from slp_core.store.db import reading
from slp_core.store.models import AuditEntry, SelfCheckAnswer, SelfCheckDocument
from tests.services.conftest import MEANING, ROLES

NOW = datetime(2026, 11, 25, 15, tzinfo=UTC)
TODAY = NOW.date()
LATER = NOW + timedelta(400)
UNTIL = date(2027, 11, 1)


@pytest.fixture
def run(world):
    """An open self-check of the coordinator's agency."""
    return world.do("partner_coordinator", self_checks.begin, "P-001", NOW, TODAY)


def say(world, run, question, value="yes", *, who="partner_coordinator", version=0, until=None, number="", at=NOW):
    call = (self_checks.answer, run, question, value, number, until, version, at, at.date())
    return world.do(who, *call, token=f"{question}{value}{version}{until}{number}{who}")


def all_good(world, run, *, but=(), at=NOW):
    for question in shipped().questionnaires[0].questions:
        if question.id not in but:
            value = {"number": "9", "date": "2029-01-01"}.get(question.answer, "yes")
            say(world, run, question.id, value, until=UNTIL, number="No. 7", at=at)


def finish(world, run, *, who="partner_coordinator", at=NOW):
    version = world.ask(who, self_checks.latest, "P-001").version
    return world.do(who, self_checks.finish, run, version, at, at.date(), token=f"finish {run}")


def raise_need(world, **other):
    values = {"country": "GEO", "title": "Course", "kind": "deployment", "sector": "police",
              "audience": "Investigators", "not_yet_known": True, "participants": 20, "days": 12,
              "window_start": date(2027, 3, 1),
              "window_end": date(2027, 6, 30)} | other  # fmt: skip
    return world.do("km_officer", needs.add, NeedRequest(**values), TODAY, token=str(values))


def test_an_answer_is_kept_at_once_with_its_evidence(world, run) -> None:
    say(world, run, "head_agrees", number="Letter of 3 May", until=UNTIL)
    found = world.ask("partner_coordinator", self_checks.latest, "P-001")
    kept = found.answers["head_agrees"]
    assert (kept.value, kept.reference, kept.until, kept.said_on) == ("yes", "Letter of 3 May", UNTIL, TODAY)
    assert found.versions == {"head_agrees": 1} and found.finished is None


def test_the_same_click_twice_is_one_answer(world, run) -> None:
    for _ in range(2):
        say(world, run, "head_agrees")
    with reading(world.database) as db:
        assert db.scalar(select(func.count()).select_from(SelfCheckAnswer)) == 1
        said = select(func.count()).where(AuditEntry.table_name == "self_check_answer")
        assert db.scalar(said) == 1  # and it is in the trail


@pytest.mark.parametrize("shown", [0, 2])
def test_an_answer_that_was_changed_meanwhile_is_not_overwritten(world, run, shown) -> None:
    say(world, run, "head_agrees")
    with pytest.raises(Conflict, match="changed by someone else"):
        say(world, run, "head_agrees", "no", version=shown)
    say(world, run, "head_agrees", "no", version=1)
    found = world.ask("partner_coordinator", self_checks.latest, "P-001")
    assert (found.answers["head_agrees"].value, found.versions["head_agrees"]) == ("no", 2)


def test_beginning_again_opens_the_one_that_is_open(world, run) -> None:
    assert world.do("km_officer", self_checks.begin, "P-001", NOW, TODAY, token="another") == run


def test_a_question_that_is_not_asked_takes_no_answer(world, run) -> None:
    with pytest.raises(NotFound):
        say(world, run, "shoe_size", "44")
    with pytest.raises(InvalidInput):
        say(world, run, "head_agrees", "maybe")


def test_it_is_read_answered_and_graded_by_role_and_agency(world, run) -> None:
    other = world.do("km_officer", self_checks.begin, "P-002", NOW, TODAY)
    calls = {
        "read": (lambda one, _: (self_checks.latest, one), "nn yy nn nn y- nn nn"),
        "answer": (lambda _, one: (self_checks.answer, one, "head_agrees", "yes", "", None, 0, NOW, TODAY),
                   "nn yy nn nn y- nn nn"),
        "begin": (lambda one, _: (self_checks.begin, one, NOW, TODAY), "nn yy nn nn y- nn nn"),
        "needs": (lambda one, _: (self_check_views.open_needs, one, TODAY), "nn yy nn nn y- nn nn"),
        "past": (lambda one, _: (self_check_views.past, one), "nn yy nn nn y- nn nn"),
        "page": (lambda one, _: (self_check_files.of_partner, one, TODAY, NOW, False), "nn yy nn nn y- nn nn"),
        "grade": (lambda one, _: (self_check_views.standing, one, TODAY), "yy yy yy yy y- nn nn"),
    }  # fmt: skip
    both = (("P-001", run), ("P-002", other))
    for name, (call, row) in calls.items():
        found = {who: [world.outcome(who, *call(*one)) for one in both] for who in ROLES}
        expected = {who: [MEANING[letter] for letter in cell] for who, cell in zip(ROLES, row.split(), strict=True)}
        assert found == expected, name


def test_finished_it_is_a_document_of_that_day_and_takes_no_more_answers(world, run) -> None:
    all_good(world, run, but=("claim_in_time",))
    say(world, run, "claim_in_time", "no")
    finish(world, run)
    with reading(world.database) as db:
        kept = db.scalars(select(SelfCheckDocument)).one()
    assert (kept.grade, kept.on_day, kept.content["states"]["claim_in_time"]) == (Grade.READY, TODAY, State.GAP)
    assert kept.content["sections"][0]["questions"][0]["citation"]["authority"] == "policy"
    with pytest.raises(Conflict, match="is finished"):
        say(world, run, "claim_in_time", version=1)


def test_nothing_answered_is_nothing_to_finish(world, run) -> None:
    with pytest.raises(InvalidInput, match="Nothing has been answered"):
        finish(world, run)


def test_a_double_click_finishes_once(world, run) -> None:
    all_good(world, run)
    version = world.ask("km_officer", self_checks.latest, "P-001").version
    for _ in range(2):
        world.do("km_officer", self_checks.finish, run, version, NOW, TODAY, token="one form")
    with reading(world.database) as db:
        assert db.scalar(select(func.count()).select_from(SelfCheckDocument)) == 1


def test_a_post_reads_the_grade_of_then_and_of_today_with_its_age(world, run) -> None:
    all_good(world, run)
    finish(world, run)
    found = world.ask("embassy_officer", self_check_views.standing, "P-001", TODAY + timedelta(12))
    assert (found.then, found.now.grade, found.age, found.running) == (Grade.READY, Grade.READY, 12, False)
    old = world.ask("embassy_officer", self_check_views.standing, "P-001", LATER.date())
    assert (old.then, old.now.grade, old.age) == (Grade.READY, Grade.NOT_KNOWN, 400)


def test_the_next_one_takes_over_what_still_counts_with_its_own_day(world, run) -> None:
    all_good(world, run)  # held for 365 days or until 1 Nov 2027; two years for some, were it not for their evidence
    finish(world, run)
    soon = NOW + timedelta(200)  # 13 Jun 2027: what holds for 180 days has expired
    again = world.do("partner_coordinator", self_checks.begin, "P-001", soon, soon.date())
    found = world.ask("partner_coordinator", self_checks.latest, "P-001")
    expected = {q.id for q in shipped().questionnaires[0].questions} - {"people_ready"}
    assert found.reference == again != run and set(found.answers) == expected
    assert {answer.said_on for answer in found.answers.values()} == {TODAY}


def test_what_it_was_last_time_is_told_without_the_run_itself(world, run) -> None:
    say(world, run, "head_agrees", "no")
    finish(world, run)
    again = world.do("partner_coordinator", self_checks.begin, "P-001", NOW, TODAY, token="again")
    say(world, again, "head_agrees", version=1)
    finish(world, again)
    listed = world.ask("partner_coordinator", self_check_views.past, "P-001")
    assert [one.reference for one in listed] == [again, run]
    (before,) = world.ask("partner_coordinator", self_check_views.past, "P-001", again)
    assert (before.reference, before.states["head_agrees"]) == (run, State.GAP)


def test_open_needs_of_its_sector_are_counted_for_all_and_named_to_whoever_sees_needs(world, run) -> None:
    raise_need(world)
    raise_need(world, title="Trial course", sector="prosecution")
    raise_need(world, title="Visit", kind="hosting", country="COL", days=5)
    told = world.ask("km_officer", self_check_views.open_needs, "P-001", TODAY)
    untold = world.ask("partner_coordinator", self_check_views.open_needs, "P-001", TODAY)
    assert sorted(need.title for need in told) == ["Course", "Visit"]
    assert sorted(need.kind for need in untold) == ["deployment", "hosting"]
    assert {(need.reference, need.title, need.country) for need in untold} == {("", "", "")}


def test_a_need_whose_window_is_over_on_the_day_unlocks_nothing(world, run) -> None:
    raise_need(world)  # the window closes on 30 Jun 2027: twelve days from 19 Jun just fit
    assert len(world.ask("km_officer", self_check_views.open_needs, "P-001", date(2027, 6, 19))) == 1
    assert world.ask("km_officer", self_check_views.open_needs, "P-001", date(2027, 6, 20)) == ()


def test_two_certificates_short_hold_back_exactly_the_courses(world, run) -> None:
    raise_need(world)
    raise_need(world, title="Visit", kind="hosting", days=5)
    all_good(world, run, but=("instructors",))
    say(world, run, "instructors", "0")
    found = world.ask("km_officer", self_checks.latest, "P-001")
    listed = world.ask("km_officer", self_check_views.open_needs, "P-001", TODAY)
    (gap,) = gaps(found.questions, grade(found.questions, found.answers, TODAY), listed)
    assert (gap.question.id, [need.title for need in gap.unlocks], gap.helps) == ("instructors", ["Course"], ())


def test_who_answers_for_an_agency_knows_which_one(world, run) -> None:
    agencies = {who: world.ask(who, self_checks.own_agency) for who in ROLES}
    assert agencies == dict.fromkeys(ROLES, "") | {"partner_coordinator": "P-001"}


def test_the_agency_s_history_tells_who_finished_it(world, run) -> None:
    all_good(world, run)
    finish(world, run)
    told = [event.what for event in world.ask("km_officer", partner_history.of_partner, "P-001")]
    assert "Self-check changed" in told and "Self-check added" in told


def test_self_checks_move_with_an_agency_that_becomes_a_name_of_another(world, run) -> None:
    all_good(world, run)
    finish(world, run)
    again = world.do("partner_coordinator", self_checks.begin, "P-001", NOW, TODAY, token="again")
    twin = world.do("km_officer", partners.add, "Alpha Police Department", "IL", "state", "police")
    kept = [world.ask("km_officer", partners.view, one).version for one in (twin, "P-001")]
    world.do("km_officer", partner_duplicates.merge, twin, kept[0], "P-001", kept[1], NOW)
    assert world.ask("km_officer", self_checks.latest, twin).reference == again
    assert [one.reference for one in world.ask("km_officer", self_check_views.past, twin)] == [run]


def test_nobody_reads_it_without_the_right(world, run) -> None:
    with pytest.raises(NotAllowed):
        world.ask("viewer", self_check_views.standing, "P-001", TODAY)
