"""Invented self-checks of a few agencies: ready, nearly, not ready, expired, half done; and an open invitation."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy.orm import Session

from ..questionnaire import AnswerKind, Question, Questionnaire, in_force
from ..reference import shipped
from ..services import invitations, self_check_summaries, self_checks, users
from ..store.db import Actor, Database, work

OF_NO_SECRET = "0" * 64  # in place of a link's hash
OWN = "P-005"  # the agency whose coordinator a visitor can be


@dataclass(frozen=True, slots=True)
class _Story:
    """How an agency answered so many days ago: what is missing, what is so in part, what was left out."""

    partner: str
    back: int
    no: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    finished: bool = True


STORIES = (
    _Story(OWN, 400, no=("compensation_abroad", "instructors", "liability", "devices"), left_out=("interpreters",)),
    _Story(OWN, 45, no=("instructors",), partly=("liability",), left_out=("devices",)),
    _Story("P-006", 20),
    _Story("P-007", 80, no=("supervisors_release", "passports", "hours_recorded", "evacuation", "security_course")),
    _Story("P-008", 410),
    _Story("P-009", 10, left_out=("fit_to_travel", "compensation_abroad"), partly=("travel_policy",)),
    _Story("P-010", 3, left_out=("money", "hosting", "equipment"), finished=False),
)


def add_self_checks(database: Database, today: date) -> None:
    """Each as it was answered on its own day; the coordinator's agency has begun no new one."""
    system = users.system()
    for story in sorted(STORIES, key=lambda one: -one.back):
        day = today - timedelta(story.back)
        moment = datetime.combine(day, time(0), UTC)
        with work(database, Actor(system.id), moment) as db:
            run = self_checks.begin(db, system, story.partner, moment, day)
            db.flush()
            asked = in_force(shipped().questionnaires, day)
            known = self_checks.latest(db, system, story.partner)
            for question, value in _said(asked, story, day):
                version = known.versions.get(question.id, 0) if known else 0
                until = day + timedelta(300) if question.shown != "none" else None
                number = f"DEMO-{question.id}" if question.shown == "reference" else ""
                call = (run, question.id, value, number, until, version, moment, day)
                self_checks.answer(db, system, *call)
            db.flush()
            if story.finished and (done := self_checks.latest(db, system, story.partner)):
                self_checks.finish(db, system, run, done.version, moment, day)
    with work(database, Actor(system.id), datetime.combine(today, time(0), UTC)) as db:
        self_check_summaries.refresh_overdue(db, system, today)
        _invite(db, today)


def _invite(db: Session, today: date) -> None:
    """One that is open; nobody has its link, which is shown once to whoever makes one."""
    moment = datetime.combine(today, time(0), UTC)
    invitations.invite(db, users.system(), OWN, OF_NO_SECRET, invitations.USUAL, None, moment)


def _said(asked: Questionnaire, story: _Story, day: date) -> Iterator[tuple[Question, str]]:
    for section in asked.sections:
        for question in section.questions:
            if question.id not in story.left_out and section.id not in story.left_out:
                yield question, _value(question, story, day)


def _value(question: Question, story: _Story, day: date) -> str:
    bad = question.id in story.no
    if question.answer is AnswerKind.NUMBER:
        return "0" if bad else str((question.enough or 1) + 1)
    if question.answer is AnswerKind.DATE and not bad:
        return (day + timedelta(500)).isoformat()
    return "no" if bad else "partly" if question.id in story.partly else "yes"
