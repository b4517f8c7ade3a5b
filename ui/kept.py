"""Inputs of a form kept on the server as its writer's draft: restored after a reload, thrown away once saved."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

import streamlit as st

from slp_core import sensitive
from slp_core.services import drafts
from ui import look, session

_NOTHING = object()  # what is typed into an input that is not drawn; None is an empty number


def is_open(form: str, field: str) -> bool:
    """Do the inputs of a form hold values in this tab already?"""
    return f"{form}-{field}" in st.session_state and not _is_over(form)


def read(draft: str) -> dict[str, Any]:
    return session.ask(drafts.read, draft)


def is_from(draft: str, moment: timedelta) -> bool:
    """Was the draft kept within the last moment?"""
    kept_at = session.ask(drafts.kept_at, draft)
    return kept_at is not None and session.now() - kept_at < moment


def fill(form: str, values: Mapping[str, Any], known: Mapping[str, Any] | None = None) -> None:
    """Give the inputs of a form their values, each under its own key; of inputs thrown away nothing is left.

    `known` are those of the draft and of a blank form, where an address asked for others: these count as changed.
    """
    if _is_over(form):
        for key in [key for key in st.session_state if str(key).startswith(f"{form}-")]:
            del st.session_state[key]
    st.session_state[f"{form}-known"] = dict(values if known is None else known)
    for field, value in values.items():
        st.session_state[f"{form}-{field}"] = value
        if field.endswith("country"):
            note(form, field)


def note(form: str, field: str) -> None:
    """Remember the value of an input, on which others depend, as one that they have been set for."""
    st.session_state[f"{form}-{field}-was"] = st.session_state[f"{form}-{field}"]


def is_another(form: str, field: str) -> bool:
    """Has an input another value than was noted? A browser may tell of one change twice."""
    return bool(st.session_state.get(f"{form}-{field}-was", _NOTHING) != st.session_state[f"{form}-{field}"])


def value(key: str) -> Any:
    """What an input begins with in the browser: its kept value, to be given as its default too.

    A browser is told a value once. One that misses it, as happens when a page is drawn twice at once, shows the
    default, and sends it back with the next change.
    """
    return st.session_state[key]


def index(key: str, options: Sequence[Any]) -> int:
    """The same for a select box: the place of its kept value among the options, the first where it is none of them."""
    kept = st.session_state[key]
    return options.index(kept) if kept in options else 0


def folded(label: str, key: str, inputs: Iterable[str], draw: Callable[[], None]) -> bool:
    """Inputs that are drawn while their reader has them open. Closed, they keep their values, by the keys `inputs`.

    Are they drawn?
    """
    if look.folded(label, key, draw):
        return True
    for one in inputs:
        if one in st.session_state:
            st.session_state[one] = st.session_state[one]  # else an input that is not drawn would lose its value
    return False


def typed(form: str, fields: Iterable[str]) -> dict[str, Any]:
    """The inputs as they stand."""
    held = ((field, st.session_state.get(f"{form}-{field}", _NOTHING)) for field in fields)
    return {field: value for field, value in held if value is not _NOTHING}


def keep(form: str, fields: Iterable[str], draft: str, **more: Any) -> None:
    """Keep the inputs as they stand, and `more`; to be called at every change. Inputs thrown away are not kept.

    What this tab did not change stays as it is kept: another tab may have changed it.
    """
    if _is_over(form):
        return
    values = typed(form, fields) | more
    st.session_state[f"{form}-left-out"] = sensitive.within(values)
    known = st.session_state.get(f"{form}-known", {})
    refusal = session.keep_or_say(drafts.change, draft, values, known)
    if refusal is None:
        st.session_state.pop(f"{form}-refused", None)
    else:  # one text is too long: the rest is kept
        st.session_state[f"{form}-refused"] = refusal
        longest = max(values, key=lambda field: len(str(values[field])))
        del values[longest]
        session.keep_or_say(drafts.change, draft, values, known)
    st.session_state[f"{form}-known"] = values


def said(form: str) -> None:
    """That the draft is kept; or what of it is not, and why."""
    if refusal := st.session_state.get(f"{form}-refused"):
        session.refuse(refusal)
    elif what := st.session_state.get(f"{form}-left-out"):
        look.mistake(
            f"A text seems to hold {what}, which is never kept here: the draft is kept without it.",
            "Take it out of the text.",
        )
    else:
        st.caption(":material/cloud_done: The draft is kept at every change.")


def keep_all(form: str) -> None:
    """At the next change all inputs are kept, not only those that this tab changed since."""
    st.session_state[f"{form}-known"] = {}


def begin_anew(form: str) -> None:
    """The inputs begin anew when the form is next drawn; the draft stays.

    Until then they stay in place: a second click of a double click may bring them all once more, and each that differs
    from what is held would be told as a change of it.
    """
    st.session_state[_over(form)] = True


def forget(form: str, draft: str) -> None:
    """Throw the draft away, and the inputs with it."""
    session.keep(drafts.forget, draft)
    begin_anew(form)


def _over(form: str) -> str:
    return f"{form}-is-over"


def _is_over(form: str) -> bool:
    return _over(form) in st.session_state
