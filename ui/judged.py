"""Judgements on a page: each with its standing as a badge, the reason, whose it is, how old, and what changes it."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from slp_core.checklists import OWNER_WORDS
from slp_core.dates import count, short
from slp_core.judgements import Judgement, Standing, worst_first
from slp_core.services.travelers import Traveler
from ui import look, tables

BADGES = {
    Standing.READY: ("done", "Ready"),
    Standing.NOT_NEEDED: ("ended", "Not needed"),
    Standing.WAIVED: ("excused", "Excused"),
    Standing.AT_RISK: ("soon", "At risk"),
    Standing.UNKNOWN: ("unknown", "Not known"),
    Standing.NOT_READY: ("late", "Not ready"),
}


def verdict(judgements: Sequence[Judgement], what: str) -> None:
    """How many are open, unknown ones apart, in a line: the page has its one banner already."""
    open_ones = [one for one in judgements if not one.settled]
    unknown = sum(one.standing is Standing.UNKNOWN for one in open_ones)
    apart = f", {unknown} of them not known" if unknown else ""
    are = "is" if len(open_ones) == 1 else "are"
    settled = f"all {len(judgements)} are settled."
    said = f"{len(open_ones)} of {len(judgements)} {are} open{apart}." if open_ones else settled
    st.markdown(f"**{what}: {said}** What is not known is never ready.")


def table(judgements: Sequence[Judgement], team: Sequence[Traveler], today: date, alt: str) -> None:
    """One row a judgement, what stands in the way first; travelers of whom the same is said share a row."""
    names = {one.position: one.words for one in team}
    alike: dict[tuple[object, ...], list[Judgement]] = {}
    for one in worst_first(judgements):
        alike.setdefault((one.item, one.standing, one.reason, one.remedy, one.changes_on), []).append(one)
    rows = [
        [
            look.state(*BADGES[some[0].standing]),
            f"**{look.plain(some[0].title)}**{_of(some, names)}  \n{look.plain(some[0].reason)}{_remedy(some[0])}",
            _whose(some[0], today),
        ]
        for some in alike.values()
    ]
    tables.plain(rows, ("Standing", "What", "Owner"), alt)


def traveler_words(team: Sequence[Traveler]) -> dict[int, str]:
    """The named travelers for a list: place -> words."""
    return {one.position: f"{one.position}. {one.words}" for one in team if one.key is not None}


def _of(some: Sequence[Judgement], names: dict[int, str]) -> str:
    of = [names.get(one.traveler, f"traveler {one.traveler}") for one in some if one.traveler]
    return f": {look.plain(', '.join(of))}" if of else ""


def _remedy(one: Judgement) -> str:
    return f"  \n:material/arrow_forward: {look.plain(one.remedy)}" if one.remedy and not one.settled else ""


def _whose(one: Judgement, today: date) -> str:
    said = [OWNER_WORDS[one.owner]]
    if one.since and one.since <= today:
        said.append(f"on record for {count((today - one.since).days, 'day')}" if one.since < today else "since today")
    if one.changes_on:
        said.append(f"changes on {short(one.changes_on)}")
    return "  \n".join((said[0], *(f":small[{part}]" for part in said[1:])))
