"""The list of partner agencies: what it is narrowed to, its lines, and what waits for a decision."""

from collections.abc import Callable

import streamlit as st

from slp_core.dates import count
from slp_core.partners import CAPACITIES, LEVEL_WORDS, SECTOR_WORDS, STATUS_WORDS, PartnerStatus
from slp_core.reference import shipped
from slp_core.roles import Principal
from slp_core.services import list_files, partner_list, partner_names
from slp_core.services.partner_list import Filters, Row
from ui import address, filters, look, partner_form, partner_pairs, self_check_list, session, unknown_names
from ui import list_files as export

MORE = ("level", "status", "specialty", "language", "capacity")  # folded away until one of them is used
STANDING = {
    PartnerStatus.PROSPECT: "todo",
    PartnerStatus.ACTIVE: "done",
    PartnerStatus.PAUSED: "stale",
    PartnerStatus.ENDED: "excused",
}


def parts(user: Principal) -> dict[str, Callable[[], None]]:
    """The tabs of this user: the list, self-checks, and for those who keep the registry what waits for them."""
    found: dict[str, Callable[[], None]] = {"Agencies": lambda: agencies(user)}
    if user.may("self_check:grade"):
        found["Self-checks"] = lambda: self_check_list.section(user)
    if user.may("partner:change"):
        waiting = session.remember(partner_names.waiting)
        found["May be the same"] = partner_pairs.in_state
        found[f"Names not known ({waiting})"] = unknown_names.queue
        found["Add an agency"] = partner_form.add
    return found


def agencies(user: Principal) -> None:
    """The filters, the count, a page of the list, and the list as a file."""
    wanted = narrowed()
    found = session.remember(partner_list.page, wanted, filters.page_number())
    st.markdown(f"**{count(found.count, 'agency', 'agencies')}**")
    if not found.count:
        look.empty("No agency matches.", "Take a filter away, or search for another part of the name.")
    for row in found.rows:
        look.row("partner", row.reference, row.name, _words(row), width=380)
    filters.pager(found)
    if found.count and user.may("partner:export"):
        export.buttons("partners", found.count, lambda form: session.later(list_files.partners, wanted, form))


def narrowed() -> Filters:
    """The filter row. A choice in the address that does not exist is left out."""
    catalogue = shipped().catalogue
    least = {"": "Any or not known"} | {str(number): f"{number} or more" for number in CAPACITIES}
    with st.container(horizontal=True, vertical_alignment="top"):
        text = address.search("Search", "find", placeholder="Any part of a name, state or reference", width=300)
        state = address.us_state("State", "All states", "state", width=230)
        sector = address.select("Sector", {"": "All sectors"} | dict(SECTOR_WORDS), "sector", width=190)
    more = address.more_filters(*MORE)
    with more, st.container(horizontal=True, vertical_alignment="top"):
        seen = bool(more.open)
        level = address.select("Level", {"": "All levels"} | dict(LEVEL_WORDS), "level", drawn=seen, width=170)
        status = address.select("Status", {"": "All statuses"} | dict(STATUS_WORDS), "status", drawn=seen, width=170)
        fields = {"": "All specialties"} | {key: one.title for key, one in catalogue.specialties.items()}
        specialty = address.select("Specialty", fields, "specialty", drawn=seen, width=300)
        languages = {"": "All languages"} | catalogue.languages
        language = address.select("Language", languages, "language", drawn=seen, width=190)
        capacity = address.select("Engagements a year", least, "capacity", drawn=seen, width=190)
    return Filters(text, state, level, sector, status, specialty, language, int(capacity or 0))


def standing(status: PartnerStatus) -> str:
    """Where an agency stands, as Markdown."""
    return look.state(STANDING[status], STATUS_WORDS[status])


def _words(row: Row) -> str:
    county = f"{look.plain(row.county)}, " if row.county else ""
    where = f"{county}{shipped().us_states.label(row.state)}"
    year = f"{count(row.capacity, 'engagement')} a year" if row.capacity else "capacity not known"
    badge = "" if row.status is PartnerStatus.ACTIVE else f" {standing(row.status)}"
    kind = f"{LEVEL_WORDS[row.level]}, {SECTOR_WORDS[row.sector].lower()}"
    return f"{where}. {kind}{badge}  \n:small[{row.reference}, {year}]"
