"""The parts of a need's page."""

from datetime import date

import streamlit as st

from slp_core import dates
from slp_core.errors import NotAllowed, SlpError
from slp_core.lifecycle import WORDS
from slp_core.needs import (
    BY_HAND,
    NEED_WORDS,
    PLANNED_FOR,
    PRIORITY_WORDS,
    NeedStatus,
    Priority,
    action_to,
    action_to_change,
)
from slp_core.partners import SECTOR_WORDS, Sector
from slp_core.plan import KIND_WORDS, Kind
from slp_core.reference import shipped
from slp_core.roles import Principal
from slp_core.services import intake, need_views, needs
from slp_core.services.need_views import NeedView
from slp_core.windows import WindowOutlook
from ui import look, need_form, session, tables
from ui.needs import state

VERBS = {  # in the order of the buttons
    NeedStatus.MET: ("Mark as met", "check_circle"),
    NeedStatus.ACCEPTED: ("Accept need", "check"),
    NeedStatus.DECLINED: ("Decline need", "block"),
    NeedStatus.WITHDRAWN: ("Withdraw need", "undo"),
    NeedStatus.RAISED: ("Raise again", "campaign"),
}
STATE_OF_DAYS = {"stop": "late", "care": "soon", "fine": "done"}
UNPLANNED = (NeedStatus.RAISED, NeedStatus.ACCEPTED)
UNKNOWN = look.state("unknown", "Not yet known")


def to_change(user: Principal, reference: str) -> NeedView | None:
    """The need that the address asks to change, None for a new one. Raises NotFound, and Conflict once it is over."""
    if not reference:
        return None
    found = session.remember(need_views.view, reference)
    if found.status is NeedStatus.ACCEPTED and not user.may(action_to_change(found.status)):
        raise NotAllowed(
            "INL/KM has accepted this need: only INL/KM changes what it asks for now.",
            hint="What you typed is kept as a draft. Tell INL/KM what should be different.",
        )
    user.require(action_to_change(found.status))
    return found


def head(found: NeedView) -> None:
    """Title, and the facts in one line."""
    wish = found.request
    country = shipped().countries.label(wish.country)
    priority = f"{PRIORITY_WORDS[Priority(wish.priority)].lower()} priority"
    line = f"{found.reference} · {country} · {KIND_WORDS[Kind(wish.kind)]} · {priority} · {state(found.status)}"
    look.head(wish.title, line, demo=session.is_demo())


def verdict(found: NeedView, today: date) -> None:
    """Where it stands, and why."""
    by = f" by {look.plain(found.by)}" if found.by else ""
    if not found.steps:
        days = (today - found.raised).days
        ago = f", {dates.count(days, 'day')} ago" if days else ""
        look.verdict("care", "INL/KM has not decided yet.", f"Raised {dates.long(found.raised)}{by}{ago}.")
        return
    last = found.steps[-1]
    who = f", {look.plain(last.by)}" if last.by else ""
    kind = {NeedStatus.DECLINED: "stop", NeedStatus.WITHDRAWN: "care", NeedStatus.RAISED: "care"}
    said = f"{look.plain(last.reason)} ({dates.long(last.on)}{who})"
    look.verdict(kind.get(found.status, "fine"), f"{NEED_WORDS[found.status]}.", said)  # type: ignore[arg-type]


def asked(found: NeedView) -> None:
    """Every field with its value; what is open says so."""
    wish, catalogue = found.request, shipped().catalogue
    specialty = catalogue.specialties[wish.specialty].title if wish.specialty in catalogue.specialties else ""
    sector = SECTOR_WORDS[Sector(wish.sector)] if wish.sector else ""
    offer = catalogue.offers[wish.offer].title if wish.offer in catalogue.offers else ""
    rows = [
        ["Window", _window(found)],
        ["Sector", look.plain(", ".join(filter(None, (sector, specialty)))) or UNKNOWN],
        ["Audience", _audience(wish.audience, wish.participants)],
        ["Outcome", look.plain(wish.outcome) or UNKNOWN],
        ["Indicator and target", _measured(wish.indicator, wish.target)],
        ["Language", look.plain(catalogue.languages.get(wish.language, "")) or "Not said"],
        ["Counterpart", look.plain(found.institution) or "Not chosen yet"],
        ["Standard offer", look.plain(offer) or "None"],
        ["Served by", look.plain(shipped().countries.post_of(wish.country).name)],
    ]
    tables.plain(rows, ("Field", "Asked"), "What is asked for")
    if wish.topic:
        st.text(wish.topic)


def engagements(found: NeedView) -> None:
    """The engagements that meet it, each with a link."""
    look.section(f"Engagements that meet it ({len(found.engagements)})")
    if not found.engagements:
        later = "Once the need is accepted, an engagement is planned for it, or an open one is linked."
        look.empty("None yet.", "Plan one, or link one." if found.status in PLANNED_FOR else later)
        return
    rows = [
        [
            f"[{look.plain(one.title)}](/engagement?ref={one.reference})",
            dates.span(one.departs, one.returns),
            WORDS[one.stage],
        ]
        for one in found.engagements
    ]
    tables.plain(rows, ("Engagement", "Trip", "Stage"), "Engagements that meet this need")


