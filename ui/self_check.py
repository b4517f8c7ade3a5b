"""The parts of a self-check's page: whose it is, its sections, and the way from one to the next."""

import streamlit as st

from slp_core import questionnaire
from slp_core.reference import shipped
from slp_core.roles import Principal
from slp_core.self_check import Answer
from slp_core.services import self_checks
from slp_core.services.self_checks import Run
from ui import look, self_check_question, session, sign_in
from ui.self_check_question import Desk

RESULT = "result"
WIDTH = 680  # px
LINKS = {  # what is wrong with a link that somebody followed
    "expired": "This invitation has expired. Ask whoever sent it for a new link.",
    "revoked": "This invitation was taken back. Ask whoever sent it why, or for a new link.",
    "gone": "The demo in which this invitation was made is gone. Make a new one in your own demo.",
    "unknown": "This is not one of our links, or a part of it is missing. Copy the whole of it.",
}


def offer() -> None:
    """What a stranger is told: why a link did not open, and that one may try without signing in."""
    _broken_link()
    st.markdown(
        "**Readiness self-check of a partner agency.** With an invitation, open its link: no account is needed."
    )
    offer_dry_run()


def offer_dry_run() -> None:
    """The way to try the questions: they come from the program's files, and no answer is stored."""
    st.button("Try the questions", icon=":material/science:", on_click=_try, help="Nothing you answer is stored.")


def head(user: Principal | None, name: str) -> None:
    line = look.plain(name) if name else "30 minutes, section by section; each answer is kept as you give it."
    if user is None:
        line = "Dry run: nothing is stored, and closing this tab forgets all answers."
    look.head("Readiness self-check", line, demo=session.is_demo())
    _broken_link()
    if user is None:
        st.button("End dry run", icon=":material/close:", on_click=_end_try)
    if user and user.kind == "invitee":
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f":material/link: {look.plain(user.name)}: you see this self-check and nothing else.")
            if st.button(
                "Leave", icon=":material/logout:", help="Ends your visit in this browser; the link still works."
            ):
                sign_in.leave()


def dry() -> Desk:
    """The questions of today, with the answers of this tab."""
    answers: dict[str, Answer] = st.session_state.setdefault("dry-answers", {})
    return Desk(questionnaire.in_force(shipped().questionnaires, session.today()), answers, {})


def stored(run: Run) -> Desk:
    return Desk(run.questions, run.answers, run.versions, run)


def begin(partner: str, *, words: str = "Begin self-check") -> None:
    """The one button that makes a new run."""
    token = session.token(f"begin-{partner}")
    if st.button(words, type="primary", icon=":material/fact_check:", key=f"begin-{token}"):
        with session.refusals():
            session.do(token, self_checks.begin, partner, session.now(), session.today())
            session.renew(f"begin-{partner}")
            st.session_state.pop("part", None)
            st.rerun()


def part(desk: Desk) -> str:
    """Which section is open, or the result; it stands in the address."""
    words = {
        section.id: f"{section.title} ({desk.answered(section)} of {len(section.questions)})"
        for section in desk.questions.sections
    } | {RESULT: "Result"}
    if not desk.open:
        words = {RESULT: "Result"} | words
    asked = st.session_state.get("part") or st.query_params.get("part", "")
    st.session_state["part"] = asked if asked in words else _first_open(desk)
    done = sum(desk.answered(section) for section in desk.questions.sections)
    whole = len(desk.questions.questions)
    st.progress(done / whole, text=f"{done} of {whole} answered")
    chosen: str = st.selectbox("Section", list(words), format_func=words.__getitem__, key="part")
    if st.query_params.get("part") != chosen:
        st.query_params["part"] = chosen  # the first one too: a reload goes on where one was
    return chosen


def section(desk: Desk, key: str) -> None:
    """The questions of a section, and the ways to the next and the one before."""
    names = [one.id for one in desk.questions.sections]
    place = names.index(key)
    opened = desk.questions.sections[place]
    look.section(opened.title)
    for question in opened.questions:
        self_check_question.ask(desk, question)
    after = [*names, RESULT][place + 1]
    with st.container(horizontal=True):
        if place:
            st.button("Back", icon=":material/arrow_back:", on_click=_go, args=(names[place - 1],))
        st.button("See result" if after == RESULT else "Next section", type="primary", on_click=_go, args=(after,))


def _first_open(desk: Desk) -> str:
    """Where to go on: the first section with something left to answer."""
    left = (one.id for one in desk.questions.sections if desk.answered(one) < len(one.questions))
    return next(left, RESULT) if desk.open else RESULT


def _try() -> None:
    st.session_state.pop("part", None)
    st.query_params.from_dict({"dry": "1"})


def _end_try() -> None:
    """Forget the answers, and show what was here before."""
    for key in [key for key in st.session_state if str(key).startswith(("sc-dry-", "dry-answers", "part"))]:
        del st.session_state[key]
    st.query_params.clear()


def _go(key: str) -> None:
    st.session_state["part"] = key


def _broken_link() -> None:
    if words := LINKS.get(st.query_params.get("link", "")):
        st.warning(words, icon=":material/link_off:")
