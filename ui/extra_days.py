"""What each day more or less at a place costs, as a short table."""

import streamlit as st

from slp_core.dates import count, long
from slp_core.extra_days import ExtraDay
from slp_core.outlook import Outlook
from slp_core.services import comparisons
from ui import compare, look, session, tables


def section(answer: Outlook) -> None:
    """The trip some days shorter and longer, at the place chosen."""
    place = _place(answer)
    days = session.remember(comparisons.of_extra_days, answer.plan, place)
    if not days:
        look.empty("There is no day to add.", "The trip is as long as it may be, or has no night at this place.")
        return
    where = look.plain(answer.plan.itinerary.stays[place].locality)
    following = next((day for day in days if day.by == 1), None)
    if following:
        st.markdown(f"**One day more in {where} costs {look.plain(tables.dollars(following.adds))}** for the team.")
    _table(days)
    st.caption("The whole trip is priced again each time: a travel day becomes a full day, and a season may change.")


def _place(answer: Outlook) -> int:
    stays = answer.plan.itinerary.stays
    compare.one_of("place", range(len(stays)), len(stays) - 1)
    if len(stays) == 1:
        return 0
    return int(
        st.selectbox(
            "Longer at",
            range(len(stays)),
            format_func=lambda number: f"{number + 1}. {stays[number].locality}",
            key="compare-place",
            on_change=compare.keep,
            width=290,
        )
    )


def _table(days: tuple[ExtraDay, ...]) -> None:
    added, totals = tables.aligned([day.adds for day in days]), tables.aligned([day.total for day in days])
    rows = [
        [f"{_by(day)}  \nhome {long(day.returns)}", f"{adds}  \n:small[{_parts(day)}]", f"{total}{_mark(day, days)}"]
        for day, adds, total in zip(days, added, totals, strict=True)
    ]
    tables.plain(rows, ("Trip", "This day adds", "Total"), "What each day more or less adds to the price")


def _by(day: ExtraDay) -> str:
    if not day.by:
        return "**As planned**"
    return f"{count(abs(day.by), 'day')} {'more' if day.by > 0 else 'less'}"


def _parts(day: ExtraDay) -> str:
    parts = {"lodging": day.lodging, "M&IE": day.meals, "other": day.other}
    return ", ".join(f"{look.plain(tables.dollars(amount))} {what}" for what, amount in parts.items() if amount)


def _mark(day: ExtraDay, days: tuple[ExtraDay, ...]) -> str:
    """Said where it tells one day from another: of the whole trip the page says it above."""
    apart = day.provisional and not all(one.provisional for one in days)
    return f"  \n{look.state('provisional')}" if apart else ""
