"""Buttons to take an estimate along: a file is made only when it is asked for, with the rights of that moment."""

from collections.abc import Callable

import streamlit as st

from slp_core.issued import IssuedEstimate
from slp_core.outlook import Outlook
from slp_core.services import estimate_files
from slp_core.services.estimate_files import MEDIA_TYPES, Form
from ui import look, session

WORDS = {Form.PDF: "PDF", Form.XLSX: "Excel", Form.CSV: "CSV", Form.JSON: "JSON"}


def live(answer: Outlook) -> None:
    """The price of a plan, marked as not issued: seldom wanted, and therefore folded."""
    if answer.cost is None:
        return
    today, moment = session.today(), session.now()

    def file(form: Form) -> Callable[[], bytes]:
        return session.later(estimate_files.of_plan, answer.plan, form, today, moment, session.is_demo())

    title = f"Take along: {', '.join(WORDS.values())}"
    look.folded(title, "open-files", lambda: _buttons("live", f"estimate-not-issued-{today}", file))


def issued(found: IssuedEstimate) -> None:
    """A stored version, as it was issued."""
    moment = session.now()
    _buttons(
        found.number,
        f"{found.number}-v{found.version_no}",
        lambda form: session.later(
            estimate_files.of_engagement, found.engagement, found.number, form, moment, session.is_demo()
        ),
    )


def _buttons(key: str, stem: str, file: Callable[[Form], Callable[[], bytes]]) -> None:
    with st.container(horizontal=True, gap="small"):
        for form in Form:
            st.download_button(
                WORDS[form],
                file(form),
                f"{stem}.{form}",
                MEDIA_TYPES[form],
                on_click="ignore",
                icon=":material/download:",
                key=f"file-{key}-{form}",
                help="Tagged PDF, with the rule behind each line" if form is Form.PDF else None,
            )
