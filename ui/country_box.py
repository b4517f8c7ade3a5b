"""The select box of a country: any name or code that is typed finds it; what is not certain is said and not taken."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import streamlit as st

from slp_core.country_forms import fold
from slp_core.errors import InvalidInput
from slp_core.reference import shipped
from ui import kept, look

HELP = "Choose from the list, or type any name or code of the country and press Enter: Ivory Coast, Zaire, KOS."


def choose(
    label: str,
    key: str,
    *,
    program: bool = True,
    none: str = "",
    then: Callable[[], None] | None = None,
    **more: Any,
) -> str:
    """The code of the country chosen, of the program or of all that have a rate; `none` is the word for "".

    `then` is called when another one is chosen.
    """
    labels = words(program, none)
    chosen: str = st.selectbox(
        label,
        list(labels),
        kept.index(key, list(labels)),
        format_func=lambda code: labels.get(code, code),
        key=key,
        accept_new_options=True,
        help=HELP,
        on_change=_read,
        args=(key, st.session_state[key], program, none, then),
        **more,
    )
    if refused := st.session_state.pop(f"{key}:refused", None):
        look.mistake(*refused)
    return chosen


@lru_cache
def words(program: bool = True, none: str = "") -> dict[str, str]:
    """Code -> label in the order of the list; do not change it."""
    countries = shipped().countries
    labels = {code: countries.label(code) for code in (countries.program if program else countries.names)}
    in_order = sorted(labels.items(), key=lambda land: fold(land[1]))
    return {"": none} | dict(in_order) if none else dict(in_order)


def _read(key: str, before: str, program: bool, none: str, then: Callable[[], None] | None) -> None:
    """Take what was typed for the country it means, before the page is drawn; else the former one stays."""
    labels, typed = words(program, none), st.session_state[key]
    try:
        code = typed if typed in labels else _meant(_whole(typed, labels[before]), program, none)
    except InvalidInput as refusal:
        stays = f"{labels[before]} stays chosen." if before else ""
        st.session_state[f"{key}:refused"] = (refusal.message, refusal.hint, stays)
        code = before
    st.session_state[key] = code
    if then and code != before:
        then()


def _whole(typed: str, chosen: str) -> str:
    """Streamlit takes the chosen label off the front of what is typed: of Nigeria over Niger, “ia” is left."""
    meaning, whole = shipped().names.meaning, chosen + typed
    return whole if meaning(typed).code is None and meaning(whole).code else typed


def _meant(typed: str, program: bool, none: str) -> str:
    if none and fold(typed) == fold(none):
        return ""
    names = shipped().names
    return names.of_program(typed) if program else names.of_priced(typed)