def steps(found: NeedView) -> None:
    """Its life so far: each move with its reason, newest first."""
    look.section("Life")
    rows = [[_moved(one.to, one.on), f"{look.plain(one.reason)}{_by(one.by)}"] for one in reversed(found.steps)]
    rows.append([_moved(NeedStatus.RAISED, found.raised), f"Raised{_by(found.by)}"])
    tables.plain(rows, ("State", "Why"), "Moves of this need, newest first")


def actions(found: NeedView, user: Principal, today: date) -> None:
    """What this user can do next: which days work, plan, change, decide."""
    look.section("Next")
    answer = None
    if found.status in UNPLANNED and user.may("plan:price"):
        answer = _days(found, today)
    _plan(found, user, answer)
    _decide(found, user, today)
    _link(found, user, today)


def _days(found: NeedView, today: date) -> WindowOutlook | None:
    """Say which days of the window can still work."""
    wish = found.request
    if wish.window is None:
        st.markdown(f"{look.state('unknown', 'No window yet')} Say from when to when, and its weeks are checked.")
        return None
    if wish.window.last_departure < today:
        st.markdown(f"{look.state('late', 'Window over')} No departure is left in the window.")
        return None
    answer = session.remember(intake.of_window, wish.country, Kind(wish.kind), wish.window, today)
    kind, bold, reason = need_form.weeks(answer)
    st.markdown(f"{look.state(STATE_OF_DAYS[kind], bold)}  \n{reason}")
    return answer


def _plan(found: NeedView, user: Principal, answer: WindowOutlook | None) -> None:
    wish = found.request
    if found.status in PLANNED_FOR and user.reaches("engagement:open", wish.country):
        where = {"need": found.reference, "country": wish.country, "kind": wish.kind}
        if answer and answer.departure and wish.days:
            returns = date.fromordinal(answer.departure.toordinal() + wish.days - 1)
            where |= {"departs": answer.departure.isoformat(), "returns": returns.isoformat()}
        words = f"Plan {'another' if found.engagements else 'an'} engagement for this need"
        st.page_link("pages/plan.py", label=words, query_params=where, icon=":material/edit_calendar:")
    if _may_change(found, user):
        where = {"ref": found.reference}
        st.page_link("pages/need_intake.py", label="Change what is asked", query_params=where, icon=":material/edit:")


def _decide(found: NeedView, user: Principal, today: date) -> None:
    """One reason, and a button for each move that this user may make."""
    order = [to for to in VERBS if to in BY_HAND[found.status] and user.reaches(action_to(to), found.request.country)]
    if not order:
        return
    token = session.token(f"move {found.reference}")
    with st.form(f"move-{token}", enter_to_submit=False):
        reason = st.text_input("Reason", placeholder="Why, in a sentence")
        with st.container(horizontal=True):
            pressed = [to for to in order if _button(to, found.status)]
        if pressed:
            with session.refusals():
                session.do(token, needs.move, found.reference, pressed[0], reason, found.version, today)
                session.renew(f"move {found.reference}")
                st.rerun()


def _button(to: NeedStatus, now: NeedStatus) -> bool:
    words, icon = VERBS[to]
    if (now, to) == (NeedStatus.MATCHED, NeedStatus.ACCEPTED):
        words, icon = "Back to accepted", "undo"
    main = (now, to) in ((NeedStatus.RAISED, NeedStatus.ACCEPTED), (NeedStatus.MATCHED, NeedStatus.MET))
    return st.form_submit_button(words, icon=f":material/{icon}:", type="primary" if main else "secondary")


def _link(found: NeedView, user: Principal, today: date) -> None:
    """A form to say that an engagement which is open already meets the need."""
    if found.status not in PLANNED_FOR or not user.reaches("engagement:open", found.request.country):
        return
    token = session.token(f"link {found.reference}")
    with st.expander("Link an engagement that is open already"), st.form(f"link-{token}", border=False):
        engagement = st.text_input("Its reference", placeholder="E-2027-014")
        if st.form_submit_button("Link engagement", icon=":material/link:"):
            with session.refusals():
                session.do(token, needs.link, found.reference, engagement, today)
                session.renew(f"link {found.reference}")
                st.rerun()


def _may_change(found: NeedView, user: Principal) -> bool:
    try:
        return user.reaches(action_to_change(found.status), found.request.country)
    except SlpError:
        return False


def _window(found: NeedView) -> str:
    window = found.request.window
    if window is None:
        return "Not said"
    return f"{dates.count(window.days, 'day')} within {dates.short(window.first)} to {dates.short(window.last)}"


def _audience(audience: str, participants: int | None) -> str:
    number = dates.count(participants, "participant") if participants else ""
    return look.plain(", ".join(filter(None, (audience, number)))) or UNKNOWN


def _measured(indicator: str, target: str) -> str:
    if not indicator and not target:
        return UNKNOWN
    return f"{look.plain(indicator) or UNKNOWN}: {look.plain(target) or UNKNOWN}"


def _moved(to: NeedStatus, day: date) -> str:
    return f"{state(to)}  \n{dates.long(day)}"


def _by(name: str) -> str:
    return f"  \n:small[{look.plain(name)}]" if name else ""
