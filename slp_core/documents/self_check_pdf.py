"""A self-check on one page: the grade of a day, what to do first, what that opens, and how the grade is made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ..checklists import OWNER_WORDS
from ..dates import count, short
from ..questionnaire import PREDICATE_WORDS, OpenNeed, Questionnaire
from ..self_check import GRADE_WORDS, STATE_WORDS, Change, Gap, Grade, Result, State
from . import pdf

MOST = 7  # gaps that fit on the page; the rest are counted
MOST_CHANGES = 5


@dataclass(frozen=True, slots=True)
class SelfCheckFile:
    """What the page is made from. `agency` is empty for a dry run; `last` is the grade and day of last time."""

    agency: str
    reference: str
    questions: Questionnaire
    result: Result
    gaps: tuple[Gap, ...]
    needs: tuple[OpenNeed, ...]
    possible: int  # of the needs
    last: tuple[Grade, date] | None
    changes: tuple[Change, ...]
    made: datetime
    author: str
    invented: bool


def as_pdf(file: SelfCheckFile) -> bytes:
    """Tagged PDF/UA-1 on letter paper, one page."""
    title = f"Readiness self-check: {file.agency or 'dry run'}"
    words = GRADE_WORDS[file.result.grade]
    return pdf.made(
        "self_check", _data(file), pdf.About(title, file.author, f"{words} on {file.result.day}", file.made)
    )


def _data(file: SelfCheckFile) -> dict[str, Any]:
    result, method = file.result, file.questions.method
    left = len(file.gaps) - MOST
    return {
        "heading": file.agency or "Dry run: nothing of this is stored",
        "name": f"{file.reference} readiness self-check".strip(),
        "foot": f"Edition {file.questions.edition}, made {short(file.made.date())}",
        "demo": file.invented,
        "grade": GRADE_WORDS[result.grade],
        "good": result.grade is Grade.READY,
        "day": short(result.day),
        "why": result.why,
        "counts": [[STATE_WORDS[state], str(result.number(state))] for state in State],
        "needs": _needs(file),
        "gaps": [_gap(gap) for gap in file.gaps[:MOST]],
        "left": f"and {left} more in the self-check itself." if left > 0 else "",
        "last": f"{GRADE_WORDS[file.last[0]]} on {short(file.last[1])}" if file.last else "",
        "changes": [
            f"{one.question.text} {STATE_WORDS[one.before] if one.before else 'Not asked'} → {STATE_WORDS[one.now]}"
            for one in file.changes[:MOST_CHANGES]
        ],
        "method": f"{method.text} Ready begins at {method.ready_share:.0%} of the weight, nearly ready at "
        f"{method.nearly_share:.0%}; every must-have counts apart. {method.citation.text}.",
    }


def _needs(file: SelfCheckFile) -> str:
    if not file.agency:
        return ""
    if not file.needs:
        return "No need of this sector is open on the day."
    return f"Possible with these answers: {file.possible} of {count(len(file.needs), 'open need')} of this sector."


def _gap(gap: Gap) -> dict[str, Any]:
    question = gap.question
    unknown = gap.state is State.UNKNOWN
    who = f"{OWNER_WORDS[question.gap.owner]}, about {count(question.gap.takes.business_days, 'business day')}"
    return {
        "what": f"Answer: {question.text}" if unknown else question.gap.text,
        "must": question.gate,
        "state": STATE_WORDS[gap.state],
        "who": f"Where it is missing: {question.gap.text}. {who}" if unknown else who,
        "opens": _opens(gap),
    }


def _opens(gap: Gap) -> str:
    if gap.unlocks:
        return f"Opens {count(len(gap.unlocks), 'need')}{_titles(gap.unlocks)}"
    if gap.helps:
        return f"One of several for {count(len(gap.helps), 'need')}"
    gated = [PREDICATE_WORDS[name] for name in gap.question.gates]
    return f"Holds back {', '.join(gated)}" if gated else "The grade alone"


def _titles(needs: Sequence[OpenNeed]) -> str:
    named = [need.title for need in needs if need.title]
    return f": {named[0]}{' and others' if len(named) > 1 else ''}" if named else ""
