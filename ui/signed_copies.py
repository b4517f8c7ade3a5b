"""The signed copies of an agreement: to download, to add, to take away."""

import streamlit as st

from slp_core.dates import short
from slp_core.roles import Principal
from slp_core.services import signed_copies
from slp_core.services.signed_copies import Copy
from slp_core.signed_files import MOST_BYTES
from ui import look, session

TYPES = ["pdf", "jpg", "jpeg", "png", "docx"]


def section(reference: str, user: Principal) -> None:
    """Each copy with its hash and a button to download it; the bytes are fetched by the click."""
    copies = session.remember(signed_copies.of_mechanism, reference)
    may_change = user.may("mechanism:change")
    if not copies:
        look.empty("No signed copy yet.", "The scan of what was signed is kept here as it came, with its hash.")
    for copy in copies:
        _copy(reference, copy, may_change)
    if may_change:
        _add(reference)


def _copy(reference: str, copy: Copy, may_change: bool) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        size = f"{max(1, copy.size // 1024):,}\u00a0kB"
        st.markdown(
            f"**{look.plain(copy.file_name)}**  \n{size}, added {short(copy.added.date())}  \n"
            f":small[SHA-256 {copy.sha256[:16]}…]",
            width="stretch",
        )
        st.download_button(
            "Download copy",
            session.later(signed_copies.read, reference, copy.id),
            copy.file_name,
            copy.media_type,
            on_click="ignore",
            icon=":material/download:",
            key=f"copy-{copy.id}",
        )
        if may_change:
            _take_away(reference, copy)


def _take_away(reference: str, copy: Copy) -> None:
    token = session.token(f"copy-{copy.id}-{copy.version}")
    if st.button("Take away", icon=":material/archive:", key=f"away-{token}"):
        with session.refusals():
            session.do(token, signed_copies.take_away, reference, copy.id, copy.version, session.now())
            st.rerun()


def _add(reference: str) -> None:
    token = session.token("signed-copy")
    limit = MOST_BYTES // 1024 // 1024
    file = st.file_uploader("Add a signed copy", type=TYPES, key=f"file-{token}", max_upload_size=limit)
    if file and st.button("Keep signed copy", icon=":material/upload_file:", key=f"keep-{token}"):
        with session.refusals():
            session.do(token, signed_copies.add, reference, file.name, file.getvalue())
            session.renew("signed-copy")
            st.rerun()
