"""A partner's readiness on any day, from its answers: a grade that never counts the unknown, and what to fix first.

The method is ours (authority: assumption); its shares stand in the questionnaire's file.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from .dates import count
from .questionnaire import PREDICATES, AnswerKind, Method, OpenNeed, Question, Questionnaire, Shown


class Said(StrEnum):
    """What may be said to a question that is not about a number. `NO` to one about a day: there is none."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_APPLICABLE = "not_applicable"


class State(StrEnum):
    """How a question stands on a day."""

    READY = "ready"
    PARTLY = "partly"
    GAP = "gap"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


class Grade(StrEnum):
    """From the least to the most; `RANK` has their order."""

    NOT_KNOWN = "not_known"
    NOT_READY = "not_ready"
    NEARLY = "nearly"
    READY = "ready"


RANK = {grade: place for place, grade in enumerate(Grade)}
GRADE_WORDS = {
    Grade.NOT_KNOWN: "Not known",
    Grade.NOT_READY: "Not ready",
    Grade.NEARLY: "Nearly ready",
    Grade.READY: "Ready",
}
STATE_WORDS = {
    State.READY: "Ready",
    State.PARTLY: "Partly",
    State.GAP: "Gap",
    State.UNKNOWN: "Not known",
    State.NOT_APPLICABLE: "Does not apply",
}
SAID_WORDS = {
    Said.YES: "Yes",
    Said.PARTLY: "Partly",
    Said.NO: "No",
    Said.NOT_APPLICABLE: "Does not apply",
}
POINTS = {State.READY: Decimal(1), State.PARTLY: Decimal("0.5")}  # of a question's weight; all others give none
OPEN = (State.PARTLY, State.GAP, State.UNKNOWN)  # something is left to do
BETTER = {State.UNKNOWN: 0, State.GAP: 1, State.PARTLY: 2, State.READY: 3}


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said: a word of `Said`, a number or a day as text; the day it was said; what shows it.

    `until` is the last day of the evidence; it ends the answer before its own time is over.
    """

    value: str
    said_on: date
    until: date | None = None
    reference: str = ""


Answers = Mapping[str, Answer]  # by the question's id


@dataclass(frozen=True, slots=True)
class Result:
    """How an agency stands on a day, with the reason in a sentence; `share` is of the weight of all that applies."""

    day: date
    grade: Grade
    why: str
    share: Decimal
    states: dict[str, State]
    changes_on: date | None  # the first day on which an answer will have expired

    def number(self, *states: State) -> int:
        return sum(state in states for state in self.states.values())


@dataclass(frozen=True, slots=True)
class Gap:
    """A question that is not ready; the needs that closing it alone makes possible, and those it helps with."""

    question: Question
    state: State
    unlocks: tuple[OpenNeed, ...]
    helps: tuple[OpenNeed, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A question that stands otherwise than last time; None: it was not asked then."""

    question: Question
    before: State | None
    now: State

    @property
    def better(self) -> bool:
        return BETTER.get(self.now, 3) > BETTER.get(self.before or State.UNKNOWN, 3)


def expires(question: Question, answer: Answer) -> date:
    """The last day on which an answer counts: its own time, or the end of its evidence where that is earlier."""
    own = answer.said_on + timedelta(question.valid_days)
    return min(own, answer.until) if answer.until else own


def state_of(question: Question, answer: Answer | None, day: date) -> State:
    """Not answered, not yet answered on that day, or expired: unknown. A good answer without its evidence is partly."""
    if answer is None or not answer.said_on <= day <= expires(question, answer):
        return State.UNKNOWN
    state = _said(question, answer.value, day)
    shown = {Shown.NONE: True, Shown.DATE: answer.until is not None, Shown.REFERENCE: bool(answer.reference)}
    return State.PARTLY if state is State.READY and not shown[question.shown] else state


def grade(questions: Questionnaire, answers: Answers, day: date) -> Result:
    """The grade on a day. Every answer that gets better leaves it as it is, or raises it."""
    states = {question.id: state_of(question, answers.get(question.id), day) for question in questions.questions}
    asked = [question for question in questions.questions if states[question.id] is not State.NOT_APPLICABLE]
    whole = Decimal(sum(question.weight for question in asked))
    good = sum((question.weight * POINTS.get(states[question.id], Decimal(0)) for question in asked), Decimal(0))
    dark = sum(question.weight for question in asked if states[question.id] is State.UNKNOWN)
    share = good / whole
    gates = Counter(states[question.id] for question in asked if question.gate)
    found, why = _graded(questions.method, share, dark / whole, gates, any(s is State.UNKNOWN for s in states.values()))
    held = [expires(q, answers[q.id]) for q in questions.questions if states[q.id] is not State.UNKNOWN]
    return Result(day, found, why, share, states, min(held) + timedelta(1) if held else None)


