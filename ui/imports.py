"""The parts of the import page: choose a file, see what it would do, put it in force, take it back."""

from datetime import date

import streamlit as st

from slp_core import dates
from slp_core.imports.checking import RowProblem
from slp_core.imports.publications import KIND_WORDS, Preview, PublicationKind
from slp_core.services import publications
from slp_core.services.publications import Import
from ui import look, session, tables

SHOWN = 200  # problems or changes listed; the counts say how many there are
KINDS = list(PublicationKind)
TYPES = ["csv", "xls", "xlsx", "json"]


def bring(today: date) -> None:
    """A file of one kind: its preview, and the button that puts it in force."""
    kind: PublicationKind = st.selectbox("What is it?", KINDS, format_func=KIND_WORDS.__getitem__) or KINDS[0]
    file = st.file_uploader("File, as it comes from its publisher", type=TYPES)
    if file is None:
        look.empty("No file yet.", "Choose one. Nothing is stored before you have seen what it would change.")
        return
    content = file.getvalue()
    found = session.remember(publications.preview, kind, file.name, content, today)
    summary(found)
    if found.known:
        return
    if found.can_be_applied:
        _apply(kind, file.name, content, today)
    problems("Wrong cells", "Nothing can be imported while one is wrong.", found.problems)
    problems("To confirm", "Odd, and kept as it is.", found.warnings)
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


def problems(title: str, note: str, found: tuple[RowProblem, ...]) -> None:
    if not found:
        return
    look.section(f"{title} ({len(found):,})", note)
    rows = [
        [one.row or "", look.plain(one.column), look.plain(one.value), look.plain(one.message)] for one in found[:SHOWN]
    ]
    tables.plain(rows, ("Row", "Column", "Cell", "What was seen"), title)
    _rest(len(found))


def changes(found: Preview) -> None:
    if not found.changes:
        return
    note = "Beside the newest data in force, for the program's countries."
    look.section(f"What changes ({len(found.changes):,})", note)
    rows = [[look.plain(one.what), look.plain(one.before), look.plain(one.after)] for one in found.changes[:SHOWN]]
    tables.plain(rows, ("What", "Now", "In the file"), "What the file changes")
    _rest(len(found.changes))


def made(imports: tuple[Import, ...]) -> None:
    """Every import, and the way to take back those that stand."""
    look.section("Imports made", "A publication stays as it came; taken back, what held before holds again.")
    if not imports:
        st.markdown("None yet.")
        return
    rows = [
        [
            f"**{look.plain(one.file_name)}**  \n{look.plain(one.title)}",
            f"{dates.short(one.as_of)}  \n{one.accepted:,} rows",
            f"{look.state('excused', 'Taken back') if one.undone else look.state('done', 'In force')}  \n"
            f"{look.plain(one.by)}, {dates.short(one.at.date())}",
        ]
        for one in imports
    ]
    tables.plain(rows, ("File", "Date", "State"), "Imports that were made")
    standing = {one.id: one for one in imports if not one.undone}
    if standing:
        _undo(standing)


def _apply(kind: PublicationKind, name: str, content: bytes, today: date) -> None:
    token = session.token("import")
    official = st.checkbox("I downloaded this file from its publisher myself", key=f"official-{token}")
    if st.button("Put it in force", type="primary", icon=":material/publish:", key=f"apply-{token}"):
        with session.refusals():
            session.do(token, publications.apply, kind, name, content, today, session.now(), official=official)
            session.renew("import")
            st.rerun()


def _undo(standing: dict[int, Import]) -> None:
    token = session.token("undo-import")
    with st.form(f"undo-{token}", border=True):
        chosen = st.selectbox("Take an import back", list(standing), format_func=lambda one: standing[one].file_name)
        if st.form_submit_button("Take back", icon=":material/undo:"):
            with session.refusals():
                session.do(token, publications.undo, chosen, standing[chosen].version, session.now())
                session.renew("undo-import")
                st.rerun()


def _rest(number: int) -> None:
    if number > SHOWN:
        st.caption(f"The first {SHOWN} of {number:,}.")
