"""What a self-check tells: the grade and its age, what it was last time, and which open needs each gap holds back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import questionnaire, self_check
from ..needs import NeedStatus
from ..plan import Kind
from ..questionnaire import OpenNeed
from ..reference import shipped
from ..roles import Principal
from ..self_check import Grade, Result, State
from ..store.models import Need, SelfCheck, SelfCheckDocument
from ..windows import Window
from . import partners, references, scope, self_checks

GRADE = "self_check:grade"
MOST_NEEDS = 500  # open needs of one sector that are looked at, the most urgent first
NOT_PLANNED = (NeedStatus.RAISED, NeedStatus.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Standing:
    """An agency's last finished self-check: the grade of then and of today, and how old it is in days."""

    reference: str
    finished: date
    then: Grade
    now: Result
    age: int
    running: bool  # another one is being answered


@dataclass(frozen=True, slots=True)
class Past:
    """A finished self-check as it was."""

    reference: str
    finished: date
    grade: Grade
    states: Mapping[str, State]


def standing(db: Session, user: Principal, partner: str, today: date) -> Standing | None:
    """How an agency stands, without its answers; None where it never finished one. Raises NotAllowed, NotFound."""
    found = partners.record(db, user, GRADE, partner)
    run = self_checks.last_finished(db, found)
    if run is None or run.finished_on is None:
        return None
    document = db.scalars(select(SelfCheckDocument).where(SelfCheckDocument.self_check_id == run.id)).one()
    asked = questionnaire.of_edition(shipped().questionnaires, run.edition)
    now = self_check.grade(asked, self_checks.answers_of(db, run), today)
    return Standing(
        run.reference,
        run.finished_on,
        Grade(document.grade),
        now,
        (today - run.finished_on).days,
        self_checks.is_running(db, found),
    )


def past(db: Session, user: Principal, partner: str, before: str = "") -> tuple[Past, ...]:
    """The finished self-checks of an agency, the newest first; those before one of them where it is named."""
    found = partners.record(db, user, self_checks.READ, partner)
    rows = db.execute(
        select(SelfCheck.reference, SelfCheckDocument)
        .join(SelfCheckDocument, SelfCheckDocument.self_check_id == SelfCheck.id)
        .where(SelfCheck.partner_id == found.id, SelfCheck.archived_at.is_(None))
        .order_by(SelfCheckDocument.on_day.desc(), SelfCheckDocument.id.desc())
    ).all()
    listed = [
        Past(reference, one.on_day, Grade(one.grade), {k: State(s) for k, s in one.content["states"].items()})
        for reference, one in rows
    ]
    names = [one.reference for one in listed]
    return tuple(listed[names.index(before) + 1 :] if before in names else listed)


def open_needs(db: Session, user: Principal, partner: str, day: date) -> tuple[OpenNeed, ...]:
    """The needs of an agency's sector for which nothing is planned and whose window is not over on a day.

    Whoever may not see a need learns that there is one, its kind and length, and nothing else.
    """
    found = partners.record(db, user, self_checks.READ, partner)
    levels = references.current(db, user).advisories
    urgency = sa.case((Need.priority == "high", 0), (Need.priority == "normal", 1), else_=2)
    seen = sa.case((scope.lands(user, "need:read", Need.country), 1), else_=0)
    rows = db.execute(
        select(Need, seen.label("seen"))
        .where(Need.sector == found.sector, Need.status.in_(NOT_PLANNED), Need.archived_at.is_(None))
        .order_by(urgency, Need.window_start, Need.id)
        .limit(MOST_NEEDS)
    )
    return tuple(
        _open_need(need, levels[need.country].level, told=bool(told)) for need, told in rows if _is_ahead(need, day)
    )


def _is_ahead(need: Need, day: date) -> bool:
    if need.window_start is None or need.window_end is None:
        return True
    return day <= Window(need.window_start, need.window_end, need.days or 1).last_departure


def _open_need(need: Need, advisory: int, *, told: bool) -> OpenNeed:
    known = (need.reference, need.title, shipped().countries.label(need.country)) if told else ("", "", "")
    return OpenNeed(Kind(need.kind), need.sector or "", need.days or 1, need.language or "", advisory, *known)
