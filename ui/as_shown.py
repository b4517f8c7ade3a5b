"""The version that stood in a form when it was first drawn: what somebody else changed since is not written over."""

import streamlit as st

MARK = "shown:"


def version(form: str, held: int) -> int:
    """The version to write with. `form` holds the token of the write, so that the next form begins with what stands.

    A run of the page reads the record anew, at a submit too: its version then is not the one that was read.
    """
    return int(st.session_state.setdefault(f"{MARK}{form}", held))


def told() -> None:
    """After a refusal for it the reader knows: what stands now is what is shown."""
    for key in [key for key in st.session_state if str(key).startswith(MARK)]:
        del st.session_state[key]
