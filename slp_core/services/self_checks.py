"""A partner's self-check: begun, answered question by question, finished as a document that is never rewritten."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from .. import questionnaire, self_check, self_check_input
from ..errors import Conflict, InvalidInput, NotFound
from ..questionnaire import Questionnaire
from ..reference import shipped
from ..roles import Principal
from ..self_check import Answer, Result
from ..store import counters
from ..store.models import Partner, SelfCheck, SelfCheckAnswer, SelfCheckDocument
from . import invitations, partners, scope, versions

READ, ANSWER = "self_check:read", "self_check:answer"


@dataclass(frozen=True, slots=True)
class Run:
    """A self-check with its answers, as whoever may read it sees it; `versions` are those of the answers shown."""

    reference: str
    partner: str
    partner_name: str
    edition: str
    begun: date
    finished: date | None
    answers: Mapping[str, Answer]
    versions: Mapping[str, int]
    version: int

    @property
    def questions(self) -> Questionnaire:
        """The questions it was given. Raises NotInForce where their file is gone."""
        return questionnaire.of_edition(shipped().questionnaires, self.edition)


def begin(db: Session, user: Principal, partner: str, now: datetime, today: date) -> str:
    """A new run of an agency, with the answers of the last one that still count; the open run where there is one."""
    found = partners.record(db, user, ANSWER, partner)
    invitations.require_running(db, user, now)
    reference = counters.next_reference(db, "S", today.year)  # makes whoever begins at the same moment wait
    if running := db.scalars(_runs(found).where(SelfCheck.finished_on.is_(None))).first():
        return running.reference
    asked = questionnaire.in_force(shipped().questionnaires, today)
    run = SelfCheck(reference=reference, partner_id=found.id, edition=asked.edition, begun_on=today, begun_by=user.id)
    db.add(run)
    db.flush()
    if last := db.scalars(_runs(found).where(SelfCheck.finished_on.is_not(None))).first():
        _take_over(db, run, last, asked, today)
    return reference


def answer(
    db: Session, user: Principal, run: str, question: str, value: str, reference: str, until: date | None,
    version: int, now: datetime, today: date
) -> str:  # fmt: skip
    """Keep what was said to one question; `version` is that of the answer shown, 0 where there was none.

    Raises InvalidInput, Conflict for a finished run and for an answer that was changed meanwhile.
    """
    found = _open(db, user, run, now)
    asked = questionnaire.of_edition(shipped().questionnaires, found.edition)
    try:
        wanted = asked.question(question)
    except KeyError as fault:
        raise NotFound("There is no such question in this self-check.", reference=question[:40]) from fault
    said = self_check_input.checked(wanted, value, reference, until, today)
    stored = db.scalars(_answers(found).where(SelfCheckAnswer.question == question)).one_or_none()
    versions.require(stored.version if stored else 0, version)
    row = stored or SelfCheckAnswer(self_check_id=found.id, question=question)
    _fill(row, said, user.id)
    db.add(row)
    return found.reference


def finish(db: Session, user: Principal, run: str, version: int, now: datetime, today: date) -> str:
    """Finish a run: what was said, with the grade of today, becomes a document. Raises Conflict, InvalidInput."""
    found = _open(db, user, run, now)
    versions.require(found.version, version)
    answers = answers_of(db, found)
    if not answers:
        raise InvalidInput("Nothing has been answered yet.", hint="Answer at least one question.", field="answers")
    asked = questionnaire.of_edition(shipped().questionnaires, found.edition)
    result = self_check.grade(asked, answers, today)
    found.finished_on = today
    db.add(
        SelfCheckDocument(
            self_check_id=found.id,
            edition=found.edition,
            grade=result.grade,
            on_day=today,
            content=_document(asked, answers, result),
            finished_by=user.id,
            finished_at=now,
        )
    )
    return found.reference


def latest(db: Session, user: Principal, partner: str) -> Run | None:
    """The open run of an agency, else the last finished one. Raises NotAllowed, NotFound."""
    found = partners.record(db, user, READ, partner)
    open_first = _runs(found).order_by(None).order_by(SelfCheck.finished_on.is_not(None), SelfCheck.id.desc())
    run = db.scalars(open_first).first()
    return _run(db, found, run) if run else None


def own_agency(db: Session, user: Principal) -> str:
    """The agency that a coordinator or an invitee answers for; "" for whoever answers for none of one's own."""
    mine = {grant.partner_id for grant in user.grants_for(READ) if grant.partner_id}
    if not mine:
        return ""
    found = db.scalars(select(Partner.reference).where(Partner.id.in_(mine), Partner.archived_at.is_(None))).all()
    return found[0] if found else ""


