"""Tables that read well: real HTML up to 63 rows, numbers right-aligned, the total in the same table."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

import pandas as pd
import streamlit as st

from slp_core.cost_lines import CostLine
from ui import look


def plain(rows: Sequence[Sequence[object]], columns: Sequence[str], alt: str) -> None:
    """A short table to read; cells may hold Markdown, so text of people comes through `look.plain`."""
    st.table(pd.DataFrame(rows, columns=list(columns)), hide_index=True, border="horizontal", alt=alt)


def cost_lines(lines: Iterable[CostLine], total: Decimal) -> None:
    """What each line is, the rule behind it, and its amount."""
    rows = [[_line_words(line), _rule_words(line), float(line.amount)] for line in lines]
    rows.append(["**Total**", "", float(total)])
    money(rows, ("Line", "Rule", "Amount"), "Cost lines with the rule behind each, and the total")


def money(rows: Sequence[Sequence[object]], columns: Sequence[str], alt: str) -> None:
    """A table whose last column is dollars."""
    table = pd.DataFrame(rows, columns=list(columns))
    st.table(table.style.format({columns[-1]: "${:,.2f}"}), hide_index=True, border="horizontal", alt=alt)


def dollars(amount: Decimal, *, cents: bool = True) -> str:
    """$10,384.00 in a line, $42,052 as a headline; ready for Markdown."""
    return f"${amount:,.2f}" if cents else f"${amount:,.0f}"


def _line_words(line: CostLine) -> str:
    provisional = f"  \n{look.state('provisional')}" if line.provisional else ""
    return f"**{look.plain(line.what)}**  \n{look.plain(line.formula)}{provisional}"


def _rule_words(line: CostLine) -> str:
    return "  \n".join(look.basis(citation) for citation in line.citations)
