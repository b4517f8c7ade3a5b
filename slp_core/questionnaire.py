"""The questions of the partners' self-check: what is asked, why, how long an answer holds, what to do about a gap."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from pydantic import Field, model_validator

from .checklists import Owner, Takes
from .data_files import Schema, broken, last_line_with, read_yaml
from .errors import NotInForce
from .partners import Sector
from .plan import Kind
from .rules import CitationEntry

LONG_STAY = 90  # days from which FACT is asked for: 13 FAM 301.4-2, edition of 31 Oct 2024
HIGH_RISK = 3  # advisory level from which travel needs an approval of its own
ABROAD = frozenset({Kind.DEPLOYMENT, Kind.MENTORING, Kind.KNOWLEDGE_EXCHANGE})
USES_FORCE = frozenset({Sector.POLICE, Sector.CORRECTIONS, Sector.PORTS})


class AnswerKind(StrEnum):
    """How a question is answered: with yes, partly or no; with a number; with the day until which something runs."""

    CHOICE = "choice"
    NUMBER = "number"
    DATE = "date"


class Shown(StrEnum):
    """What shows that a good answer is true: nothing, the day until which the evidence runs, or a reference."""

    NONE = "none"
    DATE = "date"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class OpenNeed:
    """A need that nobody is planned for yet. `reference` and `title` are empty for readers who may not see needs."""

    kind: Kind
    sector: str
    days: int
    language: str = ""  # ISO 639
    advisory: int = 1  # level of the country
    reference: str = ""
    title: str = ""
    country: str = ""  # its label


PREDICATES: dict[str, Callable[[OpenNeed], bool]] = {
    "any_need": lambda need: True,
    "travel_abroad": lambda need: need.kind in ABROAD,
    "hosting": lambda need: need.kind is Kind.HOSTING,
    "long_stay": lambda need: need.kind in ABROAD and need.days >= LONG_STAY,
    "high_risk": lambda need: need.kind in ABROAD and need.advisory >= HIGH_RISK,
    "uses_force": lambda need: need.kind in ABROAD and need.sector in USES_FORCE,
    "teaches": lambda need: need.kind in (Kind.DEPLOYMENT, Kind.MENTORING),
}
PREDICATE_WORDS = {
    "any_need": "every need",
    "travel_abroad": "every trip abroad",
    "hosting": "every visit you host",
    "long_stay": f"trips of {LONG_STAY} days or more",
    "high_risk": f"trips to countries at advisory level {HIGH_RISK} or 4",
    "uses_force": "trips of police, corrections and port officers",
    "teaches": "every course and every mentoring",
}


class ToDo(Schema):
    """What closes a gap, who does it, and roughly how long it takes: the time is our assumption."""

    text: str = Field(min_length=1)
    owner: Owner
    takes: Takes


class Question(Schema):
    """One question. `gates` names the needs that it holds back until its answer is good."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    text: str = Field(min_length=1, max_length=160)
    why: str = Field(min_length=1)
    answer: AnswerKind = AnswerKind.CHOICE
    enough: int | None = Field(default=None, ge=1)  # from which number on an answer is good
    may_not_apply: bool = False
    shown: Shown = Shown.NONE
    valid_days: int = Field(ge=30, le=1095)
    gate: bool = False  # without it no grade above “Not ready”
    weight: int = Field(default=1, ge=1, le=3)
    gap: ToDo
    gates: tuple[str, ...] = ()
    citation: CitationEntry

    @model_validator(mode="after")
    def number_has_its_measure(self) -> "Question":
        if (self.answer is AnswerKind.NUMBER) != (self.enough is not None):
            raise ValueError("give enough for a number, and only for a number")
        return self

    @model_validator(mode="after")
    def gate_is_asked_of_all(self) -> "Question":
        if self.gate and self.may_not_apply:
            raise ValueError("a gate applies to every agency")
        return self


class Section(Schema):
    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str = Field(min_length=1)
    questions: tuple[Question, ...] = Field(min_length=1)


class Method(Schema):
    """How answers become a grade: shares of the weight of all questions that apply."""

    ready_share: Decimal = Field(gt=0, le=1)
    nearly_share: Decimal = Field(gt=0, le=1)
    unknown_share: Decimal = Field(gt=0, lt=1)
    text: str = Field(min_length=1)
    citation: CitationEntry

    @model_validator(mode="after")
    def ready_is_more_than_nearly(self) -> "Method":
        if self.nearly_share >= self.ready_share:
            raise ValueError("nearly_share must be below ready_share")
        return self


class Questionnaire(Schema):
    """One edition of the questions."""

    title: str
    start: date = Field(alias="from")
    method: Method
    sections: tuple[Section, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def something_is_a_gate(self) -> "Questionnaire":
        if not any(question.gate for question in self.questions):
            raise ValueError("no question is a gate")
        return self

    @property
    def edition(self) -> str:
        """What a stored self-check keeps to say which questions it was given."""
        return self.start.isoformat()

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for section in self.sections for question in section.questions)

    def question(self, key: str) -> Question:
        """Raises KeyError for a question of another edition."""
        return {question.id: question for question in self.questions}[key]


def load_questionnaire(path: Path) -> Questionnaire:
    """One edition from its file. Raises DataFileError for a broken file, an unknown predicate, an id given twice."""
    found = read_yaml(path, Questionnaire)
    known: set[str] = set()
    for key in (*(section.id for section in found.sections), *(question.id for question in found.questions)):
        if key in known:
            raise broken(path, last_line_with(path, f"id: {key}"), f"{key} is listed twice")
        known.add(key)
    for question in found.questions:
        for name in question.gates:
            if name not in PREDICATES:
                line = last_line_with(path, f"id: {question.id}")
                raise broken(path, line, f"{question.id}: no predicate is called {name}")
    return found


def in_force(editions: tuple[Questionnaire, ...], day: date) -> Questionnaire:
    """The edition that a self-check begun on this day is given. Raises NotInForce."""
    begun = [edition for edition in editions if edition.start <= day]
    if not begun:
        raise NotInForce(
            f"There are no questions for {day.day} {day:%b %Y}.", hint="Add an edition under data/self_check.", day=day
        )
    return max(begun, key=lambda edition: edition.start)


def of_edition(editions: tuple[Questionnaire, ...], name: str) -> Questionnaire:
    """The edition that a stored self-check names. Raises NotInForce where its file is gone."""
    for edition in editions:
        if edition.edition == name:
            return edition
    raise NotInForce(
        f"The questions of {name} are not among the files.", hint="Restore data/self_check from the release."
    )
