"""Go or no-go of an engagement on a day: the verdict, what to fix next, and every reason with its owner."""

from collections.abc import Iterable, Sequence
from datetime import date

import streamlit as st

from slp_core import dates
from slp_core.checklists import OWNER_WORDS
from slp_core.judgements import Judgement, Standing
from slp_core.services import readiness, team
from slp_core.services.engagements import EngagementView
from slp_core.services.readiness import Board
from slp_core.team_judgements import STEP
from ui import look, session, tables

STATES = {
    Standing.READY: "done",
    Standing.NOT_NEEDED: "not_needed",
    Standing.WAIVED: "excused",
    Standing.AT_RISK: "at_risk",
    Standing.UNKNOWN: "unknown",
    Standing.NOT_READY: "missing",
}
EVERYTHING, ENGAGEMENT = -1, 0  # beside the places on the team, which are counted from 1


def section(found: EngagementView) -> None:
    """The whole tab; the day is today until another one is typed."""
    names = names_of(found.reference)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        typed = st.text_input("As of which day?", session.today().isoformat(), key="go-day", width=200)
        whose = _whose(names)
    with session.refusals():
        day = dates.parse_day(typed, "day")
        board = session.remember(readiness.of_engagement, found.reference, day)
        _verdict(board, is_home=found.returns < day)
        _reasons(board, whose, names)


def verdict_words(board: Board) -> str:
    """Go as of Wed 25 Nov 2026: 12 of 12 ready."""
    when = dates.long(board.shown.day)
    left = f" The team left on {dates.long(board.departs)}; this is how things stand." if board.left else ""
    if board.shown.day < session.today():
        left += " A day that is past is judged by what is on record now."
    return f"{look.state(board.verdict)} **as of {when}:** {board.counts.words}.{left}"


def names_of(reference: str) -> dict[int, str]:
    """The names of a team within the reader's reach, by place."""
    return {one.position: one.name for one in session.remember(team.of_engagement, reference)}


def rows(found: Iterable[Judgement], day: date, names: dict[int, str]) -> list[list[str]]:
    """A row for each reason; what is said alike of several travelers, or of several things, is said once."""
    alike: dict[tuple[str, ...], list[Judgement]] = {}
    for one in found:
        alike.setdefault((one.item, one.title, one.standing, one.reason), []).append(one)
    together: dict[tuple[object, ...], list[list[Judgement]]] = {}
    for some in alike.values():
        first, whose = some[0], tuple(one.traveler for one in some)
        together.setdefault((first.standing, first.reason, first.remedy, first.owner, whose), []).append(some)
    return [
        [_state(things[0][0]), _what([some[0] for some in things]), _who(things[0], day, names)]
        for things in together.values()
    ]


def _verdict(board: Board, *, is_home: bool) -> None:
    """Once the team is home nothing of it is to be fixed."""
    lines = [verdict_words(board)]
    if board.fix and not is_home:
        first = board.fix.judgement
        lines.append(f"**Fix next: {look.plain(first.title)}** ({_whose_to_fix(board, first)}). {board.fix.why}")
    if board.next_change and not is_home:
        lines.append(f"If nobody acts, this changes next on {dates.long(board.next_change)}.")
    if board.hidden:
        lines.append(f"{dates.count(board.hidden, 'thing')} about people you do not see here are counted all the same.")
    st.markdown("  \n".join(lines))


def _whose_to_fix(board: Board, first: Judgement) -> str:
    """The owner, and all the travelers of whom the same is to be fixed."""
    alike = [one for one in board.shown.judgements if (one.item, one.standing) == (first.item, first.standing)]
    numbers = sorted(one.traveler for one in alike if one.traveler)
    places = f", traveler{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}" if numbers else ""
    return f"{OWNER_WORDS[first.owner]}{places}"


def _whose(names: dict[int, str]) -> int:
    words = {EVERYTHING: "The whole team", ENGAGEMENT: "The engagement itself"}
    words |= {number: f"Traveler {number}{f', {name}' if name else ''}" for number, name in names.items()}
    chosen: int = st.selectbox("Reasons of", list(words), format_func=words.__getitem__, key="go-whose", width=280)
    return chosen


def _reasons(board: Board, whose: int, names: dict[int, str]) -> None:
    def theirs(found: Sequence[Judgement]) -> list[Judgement]:
        return [one for one in found if whose in (EVERYTHING, one.traveler or ENGAGEMENT)]

    day, shown = board.shown.day, board.shown
    waived = tuple(one for one in shown.settled if one.standing is Standing.WAIVED)
    parts = (("In the way", shown.in_the_way), ("Not known", shown.unknown), ("Excused", waived))
    for title, found in ((title, theirs(some)) for title, some in parts):
        if found:
            look.section(f"{title} ({len(found)})")
            tables.plain(rows(found, day, names), ("State", "What", "Whose"), f"{title}: reasons, the worst first")
    settled = [one for one in theirs(shown.settled) if one.standing is not Standing.WAIVED]
    if settled:
        cells, columns = rows(settled, day, names), ("State", "What", "Whose")
        draw = lambda: tables.plain(cells, columns, "What is settled, and why")  # noqa: E731
        look.folded(f"Settled ({len(settled)})", "go-settled", draw)


def _state(one: Judgement) -> str:
    """A step that is still in time is open, and no fault of anybody's."""
    if one.standing is Standing.NOT_READY and one.item.startswith(STEP):
        return look.state("todo", "Open") if one.changes_on else look.state("late")
    return look.state(STATES[one.standing])


def _what(things: list[Judgement]) -> str:
    """What it is, why it stands so, and what would change that; of a step, that is plain."""
    one, others = things[0], [other.title for other in things[1:]]
    remedy = f"  \n:small[{look.plain(one.remedy)}]" if one.remedy and not one.item.startswith(STEP) else ""
    more = f" and {len(others)} more  \n:small[{look.plain('; '.join(others))}]" if others else ""
    return f"**{look.plain(one.title)}**{more}  \n{look.plain(one.reason)}{remedy}"


def _who(some: list[Judgement], day: date, names: dict[int, str]) -> str:
    """Owner; which travelers; since when."""
    numbers = [one.traveler for one in some if one.traveler]
    lines = [OWNER_WORDS[some[0].owner]]
    if len(numbers) == 1:
        lines.append(f"Traveler {numbers[0]}{f', {look.plain(names[numbers[0]])}' if names.get(numbers[0]) else ''}")
    elif numbers:
        lines.append(f"Travelers {', '.join(map(str, numbers))}")
    if age := some[0].age(day):
        lines.append(f":small[on record: {age}]")
    return "  \n".join(lines)
