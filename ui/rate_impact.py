"""The parts of the page on what new rates change: the sum, the list, and the button that prices again."""

from dataclasses import dataclass
from decimal import Decimal

import streamlit as st

from slp_core import dates, money
from slp_core.approvals import STATUS_WORDS
from slp_core.roles import Principal
from slp_core.services import rate_impact
from slp_core.services.portfolio import PAGE
from slp_core.services.rate_impact import Impact, Moved
from ui import filters, look, session, tables


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the list the page stands."""

    number: int
    pages: int


def verdict(found: Impact) -> None:
    """One banner: how many move, by how much together, and which ceilings they cross."""
    number = dates.count(len(found.open), "open estimate")
    looked = f"{dates.count(found.looked_at, 'engagement')} looked at."
    approved = len(found.rows) - len(found.open)
    stays = f" {dates.count(approved, 'approved estimate')} would differ and stay as they are." if approved else ""
    if found.crossed:
        which = ", ".join(found.crossed)
        look.verdict("stop", f"{number} would change, and cross the ceiling of {which}.", _sum(found) + stays)
    elif found.open:
        look.verdict("care", f"{number} would change.", f"{_sum(found)} {looked}{stays}")
    else:
        look.verdict("fine", "No open estimate changes.", looked + stays)


def listed(found: Impact) -> None:
    """Open estimates first, the largest difference first."""
    if not found.rows:
        return
    pages = -(-len(found.rows) // PAGE)
    place = _Place(min(max(1, filters.page_number()), pages), pages)
    shown = found.rows[(place.number - 1) * PAGE : place.number * PAGE]
    tables.plain(
        [[_what(row), _amounts(row), _delta(row)] for row in shown],
        ("Engagement", "Was and would be", "Difference"),
        "Estimates that the table moves, with their old and new amounts",
    )
    filters.pager(place)


def price_again(found: Impact, user: Principal) -> None:
    """New versions of the open ones, for those who may."""
    if not found.open or not user.may("estimate:prepare"):
        return
    token = session.token("impact")
    st.markdown("Each gets a new version, to be submitted anew; the version before it stays to be read.")
    label = f"Price {len(found.open):,} again"
    if st.button(label, type="primary", icon=":material/refresh:", key=f"impact-{token}"):
        with session.refusals(), st.spinner("Pricing again"):
            session.do(token, rate_impact.price_again, found.table.id, session.now())
            session.renew("impact")
            st.rerun()


def _sum(found: Impact) -> str:
    return f"Together {look.plain(_signed(found.delta))}."


def _signed(amount: Decimal) -> str:
    return f"{'+' if amount > 0 else ''}{money.words(amount)}"


def _what(row: Moved) -> str:
    state = look.state("done", "Approved, stays") if row.approved else STATUS_WORDS[row.status].lower()
    link = f"[{look.plain(row.title)}](/engagement?ref={row.reference}&tab=cost)"
    return f"{link}  \n{row.reference}, {look.plain(row.country)}, {state}"


def _amounts(row: Moved) -> str:
    after = "no rate any more" if row.after is None else money.words(row.after)
    mark = look.state("provisional") if row.provisional else "no longer provisional" if row.was_provisional else ""
    return f"{look.plain(money.words(row.before))} → {look.plain(after)}  \n{mark}"


def _delta(row: Moved) -> str:
    over = f"  \n{look.state('late', f'Above the ceiling of {row.mechanism}')}" if row.crosses else ""
    return f"**{look.plain(_signed(row.delta))}**{over}"
