"""Where a figure comes from: a line is chosen, and all that it rests on is opened below."""

from collections.abc import Sequence

import streamlit as st

from slp_core import money, trace
from slp_core.cost_lines import CostLine
from slp_core.issued import IssuedEstimate, IssuedLine
from slp_core.trace import Fact
from ui import look, tables


def choose(lines: Sequence[CostLine | IssuedLine], key: str, stored: IssuedEstimate | None = None) -> None:
    """One box for all lines: nothing is drawn for those that nobody asks about."""
    if not lines:
        return
    words = look.distinct({at: f"{line.what}, {money.words(line.amount)}" for at, line in enumerate(lines)})
    number = st.selectbox(
        "Where does a figure come from?",
        list(words),
        index=None,
        key=key,
        placeholder="Choose a line to open it",
        format_func=words.__getitem__,
    )
    if number is not None and number < len(lines):
        rows = [[f"**{fact.label}**", _said(fact)] for fact in trace.of_line(lines[number], stored)]
        tables.plain(rows, ("What", "From where"), f"What {lines[number].what} rests on")


def _said(fact: Fact) -> str:
    if fact.citation is None:
        return look.plain(_foldable(fact.text))
    link = f" ([source]({fact.citation.url}))" if fact.citation.url else ""
    return f"{look.basis(fact.citation)}{link}  \n{look.plain(fact.text)}"


def _foldable(text: str) -> str:
    """A hash in groups of eight, so that a phone can fold it."""
    return " ".join(
        " ".join(word[at : at + 8] for at in range(0, 64, 8)) if len(word) == 64 else word for word in text.split(" ")
    )
