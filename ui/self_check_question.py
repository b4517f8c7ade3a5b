"""One question of a self-check, and the desk it lies on: an answer is kept as it is given."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from slp_core import dates, self_check, self_check_input
from slp_core.errors import SlpError
from slp_core.questionnaire import AnswerKind, Question, Questionnaire, Section, Shown
from slp_core.self_check import SAID_WORDS, Answer, Said
from slp_core.services import self_checks
from slp_core.services.self_checks import Run
from ui import look, session


@dataclass(frozen=True, slots=True)
class Desk:
    """What is being answered: a stored run, or without one a dry run that lives in this tab alone."""

    questions: Questionnaire
    answers: Mapping[str, Answer]
    versions: Mapping[str, int]
    run: Run | None = None

    @property
    def key(self) -> str:
        return self.run.reference if self.run else "dry"

    @property
    def open(self) -> bool:
        return self.run is None or self.run.finished is None

    def answered(self, section: Section) -> int:
        """How many of a section's questions have an answer that counts today."""
        return sum(self.counts(question) for question in section.questions)

    def counts(self, question: Question) -> bool:
        answer = self.answers.get(question.id)
        return answer is not None and session.today() <= self_check.expires(question, answer)


def ask(desk: Desk, question: Question) -> None:
    """One question with its reason; what shows the answer is asked for where the answer is good."""
    form = f"sc-{desk.key}-{question.id}"
    _fill(form, desk, question)
    kept: dict[str, Any] = {"on_change": _keep, "args": (desk, question), "disabled": not desk.open}
    must = " :blue-badge[Must-have]" if question.gate else ""
    with st.container(border=True):
        st.markdown(f"**{look.plain(question.text)}**{must}")
        _answer(form, question, kept)
        if _is_good(st.session_state.get(f"{form}-value")) and question.shown is not Shown.NONE:
            _evidence(form, question, kept)
        if mistake := st.session_state.get(f"{form}-mistake"):
            look.mistake(mistake)
        st.markdown(
            f"{look.plain(question.why)}  \n:small[{look.basis(question.citation.read())}]  \n{_kept(desk, question)}"
        )


def _answer(form: str, question: Question, kept: dict[str, Any]) -> None:
    """The input; its label is the question again, for whoever hears the page: the one on the screen is Markdown."""
    label, kept = question.text, kept | {"label_visibility": "collapsed"}
    words = [word.value for word in self_check_input.choices(question)]
    if question.answer is AnswerKind.CHOICE:
        st.radio(
            label,
            words,
            index=None,
            key=f"{form}-value",
            horizontal=True,
            format_func=lambda word: SAID_WORDS[Said(word)],
            **kept,
        )
    elif question.answer is AnswerKind.NUMBER:
        most = self_check_input.LARGEST
        st.number_input(label, 0, most, None, 1, key=f"{form}-value", **kept)
    else:
        st.text_input(label, key=f"{form}-value", placeholder="2027-06-30", **kept)
        st.checkbox("There is none", key=f"{form}-none", **kept | {"label_visibility": "visible"})


def _evidence(form: str, question: Question, kept: dict[str, Any]) -> None:
    if question.shown is Shown.REFERENCE:
        st.text_input("What shows it", key=f"{form}-reference", placeholder="Letter, policy or its number", **kept)
    label = "Last day it runs" if question.shown is Shown.DATE else "Last day it runs, where it ends"
    st.text_input(label, key=f"{form}-until", placeholder="2027-06-30", **kept)


def _kept(desk: Desk, question: Question) -> str:
    """Whether an answer is kept, and until when it counts."""
    answer = desk.answers.get(question.id)
    if answer is None:
        return look.state("unknown", "Not answered")
    ends = self_check.expires(question, answer)
    if ends < session.today():
        return look.state("stale", f"Expired on {dates.short(ends)}: answer again")
    state = self_check.state_of(question, answer, session.today())
    shown = question.shown is Shown.NONE or answer.until or answer.reference
    wanted = " What shows it is missing: it counts in half." if state is self_check.State.PARTLY and not shown else ""
    word = "Noted" if desk.run is None else "Kept"
    return f":green[:material/cloud_done: {word}], counts until {dates.short(ends)}.{wanted}"


def _keep(desk: Desk, question: Question) -> None:
    """Keep an answer as it stands, at once; what cannot be kept is said below it and stays as typed."""
    form = f"sc-{desk.key}-{question.id}"
    st.session_state.pop(f"{form}-mistake", None)
    value = _value(form, question)
    if not value:
        return
    try:
        until = _until(form, question)
        reference = str(st.session_state.get(f"{form}-reference") or "")
        if desk.run is None:
            said = self_check_input.checked(question, value, reference, until, session.today())
            st.session_state["dry-answers"][question.id] = said
        else:
            version = desk.versions.get(question.id, 0)
            call = (desk.run.reference, question.id, value, reference, until, version, session.now(), session.today())
            session.write(session.token(form), self_checks.answer, *call)
            session.renew(form)
    except SlpError as refusal:
        session.renew(form)
        st.session_state[f"{form}-mistake"] = f"{refusal.message} {refusal.hint}".strip()


def _value(form: str, question: Question) -> str:
    if question.answer is AnswerKind.DATE and st.session_state.get(f"{form}-none"):
        return str(Said.NO)
    value = st.session_state.get(f"{form}-value")
    return "" if value is None else str(value).strip()


def _until(form: str, question: Question) -> date | None:
    typed = str(st.session_state.get(f"{form}-until") or "").strip()
    asked = question.shown is not Shown.NONE
    return dates.parse_day(typed, "until") if asked and typed else None


def _fill(form: str, desk: Desk, question: Question) -> None:
    """Give the inputs the answer that is stored, where it is another one than they were given last."""
    version = desk.versions.get(question.id, 0)
    answer = desk.answers.get(question.id)
    if f"{form}-value" in st.session_state and st.session_state.get(f"{form}-at") == version:
        return
    st.session_state[f"{form}-at"] = version
    said = answer.value if answer else None
    none = question.answer is AnswerKind.DATE and said == Said.NO
    if question.answer is AnswerKind.NUMBER:
        st.session_state[f"{form}-value"] = int(said) if said else None
    else:
        st.session_state[f"{form}-value"] = ("" if none else said or "") if question.answer is AnswerKind.DATE else said
    st.session_state[f"{form}-none"] = none
    st.session_state[f"{form}-reference"] = answer.reference if answer else ""
    st.session_state[f"{form}-until"] = answer.until.isoformat() if answer and answer.until else ""


def _is_good(value: object) -> bool:
    return value in (Said.YES, Said.PARTLY)
