"""The parts of an engagement's page."""

from collections.abc import Callable
from datetime import date, timedelta

import streamlit as st

from slp_core import dates
from slp_core.checklists import OWNER_WORDS, Evidence, Owner
from slp_core.lifecycle import SIX_STEPS, WORDS, Stage
from slp_core.readiness import Verdict
from slp_core.reference import shipped
from slp_core.roles import Principal
from slp_core.services import calendar_files, history, readiness, steps, swings
from slp_core.services.engagements import EngagementView
from slp_core.services.steps import Step
from ui import (
    checklist_changes,
    clearances,
    engagement_agreement,
    engagement_cost,
    engagement_move,
    engagement_trip,
    go_no_go,
    look,
    security,
    session,
    tables,
    team,
)

Steps = tuple[Step, ...]
STATUS = {"done": "done", "excused": "excused", "open": "todo"}


def head(found: EngagementView) -> None:
    """Title, the facts in one line, and the six stages in their order."""
    country = shipped().countries.label(found.country)
    partners = ", ".join(map(look.plain, found.partners)) or "no partner yet"
    span = dates.span(found.departs, found.returns)
    look.head(
        found.title,
        f"{found.reference} · {country} · {span} · {dates.count(found.travelers, 'traveler')} · {partners}",
        demo=session.is_demo(),
    )
    st.markdown(_stages(found.stage))
    if others := session.remember(swings.joined_with, found.reference):
        links = " and ".join(f"[{one}](/engagement?ref={one})" for one in others)
        st.markdown(f":material/route: One journey with {links}: a swing, whose price the engagements share.")


def verdict(found: EngagementView, checklist: Steps) -> None:
    """What is late; else, for a team that leaves soon, what is in the way; else what comes next."""
    todo = [step for step in checklist if step.status == "open"]
    late = [step for step in todo if step.due < session.today()]
    ahead = f"Next of {dates.count(len(todo), 'open step')}: {_next(todo)}" if todo else "Every step is done."
    stop = _in_the_way(found)
    if late:
        days = dates.count((session.today() - late[0].due).days, "day")
        are = "is" if len(late) == 1 else "are"
        bold = f"{dates.count(len(late), 'step')} of {len(todo)} open ones {are} overdue:"
        look.verdict("care", bold, f"the oldest is “{look.plain(late[0].text)}”, {days} late. {stop}".rstrip())
    elif stop:
        look.verdict("care", stop, f"No step is overdue. {ahead}")
    else:
        look.verdict("fine", "Nothing is overdue." if todo else "Every step is done.", ahead if todo else "")


def _next(todo: list[Step]) -> str:
    return f"{look.plain(todo[0].text)}, by {dates.long(todo[0].due)}."


def _in_the_way(found: EngagementView) -> str:
    """Of a team that leaves soon and may not, how many things stand how; empty for all others."""
    today = session.today()
    soon = timedelta(int(shipped().rules.on("planning.departing_soon_days", today).value))
    kept = session.remember(readiness.kept, found.reference, today) if found.departs <= today + soon else None
    if kept is None or kept[0] is not Verdict.NO_GO:
        return ""
    counts = kept[1]
    parts = [(counts.not_ready, "not ready"), (counts.at_risk, "at risk"), (counts.unknown, "not known")]
    return f"No-go as things stand: {', '.join(f'{number} {words}' for number, words in parts if number)}."


def parts(found: EngagementView, checklist: Steps, user: Principal) -> dict[str, Callable[[], None]]:
    """The tabs this user may open: their words, with counts, and what draws them."""
    done = sum(step.status != "open" for step in checklist)
    tabs: dict[str, Callable[[], None]] = {
        "Go / no-go": lambda: go_no_go.section(found),
        "Overview": lambda: overview(found, user),
        f"Checklist ({done} of {len(checklist)})": lambda: all_steps(found, checklist, user),
    }
    if user.may("estimate:read"):
        tabs["Cost"] = lambda: engagement_cost.cost(found, user)
    if user.may("security:read"):
        tabs["Security"] = lambda: security.tab(found)
    if user.may("clearance:read"):
        tabs["Clearances"] = lambda: clearances.tab(found)
    if user.may("history:read"):
        tabs["History"] = lambda: events(found)
    return tabs


