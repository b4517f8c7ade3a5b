"""The checklist of an engagement: its steps in a table, marking one as done, and taking a mark back."""

from collections.abc import Iterable, Sequence
from datetime import date

import streamlit as st

from slp_core import dates
from slp_core.checklists import OWNER_WORDS, Evidence, Owner
from slp_core.roles import Principal
from slp_core.services import steps
from slp_core.services.engagements import EngagementView
from slp_core.services.steps import Step
from ui import as_shown, checklist_changes, look, session, tables, written

ASKS = {Evidence.REFERENCE: " (asks for a reference)"}
STATUS = {"done": "done", "excused": "excused", "open": "todo"}


def section(found: EngagementView, checklist: Sequence[Step], user: Principal) -> None:
    """A form to mark a step, the open ones as this engagement was given them, and below, folded, what is done."""
    todo = [step for step in checklist if step.status == "open"]
    done = [step for step in checklist if step.status != "open"]
    st.caption(f"Checklist edition: {found.edition}. A later edition does not change it.")
    mark(todo)
    checklist_changes.forms(found, checklist, user)
    if todo:
        _table(todo, "Open steps with their due day")
    else:
        look.empty("Nothing is open.", "Every step of this engagement is done or excused.")
    if done:
        title = f"Done or excused ({len(done)})"
        look.folded(title, f"done-{found.reference}", lambda: _done(done))


def _done(steps_: list[Step]) -> None:
    _table(steps_, "Steps that are done or excused")
    reopen([step for step in steps_ if step.mine and step.status == "done"])


def _table(steps_: list[Step], alt: str) -> None:
    """A row a step; what is said alike of several travelers is said once."""
    today = session.today()
    alike: dict[tuple[object, ...], list[Step]] = {}
    for step in steps_:
        own = step.traveler is None
        key = (step.text, step.due, step.status, step.done_on, step.owner, step.reference, step.excuse, own)
        alike.setdefault(key, []).append(step)
    rows = [
        [_state(some[0], today), f"**{look.plain(some[0].text)}**  \n{_who(some)}", dates.long(some[0].due)]
        for some in alike.values()
    ]
    tables.plain(rows, ("State", "Step", "Due"), alt)


def markable(todo: Iterable[Step]) -> list[Step]:
    """Of open steps, those that the reader can mark today: none that comes after a departure ahead."""
    today = session.today()
    return [one for one in todo if one.mine and (one.not_before is None or one.not_before <= today)]


def mark(todo: Iterable[Step]) -> None:
    """A form to mark one of some open steps as done."""
    today, now = session.today(), markable(todo)
    if not now:
        return
    words = look.distinct({step.id: step.words + ASKS.get(step.evidence, "") for step in now})
    by_id = {step.id: step for step in now}
    token = session.token("mark")
    with st.form(as_shown.form(f"mark-{token}", words), border=True):
        next_id, last_day = st.session_state.get("marked", (None, today.isoformat()))
        first = list(words).index(next_id) if next_id in words else 0
        chosen = st.selectbox("Mark a step as done", list(words), first, words.__getitem__)
        day, reference = st.columns(2)
        done_on = day.text_input("Done on", last_day)
        paper = reference.text_input("Reference, where the step asks for one")
        if st.form_submit_button("Mark as done", icon=":material/check:"):
            with session.refusals():
                step = by_id[chosen]
                session.do(
                    token,
                    steps.mark_done,
                    step.id,
                    step.version,
                    dates.parse_day(done_on, "done_on"),
                    today,
                    paper,
                )
                session.renew("mark")
                behind = [one.id for one in now[now.index(step) + 1 :]]
                st.session_state["marked"] = next(iter(behind), None), done_on
                st.rerun()


def reopen(done: list[Step]) -> None:
    """A form to take a mark back that was made by mistake."""
    if not done:
        return
    words, versions = look.distinct({step.id: step.words for step in done}), {step.id: step.version for step in done}
    with st.form(as_shown.form(f"reopen-{session.token('reopen')}", words), border=True):
        chosen = st.selectbox("Marked by mistake", list(words), format_func=words.__getitem__)
        if st.form_submit_button("Open step again", icon=":material/undo:"):
            written.do("reopen", steps.reopen, chosen, versions[chosen])


def _state(step: Step, today: date) -> str:
    if step.status == "open" and step.due < today:
        return look.state("late", f"{dates.count((today - step.due).days, 'day')} late")
    return look.state(STATUS[step.status], f"Done {dates.short(step.done_on)}" if step.done_on else "")


def _who(some: list[Step]) -> str:
    step, numbers = some[0], [str(one.traveler) for one in some if one.traveler]
    whose = f", {'travelers' if len(numbers) > 1 else 'traveler'} {', '.join(numbers)}" if numbers else ""
    proof = (
        f", reference {look.plain(step.reference)}"
        if step.reference
        else ", asks for a reference"
        if step.evidence is Evidence.REFERENCE
        else ""
    )
    excuse = f"  \n{look.state('excused')} {look.plain(step.excuse)}" if step.excuse else ""
    return f"{OWNER_WORDS[Owner(step.owner)]}{whose}{proof}{excuse}"
