"""A publication of State or GSA: choose its file, see what it would change, put it in force."""

from datetime import date

import streamlit as st

from slp_core import dates
from slp_core.imports.publications import Preview, PublicationKind
from slp_core.services import publications, rate_impact
from ui import look, session, tables
from ui.imports import SHOWN, problems, rest

TYPES = ["csv", "xls", "xlsx", "json"]


def bring(kind: PublicationKind, today: date) -> None:
    """A file of one kind: its preview, and the button that puts it in force."""
    file = st.file_uploader("File, as it comes from its publisher", type=TYPES, key=f"file-{kind}")
    if file is None:
        look.empty("No file yet.", "Choose one. Nothing is stored before you have seen what it would change.")
        return
    content = file.getvalue()
    found = session.remember(publications.preview, kind, file.name, content, today)
    summary(found)
    if found.known:
        if kind in rate_impact.PRICES:
            label = "What the new rates change"
            st.page_link("pages/rate_impact.py", label=label, icon=":material/price_change:")
        return
    if found.can_be_applied:
        _apply(kind, file.name, content, today)
    problems("Wrong cells", "Nothing can be imported while one is wrong.", found.problems, len(found.problems))
    problems("To confirm", "Odd, and kept as it is.", found.warnings, len(found.warnings))
    changes(found)


def summary(found: Preview) -> None:
    """One banner: may it be imported? With the counts, which always add up."""
    counts = f"{found.read:,} read, {found.accepted:,} accepted, {found.refused:,} refused"
    counts += f", {found.left_out:,} left out" if found.left_out else ""
    if found.known:
        look.verdict("fine", "This file is in force already.", f"{look.plain(found.title)}: nothing would change.")
    elif found.problems:
        look.verdict("stop", "This file cannot be imported as it is.", f"{look.plain(found.title)}: {counts}.")
    else:
        changed = dates.count(len(found.changes), "figure changes", "figures change")
        look.verdict("care", f"{look.plain(found.title)} can be imported.", f"{counts}; {changed}.")


def changes(found: Preview) -> None:
    if not found.changes:
        return
    note = "Beside the newest data in force, for the program's countries."
    look.section(f"What changes ({len(found.changes):,})", note)
    rows = [[look.plain(one.what), look.plain(one.before), look.plain(one.after)] for one in found.changes[:SHOWN]]
    tables.plain(rows, ("What", "Now", "In the file"), "What the file changes")
    rest(len(found.changes))


def _apply(kind: PublicationKind, name: str, content: bytes, today: date) -> None:
    token = session.token("import")
    official = st.checkbox("I downloaded this file from its publisher myself", key=f"official-{token}")
    if st.button("Put it in force", type="primary", icon=":material/publish:", key=f"apply-{token}"):
        with session.refusals():
            session.do(token, publications.apply, kind, name, content, today, session.now(), official=official)
            session.renew("import")
            st.rerun()
