"""The list of experts: what it is narrowed to, its rows, and adding one."""

import streamlit as st

from slp_core.experts import LANGUAGE_WORDS, SKILL_WORDS, SkillLevel
from slp_core.reference import shipped
from slp_core.roles import Principal
from slp_core.services import experts
from slp_core.services.expert_list import Filters, Line, Offered, Page
from ui import address, look, periods, session, written

MOST_SKILLS = 2  # of an expert in the list, so that a line stays beside its name
OFFERED_WORDS: dict[str, str] = {Offered.ON_OFFER: "On offer", Offered.INACTIVE: "Inactive", Offered.ALL: "All"}


def filters() -> Filters:
    """The filter rows; a choice in the address that does not exist is left out."""
    catalogue = shipped().catalogue
    specialties = {"": "All specialties"} | {one.key: one.title for one in catalogue.specialties.values()}
    languages = {"": "All languages"} | catalogue.languages
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = address.search("Search", "find", placeholder="Name, title or reference", width=240)
        specialty = address.select("Specialty", specialties, "specialty", width=250)
        language = address.select("Language", languages, "language", width=180)
        free = periods.wished("Free from", "Free to")
    more = address.more_filters("agency", "level", "fluency", "state", "offered")
    with more, st.container(horizontal=True, vertical_alignment="bottom"):
        seen = bool(more.open)
        agency = address.search("Agency", "agency", drawn=seen, placeholder="Name or reference", width=240)
        state = address.search("State", "state", drawn=seen, placeholder="IL", width=90)
        level = address.select("Knows it at least", {"": "Any level"} | SKILL_WORDS, "level", drawn=seen, width=180)
        spoken = {"": "Any level"} | LANGUAGE_WORDS
        fluency = address.select("Speaks it at least", spoken, "fluency", drawn=seen, width=250)
        offered = address.choose("Show", OFFERED_WORDS, "offered", drawn=seen)
    return Filters(text, agency, specialty, level, language, fluency, state.strip().upper(), Offered(offered), free)


def words(found: Page, wanted: Filters) -> str:
    """The count, and what it counts."""
    number = f"**{found.count:,} {'expert' if found.count == 1 else 'experts'}**"
    if wanted.free:
        left_out = "Whoever is absent, assigned, traveling or in training is left out."
        return f"{number} on offer and free {look.plain(wanted.free.words)}. {left_out}"
    return number


def rows(found: Page, wanted: Filters) -> None:
    """A line each, the name the link to the expert's page."""
    for row in found.rows:
        look.row("expert", row.reference, row.name or row.reference, _words(row, wanted.specialty), width=300)


def adding(user: Principal) -> None:
    """A form for a new expert, for those who may add one; an agency's reference, or the own one for a coordinator."""
    if not user.may(experts.ACTION):
        return
    opened = st.expander("Add an expert", key="adding-expert", on_change="rerun")
    if not opened.open:
        return
    token = session.token("expert")
    with opened, st.form(f"expert-{token}", border=False):
        name = st.text_input("Name, as the person writes it")
        left, right = st.columns(2)
        agency = left.text_input("Agency's reference", placeholder="P-005")
        email = right.text_input("E-mail, if known")
        title = left.text_input("Title", placeholder="Sergeant")
        station = right.text_input("Official station", placeholder="Springfield, IL")
        if st.form_submit_button("Add expert", icon=":material/person_add:"):
            written.do("expert", experts.add, name, agency.strip().upper(), title, station, email)


def _words(row: Line, specialty: str) -> str:
    """Title and agency; what the expert knows best, what was asked for before all else; languages."""
    catalogue = shipped().catalogue
    levels = list(SkillLevel)
    best = sorted(row.skills, key=lambda one: (one[0] != specialty, -levels.index(one[1])))
    known = [f"{catalogue.specialties[key].title} ({SKILL_WORDS[level].lower()})" for key, level in best[:MOST_SKILLS]]
    known += [f"{len(best) - MOST_SKILLS} more"] if len(best) > MOST_SKILLS else []
    spoken = [f"{catalogue.languages[key]} ({level.value})" for key, level in row.languages]
    state = "" if row.active else f" {look.state('todo', 'Inactive')}"
    first = f"{', '.join(filter(None, (row.title, f'{row.agency} ({row.state})')))}"
    lines = [f"{row.reference}: {'; '.join(known) or 'no specialty entered yet'}", "; ".join(spoken)]
    return "  \n".join([look.plain(first) + state, *(f":small[{look.plain(line)}]" for line in lines if line)])
