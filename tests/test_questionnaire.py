"""The questions of the self-check hold together: every file is walked, and a broken one names its line and fault."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from slp_core.data_files import DATA
from slp_core.errors import DataFileError, NotInForce
from slp_core.plan import Kind
from slp_core.questionnaire import (
    PREDICATE_WORDS,
    PREDICATES,
    AnswerKind,
    OpenNeed,
    in_force,
    load_questionnaire,
    of_edition,
)
from slp_core.rules import Authority, Seen

FILES = sorted((DATA / "self_check").glob("*.yaml"))
SECTIONS = [
    "leadership", "people", "training", "documents", "medical", "insurance", "equipment", "money", "hosting",
]  # fmt: skip


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_edition_is_named_by_its_day_and_asks_what_a_partner_can_answer(path):
    edition = load_questionnaire(path)
    assert path.stem == edition.edition
    assert [section.id for section in edition.sections] == SECTIONS
    assert edition.method.citation.authority is Authority.ASSUMPTION
    for question in edition.questions:
        where = f"{path.name}: {question.id}"
        assert question.text.endswith("?") and question.why.endswith((".", "reason.")), where
        assert not question.gap.text.endswith("."), where
        assert question.citation.authority is not Authority.LAW or question.citation.seen is not Seen.UNSEEN, where
        assert question.answer is AnswerKind.CHOICE or question.shown.value == "none", where
        assert question.gates or not question.gate, where  # a must-have says which needs it holds back


def test_no_question_asks_for_what_must_not_be_known():
    words = ("passport number", "birth", "diagnos", "social security", "account number")
    for path in FILES:
        text = path.read_text("utf-8").lower()
        assert [word for word in words if word in text] == [], path.name


def test_every_predicate_gates_some_question_and_has_its_words():
    used = Counter(name for path in FILES for q in load_questionnaire(path).questions for name in q.gates)
    assert set(used) == set(PREDICATES) == set(PREDICATE_WORDS)


COURSE = OpenNeed(Kind.DEPLOYMENT, "police", 12)
WHEN = {
    "any_need": (COURSE, True, replace(COURSE, kind=Kind.HOSTING), True),
    "travel_abroad": (COURSE, True, replace(COURSE, kind=Kind.HOSTING), False),
    "hosting": (replace(COURSE, kind=Kind.HOSTING), True, COURSE, False),
    "long_stay": (replace(COURSE, days=90), True, replace(COURSE, days=89), False),
    "high_risk": (replace(COURSE, advisory=3), True, replace(COURSE, advisory=2), False),
    "uses_force": (COURSE, True, replace(COURSE, sector="courts"), False),
    "teaches": (COURSE, True, replace(COURSE, kind=Kind.KNOWLEDGE_EXCHANGE), False),
}


@pytest.mark.parametrize("name", PREDICATES)
def test_a_predicate_holds_for_the_needs_it_names_and_no_other(name):
    one, holds, other, other_holds = WHEN[name]
    assert (PREDICATES[name](one), PREDICATES[name](other)) == (holds, other_holds)


def test_the_edition_in_force_is_the_newest_that_has_begun():
    first = load_questionnaire(FILES[0])
    second = first.model_copy(update={"start": date(2027, 1, 1)})
    assert in_force((second, first), date(2026, 12, 31)) is first
    assert in_force((second, first), date(2027, 1, 1)) is second
    assert of_edition((first, second), "2027-01-01") is second
    with pytest.raises(NotInForce):
        in_force((second,), date(2026, 12, 31))
    with pytest.raises(NotInForce):
        of_edition((first,), "1999-01-01")


CITED = "citation: {authority: assumption, text: Ours, seen: unseen, checked: 2026-01-01}"
GAP = "gap: {text: Do it, owner: partner, takes: {business_days: 5}}"
GOOD = f"""\
title: T
from: 2027-01-01
method:
  ready_share: 0.85
  nearly_share: 0.60
  unknown_share: 0.34
  text: Ours
  {CITED}
sections:
  - id: one
    title: One
    questions:
      - id: signed
        text: Signed?
        why: Because.
        valid_days: 365
        gate: true
        gates: [any_need]
        {GAP}
        {CITED}
      - id: people
        text: How many?
        why: Because.
        answer: number
        enough: 3
        valid_days: 365
        {GAP}
        {CITED}
"""
ENDING = f"\n        {CITED}\n      -"  # the first question alone is followed by another
BROKEN = {
    "an unknown reason": ("gates: [any_need]", "gates: [rainy]", 13, "signed: no predicate is called rainy"),
    "a question listed twice": ("id: people", "id: signed", 21, "signed is listed twice"),
    "a number without its measure": ("        enough: 3\n", "", 21, "give enough for a number"),
    "a measure without a number": ("        answer: number\n", "", 21, "give enough for a number"),
    "a gate that may not apply": ("gate: true", "gate: true\n        may_not_apply: true", 13, "applies to every"),
    "no gate": ("        gate: true\n", "", 1, "no question is a gate"),
    "shares out of order": ("nearly_share: 0.60", "nearly_share: 0.90", 4, "nearly_share must be below"),
    "an owner we do not know": (GAP + ENDING, GAP.replace("partner", "mayor") + ENDING, 19, "gap.owner"),
    "an answer that never ends": ("answer: number", "answer: essay", 24, "answer"),
    "no reason": ("text: Signed?\n        why: Because.", "text: Signed?", 13, "why"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "said"), BROKEN.values(), ids=BROKEN)
def test_a_broken_edition_is_refused_with_its_file_its_line_and_the_fault(tmp_path, old, new, line, said):
    assert GOOD.count(old) == 1
    (tmp_path / "2027-01-01.yaml").write_text(GOOD.replace(old, new), "utf-8")
    with pytest.raises(DataFileError) as refusal:
        load_questionnaire(tmp_path / "2027-01-01.yaml")
    assert f"2027-01-01.yaml, line {line}:" in refusal.value.message and said in refusal.value.message


def test_the_edition_these_faults_were_made_in_is_sound(tmp_path):
    (tmp_path / "2027-01-01.yaml").write_text(GOOD, "utf-8")
    assert [question.id for question in load_questionnaire(tmp_path / "2027-01-01.yaml").questions] == [
        "signed",
        "people",
    ]
