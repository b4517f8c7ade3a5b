"""The result of a self-check: the grade on a day, what to fix first and what that opens, and how it was last time."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Literal

import streamlit as st

from slp_core import dates, self_check
from slp_core.checklists import OWNER_WORDS
from slp_core.dates import count
from slp_core.errors import SlpError
from slp_core.plan import KIND_WORDS
from slp_core.questionnaire import PREDICATE_WORDS, OpenNeed, Question
from slp_core.self_check import GRADE_WORDS, STATE_WORDS, Gap, Grade, Result, State
from slp_core.services import self_check_files, self_check_views, self_checks
from ui import look, session, tables
from ui.self_check_question import Desk

KINDS: dict[Grade, Literal["stop", "care", "fine"]] = {
    Grade.NOT_KNOWN: "stop",
    Grade.NOT_READY: "stop",
    Grade.NEARLY: "care",
    Grade.READY: "fine",
}
BADGES = {
    State.READY: ("done", "Ready"),
    State.PARTLY: ("excused", "Partly"),
    State.GAP: ("late", "Gap"),
    State.UNKNOWN: ("unknown", "Not known"),
    State.NOT_APPLICABLE: ("todo", "Does not apply"),
}
GRADE_BADGES = {
    Grade.NOT_KNOWN: "unknown",
    Grade.NOT_READY: "late",
    Grade.NEARLY: "excused",
    Grade.READY: "done",
}
NAMED = 2  # needs that a line names


def show(desk: Desk) -> None:
    """The grade on the day asked for, first; then what to do, and how it was."""
    look.section("Result")
    top = st.container()
    day = _day()
    if day is None:
        return
    result = self_check.grade(desk.questions, desk.answers, day)
    with top:
        look.verdict(KINDS[result.grade], f"{GRADE_WORDS[result.grade]}.", look.plain(result.why))
    st.markdown(_counts(result))
    needs = session.remember(self_check_views.open_needs, desk.run.partner, day) if desk.run else ()
    if desk.run:
        st.markdown(_needs(desk, result, needs))
    _gaps(self_check.gaps(desk.questions, result, needs), dry=desk.run is None)
    if desk.run:
        _last_time(desk, desk.run.partner, result)
    _method(desk)
    _pdf(desk, day)
    if desk.run and desk.open:
        _finish(desk)


def grade_badge(grade: Grade) -> str:
    return look.state(GRADE_BADGES[grade], GRADE_WORDS[grade])


def age(days: int) -> str:
    """How old something is, in the largest unit that says it well."""
    if days < 60:
        return "today" if days == 0 else f"{count(days, 'day')} old"
    return f"{count(days // 30, 'month')} old"


def _day() -> date | None:
    today = session.today()
    typed = st.text_input("On which day", value=today.isoformat(), key="self-check-day", width=200)
    try:
        return dates.parse_day(typed or "", "day")
    except SlpError as refusal:
        look.mistake(refusal.message, refusal.hint)
        return None


def _counts(result: Result) -> str:
    words = STATE_WORDS | {State.GAP: "Missing"}
    parts = [f"**{result.number(state)}** {words[state].lower()}" for state in State if result.number(state)]
    line = f"Of {count(len(result.states), 'question')}: {', '.join(parts)}."
    if result.changes_on:
        line += f" The next answer expires on {dates.short(result.changes_on)}: the grade may change that day."
    return line


def _needs(desk: Desk, result: Result, needs: Sequence[OpenNeed]) -> str:
    if not needs:
        return "No need of your sector is open on this day."
    free = sum(not self_check.blocking(desk.questions, result, need) for need in needs)
    verb = "is" if free == 1 else "are"
    return f"**{free} of {count(len(needs), 'open need')}** of your sector {verb} possible with these answers."


def _gaps(found: Sequence[Gap], *, dry: bool) -> None:
    look.section(f"What to do ({len(found)})" if found else "What to do")
    if not found:
        look.empty("Nothing is left to do.", "Look again before the next answer expires.")
        return
    rows = [[_to_do(gap), _opens(gap, dry=dry)] for gap in found]
    tables.plain(rows, ("First things first", "What it opens"), "Gaps with what to do, the most useful first")


def _to_do(gap: Gap) -> str:
    question = gap.question
    owner, days = OWNER_WORDS[question.gap.owner], count(question.gap.takes.business_days, "business day")
    unknown = gap.state is State.UNKNOWN
    what = "Answer it" if unknown else look.plain(question.gap.text)
    where = f"Where it is missing: {look.plain(question.gap.text)}. " if unknown else ""
    must = " :blue-badge[Must-have]" if question.gate else ""
    return (
        f"**{what}**{must}  \n{look.state(*BADGES[gap.state])} {look.plain(question.text)}  \n"
        f":small[{where}{owner}, about {days} (our assumption)]"
    )


def _opens(gap: Gap, *, dry: bool) -> str:
    if dry or not (gap.unlocks or gap.helps):
        return _holds_back(gap.question)
    lines = []
    if gap.unlocks:
        lines.append(f"**Opens {count(len(gap.unlocks), 'need')}**: {_listed(gap.unlocks)}")
    if gap.helps:
        lines.append(f"One of several in the way of {count(len(gap.helps), 'need')}")
    return "  \n".join(lines)


def _holds_back(question: Question) -> str:
    gated = [PREDICATE_WORDS[name] for name in question.gates]
    return f"Holds back {', '.join(gated)}" if gated else "The grade alone"


def _listed(needs: Sequence[OpenNeed]) -> str:
    """A few by their title, for whoever may see needs; by their kind for all others."""
    if not needs[0].title:
        kinds = sorted({KIND_WORDS[need.kind].lower() for need in needs})
        return ", ".join(kinds)
    named = [f"[{look.plain(n.title)}](/need?ref={n.reference}) ({look.plain(n.country)})" for n in needs[:NAMED]]
    more = f" and {len(needs) - NAMED} more" if len(needs) > NAMED else ""
    return ", ".join(named) + more


def _last_time(desk: Desk, partner: str, result: Result) -> None:
    assert desk.run is not None
    before = session.remember(self_check_views.past, partner, desk.run.reference if desk.run.finished else "")
    look.section("Compared with last time")
    if not before:
        st.markdown("This is the first one.")
        return
    last = before[0]
    st.markdown(f"{dates.short(last.finished)}: {grade_badge(last.grade)} Now: {grade_badge(result.grade)}")
    changed = self_check.changes(desk.questions, last.states, result.states)
    if not changed:
        st.markdown("Every question stands as it did.")
        return
    rows = [
        [
            look.plain(one.question.text),
            f"{STATE_WORDS[one.before] if one.before else 'Not asked'} → {look.state(*BADGES[one.now])}",
        ]
        for one in changed
    ]
    tables.plain(rows, ("Question", "Then → now"), "Questions that stand otherwise than last time")


def _method(desk: Desk) -> None:
    method = desk.questions.method
    with st.expander("How the grade is made"):
        st.markdown(
            f"{look.plain(method.text)}  \nNot known: a must-have without an answer that counts, or more than "
            f"{method.unknown_share:.0%} of the weight. Not ready: a must-have is missing, or less than "
            f"{method.nearly_share:.0%} of the weight is ready. Ready: every must-have, {method.ready_share:.0%} "
            f"of the weight, and nothing unknown. Nearly ready: what lies between.  \n"
            f"{look.basis(method.citation.read())}"
        )


def _pdf(desk: Desk, day: date) -> None:
    """The page to take along; it is made by the click."""
    now, invented = session.now(), session.is_demo()
    if desk.run:
        made = session.later(self_check_files.of_partner, desk.run.partner, day, now, invented)
    else:
        made = partial(self_check_files.of_dry_run, desk.questions, dict(desk.answers), day, now, invented)
    name = f"self-check-{desk.key}-{day}.pdf"
    st.download_button(
        "Download one page", made, name, "application/pdf", on_click="ignore", icon=":material/download:"
    )


def _finish(desk: Desk) -> None:
    assert desk.run is not None
    token = session.token(f"finish-{desk.key}")
    st.caption(
        "Finished, it is kept as it is: INL/KM and you read all of it, posts read the grade. Then begin a new one."
    )
    if st.button("Finish self-check", type="primary", icon=":material/task_alt:", key=f"finish-{token}"):
        with session.refusals():
            call = (desk.run.reference, desk.run.version, session.now(), session.today())
            session.do(token, self_checks.finish, *call)
            session.renew(f"finish-{desk.key}")
            st.rerun()
