"""Which column of a file holds what, where its header does not say it in words that are known."""

import streamlit as st

from slp_core.imports.registry import Mapping, Preview

KEY = "import-mapping"
NOWHERE = -1


def chosen(file: str) -> Mapping:
    """What the user said of this very file; nothing yet: its headers decide."""
    said_of, mapping = st.session_state.get(KEY, ("", ()))
    return mapping if said_of == file else ()


def ask(found: Preview, file: str) -> None:
    """A choice for each field, with what was found or is likely; asked where a needed one is missing, or on demand."""
    if not found.missing and not st.toggle("Say which column holds what", key=f"mapping-{file}"):
        return
    taken = dict(found.mapping)
    columns = [NOWHERE, *range(len(found.headers))]
    with st.form(f"columns-{file}", border=True):
        with st.grid(3, min_column_width=200):
            said = {
                name: st.selectbox(
                    f"{label} (needed)" if needed else label,
                    columns,
                    columns.index(taken.get(name, NOWHERE)),
                    format_func=lambda column: _word(found, column),
                    key=f"column-{file}-{name}",
                )
                for name, label, needed in sorted(found.fields, key=lambda field: not field[2])
            }
        if st.form_submit_button("Read these columns", icon=":material/table_view:"):
            mapping = tuple((name, column) for name, column in said.items() if column != NOWHERE)
            st.session_state[KEY] = (file, mapping)
            st.rerun()


def _word(found: Preview, column: int) -> str:
    if column == NOWHERE:
        return "No column"
    return found.headers[column].strip() or f"Column {column + 1}"
