"""What is due: the choices of the list, its rows, and the calendar file of what it holds."""

from datetime import date

import streamlit as st

from slp_core import dates
from slp_core.checklists import OWNER_WORDS
from slp_core.roles import Principal
from slp_core.services import calendar_files
from slp_core.services.due_list import Due, Filters, Page, Week
from ui import address, look, session, tables, work

WEEK_WORDS: dict[str, str] = {
    Week.NOW: "Overdue and this week",
    Week.OVERDUE: "Overdue",
    Week.SOON: "Due in 7 days",
    Week.THIS: "This week",
    Week.NEXT: "Next week",
    Week.LATER: "Later",
    Week.ALL: "All",
}
MINE, EVERYBODYS = "mine", "all"


def filters(user: Principal) -> Filters:
    """The filter row; every choice stands in the address. Who marks no steps sees everybody's."""
    owners = {"": "All owners"} | {owner.value: words for owner, words in OWNER_WORDS.items()}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        week = address.select("Due", WEEK_WORDS, "week", width=220)
        owner = address.select("Owner", owners, "owner", width=160)
        of = address.search("Engagement or expert", "of", placeholder="E-2027-014 or X-005", width=200)
        mine = False
        if user.may("checklist:change"):
            words = {MINE: "Mine to do", EVERYBODYS: "Everybody's"}
            mine = address.choose("Whose", words, "whose") == MINE
    return Filters(Week(week), owner, mine, of)


def words(found: Page) -> str:
    late = f", **{found.overdue:,}** of them overdue" if found.overdue else ""
    many = "More than " if found.more else ""
    narrow = " Narrow the list to reach the later ones." if found.more else ""
    return (
        f"**{many}{dates.count(found.count, 'step')}**{late}. The same step of several travelers is one line.{narrow}"
    )


def rows(found: Page, today: date) -> None:
    shown = [[work.due(row.due, today), _what(row), _where(row)] for row in found.rows]
    tables.plain(shown, ("Due", "Step", "Engagement"), "Open steps, overdue first")


def download(wanted: Filters, today: date) -> None:
    """What the list holds as a file for a calendar, made when it is asked for."""
    st.download_button(
        "Calendar file",
        session.later(calendar_files.of_due_list, wanted, today, session.now()),
        f"due-{today}.ics",
        "text/calendar",
        on_click="ignore",
        icon=":material/calendar_add_on:",
    )


def _what(row: Due) -> str:
    whose = f", {row.count} travelers" if row.count > 1 else f", traveler {row.traveler}" if row.traveler else ""
    return f"**{look.plain(row.text)}**  \n{OWNER_WORDS[row.owner]}{whose}"


def _where(row: Due) -> str:
    link = f"/engagement?ref={row.engagement}&tab=checklist"
    return f"[{look.plain(row.title)}]({link})  \n{row.engagement}, {look.plain(row.country)}"
