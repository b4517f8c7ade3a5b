"""The self-checks of all agencies: filters, how many stand how, and a page of lines that lead to the agencies."""

import streamlit as st

from slp_core import dates
from slp_core.dates import count
from slp_core.reference import shipped
from slp_core.roles import Principal
from slp_core.self_check import GRADE_WORDS
from slp_core.services import self_check_list
from slp_core.services.self_check_list import DONE, INVITED, NEVER, RUNNING, Filters, Page, Row
from ui import address, filters, look, self_check_result, session, tables, upkeep

FIRST: dict[str, str] = {DONE: "Finished, any grade"}
LAST: dict[str, str] = {RUNNING: "Being answered", NEVER: "Never finished"}


def section(user: Principal) -> None:
    """The whole tab."""
    today = session.today()
    upkeep.renew(upkeep.GRADES, today)  # an answer may have expired since
    wanted = _narrowed(user)
    minute = session.now().replace(second=0, microsecond=0)  # so that the answer is remembered for a while
    found = session.remember(self_check_list.page, wanted, minute, filters.page_number())
    st.markdown(_counts(found))
    if found.rows:
        rows = [[_agency(row), _standing(row), _last(row)] for row in found.rows]
        tables.plain(rows, ("Agency", "Today", "Last finished"), "Self-checks of agencies, by name")
        filters.pager(found)
    else:
        look.empty("No agency matches.", "Take a filter away, or invite an agency on its page.")
    st.caption(
        "The grade is that of today: an answer that has expired is not known, and what is not known is not ready."
    )


def _narrowed(user: Principal) -> Filters:
    standings = FIRST | {grade.value: words for grade, words in GRADE_WORDS.items()} | LAST
    if user.may("self_check:invite"):
        standings[INVITED] = "With an open invitation"
    with st.container(horizontal=True, vertical_alignment="top"):
        text = address.search("Search", "find", placeholder="Any part of a name, state or reference", width=300)
        state = address.us_state("State", "All states", "state", width=230)
        standing = address.select("Self-check", standings, "self-check", width=230)
    return Filters(text, state, standing)


def _counts(found: Page) -> str:
    parts = [f"{number:,} {GRADE_WORDS[grade].lower()}" for grade, number in found.grades.items()]
    return f"**{count(found.count, 'agency', 'agencies')}**" + (f": {', '.join(parts)}" if parts else "")


def _agency(row: Row) -> str:
    invited = f", {count(row.invitations, 'open invitation')}" if row.invitations else ""
    where = shipped().us_states.label(row.state)
    return f"[{look.plain(row.name)}](/partner?ref={row.reference})  \n:small[{where}, {row.reference}{invited}]"


def _standing(row: Row) -> str:
    if row.grade is None:
        return look.state("waiting", "Being answered") if row.running else look.state("unknown", "Never done")
    told = [f"{count(row.gaps, 'gap')}, {row.partly} in part, {row.ready} ready"]
    if row.unknown:
        told.append(f":gray-badge[:material/help: {row.unknown} not known]")
    return "  \n".join((self_check_result.grade_badge(row.grade), *told))


def _last(row: Row) -> str:
    if row.finished is None:
        return ""
    age = self_check_result.age((session.today() - row.finished).days)
    again = "  \n:small[a new one is being answered]" if row.running else ""
    return f"{dates.short(row.finished)}  \n{age}{again}"
