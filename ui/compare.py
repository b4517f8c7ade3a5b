"""The inputs of a comparison: kept as their writer's draft at every change, whichever part is open."""

from collections.abc import Container
from datetime import date
from typing import Any

import streamlit as st

from slp_core.dates import parse_day
from slp_core.errors import InvalidInput
from slp_core.money import parse_money
from ui import kept, look

FORM = "compare"
EMPTY: dict[str, Any] = {
    "part": "", "name": "", "chosen": "", "first": "", "last": "", "place": 0, "other": "", "order": "", "gap": 1,
    "fare": "",
}  # fmt: skip


def fill() -> None:
    """Give every input its value: Streamlit forgets those that were not drawn."""
    if all(kept.is_open(FORM, field) for field in EMPTY):
        return
    saved = EMPTY | kept.read(FORM)
    kept.fill(FORM, {field: saved[field] for field in EMPTY if not kept.is_open(FORM, field)})


def keep() -> None:
    kept.keep(FORM, EMPTY, FORM)


def value(field: str) -> Any:
    return st.session_state[f"{FORM}-{field}"]


def put(field: str, new: Any) -> None:
    """Set an input before it is drawn."""
    st.session_state[f"{FORM}-{field}"] = new


def one_of(field: str, options: Container[Any], default: Any) -> None:
    """An input whose options may have gone since it was kept: then it has the default."""
    if value(field) not in options:
        put(field, default)


def day(label: str, field: str) -> date | None:
    """A typed day; a mistake is said below it."""
    typed = st.text_input(label, key=f"{FORM}-{field}", on_change=keep, width=150)
    try:
        return parse_day(typed or "", field)
    except InvalidInput as mistake:
        look.mistake(mistake.message, mistake.hint)
        return None


def dollars(label: str, field: str) -> Any:
    """A typed amount; None where nothing is typed, or a mistake, which is said below it."""
    typed = st.text_input(label, key=f"{FORM}-{field}", on_change=keep)
    try:
        return parse_money(typed, field) if typed and typed.strip() else None
    except InvalidInput as mistake:
        look.mistake(mistake.message, mistake.hint)
        return None