def gaps(questions: Questionnaire, result: Result, needs: Iterable[OpenNeed]) -> tuple[Gap, ...]:
    """What is not ready, the most useful first: what makes most needs possible by itself, then what helps with most,
    then gates, then by weight."""
    listed = tuple(needs)
    holding = [blocking(questions, result, need) for need in listed]
    found = []
    for question in questions.questions:
        if (state := result.states[question.id]) in OPEN:
            alone = tuple(n for n, held in zip(listed, holding, strict=True) if held == {question.id})
            among = tuple(n for n, held in zip(listed, holding, strict=True) if question.id in held and len(held) > 1)
            found.append(Gap(question, state, alone, among))
    return tuple(sorted(found, key=lambda g: (-len(g.unlocks), -len(g.helps), not g.question.gate, -g.question.weight)))


def blocking(questions: Questionnaire, result: Result, need: OpenNeed) -> set[str]:
    """The questions that hold a need back: those that gate it and are not ready. None: the agency can take it on."""
    return {
        question.id
        for question in questions.questions
        if result.states[question.id] is not State.READY and any(PREDICATES[name](need) for name in question.gates)
    }


def changes(questions: Questionnaire, before: Mapping[str, State], now: Mapping[str, State]) -> tuple[Change, ...]:
    """What stands otherwise than last time, in the order of the questions."""
    return tuple(
        Change(question, before.get(question.id), now[question.id])
        for question in questions.questions
        if before.get(question.id) is not now[question.id]
    )


def said_words(question: Question, answer: Answer | None) -> str:
    """An answer in words: “Yes”, “3”, “until 2027-06-30”."""
    if answer is None:
        return "Not answered"
    if answer.value in tuple(Said):
        none = question.answer is AnswerKind.DATE and answer.value == Said.NO
        return "There is none" if none else SAID_WORDS[Said(answer.value)]
    return f"until {answer.value}" if question.answer is AnswerKind.DATE else answer.value


def _said(question: Question, value: str, day: date) -> State:
    """What a value means on a day, evidence aside."""
    if question.answer is AnswerKind.NUMBER and value.isdecimal():
        number = int(value)
        return State.READY if number >= (question.enough or 1) else State.PARTLY if number else State.GAP
    if question.answer is AnswerKind.DATE and value not in tuple(Said):
        return State.READY if day <= date.fromisoformat(value) else State.GAP
    return {
        Said.YES: State.READY,
        Said.PARTLY: State.PARTLY,
        Said.NO: State.GAP,
        Said.NOT_APPLICABLE: State.NOT_APPLICABLE,
    }[Said(value)]


def _graded(
    method: Method, share: Decimal, dark: Decimal, gates: Counter[State], anything_dark: bool
) -> tuple[Grade, str]:
    """The grade and the one reason that decides it."""
    percent = f"{int(share * 100)}\u00a0%"
    if gates[State.UNKNOWN]:
        verb = "has" if gates[State.UNKNOWN] == 1 else "have"
        asked = f"{count(gates[State.UNKNOWN], 'must-have')} of {gates.total()}"
        return Grade.NOT_KNOWN, f"{asked} {verb} no answer that counts on this day."
    if dark > method.unknown_share:
        return Grade.NOT_KNOWN, f"{int(dark * 100)}\u00a0% of the weight has no answer that counts on this day."
    if gates[State.GAP]:
        missing = count(gates[State.GAP], "must-have")
        return Grade.NOT_READY, f"{missing} of {gates.total()} {'is' if gates[State.GAP] == 1 else 'are'} missing."
    if share < method.nearly_share:
        return Grade.NOT_READY, f"{percent} of the weight is ready; “nearly” begins at {method.nearly_share:.0%}."
    if gates[State.PARTLY] or share < method.ready_share or anything_dark:
        return Grade.NEARLY, _what_is_left(method, percent, share, gates, anything_dark)
    return Grade.READY, f"Every must-have is met, {percent} of the weight is ready, and nothing is unknown."


def _what_is_left(method: Method, percent: str, share: Decimal, gates: Counter[State], anything_dark: bool) -> str:
    left = []
    if gates[State.PARTLY]:
        left.append(f"{count(gates[State.PARTLY], 'must-have')} only in part")
    if share < method.ready_share:
        left.append(f"{percent} of the weight ready, where “ready” begins at {method.ready_share:.0%}")
    if anything_dark:
        left.append("something not known")
    return f"What is left: {'; '.join(left)}."
