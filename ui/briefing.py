"""The RSO's briefing of a post: read by section, what is new in it, and the form in which the RSO writes the next."""

import streamlit as st

from slp_core.briefings import SECTION_WORDS, Briefing, Section
from slp_core.dates import long, short
from slp_core.services import briefings
from slp_core.services.briefings import PostBook
from ui import as_shown, look, session

KEY = "briefing-post"


def book(wanted: str) -> PostBook:
    """The post that is looked at, with its briefing."""
    return session.remember(briefings.of_post, _chosen(wanted))


def shown(book: PostBook) -> None:
    """The version that holds, and what changed in it."""
    if book.latest is None:
        look.empty(
            f"{look.plain(book.name)} has published no briefing.",
            "Until its RSO does, no traveler to this post is ready.",
        )
        return
    held = book.latest
    words = (
        f"**{look.plain(book.name)}. Version {held.number}**, {long(held.published.date())}, by {look.plain(held.by)}."
    )
    st.markdown(words + _news(book))
    sections(held)


def sections(briefing: Briefing) -> None:
    """All sections in one piece; those without a text are left out."""
    st.markdown("\n\n".join(f"**{SECTION_WORDS[one]}**  \n{_lines(text)}" for one, text in _filled(briefing)))


def _lines(text: str) -> str:
    """As it was written, line by line."""
    return "  \n".join(map(look.plain, text.splitlines()))


def editor(book: PostBook) -> None:
    """The form of the RSO: every section, beginning from the version that holds."""
    if not book.writable:
        return
    number = book.latest.number if book.latest else 0
    token = session.token(f"briefing-{book.key}")
    version = as_shown.version(token, number)
    held = book.latest.sections if book.latest else {}
    look.section("Write the next version" if number else "Write the briefing")
    st.caption("Publishing asks every traveler to this post to read and attest anew. Name functions, not people.")
    with st.form(f"briefing-{token}", border=True):
        typed = {str(one): st.text_area(SECTION_WORDS[one], held.get(one, ""), height=80) for one in Section}
        if st.form_submit_button(f"Publish version {number + 1}", icon=":material/campaign:", type="primary"):
            with session.refusals():
                session.do(token, briefings.publish, book.key, typed, version, session.now())
                session.renew(f"briefing-{book.key}")
                st.rerun()


def _news(book: PostBook) -> str:
    if book.latest is None or book.before is None:
        return ""
    changed = ", ".join(SECTION_WORDS[one] for one in book.latest.changed_since(book.before))
    return f" New since version {book.before.number} ({short(book.before.published.date())}): {look.plain(changed)}."


def _filled(briefing: Briefing) -> list[tuple[Section, str]]:
    return [(one, briefing.sections[one]) for one in Section if briefing.sections.get(one)]


def _chosen(wanted: str) -> str:
    """The user's own post where there is only one."""
    posts = session.remember(briefings.posts)
    if not posts:
        look.empty("No post's briefing is open to you here.", "An expert reads it on the engagement's Security tab.")
        st.stop()
    if len(posts) == 1:
        return next(iter(posts))
    keys = list(posts)
    first = keys.index(wanted) if wanted in posts else 0
    return st.selectbox("Post", keys, index=first, format_func=posts.__getitem__, key=KEY)
