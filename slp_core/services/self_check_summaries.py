"""How each agency stands by its last self-check, kept for the list: worked out in the write that changes it, or later.

An answer expires by itself: from the day on which one does, the summary must be worked out anew.
"""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from .. import questionnaire, self_check
from ..reference import shipped
from ..roles import Principal
from ..self_check import Result, State
from ..store import derived
from ..store.models import Partner, SelfCheck, SelfCheckAnswer, SelfCheckSummary
from . import self_checks

GRADE = "self_check:grade"
MOST = 50  # summaries in one piece of work


@derived.follow
def keep(db: Session, changes: list[derived.Change]) -> None:
    """After a piece of work: the summaries of the agencies whose self-checks it changed."""
    runs = {row.self_check_id for row, _ in changes if isinstance(row, SelfCheckAnswer)}
    of_runs = [(row, before) for row, before in changes if isinstance(row, SelfCheck)]
    agencies = {key for row, before in of_runs for key in (row.partner_id, *before.get("partner_id", ())) if key}
    if runs:
        agencies |= set(db.scalars(select(SelfCheck.partner_id).where(SelfCheck.id.in_(runs))))
    refresh(db, agencies, db.info["moment"].date())


def refresh(db: Session, agencies: Collection[int], day: date) -> None:
    """Work out the summaries of agencies, by key. Each is locked first: two writers at once follow each other."""
    if not agencies:
        return
    held = select(SelfCheckSummary).where(SelfCheckSummary.partner_id.in_(agencies)).with_for_update()
    found = {one.partner_id: one for one in db.scalars(held.execution_options(populate_existing=True))}
    for partner in db.scalars(select(Partner).where(Partner.id.in_(agencies)).order_by(Partner.id)).all():
        row = found.get(partner.id) or SelfCheckSummary(partner_id=partner.id)
        _write(db, row, partner, day)
        db.add(row)


def overdue(db: Session, user: Principal, today: date) -> int:
    """How many summaries are of a day before an answer expired."""
    user.require(GRADE)
    return db.scalar(select(func.count()).select_from(SelfCheckSummary).where(_changed(today))) or 0


def refresh_overdue(db: Session, user: Principal, today: date, most: int = MOST) -> None:
    """Work out anew those that have passed their day, the longest overdue first."""
    user.require(GRADE)
    late = select(SelfCheckSummary.partner_id).where(_changed(today)).order_by(SelfCheckSummary.changes_on)
    refresh(db, db.scalars(late.limit(most)).all(), today)


def _changed(today: date) -> ColumnElement[bool]:
    return SelfCheckSummary.changes_on <= today


def _write(db: Session, row: SelfCheckSummary, partner: Partner, day: date) -> None:
    last = self_checks.last_finished(db, partner)
    result = _result(db, last, day) if last else None
    row.grade, row.finished_on = (result.grade if result else None), (last.finished_on if last else None)
    row.running = self_checks.is_running(db, partner)
    for name, state in (
        ("ready", State.READY),
        ("partly", State.PARTLY),
        ("gaps", State.GAP),
        ("unknown", State.UNKNOWN),
    ):
        setattr(row, name, result.number(state) if result else 0)
    row.seen_on, row.changes_on = day, result.changes_on if result else None


def _result(db: Session, run: SelfCheck, day: date) -> Result:
    asked = questionnaire.of_edition(shipped().questionnaires, run.edition)
    return self_check.grade(asked, self_checks.answers_of(db, run), day)
