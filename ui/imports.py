"""The parts that every import shares: which kind it is, cells to correct or confirm, and the imports that were made."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from slp_core import dates
from slp_core.imports.checking import RowProblem
from slp_core.imports.forms import REGISTRY_WORDS
from slp_core.imports.publications import KIND_WORDS
from slp_core.roles import Principal
from slp_core.services import publications, registry_imports
from ui import address, as_shown, look, session, tables, written

SHOWN = 200  # problems, rows or changes listed; the counts say how many there are


@dataclass(frozen=True, slots=True)
class Made:
    """An import of any kind, as the list shows it; `undo` takes it back."""

    id: int
    title: str
    file_name: str
    rows: int
    day: str
    by: str
    at: datetime
    undone: bool
    version: int
    undo: Callable[..., str]


def kind(user: Principal) -> str:
    """What the user brings, within the user's rights; it stands in the address, so that a page can link to it."""
    words: dict[str, str] = {}
    if user.may("registry:import"):
        words |= {one.value: word for one, word in REGISTRY_WORDS.items()}
    if user.may("publication:import"):
        words |= {one.value: word for one, word in KIND_WORDS.items()}
    return address.select("What is it?", words, "kind")


def problems(title: str, note: str, found: Sequence[RowProblem], number: int) -> None:
    """Cells to correct or to confirm; of many the first."""
    if not found:
        return
    look.section(f"{title} ({number:,})", note)
    rows = [
        [one.row or "", f"**{look.plain(one.column)}**  \n{look.plain(one.value)}", look.plain(one.message)]
        for one in found[:SHOWN]
    ]
    tables.plain(rows, ("Row", "Cell", "What was seen"), title)
    rest(number)


def rest(number: int) -> None:
    if number > SHOWN:
        st.caption(f"The first {SHOWN} of {number:,}.")


def made(user: Principal) -> None:
    """Every import that the user may see, newest first, and the way to take back those that stand."""
    look.section("Imports made", "Taken back, what stood before stands again. A publication stays as it came.")
    found = _all(user)
    if not found:
        st.markdown("None yet.")
        return
    rows = [
        [
            f"**{look.plain(one.file_name)}**  \n{look.plain(one.title)}",
            f"{one.day}  \n{dates.count(one.rows, 'row')}",
            f"{look.state('excused', 'Taken back') if one.undone else look.state('done', 'In force')}  \n"
            f"{look.plain(one.by)}, {dates.short(one.at.date())}",
        ]
        for one in found
    ]
    tables.plain(rows, ("File", "Date", "State"), "Imports that were made")
    if standing := {one.id: one for one in found if not one.undone}:
        _undo(standing)


def _all(user: Principal) -> list[Made]:
    found = [
        Made(p.id, p.title, p.file_name, p.accepted, dates.short(p.as_of), p.by, p.at, p.undone, p.version,
             publications.undo) for p in session.remember(publications.made)
    ]  # fmt: skip
    if user.may(registry_imports.ACTION):
        found += [
            Made(r.id, r.title, r.file_name, r.accepted, dates.short(r.at.date()), r.by, r.at, r.undone, r.version,
                 registry_imports.undo) for r in session.remember(registry_imports.made)
        ]  # fmt: skip
    return sorted(found, key=lambda one: one.id, reverse=True)


def _undo(standing: dict[int, Made]) -> None:
    token = session.token("undo-import")
    with st.form(as_shown.form(f"undo-{token}", standing), border=True):
        words = look.distinct({key: f"{one.file_name}, {one.title}" for key, one in standing.items()})
        chosen = written.pick("Take an import back", words)
        if st.form_submit_button("Take back", icon=":material/undo:"):
            with session.refusals(), st.spinner("Taking it back"):
                one = standing[written.picked(chosen)]
                session.do(token, one.undo, one.id, one.version, session.now())
                session.renew("undo-import")
                st.rerun()
