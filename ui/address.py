"""Choices that stand in the address under their own codes, so that every view is a link to send.

One that is not `drawn`, as its part of the page is folded, is what the address says.
"""

from typing import Any

import streamlit as st

from slp_core.reference import shipped
from ui import country_box, look


def more_filters(*keys: str) -> Any:
    """The fold for filters that few need: its `open` says whether to draw them. An address that names one opens it."""
    asked = any(map(st.query_params.get, keys))
    return st.expander("More filters", expanded=asked, key="more-filters", on_change="rerun")


def select(label: str, words: dict[str, str], key: str, *, drawn: bool = True, **more: Any) -> str:
    """One of a list; the first is what holds when the address names none, or one that does not exist."""
    _begin(label, key, words)
    if not drawn:
        return _keep(key, st.session_state[key], words)
    said = look.distinct(words)
    chosen: str = st.selectbox(label, list(said), format_func=said.__getitem__, key=key, **more)
    return _keep(key, chosen, words)


def country(label: str, none: str, key: str, *, width: int) -> str:
    """A country of the program, by any of its names, or none."""
    words = country_box.words(none=none)
    with st.container(width=width):
        _begin(label, key, words)
        return _keep(key, country_box.choose(label, key, none=none), words)


def us_state(label: str, none: str, key: str, **more: Any) -> str:
    """A state of the United States, or none."""
    states = {code: one.label for code, one in shipped().us_states.by_code.items()}
    return select(label, {"": none} | states, key, **more)


def choose(label: str, words: dict[str, str], key: str, *, drawn: bool = True, **more: Any) -> str:
    """One of a few, side by side."""
    _begin(label, key, words)
    if not drawn:
        return _keep(key, st.session_state[key], words)
    return _keep(key, look.choose(label, list(words), key=key, words=words, **more), words)


def search(label: str, key: str, *, drawn: bool = True, **more: Any) -> str:
    """Words to look for."""
    if key not in st.session_state:
        st.session_state[key] = st.query_params.get(key, "")
    if not drawn:
        return _keep(key, st.session_state[key] or "", {"": ""})
    return _keep(key, st.text_input(label, key=key, **more) or "", {"": ""})


def _begin(label: str, key: str, words: dict[str, str]) -> None:
    if key not in st.session_state:
        asked = st.query_params.get(key, "")
        if asked and asked not in words:
            st.markdown(look.state("unknown", f"{label} “{asked[:40]}” is not known and was left out"))
        st.session_state[key] = asked if asked in words else next(iter(words))


def _keep(key: str, chosen: str, words: dict[str, str]) -> str:
    """Write a choice into the address; the first needs no place there."""
    if chosen == next(iter(words)):
        st.query_params.pop(key, None)
    elif st.query_params.get(key) != chosen:
        st.query_params[key] = chosen
    return chosen
