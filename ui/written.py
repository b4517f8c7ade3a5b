"""A write from a form or a button: done once, then the page is drawn anew; a refusal keeps what was typed."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import streamlit as st

from slp_core.errors import InvalidInput
from ui import session

K = TypeVar("K")


def pick(label: str, words: Mapping[K, str]) -> K | None:
    """One of a list, for what is not easily made good: nothing is chosen until somebody does, before and after."""
    return st.selectbox(label, list(words), index=None, format_func=words.__getitem__, placeholder="Choose")


def picked(chosen: K | None) -> K:
    """What was chosen. Raises InvalidInput where nothing was."""
    if chosen is None:
        raise InvalidInput("Nothing is chosen.", hint="Choose from the list first.", field="choice")
    return chosen


def do(name: str, use_case: Callable[..., str], *args: Any, **more: Any) -> None:
    """Do a write under the token of that name, which is renewed for the next one."""
    with session.refusals():
        session.do(session.token(name), use_case, *args, **more)
        session.renew(name)
        st.rerun()