def answers_of(db: Session, run: SelfCheck) -> dict[str, Answer]:
    """For other use cases."""
    return {row.question: _said(row) for row in db.scalars(_answers(run))}


def last_finished(db: Session, partner: Partner) -> SelfCheck | None:
    """For other use cases."""
    return db.scalars(_runs(partner).where(SelfCheck.finished_on.is_not(None))).first()


def is_running(db: Session, partner: Partner) -> bool:
    """Is one being answered? For other use cases."""
    return db.scalars(_runs(partner).where(SelfCheck.finished_on.is_(None)).limit(1)).first() is not None


def _take_over(db: Session, run: SelfCheck, last: SelfCheck, asked: Questionnaire, today: date) -> None:
    """Answers that still count keep their day and who gave them: nobody is asked twice within an answer's time."""
    known = {question.id: question for question in asked.questions}
    for row in db.scalars(_answers(last)):
        question = known.get(row.question)
        if question and today <= self_check.expires(question, _said(row)):
            taken = SelfCheckAnswer(self_check_id=run.id, question=row.question)
            _fill(taken, _said(row), row.said_by)
            db.add(taken)


def _open(db: Session, user: Principal, reference: str, now: datetime) -> SelfCheck:
    user.require(ANSWER)
    invitations.require_running(db, user, now)
    found = db.scalars(
        select(SelfCheck)
        .join(Partner, Partner.id == SelfCheck.partner_id)
        .where(
            SelfCheck.reference == reference,
            SelfCheck.archived_at.is_(None),
            Partner.archived_at.is_(None),
            scope.partners(user, ANSWER),
        )
    ).one_or_none()
    if found is None:
        raise NotFound("There is no such self-check among those you may see.", reference=reference[:40])
    if found.finished_on is not None:
        raise Conflict("This self-check is finished; it stays as it was.", hint="Begin a new one to change an answer.")
    return found


def _runs(partner: Partner) -> Select[SelfCheck]:
    """The runs of an agency, the newest first."""
    kept = (SelfCheck.partner_id == partner.id, SelfCheck.archived_at.is_(None))
    return select(SelfCheck).where(*kept).order_by(SelfCheck.finished_on.desc(), SelfCheck.id.desc())


def _answers(run: SelfCheck) -> Select[SelfCheckAnswer]:
    return select(SelfCheckAnswer).where(SelfCheckAnswer.self_check_id == run.id).order_by(SelfCheckAnswer.id)


def _run(db: Session, partner: Partner, run: SelfCheck) -> Run:
    rows = db.scalars(_answers(run)).all()
    return Run(
        run.reference,
        partner.reference,
        partner.name,
        run.edition,
        run.begun_on,
        run.finished_on,
        {row.question: _said(row) for row in rows},
        {row.question: row.version for row in rows},
        run.version,
    )


def _said(row: SelfCheckAnswer) -> Answer:
    return Answer(row.value, row.said_on, row.until_on, row.reference)


def _fill(row: SelfCheckAnswer, said: Answer, by: int) -> None:
    row.value, row.said_on, row.said_by = said.value, said.said_on, by
    row.until_on, row.reference = said.until, said.reference


def _document(asked: Questionnaire, answers: Mapping[str, Answer], result: Result) -> dict[str, Any]:
    """All of it in its words, so that it can be read without the files of this release."""
    return {
        "title": asked.title,
        "why": result.why,
        "share": f"{result.share:f}",
        "method": asked.method.model_dump(mode="json"),
        "states": dict(result.states),
        "sections": [
            {
                "title": section.title,
                "questions": [
                    {
                        "id": question.id,
                        "text": question.text,
                        "said": self_check.said_words(question, given := answers.get(question.id)),
                        "state": result.states[question.id],
                        "until": given.until.isoformat() if given and given.until else None,
                        "reference": given.reference if given else "",
                        "said_on": given.said_on.isoformat() if given else None,
                        "to_do": question.gap.text,
                        "citation": question.citation.model_dump(mode="json"),
                    }
                    for question in section.questions
                ],
            }
            for section in asked.sections
        ],
    }