def overview(found: EngagementView, user: Principal) -> None:
    """The trip, the team, and the notes as typed."""
    left, right = st.columns([1.5, 1], gap="large")
    with left:
        engagement_trip.section(found.plan.itinerary)
        st.markdown(f"Served by **{look.plain(found.post)}**. Advisory: {_level(found.country)}")
        st.page_link(
            "pages/country.py", label="Country brief", query_params={"country": found.country}, icon=":material/flag:"
        )
        if found.plan.notes:
            look.section("Topic and notes")
            st.text(found.plan.notes)
    with right:
        team.section(found, user)
        engagement_agreement.section(found, user)
        engagement_move.section(found, user)
        _calendar(found)


def all_steps(found: EngagementView, checklist: Steps, user: Principal) -> None:
    """A form to mark a step, the open ones as this engagement was given them, and below, folded, what is done."""
    todo = [step for step in checklist if step.status == "open"]
    done = [step for step in checklist if step.status != "open"]
    st.caption(f"Checklist edition: {found.edition}. A later edition does not change it.")
    mark([step for step in todo if step.mine])
    checklist_changes.forms(found, checklist, user)
    if todo:
        _table(todo, "Open steps with their due day")
    else:
        look.empty("Nothing is open.", "Every step of this engagement is done or excused.")
    if done:
        title = f"Done or excused ({len(done)})"
        look.folded(title, f"done-{found.reference}", lambda: _table(done, "Steps that are done or excused"))


def events(found: EngagementView) -> None:
    """The trail of this engagement, newest first."""
    happened = session.remember(history.of_engagement, found.reference)
    rows = [
        [
            f"{dates.short(e.moment.date())}, {e.moment:%H:%M} UTC",
            look.plain(e.who),
            f"**{look.plain(e.what)}**  \n{look.plain(e.changes)}",
        ]
        for e in happened
    ]
    tables.plain(rows, ("When", "Who", "What"), "Changes of this engagement, newest first")


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


def _calendar(found: EngagementView) -> None:
    st.download_button(
        "Calendar file",
        session.later(calendar_files.of_engagement, found.reference, session.now()),
        f"{found.reference}.ics",
        "text/calendar",
        on_click="ignore",
        icon=":material/calendar_add_on:",
    )


def mark(markable: list[Step]) -> None:
    """A form to mark one of some steps as done."""
    if not markable:
        return
    words = {step.id: f"{step.text}{f' (traveler {step.traveler})' if step.traveler else ''}" for step in markable}
    by_id = {step.id: step for step in markable}
    token = session.token("mark")
    with st.form(f"mark-{token}", border=True):
        chosen = st.selectbox("Mark a step as done", list(words), format_func=words.__getitem__)
        day, reference = st.columns(2)
        done_on = day.text_input("Done on", session.today().isoformat())
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
                    session.today(),
                    paper,
                )
                session.renew("mark")
                st.rerun()


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


def _level(country: str) -> str:
    advisory = session.reference().advisories[country]
    return look.level(advisory.level, advisory.words)


def _stages(now: Stage) -> str:
    """The six steps in their order: past, now, later; and how it ended, when it has."""
    here = SIX_STEPS.index(now) if now in SIX_STEPS else None
    badges = []
    for number, stage in enumerate(SIX_STEPS):
        words = f"{number + 1} {WORDS[stage]}"
        if number == here:
            badges.append(f":blue-badge[:material/arrow_forward: {words} (now)]")
        elif now is Stage.CLOSED or (here is not None and number < here):
            badges.append(f":green-badge[:material/check: {words}]")
        else:
            badges.append(f":gray-badge[:material/radio_button_unchecked: {words}]")
    return " ".join([*badges, *([f":gray-badge[:material/flag: {WORDS[now]}]"] if here is None else [])])
