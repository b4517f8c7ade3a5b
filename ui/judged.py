"""Judgements on a page: each with its standing as a badge, the reason, whose it is, how old, and what changes it."""

from collections.abc import Sequence
from datetime import date

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
    """How many are settled, and how many are not, unknown ones apart."""
    open_ones = [one for one in judgements if not one.settled]
    if not open_ones:
        look.verdict("fine", f"{what}: all {len(judgements)} are settled.", "")
        return
    unknown = sum(one.standing is Standing.UNKNOWN for one in open_ones)
    first = worst_first(open_ones)[0]
    apart = f", {unknown} of them not known" if unknown else ""
    look.verdict(
        "care",
        f"{what}: {len(open_ones)} of {len(judgements)} are open{apart}.",
        f"First: {look.plain(first.title)}. {look.plain(first.reason)}",
    )


def table(judgements: Sequence[Judgement], team: Sequence[Traveler], today: date, alt: str) -> None:
    """One row a judgement, what stands in the way first."""
    names = {one.position: one.words for one in team}
    rows = [
        [
            look.state(*BADGES[one.standing]),
            f"**{look.plain(one.title)}**{_of(one, names)}  \n{look.plain(one.reason)}{_remedy(one)}",
            _whose(one, today),
        ]
        for one in worst_first(judgements)
    ]
    tables.plain(rows, ("Standing", "What", "Owner"), alt)


def traveler_words(team: Sequence[Traveler]) -> dict[int, str]:
    """The named travelers for a list: place -> words."""
    return {one.position: f"{one.position}. {one.words}" for one in team if one.key is not None}


def counted(words: str, judgements: Sequence[Judgement]) -> str:
    """A tab's words with how many are settled: Security (5 of 9)."""
    return f"{words} ({sum(one.settled for one in judgements)} of {len(judgements)})"


def _of(one: Judgement, names: dict[int, str]) -> str:
    return f", {look.plain(names.get(one.traveler, f'traveler {one.traveler}'))}" if one.traveler else ""


def _remedy(one: Judgement) -> str:
    return f"  \n:material/arrow_forward: {look.plain(one.remedy)}" if one.remedy and not one.settled else ""


def _whose(one: Judgement, today: date) -> str:
    said = [OWNER_WORDS[one.owner]]
    if one.since and one.since <= today:
        said.append(f"on record for {count((today - one.since).days, 'day')}" if one.since < today else "since today")
    if one.changes_on:
        said.append(f"changes on {short(one.changes_on)}")
    return "  \n".join((said[0], *(f":small[{part}]" for part in said[1:])))
