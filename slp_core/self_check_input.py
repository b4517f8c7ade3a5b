"""An answer as typed: what may be said to a question, cleaned, and refused by field where it cannot be right."""

from datetime import date

from . import dates
from .errors import InvalidInput
from .questionnaire import AnswerKind, Question
from .self_check import Answer, Said
from .text import limited

LARGEST = 10_000  # people or engagements: above it a number is a slip of the finger; our own limit
REFERENCE_LENGTH = 200


def choices(question: Question) -> tuple[Said, ...]:
    """The words that a question takes; a number takes none, a day takes “there is none”."""
    may = (Said.NOT_APPLICABLE,) if question.may_not_apply else ()
    return {
        AnswerKind.CHOICE: (Said.YES, Said.PARTLY, Said.NO, *may),
        AnswerKind.NUMBER: may,
        AnswerKind.DATE: (Said.NO, *may),
    }[question.answer]


def checked(question: Question, value: str, reference: str, until: date | None, today: date) -> Answer:
    """The answer, said today. Raises InvalidInput for what the question does not take, and for evidence that ended."""
    said = value.strip()
    if said not in choices(question):
        said = _number(said) if question.answer is AnswerKind.NUMBER else _day(question, said)
    if until is not None and until < today:
        raise InvalidInput(
            f"{dates.short(until)} has passed: this shows nothing today.",
            hint="Give the day of the new one, or leave it empty.",
            field="until",
        )
    return Answer(said, today, until, " ".join(limited(reference, REFERENCE_LENGTH, "reference").split()))


def _number(said: str) -> str:
    if not (said.isascii() and said.isdecimal() and int(said) <= LARGEST):
        raise InvalidInput(
            f"“{said[:40]}” is not a number." if said else "The number is missing.",
            hint=f"Write a whole number from 0 to {LARGEST:,}.",
            field="value",
        )
    return str(int(said))


def _day(question: Question, said: str) -> str:
    if question.answer is AnswerKind.CHOICE:
        raise InvalidInput("This question does not take that answer.", hint="Choose one of its answers.", field="value")
    return dates.parse_day(said, "value").isoformat()
