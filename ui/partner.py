"""The parts of an agency's page."""

from collections.abc import Callable

import streamlit as st

from slp_core import dates
from slp_core.partners import LEVEL_WORDS, SECTOR_WORDS, Level, Sector
from slp_core.reference import shipped
from slp_core.roles import Principal
from slp_core.services import partner_contacts, partner_history, partner_names, partner_people
from slp_core.services.partners import PartnerView
from ui import look, mechanisms, partner_form, partner_pairs, partner_self_check, partners, session, tables
from ui import partner_contacts as contact_log


def head(found: PartnerView) -> None:
    """The name, and in one line what it is and where it stands."""
    about = found.profile
    place = ", ".join(filter(None, (look.plain(about.county), shipped().us_states.label(about.state))))
    kind = f"{LEVEL_WORDS[Level(about.level)]}, {SECTOR_WORDS[Sector(about.sector)].lower()}"
    line = f"{found.reference} · {place} · {kind} · {partners.standing(found.status)}"
    look.head(about.name, line, demo=session.is_demo())
    if found.status_reason:
        st.caption(f"Status: {look.plain(found.status_reason)}.")


def parts(found: PartnerView, user: Principal) -> dict[str, Callable[[], None]]:
    """The tabs this user may open: their words, and what draws them."""
    tabs: dict[str, Callable[[], None]] = {"Overview": lambda: overview(found, user)}
    if user.may("expert:read"):
        tabs[f"People ({session.remember(partner_people.number, found.reference)})"] = lambda: people(found)
    if user.may("mechanism:read"):
        tabs["Agreements"] = lambda: mechanisms.of_partner(user, found.reference)
    if user.may("self_check:grade"):
        tabs["Self-check"] = lambda: partner_self_check.section(found.reference, user)
    contacts = session.remember(partner_contacts.of_partner, found.reference)
    tabs[f"Contacts ({len(contacts)})"] = lambda: contact_log.section(found, contacts, user)
    if user.may("history:read"):
        tabs["History"] = lambda: events(found)
    if user.may("partner:change"):
        tabs["Change"] = lambda: partner_form.change(found)
    return tabs


def overview(found: PartnerView, user: Principal) -> None:
    """What it can do and how much of it, and its other names."""
    left, right = st.columns([1.5, 1], gap="large")
    with left:
        look.section("What it offers")
        _facts(found, user)
    with right:
        look.section("Other names")
        st.markdown("  \n".join(map(look.plain, found.names)) or "None is known.")
        if user.may("partner:change"):
            _name_form(found)
    if user.may("partner:change"):
        partner_pairs.of_partner(found.reference)


def people(found: PartnerView) -> None:
    """Its experts, active ones first."""
    known = session.remember(partner_people.of_partner, found.reference)
    if not known.rows:
        look.empty("No expert yet.", "People of this agency who deploy stand here once they are added.")
        return
    rows = [
        [
            f"[{look.plain(one.name) or 'Name not open to you'}](/expert?ref={one.reference})  \n{one.reference}",
            look.plain(one.title) or "Not known",
            look.state("done", "Active") if one.active else look.state("todo", "Not active"),
        ]
        for one in known.rows
    ]
    tables.plain(rows, ("Expert", "Title", "State"), f"Experts of {found.profile.name}")
    if known.count > len(known.rows):
        st.caption(f"The first {len(known.rows)} of {known.count:,}.")


def events(found: PartnerView) -> None:
    """The trail of this agency, newest first."""
    rows = [
        [
            f"{dates.short(e.moment.date())}, {e.moment:%H:%M} UTC",
            look.plain(e.who),
            f"**{look.plain(e.what)}**  \n{look.plain(e.changes)}",
        ]
        for e in session.remember(partner_history.of_partner, found.reference)
    ]
    tables.plain(rows, ("When", "Who", "What"), "Changes of this agency, newest first")


def _facts(found: PartnerView, user: Principal) -> None:
    about, catalogue = found.profile, shipped().catalogue
    known = "not known"
    rows = {
        "Specialties": ", ".join(catalogue.specialties[key].title for key in about.specialties) or known,
        "Languages": ", ".join(catalogue.languages[key] for key in about.languages) or known,
        "Engagements a year": str(about.capacity or known),
        "Officers away at once": str(about.away_at_once or known),
        "People in all": f"{about.size:,}" if about.size else known,
    }
    if user.may("self_check:grade"):
        rows["Self-check"] = partner_self_check.words(found.reference)
    tables.plain(
        [[f"**{word}**", look.plain(text)] for word, text in rows.items()], ("What", "Known"), "What it offers"
    )


def _name_form(found: PartnerView) -> None:
    token = session.token(f"name-{found.reference}")
    with st.form(f"name-{token}", border=True):
        name = st.text_input("Another name it is known by")
        gone = st.selectbox("Or one to take away", ["", *found.names]) if found.names else ""
        if st.form_submit_button("Keep names", icon=":material/label:"):
            with session.refusals():
                if gone:
                    session.do(token, partner_names.take, found.reference, gone, session.now())
                else:
                    session.do(token, partner_names.add, found.reference, name)
                session.renew(f"name-{found.reference}")
                st.rerun()
