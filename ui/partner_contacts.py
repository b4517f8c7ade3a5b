"""Whom to call at an agency and what was said, with the forms of those who keep it."""

import streamlit as st

from slp_core import dates
from slp_core.roles import Principal
from slp_core.services import partner_contacts
from slp_core.services.partner_contacts import Contact
from slp_core.services.partners import PartnerView
from ui import look, session, tables

Contacts = tuple[Contact, ...]


def section(found: PartnerView, contacts: Contacts, user: Principal) -> None:
    """The contacts; beside them the log, for those who may see people."""
    left, right = st.columns(2, gap="large")
    with left:
        look.section("Contacts")
        _listed(contacts)
        if user.may("partner:change"):
            _add(found)
            if contacts:
                _change(contacts)
    with right:
        look.section("Contact log")
        if user.may("partner:change"):
            _note(found, contacts)
        _log(found)


def _listed(contacts: Contacts) -> None:
    if not contacts:
        look.empty("No contact yet.", "The people to call at this agency stand here.")
        return
    rows = [
        [f"**{look.plain(one.name) or 'Name not open to you'}**  \n{look.plain(one.title)}", _reach(one)]
        for one in contacts
    ]
    tables.plain(rows, ("Contact", "Reach"), "Contacts of the agency")


def _reach(one: Contact) -> str:
    return "  \n".join(look.plain(part) for part in (one.phone, one.email) if part) or "—"


def _log(found: PartnerView) -> None:
    if not found.sees_people:
        look.empty("The log is not open to you.", "It names people, whom your role does not see at this agency.")
        return
    noted = session.remember(partner_contacts.notes, found.reference)
    for one in noted:
        whom = f" with {look.plain(one.contact)}" if one.contact else ""
        by = f":small[Noted by {look.plain(one.noted_by)}]"
        st.markdown(f"**{dates.long(one.day)}**{whom}  \n{look.plain(one.text)}  \n{by}")
    if not noted:
        look.empty("Nothing noted yet.", "What was asked and answered stands here, newest first.")


def _note(found: PartnerView, contacts: Contacts) -> None:
    token = session.token(f"note-{found.reference}")
    names = look.distinct({None: "Nobody in particular"} | {one.id: one.name for one in contacts})
    with look.fold("Note a call or meeting"), st.form(f"note-{token}", border=False):
        day = st.text_input("Day", session.today().isoformat())
        whom = st.selectbox("With", list(names), format_func=names.__getitem__, key=f"with-{token}")
        said = st.text_area("What was said")
        if st.form_submit_button("Keep note", icon=":material/edit_note:"):
            with session.refusals():
                session.do(
                    token,
                    partner_contacts.note,
                    found.reference,
                    dates.parse_day(day),
                    said,
                    session.today(),
                    whom,
                )
                session.renew(f"note-{found.reference}")
                st.rerun()


def _add(found: PartnerView) -> None:
    token = session.token(f"contact-{found.reference}")
    with look.fold("Add a contact"), st.form(f"contact-{token}", border=False):
        name, title, email, phone = _fields("", "", "", "")
        if st.form_submit_button("Add contact", icon=":material/person_add:"):
            with session.refusals():
                session.do(token, partner_contacts.add, found.reference, name, title, email, phone)
                session.renew(f"contact-{found.reference}")
                st.rerun()


def _change(contacts: Contacts) -> None:
    by_id = {one.id: one for one in contacts}
    with look.fold("Change a contact"):
        words = look.distinct({one.id: one.name for one in contacts})
        one = by_id[st.selectbox("Contact", list(words), format_func=words.__getitem__, key="contact-to-change")]
        token = session.token(f"contact-{one.id}-{one.version}")
        with st.form(f"contact-{token}", border=False):
            typed = _fields(one.name, one.title, one.email, one.phone)
            saved = st.form_submit_button("Save contact", icon=":material/save:")
            gone = st.form_submit_button("Take off the list", icon=":material/person_remove:")
            if saved or gone:
                with session.refusals():
                    if saved:
                        session.do(token, partner_contacts.change, one.id, one.version, *typed)
                    else:
                        session.do(token, partner_contacts.take_off, one.id, one.version, session.now())
                    st.rerun()


def _fields(name: str, title: str, email: str, phone: str) -> tuple[str, str, str, str]:
    return (
        st.text_input("Name", name),
        st.text_input("Title", title),
        st.text_input("E-mail", email),
        st.text_input("Phone", phone),
    )
