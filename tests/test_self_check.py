"""A grade is worked out by hand; no better answer lowers it, and what is not known never counts as ready."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from slp_core.errors import InvalidInput
from slp_core.plan import Kind
from slp_core.questionnaire import AnswerKind, OpenNeed, Questionnaire
from slp_core.reference import shipped
from slp_core.self_check import (
    RANK,
    Answer,
    Grade,
    Said,
    State,
    blocking,
    changes,
    expires,
    gaps,
    grade,
    said_words,
    state_of,
)
from slp_core.self_check_input import checked, choices

TODAY = date(2026, 11, 25)
CITED = {"authority": "assumption", "text": "Ours", "seen": "unseen", "checked": "2026-11-27"}


def question(key, **more):
    to_do = {"text": f"Do {key}", "owner": "partner", "takes": {"business_days": 5}}
    return {
        "id": key,
        "text": f"Is {key} so?",
        "why": "Because",
        "valid_days": 100,
        "gap": to_do,
        "citation": CITED,
    } | more


def questionnaire(*asked):
    method = {"ready_share": "0.85", "nearly_share": "0.60", "unknown_share": "0.34", "text": "Ours", "citation": CITED}
    sections = [{"id": "only", "title": "Only", "questions": asked}]
    return Questionnaire.model_validate({"title": "T", "from": "2020-01-01", "method": method, "sections": sections})


SMALL = questionnaire(
    question("signed", gate=True, weight=3, gates=["any_need"]),
    question("passports", shown="date", weight=2, gates=["travel_abroad"]),
    question("people", answer="number", enough=3, weight=2, gates=["travel_abroad"]),
    question("runs", answer="date", weight=2),
    question("hosts", may_not_apply=True, weight=1, gates=["hosting"]),
)
GOOD = {
    "signed": Answer("yes", TODAY),
    "passports": Answer("yes", TODAY, until=date(2027, 6, 1)),
    "people": Answer("3", TODAY),
    "runs": Answer("2027-06-30", TODAY),
    "hosts": Answer("yes", TODAY),
}
TRIP = OpenNeed(Kind.DEPLOYMENT, "police", 12, reference="N-1")
VISIT = OpenNeed(Kind.HOSTING, "police", 5, reference="N-2")


def with_(**other):
    return {**GOOD, **other}


def without(*keys):
    return {key: answer for key, answer in GOOD.items() if key not in keys}


BY_HAND = {  # weights: signed 3 (gate), passports 2, people 2, runs 2, hosts 1: together 10
    "all good: 10 of 10": (GOOD, Grade.READY, "1"),
    "a gap of 1: 9 of 10 and still ready": (with_(hosts=Answer("no", TODAY)), Grade.READY, "0.9"),
    "the same not known: never ready": (without("hosts"), Grade.NEARLY, "0.9"),
    "a half of 2 and a gap of 1: 8 of 10": (
        with_(people=Answer("2", TODAY), hosts=Answer("no", TODAY)), Grade.NEARLY, "0.8"),
    "two gaps of 2: 6 of 10, where nearly begins": (
        with_(people=Answer("0", TODAY), runs=Answer("no", TODAY)), Grade.NEARLY, "0.6"),
    "gaps of 5: 5 of 10": (
        with_(people=Answer("0", TODAY), runs=Answer("no", TODAY), hosts=Answer("no", TODAY)), Grade.NOT_READY, "0.5"),
    "the gate is missing: 7 of 10": (with_(signed=Answer("no", TODAY)), Grade.NOT_READY, "0.7"),
    "the gate in part: 8.5 of 10": (with_(signed=Answer("partly", TODAY)), Grade.NEARLY, "0.85"),
    "the gate is not known": (without("signed"), Grade.NOT_KNOWN, "0.7"),
    "4 of 10 not known": (without("people", "runs"), Grade.NOT_KNOWN, "0.6"),
    "what does not apply is left out: 9 of 9": (with_(hosts=Answer("not_applicable", TODAY)), Grade.READY, "1"),
    "a yes without its evidence is half: 9 of 10": (with_(passports=Answer("yes", TODAY)), Grade.READY, "0.9"),
    "nothing answered": ({}, Grade.NOT_KNOWN, "0"),
}  # fmt: skip


@pytest.mark.parametrize(("answers", "expected", "share"), BY_HAND.values(), ids=BY_HAND)
def test_a_grade_is_the_one_worked_out_by_hand(answers, expected, share):
    result = grade(SMALL, answers, TODAY)
    assert (result.grade, result.share) == (expected, Decimal(share))
    assert result.why


def test_unknown_is_counted_apart():
    result = grade(SMALL, without("people", "runs"), TODAY)
    assert (result.number(State.READY), result.number(State.GAP), result.number(State.UNKNOWN)) == (3, 0, 2)


def test_an_expired_answer_is_unknown_from_the_day_after_its_last():
    last = TODAY + timedelta(100)
    asked = SMALL.question("signed")
    assert expires(asked, GOOD["signed"]) == last
    assert state_of(asked, GOOD["signed"], last) is State.READY
    assert state_of(asked, GOOD["signed"], last + timedelta(1)) is State.UNKNOWN
    assert state_of(asked, GOOD["signed"], TODAY - timedelta(1)) is State.UNKNOWN  # nobody had said it yet


def test_evidence_that_ends_earlier_ends_the_answer():
    soon = Answer("yes", TODAY, until=TODAY + timedelta(9))
    assert expires(SMALL.question("passports"), soon) == TODAY + timedelta(9)
    result = grade(SMALL, with_(passports=soon), TODAY)
    assert result.changes_on == TODAY + timedelta(10)
    assert grade(SMALL, with_(passports=soon), result.changes_on).states["passports"] is State.UNKNOWN


def test_a_day_that_has_passed_is_a_gap_that_is_known():
    asked = SMALL.question("runs")
    assert state_of(asked, Answer("2026-12-01", TODAY), date(2026, 12, 1)) is State.READY
    assert state_of(asked, Answer("2026-12-01", TODAY), date(2026, 12, 2)) is State.GAP


def test_a_need_is_held_back_by_all_that_gates_it_and_is_not_ready():
    result = grade(SMALL, with_(people=Answer("2", TODAY), hosts=Answer("no", TODAY)), TODAY)
    assert blocking(SMALL, result, TRIP) == {"people"} and blocking(SMALL, result, VISIT) == {"hosts"}
    assert blocking(SMALL, grade(SMALL, GOOD, TODAY), TRIP) == set()


def test_an_agency_that_does_not_host_is_not_asked_to_host():
    result = grade(SMALL, with_(hosts=Answer("not_applicable", TODAY)), TODAY)
    assert blocking(SMALL, result, VISIT) == {"hosts"}
    assert gaps(SMALL, result, [VISIT]) == ()  # it is no gap either


def test_gaps_come_in_the_order_of_the_needs_they_unlock():
    visits = (VISIT, VISIT)
    held = with_(people=Answer("0", TODAY), passports=Answer("no", TODAY), hosts=Answer("no", TODAY))
    found = gaps(SMALL, grade(SMALL, held, TODAY), (TRIP, *visits))
    assert [gap.question.id for gap in found] == ["hosts", "passports", "people"]
    assert (found[0].unlocks, found[0].helps) == (visits, ())
    assert (found[1].unlocks, found[1].helps) == ((), (TRIP,))  # people holds it back too


def test_a_gap_that_unlocks_nothing_comes_after_one_that_helps_and_gates_before_weights():
    found = gaps(SMALL, grade(SMALL, {}, TODAY), ())
    assert [gap.question.id for gap in found] == ["signed", "passports", "people", "runs", "hosts"]


def test_what_stands_otherwise_than_last_time_is_told_with_its_direction():
    before = grade(SMALL, with_(people=Answer("0", TODAY)), TODAY).states
    now = grade(SMALL, without("runs"), TODAY).states
    found = {change.question.id: change for change in changes(SMALL, before, now)}
    assert set(found) == {"people", "runs"}
    assert found["people"].better and not found["runs"].better


ORDER = ("no", "partly", "yes")
SHIPPED = shipped().questionnaires[0]


@st.composite
def answered(draw, questions=SHIPPED):
    given_answers = {}
    for asked in questions.questions:
        if draw(st.booleans()) and draw(st.booleans()):
            continue
        if asked.answer is AnswerKind.NUMBER:
            value = str(draw(st.integers(0, 5)))
        elif asked.answer is AnswerKind.DATE:
            value = draw(st.sampled_from(("no", "2026-11-20", "2027-02-01", "2028-01-01")))
        else:
            value = draw(st.sampled_from(choices(asked)))
        until = draw(st.none() | st.dates(TODAY, date(2029, 1, 1)))
        given_answers[asked.id] = Answer(str(value), TODAY, until, draw(st.sampled_from(("", "No. 7"))))
    return given_answers


def improved(asked, answer):
    """One step better: said where nothing was, more, later, with evidence, or with evidence that runs longer."""
    far = date(2030, 1, 1)
    if answer is None:
        yield from (Answer(str(word), TODAY) for word in choices(asked) if word is not Said.NOT_APPLICABLE)
        return
    if answer.value in ORDER[:2] and asked.answer is AnswerKind.CHOICE:
        yield Answer(ORDER[ORDER.index(answer.value) + 1], TODAY, answer.until, answer.reference)
    if answer.value.isdecimal():
        yield Answer(str(int(answer.value) + 1), TODAY, answer.until, answer.reference)
    if asked.answer is AnswerKind.DATE and answer.value != Said.NOT_APPLICABLE:
        yield Answer("2029-12-31", TODAY, answer.until, answer.reference)
    if answer.value != Said.NOT_APPLICABLE:
        yield Answer(answer.value, TODAY, far, answer.reference)
        yield Answer(answer.value, TODAY, answer.until, "No. 8")


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_better_answer_never_lowers_the_grade(data):
    answers, day = data.draw(answered()), data.draw(st.dates(TODAY, date(2028, 6, 1)))
    asked = data.draw(st.sampled_from(SHIPPED.questions))
    steps = list(improved(asked, answers.get(asked.id)))
    assume(steps)
    better = answers | {asked.id: data.draw(st.sampled_from(steps))}
    before, after = grade(SHIPPED, answers, day), grade(SHIPPED, better, day)
    assert RANK[after.grade] >= RANK[before.grade]
    assert after.share >= before.share


@settings(max_examples=300, deadline=None)
@given(answered(), st.dates(TODAY, date(2028, 6, 1)))
def test_what_is_unknown_never_counts_as_ready(answers, day):
    result = grade(SHIPPED, answers, day)
    unknown = {key for key, state in result.states.items() if state is State.UNKNOWN}
    for asked in SHIPPED.questions:
        if asked.id not in answers or day > expires(asked, answers[asked.id]):
            assert asked.id in unknown
    if unknown:
        assert result.grade is not Grade.READY
    known = {key: answer for key, answer in answers.items() if key not in unknown}
    assert grade(SHIPPED, known, day).grade is result.grade  # as if never said


@settings(max_examples=100, deadline=None)
@given(answered(), st.dates(TODAY, date(2028, 6, 1)))
def test_every_gap_says_what_to_do_and_nothing_ready_is_a_gap(answers, day):
    result = grade(SHIPPED, answers, day)
    listed = {gap.question.id for gap in gaps(SHIPPED, result, (TRIP, VISIT))}
    assert listed == {k for k, s in result.states.items() if s in (State.PARTLY, State.GAP, State.UNKNOWN)}


@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [("signed", "yes", "yes"), ("people", " 007 ", "7"), ("runs", "2027-06-30", "2027-06-30"), ("runs", "no", "no"),
     ("hosts", "not_applicable", "not_applicable")],
)  # fmt: skip
def test_an_answer_is_kept_as_its_question_takes_it(key, value, kept):
    assert checked(SMALL.question(key), value, "  No.  7 ", None, TODAY) == Answer(kept, TODAY, None, "No. 7")


@pytest.mark.parametrize(
    ("key", "value", "field"),
    [("signed", "not_applicable", "value"), ("signed", "", "value"), ("signed", "3", "value"),
     ("people", "-1", "value"),
     ("people", "many", "value"), ("people", "10001", "value"), ("people", "²", "value"),
     ("runs", "soon", "value"),
     ("runs", "30/06/2027", "value"), ("people", "yes", "value")],
)  # fmt: skip
def test_what_a_question_does_not_take_is_refused_with_a_hint(key, value, field):
    with pytest.raises(InvalidInput) as refusal:
        checked(SMALL.question(key), value, "", None, TODAY)
    assert refusal.value.context["field"] == field and refusal.value.hint


def test_evidence_that_has_ended_is_refused():
    with pytest.raises(InvalidInput, match="has passed"):
        checked(SMALL.question("passports"), "yes", "", TODAY - timedelta(1), TODAY)
    assert checked(SMALL.question("passports"), "yes", "", TODAY, TODAY).until == TODAY


def test_a_reference_holds_no_social_security_number():
    with pytest.raises(InvalidInput, match="Social Security"):
        checked(SMALL.question("signed"), "yes", "SSN 219-09-9999", None, TODAY)


def test_an_answer_is_told_in_words():
    told = [said_words(SMALL.question(key), answer) for key, answer in GOOD.items()]
    assert told == ["Yes", "Yes", "3", "until 2027-06-30", "Yes"]
    assert said_words(SMALL.question("runs"), Answer("no", TODAY)) == "There is none"
    assert said_words(SMALL.question("runs"), None) == "Not answered"
