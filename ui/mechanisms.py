"""Agreements as lists draw them: of a partner with a form to add one, of all with filters, and those that end soon."""

from collections.abc import Iterable

import streamlit as st

from slp_core.dates import count, short
from slp_core.mechanisms import MechanismState, Terms
from slp_core.reference import shipped
from slp_core.roles import Principal
from slp_core.services import mechanism_list
from slp_core.services.mechanism_list import Filters, MechanismRow, Page, Which
from ui import address, look, mechanism_form, session, tables

WHICH_WORDS: dict[str, str] = {
    Which.ALL: "All",
    Which.RUNNING: "Running",
    Which.ENDING: "Ending soon",
    Which.ENDED: "Ended",
}


def of_partner(user: Principal, partner_reference: str) -> None:
    """The agreements of one agency, and below, for INL/KM, the form to add one."""
    with session.refusals():
        rows = session.remember(mechanism_list.of_partner, partner_reference, session.today())
        if rows:
            table(rows, "Agreements of this agency")
        else:
            look.empty("No agreement yet.", "One that was signed is recorded here; trips can then run under it.")
    if user.may("mechanism:change"):
        with st.expander("Add an agreement"):
            mechanism_form.add(partner_reference)


def filters() -> Filters:
    """The filter row of the list of all. A choice in the address that does not exist is left out."""
    types = {"": "All types"} | {key: one.title for key, one in shipped().catalogue.mechanism_types.items()}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = address.search("Search", "find", placeholder="Number, title or partner", width=260)
        kind = address.select("Type", types, "type", width=260)
        which = address.choose("State", WHICH_WORDS, "which")
    return Filters(text, kind, Which(which))


def page(found: Page) -> None:
    """The count, and a page of the list with each agreement's agency."""
    st.markdown(f"**{count(found.count, 'agreement')}**")
    if found.count:
        for row in found.rows:
            _line(row)
    else:
        look.empty("No agreement matches.", "Take a filter away. Agreements are added on their partner's page.")


def table(rows: Iterable[MechanismRow], alt: str) -> None:
    """Each agreement of one agency with its state and its use."""
    cells = [[_title(row), f"{badge(row.state, row.terms)}  \n{row.terms.words}", use(row)] for row in rows]
    tables.plain(cells, ("Agreement", "State", "Ceiling and use"), alt)


def ending_soon() -> None:
    """What INL/KM has to renew or to let end: the count, the first few, and the way to all."""
    number, first = session.remember(mechanism_list.ending_soon, session.today())
    look.section("Agreements ending soon")
    if not number:
        st.markdown("None.")
        return
    rows = [[short(row.terms.ends), _of_agency(row)] for row in first if row.terms.ends]
    tables.plain(rows, ("Ends", "Agreement"), "Agreements that end soon")
    which = {"which": Which.ENDING}
    st.page_link("pages/mechanisms.py", label=f"All {number}", query_params=which, icon=":material/handshake:")


def badge(state: MechanismState, terms: Terms) -> str:
    """Where an agreement stands today, with the days that are left."""
    if state is MechanismState.ENDS_SOON and terms.ends:
        days = (terms.ends - session.today()).days
        return look.state("soon", f"Ends in {count(days, 'day')}" if days else "Ends today")
    key, word = {
        MechanismState.NOT_BEGUN: ("todo", "Not begun"),
        MechanismState.IN_FORCE: ("done", "In force"),
        MechanismState.ENDED: ("ended", "Ended"),
    }[state]
    return look.state(key, word)


def use(row: MechanismRow) -> str:
    """What is planned of the ceiling; said louder when it is exceeded."""
    said = look.plain(row.ceiling.words)
    exceeded = f"{look.state('late', 'Ceiling exceeded')}  \n" if row.ceiling.exceeded else ""
    return f"{exceeded}{said}  \n:small[{count(row.engagements, 'engagement')}]"


def _line(row: MechanismRow) -> None:
    """An agreement in the list of all."""
    state = f"{look.plain(row.partner_name)} {badge(row.state, row.terms)} {row.terms.words}"
    exceeded = f" {look.state('late', 'Ceiling exceeded')}" if row.ceiling.exceeded else ""
    said = f"{_planned(row)}, {count(row.engagements, 'engagement')}"
    look.row("mechanism", row.reference, row.title, f"{state}  \n:small[{_about(row)}; {said}]{exceeded}")


def _planned(row: MechanismRow) -> str:
    """As much of the use as a line takes; the agreement's page says the rest."""
    ceiling = row.ceiling
    if ceiling.share is None or ceiling.agreed is None:
        return look.plain(ceiling.words)
    return look.plain(f"{ceiling.share}\u00a0% of {tables.dollars(ceiling.agreed, cents=False)} planned")


def _title(row: MechanismRow) -> str:
    return f"**[{look.plain(row.title)}](/mechanism?ref={row.reference})**  \n:small[{_about(row)}]"


def _of_agency(row: MechanismRow) -> str:
    link = f"**[{look.plain(row.title)}](/mechanism?ref={row.reference})**"
    return f"{link}  \n{look.plain(row.partner_name)}  \n:small[{row.reference}]"


def _about(row: MechanismRow) -> str:
    number = f", {look.plain(row.number)}" if row.number else ""
    return f"{row.reference}{number}, {shipped().catalogue.mechanism_types[row.type].title}"
