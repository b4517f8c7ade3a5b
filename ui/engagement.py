"""The parts of an engagement's page."""

from collections.abc import Callable
from datetime import timedelta

import streamlit as st

from slp_core import dates
from slp_core.lifecycle import SIX_STEPS, WORDS, Stage
from slp_core.readiness import Verdict
from slp_core.reference import shipped
from slp_core.roles import Principal
from slp_core.services import calendar_files, engagement_history, readiness, swings
from slp_core.services.engagements import EngagementView
from slp_core.services.steps import Step
from ui import (
    checklist,
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


def verdict(found: EngagementView, all_steps: Steps) -> None:
    """What is late; else, for a team that leaves soon, what is in the way; else what comes next."""
    todo = [step for step in all_steps if step.status == "open"]
    late = [step for step in todo if step.due < session.today()]
    ahead = f"Next of {dates.count(len(todo), 'open step')}: {_next(todo)}" if todo else "Every step is done."
    stop, first = _in_the_way(found)
    oldest = f"the oldest is “{look.plain(late[0].text)}”, {_late(late[0])}." if late else ""
    are = "is" if len(late) == 1 else "are"
    overdue = f"{dates.count(len(late), 'step')} of {len(todo)} open ones {are} overdue:"
    if stop:
        look.verdict("stop", stop, f"{first} {f'{overdue} {oldest}' if late else 'No step is overdue.'}".lstrip())
    elif late:
        look.verdict("care", overdue, oldest)
    else:
        look.verdict("fine", "Nothing is overdue." if todo else "Every step is done.", ahead if todo else "")


def _late(step: Step) -> str:
    return f"{dates.count((session.today() - step.due).days, 'day')} late"


def _next(todo: list[Step]) -> str:
    return f"{look.plain(todo[0].text)}, by {dates.long(todo[0].due)}."


def _in_the_way(found: EngagementView) -> tuple[str, str]:
    """Of a team that leaves soon and may not, how many things stand how, and the first; empty for others."""
    today = session.today()
    soon = timedelta(int(shipped().rules.on("planning.departing_soon_days", today).value))
    kept = session.remember(readiness.kept, found.reference, today) if found.departs <= today + soon else None
    if kept is None or kept[0] is not Verdict.NO_GO:
        return "", ""
    _, counts, first = kept
    parts = [(counts.not_ready, "not ready"), (counts.at_risk, "at risk"), (counts.unknown, "not known")]
    words = f"No-go as things stand: {', '.join(f'{number} {words}' for number, words in parts if number)}."
    return words, f"First: {look.plain(first)}." if first else ""


def parts(found: EngagementView, all_steps: Steps, user: Principal) -> dict[str, Callable[[], None]]:
    """The tabs this user may open: their words, with counts, and what draws them."""
    done = sum(step.status != "open" for step in all_steps)
    tabs: dict[str, Callable[[], None]] = {
        "Go / no-go": lambda: go_no_go.section(found),
        "Overview": lambda: overview(found, user),
        f"Checklist ({done} of {len(all_steps)})": lambda: checklist.section(found, all_steps, user),
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
    """The trip with its notes as typed and what moves it; the team with its agreement."""
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
        engagement_move.section(found, user)
        _calendar(found)
    with right:
        team.section(found, user)
        engagement_agreement.section(found, user)


def events(found: EngagementView) -> None:
    """The trail of this engagement, newest first."""
    happened = session.remember(engagement_history.of_engagement, found.reference)
    rows = [
        [
            f"{dates.short(e.moment.date())}, {e.moment:%H:%M} UTC",
            look.plain(e.who),
            f"**{look.plain(e.what)}**  \n{look.plain(e.changes)}",
        ]
        for e in happened
    ]
    tables.plain(rows, ("When", "Who", "What"), "Changes of this engagement, newest first")


def _calendar(found: EngagementView) -> None:
    st.download_button(
        "Calendar file",
        session.later(calendar_files.of_engagement, found.reference, session.now()),
        f"{found.reference}.ics",
        "text/calendar",
        on_click="ignore",
        icon=":material/calendar_add_on:",
    )


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
