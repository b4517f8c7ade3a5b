"""A file of the registry: template, preview with every count, the columns where they are not known, and the import."""

from collections.abc import Callable

import streamlit as st

from slp_core.dates import count
from slp_core.imports.forms import REGISTRY_WORDS, RegistryKind
from slp_core.imports.merging import Outcome
from slp_core.imports.registry import Mapping, Preview, Shown
from slp_core.services import registry_imports
from ui import import_mapping, look, session, tables
from ui.imports import problems, rest
from ui.progress import Bar

TYPES = ["csv", "xlsx", "xls"]
KEPT = "registry-names-kept"  # the file whose unknown names were kept, and how many
OUTCOME_WORDS = {
    Outcome.NEW: "New",
    Outcome.CHANGED: "Changed",
    Outcome.DOUBLE: "Twice in the file",
    Outcome.SAME: "Unchanged",
}


def bring(kind: RegistryKind) -> None:
    """A file of one kind: its preview, and the button that imports it."""
    templates(kind)
    file = st.file_uploader("File", type=TYPES, key=f"file-{kind}")
    if file is None:
        look.empty("No file yet.", "Fill in a template, or bring a list as it is. Nothing is stored before you agree.")
        return
    content = file.getvalue()
    mapping = import_mapping.chosen(file.file_id)
    bar = Bar("Reading and comparing")
    found = session.remember(registry_imports.preview, kind, file.name, content, mapping, progress=bar)
    bar.done()
    summary(found)
    if found.can_be_applied:
        _apply(found, kind, file.name, content, mapping)
    if found.refused:
        _refused(kind, file.name, content, mapping)
    if found.unknown_names:
        _unknown(found, kind, file.name, content, mapping)
    import_mapping.ask(found, file.file_id)
    for notice in found.notices:
        st.caption(look.plain(notice))
    problems("To correct", "Nothing is imported while one is wrong.", found.problems, found.problem_count)
    problems("To confirm", "Odd or perhaps known already; it is imported as it stands.", found.warnings,
             found.warning_count)  # fmt: skip
    preview_rows(found)


def templates(kind: RegistryKind) -> None:
    """Files to begin with."""
    words = REGISTRY_WORDS[kind].lower()
    with st.container(horizontal=True):
        _download("Template (XLSX)", f"{kind}.xlsx", registry_imports.blank, kind, "template-xlsx")
        _download("Template (CSV)", f"{kind}.csv", registry_imports.blank, kind, "template-csv")
        _download(f"Known {words} (XLSX)", f"known-{kind}.xlsx", registry_imports.known_rows, kind, "known")


def summary(found: Preview) -> None:
    """One banner: may it be imported? The counts always add up to the rows read."""
    words = REGISTRY_WORDS[found.kind]
    counts = f"{found.read:,} read: {found.new:,} new, {found.changed:,} changed, {found.same:,} unchanged"
    counts += f", {found.doubled:,} twice in the file" if found.doubled else ""
    counts += f", {found.refused:,} refused"
    if found.missing:
        look.verdict("care", f"No column is known for {', '.join(found.missing)}.", "Say below which one holds it.")
    elif found.refused:
        look.verdict("stop", "This file cannot be imported as it is.", f"{counts}.")
    elif found.can_be_applied:
        look.verdict("care", f"{words} can be imported.", f"{counts}.")
    elif found.read:
        look.verdict("fine", "Nothing would change.", f"{counts}.")
    else:
        look.verdict("stop", "The file has no rows below its header.", "Fill it in, and bring it again.")


def preview_rows(found: Preview) -> None:
    """What the first rows do; those that do something come first."""
    if not found.rows:
        return
    planned = found.read - found.refused
    look.section(f"What the rows do ({planned:,})", "Changed and new ones first.")
    rows = [[one.row, look.plain(one.label), _does(one)] for one in found.rows]
    tables.plain(rows, ("Row", "Which", "What it does"), "What each row does")
    rest(planned)


def _does(row: Shown) -> str:
    changes = [
        f"{label}: {look.plain(before) or 'empty'} → {look.plain(after) or 'empty'}"
        for label, before, after in row.changes
    ]
    return "  \n".join([f"**{OUTCOME_WORDS[row.outcome]}**", *changes])


def _apply(found: Preview, kind: RegistryKind, name: str, content: bytes, mapping: Mapping) -> None:
    token = session.token("registry-import")
    if st.button("Import the file", type="primary", icon=":material/upload_file:", key=f"apply-{token}"):
        bar = Bar("Importing")
        seen = (found.new, found.changed)
        with session.refusals():
            call = (kind, name, content, mapping, seen, session.now())
            session.do(token, registry_imports.apply, *call, progress=bar)
            session.renew("registry-import")
            st.rerun()
        bar.done()


def _refused(kind: RegistryKind, name: str, content: bytes, mapping: Mapping) -> None:
    form = "xlsx" if name.lower().endswith(".xlsx") else "csv"
    st.download_button(
        "File with reasons, to correct",
        session.later(registry_imports.with_reasons, kind, name, content, mapping),
        f"to-correct-{kind}.{form}",
        on_click="ignore",
        icon=":material/download:",
        help="All rows as they came; the refused ones first, each with why. Correct those, and bring this file.",
    )


def _unknown(found: Preview, kind: RegistryKind, name: str, content: bytes, mapping: Mapping) -> None:
    """Names that no agency has wait for a person; settled, the file can be brought as it is."""
    token = session.token("registry-names")
    if st.session_state.get(KEPT) == (name, found.unknown_names):
        where = {"tab": "names"}
        st.page_link("pages/partners.py", label="Say whose names they are", query_params=where, icon=":material/help:")
        return
    words = count(found.unknown_names, "name")
    said = "They wait on the page of partners until somebody says whose they are; then this file knows them."
    if st.button(f"Keep {words} of no known agency to be settled", help=said, icon=":material/help:"):
        with session.refusals():
            session.do(token, registry_imports.keep_names, kind, name, content, mapping)
            session.renew("registry-names")
            st.session_state[KEPT] = (name, found.unknown_names)
            st.rerun()


def _download(label: str, name: str, use_case: Callable[..., bytes], kind: RegistryKind, key: str) -> None:
    make = session.later(use_case, kind, name)
    st.download_button(label, make, name, on_click="ignore", icon=":material/download:", key=f"{key}-{kind}")
