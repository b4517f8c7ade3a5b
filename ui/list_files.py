"""Buttons to take a list along as it is narrowed: a file is made only when it is asked for, with the rights then."""

from collections.abc import Callable

import streamlit as st

from slp_core.services.list_files import MEDIA_TYPES, ListForm
from ui import session

WORDS = {ListForm.CSV: "CSV", ListForm.XLSX: "Excel"}


def buttons(name: str, count: int, file: Callable[[ListForm], Callable[[], bytes]]) -> None:
    """One for each form; `file` gives what makes it later."""
    with st.container(horizontal=True, gap="small"):
        for form in ListForm:
            st.download_button(
                f"Download {count:,} as {WORDS[form]}",
                file(form),
                f"{name}-{session.today()}.{form}",
                MEDIA_TYPES[form],
                on_click="ignore",
                icon=":material/download:",
            )
