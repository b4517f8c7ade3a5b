"""A write from a form or a button: done once, then the page is drawn anew; a refusal keeps what was typed."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from ui import session


def do(name: str, use_case: Callable[..., str], *args: Any, **more: Any) -> None:
    """Do a write under the token of that name, which is renewed for the next one."""
    with session.refusals():
        session.do(session.token(name), use_case, *args, **more)
        session.renew(name)
        st.rerun()
