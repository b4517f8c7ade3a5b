"""Tables that read well: real HTML up to 63 rows, numbers right-aligned, the total in the same table."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import streamlit as st

from slp_core.cost_lines import BorneBy, Category, CostLine, Notice
from slp_core.dates import count, short
from slp_core.issued import IssuedLine
from slp_core.lifecycle import WORDS, Stage
from slp_core.reference import shipped
from slp_core.services.portfolio import Page
from ui import look, session

LONG = 12  # lines from which an estimate is read by category
Row = tuple[str, str, Decimal]
MOST_LETTERS = 48  # of what is first in the way, so that a line stays beside its title
_BLANKS = str.maketrans("0123456789,", "\u2007" * 10 + "\u2008")  # spaces as wide as a digit, and as a comma


def plain(rows: Sequence[Sequence[object]], columns: Sequence[str], alt: str) -> None:
    """A short table to read; cells may hold Markdown, so text of people comes through `look.plain`."""
    import pyarrow as pa  # type: ignore[import-untyped]  # slow to load: not before the first table

    cells = zip(*rows, strict=True) if rows else ([] for _ in columns)
    held = pa.table([[str(cell) for cell in column] for column in cells], names=list(columns))
    st.table(held, hide_index=True, hide_header=False, border="horizontal", alt=alt)


def cost_lines(lines: Iterable[CostLine | IssuedLine], total: Decimal) -> None:
    """What each line is, the rule behind it, and its amount; below the total what the partner bears itself.

    A long list stands by category, each with its sum.
    """
    found = list(lines)
    borne = [line for line in found if line.borne_by is BorneBy.INL]
    rows = [row for part in _parts(borne) for row in part]
    rows.append(("**Total**", "", total))
    rows += [(_line_words(line), _rule_words(line), line.amount) for line in found if line.borne_by is BorneBy.PARTNER]
    amounts = aligned([amount for _, _, amount in rows])
    cells = [
        (words, rule, amount if rule else f"**{amount}**")
        for (words, rule, _), amount in zip(rows, amounts, strict=True)
    ]
    plain(cells, ("Line", "Rule", "Amount"), "Cost lines with the rule behind each, and the total")


def notices(said: Sequence[Notice]) -> None:
    """What the reader of these lines must know."""
    if said:
        st.markdown("  \n".join(f":material/info: {look.plain(notice.text)}" for notice in said))


def _parts(borne: Sequence[CostLine | IssuedLine]) -> Iterator[list[Row]]:
    """The rows of each category, each headed by its sum where the list is long: no line seems to be another's."""
    if len(borne) < LONG:
        yield [(_line_words(line), _rule_words(line), line.amount) for line in borne]
        return
    order = list(Category)
    for category in sorted({Category(line.category) for line in borne}, key=order.index):
        of_it = [line for line in borne if line.category == category]
        sum_of = sum((line.amount for line in of_it), Decimal("0.00"))
        together = ", together" if len(of_it) > 1 else ""
        head = (f"**{look.plain(category)}{together}**", "", sum_of)
        yield [head, *((_line_words(line), _rule_words(line), line.amount) for line in of_it)]


def entered(lines: Sequence[CostLine]) -> None:
    """What is priced besides per diem: each line with where its price comes from, and their sum for INL."""
    borne = sum((line.amount for line in lines if line.borne_by is BorneBy.INL), Decimal("0.00"))
    amounts = aligned([*(line.amount for line in lines), borne])
    rows = [[_line_words(line), _origin(line), amount] for line, amount in zip(lines, amounts, strict=False)]
    rows.append(["**For INL, together**", "", f"**{amounts[-1]}**"])
    plain(rows, ("Line", "Price from", "Amount"), "Costs besides per diem with where each price comes from")


def _origin(line: CostLine) -> str:
    read = f"{line.row.publication}: {line.row.place}" if line.row else ""
    said = "; ".join(filter(None, (line.entered, line.foreign.said if line.foreign else "")))
    if line.category is Category.AIR and not (said or read):
        return "A quote, its source not given yet"
    return look.plain(said or read or line.citations[0].text)


