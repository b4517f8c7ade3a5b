"""Counterparts of a country: its institutions with whom to call there, and the forms to keep them."""

import streamlit as st

from slp_core.counterparts import INSTITUTION_WORDS, InstitutionKind
from slp_core.dates import count
from slp_core.roles import Principal
from slp_core.services import contacts, counterparts, counterparts_list
from slp_core.services.counterparts_list import Contact, InstitutionView
from ui import as_shown, look, session, tables, written

KINDS = {kind.value: INSTITUTION_WORDS[kind] for kind in InstitutionKind}


def section(country: str, user: Principal) -> None:
    """The institutions, found by any part of their name or city; below, for those who may, the forms."""
    text = st.text_input("Find an institution", key="find-institution", placeholder="Name or city") or ""
    found = session.remember(counterparts_list.of_country, country, text)
    shown = (
        "" if found.count == len(found.institutions) else f" The first {len(found.institutions)}; search for others."
    )
    st.markdown(f"**{count(found.count, 'institution')}**{shown}")
    if found.institutions:
        rows = [
            [_institution(one), "  \n".join(map(_contact, one.contacts)) or "None yet"] for one in found.institutions
        ]
        tables.plain(rows, ("Institution", "Contacts"), "Counterpart institutions with whom to call there")
    else:
        look.empty("No institution.", "Ministries, academies, courts that send or receive people; a need can name one.")
    if user.reaches("counterpart:change", country):
        _add(country)
        if found.institutions:
            _add_contact(found.institutions)
            _change(found.institutions)
            _change_contact(found.institutions)
            _take_away(found.institutions)


def _institution(one: InstitutionView) -> str:
    kind = INSTITUTION_WORDS[InstitutionKind(one.kind)] if one.kind in KINDS else "Kind not said"
    what = ", ".join(filter(None, (one.reference, kind, one.city)))
    return f"**{look.plain(one.name)}**  \n:small[{look.plain(what)}]"


def _contact(one: Contact) -> str:
    reach = ", ".join(filter(None, (one.email, one.phone)))
    return f"{look.plain(one.name)}, {look.plain(one.title)}" + (f"  \n:small[{look.plain(reach)}]" if reach else "")


def _add(country: str) -> None:
    token = session.token("institution")
    with st.expander("Add an institution"), st.form(f"institution-{token}", border=False):
        name = st.text_input("Name")
        kind = st.selectbox("Kind", list(KINDS), format_func=KINDS.__getitem__, index=None, placeholder="Choose a kind")
        city = st.text_input("City")
        if st.form_submit_button("Add institution", icon=":material/add:"):
            with session.refusals():
                session.do(token, counterparts.add, country, name, kind or "", city)
                _done("institution")


def _add_contact(institutions: tuple[InstitutionView, ...]) -> None:
    token = session.token("contact")
    words = look.distinct({one.reference: one.name for one in institutions})
    with st.expander("Add a contact"), st.form(as_shown.form(f"contact-{token}", words), border=False):
        where = st.selectbox("Institution", list(words), format_func=words.__getitem__)
        name, title = st.text_input("Name"), st.text_input("Title", placeholder="Director, liaison officer")
        email, phone = st.text_input("E-mail"), st.text_input("Phone")
        if st.form_submit_button("Add contact", icon=":material/person_add:"):
            with session.refusals():
                session.do(token, contacts.add, where, name, title, email, phone)
                _done("contact")


def _change(institutions: tuple[InstitutionView, ...]) -> None:
    known = {one.reference: one for one in institutions}
    with st.expander("Change an institution", key="change-institution", on_change="rerun") as opened:
        if not opened.open:
            return
        words = look.distinct({ref: one.name for ref, one in known.items()})
        chosen = st.selectbox(
            "Institution to change", list(words), format_func=words.__getitem__, key="institution-to-change"
        )
        one, token = known[chosen], session.token(f"institution {chosen}")
        version = as_shown.version(token, one.version)
        with st.form(f"change-{chosen}-{token}", border=False):
            name = st.text_input("Name", one.name)
            kinds = list(KINDS)
            index = kinds.index(one.kind) if one.kind in KINDS else None
            kind = st.selectbox("Kind", kinds, format_func=KINDS.__getitem__, index=index)
            city = st.text_input("City", one.city)
            if st.form_submit_button("Save institution", icon=":material/save:"):
                with session.refusals():
                    session.do(token, counterparts.change, chosen, name, kind or "", city, version)
                    _done(f"institution {chosen}")


def _change_contact(institutions: tuple[InstitutionView, ...]) -> None:
    known = {one.id: (one, f"{one.name}, {where.name}") for where in institutions for one in where.contacts}
    if not known:
        return
    with st.expander("Change a contact", key="change-contact", on_change="rerun") as opened:
        if not opened.open:
            return
        words = look.distinct({number: label for number, (_, label) in known.items()})
        number = st.selectbox("Contact to change", list(words), format_func=words.__getitem__, key="contact-to-change")
        one, token = known[number][0], session.token(f"change contact {number}")
        with st.form(f"change-contact-{number}-{token}", border=False):
            typed = (
                st.text_input("Name", one.name),
                st.text_input("Title", one.title),
                st.text_input("E-mail", one.email),
                st.text_input("Phone", one.phone),
            )
            if st.form_submit_button("Save contact", icon=":material/save:"):
                with session.refusals():
                    session.do(token, contacts.change, number, one.version, *typed)
                    _done(f"change contact {number}")


def _take_away(institutions: tuple[InstitutionView, ...]) -> None:
    """Show an institution or a contact no longer; the record stays."""
    people = {f"C{c.id}": (f"{c.name}, {one.name}", c) for one in institutions for c in one.contacts}
    words = {one.reference: one.name for one in institutions} | {key: label for key, (label, _) in people.items()}
    words = look.distinct(words)
    token = session.token("archive")
    with st.expander("Take out of the list"), st.form(as_shown.form(f"archive-{token}", words), border=False):
        picked = written.pick("Institution or contact", words)
        if st.form_submit_button("Archive", icon=":material/archive:"):
            with session.refusals():
                chosen = written.picked(picked)
                if chosen in people:
                    contact = people[chosen][1]
                    session.do(token, contacts.archive, contact.id, contact.version, session.now())
                else:
                    version = next(one.version for one in institutions if one.reference == chosen)
                    session.do(token, counterparts.archive, chosen, version, session.now())
                _done("archive")


def _done(form: str) -> None:
    session.renew(form)
    st.rerun()
