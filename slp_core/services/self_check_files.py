"""The one-page PDF of a self-check, with the page's rights; of a dry run, from what was answered alone."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy.orm import Session

from .. import self_check
from ..documents.self_check_pdf import SelfCheckFile, as_pdf
from ..errors import NotFound
from ..questionnaire import Questionnaire
from ..roles import Principal
from ..self_check import Answer
from . import self_check_views, self_checks


def of_partner(db: Session, user: Principal, partner: str, day: date, moment: datetime, invented: bool) -> bytes:
    """The latest self-check of an agency as it stands on a day. Raises NotAllowed, NotFound."""
    run = self_checks.latest(db, user, partner)
    if run is None:
        raise NotFound("This agency has no self-check yet.", hint="Begin one first.", reference=partner)
    needs = self_check_views.open_needs(db, user, partner, day)
    result = self_check.grade(run.questions, run.answers, day)
    before = self_check_views.past(db, user, partner, run.reference if run.finished else "")
    last = before[0] if before else None
    return as_pdf(
        SelfCheckFile(
            run.partner_name,
            run.reference,
            run.questions,
            result,
            self_check.gaps(run.questions, result, needs),
            needs,
            sum(not self_check.blocking(run.questions, result, need) for need in needs),
            (last.grade, last.finished) if last else None,
            self_check.changes(run.questions, last.states, result.states) if last else (),
            moment,
            user.name,
            invented,
        )
    )


def of_dry_run(
    questions: Questionnaire, answers: Mapping[str, Answer], day: date, moment: datetime, invented: bool
) -> bytes:
    """The same of answers that are stored nowhere."""
    result = self_check.grade(questions, answers, day)
    found = self_check.gaps(questions, result, ())
    return as_pdf(SelfCheckFile("", "", questions, result, found, (), 0, None, (), moment, "Dry run", invented))
