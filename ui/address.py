"""Choices that stand in the address under their own codes, so that every view is a link to send.

One that is not `drawn`, as its part of the page is folded, is what the address says.
"""

import time
from typing import Any

import streamlit as st

from slp_core.reference import shipped
from ui import country_box, look

LATE = 1.5  # seconds until a browser has surely been told what the address says by now


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
    if key not in st.session_state or _is_told_anew(key, ""):
        st.session_state[key] = st.query_params.get(key, "")
    if not drawn:
        return _keep(key, st.session_state[key] or "", {"": ""})
    return _keep(key, st.text_input(label, key=key, **more) or "", {"": ""})


def _begin(label: str, key: str, words: dict[str, str]) -> None:
    if key not in st.session_state or _is_told_anew(key, next(iter(words))):
        asked = st.query_params.get(key, "")
        if asked and asked not in words:
            st.markdown(look.state("unknown", f"{label} “{asked[:40]}” is not known and was left out"))
        st.session_state[key] = asked if asked in words else next(iter(words))


def _is_told_anew(key: str, none: str) -> bool:
    """Does the address say another choice than was written there, without one having been made: by Back, or a link?

    Just after a choice the browser may not have been told of it yet.
    """
    wrote, at = st.session_state.get(f"{key}-in-address", (None, 0.0))
    return (
        wrote is not None
        and st.query_params.get(key, none) != wrote == st.session_state[key]
        and time.monotonic() - at > LATE
    )


def _keep(key: str, chosen: str, words: dict[str, str]) -> str:
    """Write a choice into the address; the first needs no place there. Another choice begins on the first page."""
    none = next(iter(words))
    wrote, at = st.session_state.get(f"{key}-in-address", (None, 0.0))
    if st.query_params.get(key, none) != chosen:
        st.query_params.pop("page", None)
    st.session_state[f"{key}-in-address"] = chosen, at if chosen == wrote else time.monotonic()
    if chosen == none:
        st.query_params.pop(key, None)
    elif st.query_params.get(key) != chosen:
        st.query_params[key] = chosen
    return chosen