def aligned(amounts: Sequence[Decimal]) -> list[str]:
    """Dollars for the cells of one column, so that the cents stand below each other: ready for Markdown."""
    written = [f"{amount:,.2f}" for amount in amounts]
    widest = max(written, key=len)
    return [f"\\${widest[: len(widest) - len(text)].translate(_BLANKS)}{text}" for text in written]


def dollars(amount: Decimal, *, cents: bool = True) -> str:
    """$10,384.00 in a line, $42,052 as a headline; ready for Markdown."""
    return f"${amount:,.2f}" if cents else f"${amount.quantize(Decimal(1), ROUND_HALF_UP):,}"


def _line_words(line: CostLine | IssuedLine) -> str:
    marks = {
        "provisional": line.provisional,
        "rough": line.rough,
        "approval": line.needs_approval,
        "own": line.borne_by is BorneBy.PARTNER,
    }
    badges = " ".join(look.state(key) for key, holds in marks.items() if holds)
    parts = [f"**{look.plain(line.what)}**", look.plain(line.formula), badges, look.plain(line.needs_approval)]
    return "  \n".join(filter(None, parts))


def _rule_words(line: CostLine | IssuedLine) -> str:
    return "  \n".join(look.basis(citation) for citation in line.citations)


def portfolio_words(found: Page) -> str:
    """The count and the sum of what the filters leave, with what the sum leaves out."""
    words = f"**{count(found.count, 'engagement')}**"
    if found.total is not None and found.count:
        words += f", estimates together **{look.plain(dollars(found.total, cents=False))}**"
        words += f" ({found.unpriced} without a price)" if found.unpriced else ""
    return words


def portfolio(found: Page, most: int | None = None) -> None:
    """The list itself."""
    for row in found.rows[:most]:
        words = _portfolio_words(row, sees_money=found.total is not None)
        look.row("engagement", row["reference"], row["title"], words)


def _portfolio_words(row: dict[str, Any], *, sees_money: bool) -> str:
    span = f"{short(row['departs'])} to {short(row['returns'])}"
    team = f"{count(row['travelers'], 'traveler')}; stage: {WORDS[Stage(row['stage'])].lower()}"
    price = "not priced" if row["estimate"] is None else look.plain(dollars(row["estimate"], cents=False))
    partner = look.plain(row["partner"] or "no partner yet")
    first = f"{look.plain(row['country'])}, {span}" + (f", **{price}**" if sees_money else "")
    return f"{first}  \n:small[{row['reference']}, {partner}; {team}]{_readiness(row)}"


def _readiness(row: dict[str, Any]) -> str:
    """A line of its own: whether the team could leave, and what is first in the way; nothing once it has left."""
    if row["verdict"] is None:
        return ""
    unknown = f" :gray-badge[:material/help: {row['unknown']} not known]" if row["unknown"] else ""
    why = textwrap.shorten(row["in_the_way"], MOST_LETTERS, placeholder="…")
    return f"  \n{look.state(row['verdict'])}{unknown}{f' :small[{look.plain(why)}]' if why else ''}"


def countries(activity: dict[str, tuple[int, int]]) -> None:
    """The program's countries with what the map shows, in words."""
    reference, advisories = shipped().countries, session.reference().advisories
    rows = []
    for land in reference.sorted():
        advisory, (open_, current) = advisories[land.code], activity.get(land.code, (0, 0))
        post = look.plain(reference.post_of(land.code).name)
        link = f"[{look.plain(land.label)}](/country?country={land.code})  \n{post}"
        rows.append(
            [
                link,
                f"{look.level(advisory.level)}  \n{look.plain(advisory.words)}",  # narrow enough for a phone
                short(advisory.issued),
                f"{open_} open  \n{current} in country",
            ]
        )
    plain(rows, ("Country", "Advisory", "Issued", "Engagements"), "The countries with advisory level and engagements")
