"""What a page showed, and whether it still stands at the click: what somebody else changed since is not written over.

A run of the page reads the record anew, at a submit too: its version then is not the one that was read.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import update_wrapper
from typing import Any, ParamSpec
from zlib import crc32

import streamlit as st

from slp_core.services import versions

P = ParamSpec("P")
MARK = "shown:"
PAGE = "page-showed"  # the answers from which the page was drawn, while they may no longer stand
KEYS = ("reference", "id", "number", "key", "position")  # the first of them names a record
Record = tuple[type, Hashable]


def version(form: str, held: int) -> int:
    """The version that stood in a form when it was first drawn, to write with; a form outlives the runs of its page.

    `form` holds the token of the write, so that the next form begins with what stands.
    """
    return int(st.session_state.setdefault(f"{MARK}{form}", held))


def form(token: str, choices: Iterable[object]) -> str:
    """The key of a form with a list to choose from. Another list is another form: a submit of the one before is lost
    rather than taken for what stands first in the list by now, and that is said.
    """
    key, kept = f"{token}-{crc32(repr(list(choices)).encode())}", f"{MARK}form:{token}"
    before = st.session_state.get(kept, key)
    st.session_state[kept] = key
    if before != key and _is_submitted(before):
        st.warning(
            "The list to choose from has changed meanwhile: nothing was saved. Choose again, and enter the rest anew.",
            icon=":material/sync_problem:",
        )
    return key


def _is_submitted(form_key: str) -> bool:
    """Was the button of this form pressed, though it is drawn no more?"""
    return any(
        value is True for name, value in st.session_state.items() if str(name).startswith(f"FormSubmitter:{form_key}-")
    )


def told() -> None:
    """After a refusal for it the reader knows: what stands now is what is shown."""
    for key in [key for key in st.session_state if str(key).startswith(MARK)]:
        del st.session_state[key]


def begin(moved: bool) -> None:
    """At the beginning of a run: where the trail has moved, what was answered before is what the page showed."""
    st.session_state[PAGE] = st.session_state.get("remembered", {}) if moved else {}


def guarded(use_case: Callable[P, str], args: Collection[Any]) -> Callable[P, str]:
    """The use case; in its place a refusal, where a record has another version than the page showed."""
    if not outdated(args):
        return use_case

    def refuse(*call: P.args, **more: P.kwargs) -> str:
        raise versions.changed()

    update_wrapper(refuse, use_case)  # by its name a second click is known for the first, and gets its record
    return refuse


def outdated(args: Collection[Any]) -> bool:
    """Do the arguments of a write name a record, with a version that the page had not shown yet?"""
    before: Mapping[Any, Any] = st.session_state.get(PAGE, {})
    now: Mapping[Any, Any] = st.session_state.get("remembered", {})
    newer = set[tuple[Hashable, int]]()
    for question in before.keys() & now.keys():
        then = dict(_versions(before[question]))
        changed = (record for record in _versions(now[question]) if then.get(record[0], record[1]) != record[1])
        newer |= {(name, version) for (_, name), version in changed}
    return any((name is None or name in args) and version in args for name, version in newer)


def _versions(answer: Any) -> Iterator[tuple[Record, int]]:
    """Every record in an answer that has a version, however deep it lies."""
    if isinstance(answer, list | tuple):
        for one in answer:
            yield from _versions(one)
    elif isinstance(answer, Mapping):
        yield from _versions(tuple(answer.values()))
    elif is_dataclass(answer) and not isinstance(answer, type):
        if type(version := getattr(answer, "version", None)) is int:
            name = next((getattr(answer, key) for key in KEYS if hasattr(answer, key)), None)
            yield (type(answer), name), version
        yield from _versions(tuple(getattr(answer, field.name) for field in fields(answer)))
