"""Needs as lines: the filter row, the list, the few that wait for someone, and past engagements like one."""

import streamlit as st

from slp_core.dates import count, short
from slp_core.needs import NEED_WORDS, PRIORITY_WORDS, NeedStatus, Priority
from slp_core.partners import SECTOR_WORDS, Sector
from slp_core.reference import shipped
from slp_core.roles import Principal
from slp_core.services import needs_list, similar
from slp_core.services.needs_list import ListedNeed, NeedFilters, NeedPage
from slp_core.services.similar import SimilarEngagement
from ui import address, look, session, tables

MINE = {"": "All", "mine": "Raised by me"}
STATE_OF = {
    NeedStatus.RAISED: "waiting",
    NeedStatus.ACCEPTED: "doing",
    NeedStatus.MATCHED: "doing",
    NeedStatus.MET: "done",
    NeedStatus.DECLINED: "ended",
    NeedStatus.WITHDRAWN: "ended",
}


def filters(user: Principal) -> NeedFilters:
    """The filter row. A choice in the address that does not exist is left out."""
    catalogue = shipped().catalogue
    statuses = {"": "All states"} | {status.value: NEED_WORDS[status] for status in NeedStatus}
    priorities = {"": "All priorities"} | {one.value: PRIORITY_WORDS[one] for one in reversed(Priority)}
    sectors = {"": "All sectors"} | {sector.value: SECTOR_WORDS[sector] for sector in Sector}
    specialties = {"": "All specialties"} | {key: one.title for key, one in catalogue.specialties.items()}
    with st.container(horizontal=True, vertical_alignment="top"):
        text = address.search("Search", "find", placeholder="Title, country or reference", width=260)
        country = address.country("Country", "All countries", "country", width=230)
        status = address.select("State", statuses, "status", width=180)
        priority = address.select("Priority", priorities, "priority", width=150)
        sector = address.select("Sector", sectors, "sector", width=150)
        specialty = address.select("Specialty", specialties, "specialty", width=230)
        mine = address.choose("Show", MINE, "show") if user.may("need:raise") else ""
    return NeedFilters(text, country, sector, specialty, status, priority, mine == "mine")


def state(status: NeedStatus) -> str:
    return look.state(STATE_OF[status], NEED_WORDS[status])


def listed(found: NeedPage) -> None:
    """The list itself."""
    for row in found.rows:
        look.row("need", row.reference, row.title, _words(row))


def raise_link(user: Principal, **where: str) -> None:
    if user.may("need:raise"):
        st.page_link("pages/need_intake.py", label="Raise a need", query_params=where, icon=":material/campaign:")


def waiting(user: Principal) -> None:
    """On My work: for who decides, the needs that wait for it; for a post, where its needs stand."""
    decides = user.may("need:decide")
    found = session.remember(needs_list.waiting)
    look.section("Needs waiting for a decision" if decides else "Needs")
    if not found.count:
        st.markdown("None." if decides else "No need is open.")
    else:
        rows = [[state(row.status), f"{_link(row)}  \n{look.plain(row.country)}"] for row in found.rows]
        tables.plain(rows, ("State", "Need"), "The most urgent needs")
    where = {"status": NeedStatus.RAISED.value} if decides else {}
    words = f"All {found.count:,} that wait" if decides and found.count else "All needs"
    st.page_link("pages/needs.py", label=words, query_params=where, icon=":material/campaign:")


def similar_engagements(text: str, country: str, sector: str) -> None:
    """Past engagements with such a title, to open before asking for the same again."""
    look.section("Similar past engagements")
    found = session.remember(similar.engagements, text, country, sector, session.today())
    if not found:
        words = "None in your reach has such a title." if text.strip() else "They appear as soon as a title is typed."
        st.caption(words)
        return
    st.markdown("\n\n".join(map(_similar, found)))


def _similar(one: SimilarEngagement) -> str:
    about = f"{one.country}, returned {short(one.returned)}, {one.partner or 'no partner'}"
    return f"[{look.plain(one.title)}](/engagement?ref={one.reference})  \n:small[{look.plain(about)}]"


def _link(row: ListedNeed) -> str:
    return f"[{look.plain(row.title)}](/need?ref={row.reference})"


def _words(row: ListedNeed) -> str:
    urgent = ", **high priority**" if row.priority is Priority.HIGH else ""
    first = f"{state(row.status)} {look.plain(row.country)}{urgent}"
    window = (
        f"{short(row.window_start)} to {short(row.window_end)}"
        if row.window_start and row.window_end
        else "no days yet"
    )
    sector = SECTOR_WORDS[Sector(row.sector)].lower() if row.sector else "no sector"
    size = f"{count(row.days, 'day')} within {window}" if row.days else window
    people = f", {count(row.participants, 'participant')}" if row.participants else ""
    return f"{first}  \n:small[{row.reference}, {sector}; {size}{people}]"
