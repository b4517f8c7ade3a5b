"""The form of an agency: to add one, to change what is said of one, and to say where it stands."""

from dataclasses import asdict
from typing import TypeVar

import streamlit as st

from slp_core.partner_profile import Profile
from slp_core.partners import LEVEL_WORDS, SECTOR_WORDS, STATUS_WORDS, Level, PartnerStatus, Sector
from slp_core.reference import shipped
from slp_core.services import partners
from slp_core.services.partners import PartnerView
from ui import as_shown, leaving, session

T = TypeVar("T")

NEW = Profile("", "", Level.STATE, Sector.POLICE)


def add() -> None:
    """A form for one agency more; after it, the agency's own page."""
    token = session.token("partner")
    with st.form(f"partner-{token}", border=False), st.container(width=760):
        profile = _fields(NEW)
        offered = [PartnerStatus.PROSPECT, PartnerStatus.ACTIVE]
        status = st.selectbox("Status", offered, index=1, format_func=STATUS_WORDS.__getitem__)
        if st.form_submit_button("Add agency", icon=":material/add:", type="primary"):
            with session.refusals():
                reference = session.do(token, partners.add, **asdict(profile), status=status)
                session.renew("partner")
                leaving.to("partner", reference)


def change(found: PartnerView) -> None:
    """What is said of an agency, as it was shown; and where it stands, with the reason."""
    left, right = st.columns([1.6, 1], gap="large")
    with left:
        _change(found)
    with right:
        _set_status(found)


def _change(found: PartnerView) -> None:
    token = session.token(f"partner-{found.reference}")
    version = as_shown.version(token, found.version)
    with st.form(f"partner-{token}", border=True):
        profile = _fields(found.profile)
        if st.form_submit_button("Save changes", icon=":material/save:", type="primary"):
            with session.refusals():
                session.do(token, partners.change, found.reference, version, profile, session.now())
                session.renew(f"partner-{found.reference}")
                st.rerun()


def _set_status(found: PartnerView) -> None:
    token = session.token(f"status-{found.reference}")
    others = [status for status in PartnerStatus if status is not found.status]
    with st.form(f"status-{token}", border=True):
        st.markdown(f"Status: **{STATUS_WORDS[found.status]}**. Only active agencies are offered in a plan.")
        status = st.selectbox("New status", others, format_func=STATUS_WORDS.__getitem__)
        reason = st.text_input("Reason")
        if st.form_submit_button("Set status", icon=":material/flag:"):
            with session.refusals():
                session.do(token, partners.set_status, found.reference, status, reason, found.version)
                session.renew(f"status-{found.reference}")
                st.rerun()


def _fields(shown: Profile) -> Profile:
    states = shipped().us_states
    name = st.text_input("Name, as the agency writes it", shown.name)
    left, right = st.columns(2)
    codes = ["", *states.by_code]
    state = left.selectbox("State", codes, codes.index(shown.state), format_func=lambda code: states.label(code) or "—")
    county = right.text_input("County", shown.county, help="Tells apart two agencies of one name in a state.")
    level = left.selectbox("Level", list(Level), _at(list(Level), shown.level), format_func=LEVEL_WORDS.__getitem__)
    sector = right.selectbox(
        "Sector", list(Sector), _at(list(Sector), shown.sector), format_func=SECTOR_WORDS.__getitem__
    )
    first, second, third = st.columns(3)
    capacity = first.number_input("Engagements a year", value=shown.capacity, step=1, help="1 to 30.")
    away = second.number_input("Officers away at once", value=shown.away_at_once, step=1, help="At the most.")
    size = third.number_input("People in all", value=shown.size, step=1)
    return Profile(name, state, str(level), str(sector), capacity, county, size, away, *_lists(shown))


def _lists(shown: Profile) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The specialties and the languages, from the catalogue."""
    catalogue = shipped().catalogue
    titles = {key: one.title for key, one in catalogue.specialties.items()}
    tongues = catalogue.languages
    words, said = titles.__getitem__, tongues.__getitem__
    specialties = st.multiselect(
        "Specialties", list(titles), list(shown.specialties), format_func=words, select_all=False
    )
    languages = st.multiselect("Languages", list(tongues), list(shown.languages), format_func=said, select_all=False)
    return tuple(specialties), tuple(languages)


def _at(options: list[T], chosen: str) -> int:
    return next((number for number, option in enumerate(options) if option == chosen), 0)
