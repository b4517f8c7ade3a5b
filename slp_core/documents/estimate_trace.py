"""The sheet of a workbook with where each figure of an estimate comes from."""

from collections.abc import Iterator, Sequence
from typing import Any

from ..issued import IssuedLine
from .estimate import AUTHORITY_WORDS, BORNE_WORDS, SEEN_WORDS, formula_words
from .sheets import GRID, MONEY, Book, headings, height

COLUMNS = (
    ("No.", 5), ("Line", 24), ("Amount", 12), ("Formula in words", 36), ("Publication", 24), ("Place", 14),
    ("Season", 16), ("In effect since", 12), ("File", 24), ("SHA-256", 24), ("Rule or source", 32), ("Authority", 12),
    ("Seen", 20), ("Checked", 12), ("Address", 34), ("Entered", 20), ("Price", 12), ("Currency", 9),
    ("Units a dollar", 10), ("Rate of", 12), ("Rate from", 20), ("Needs approval", 18), ("Borne by", 11),
)  # fmt: skip


def trace_sheet(opened: Book, lines: Sequence[IssuedLine]) -> None:
    """A row for each citation of each line, so that one can filter by rule, table or authority."""
    sheet = opened.sheet("Trace")
    headings(opened, sheet, 0, COLUMNS)
    sheet.freeze_panes(1, 2)
    sheet.fit_to_pages(2, 0)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0, 1)
    sheet.set_footer("&LTrace&RPage &P of &N")
    row = 0
    for row, cells in enumerate(_traced(lines), 1):
        for column, value in enumerate(cells):
            look: dict[str, Any] = (
                {"num_format": MONEY} if column == 2 else {"align": "left", "indent": int(column == 3)}
            )
            opened.write(sheet, row, column, value, text_wrap=True, **GRID, **look)
        sheet.set_row(row, height(zip(cells, COLUMNS, strict=True)))
    sheet.autofilter(0, 0, max(1, row), len(COLUMNS) - 1)


def _traced(lines: Sequence[IssuedLine]) -> Iterator[tuple[Any, ...]]:
    for number, line in enumerate(lines, 1):
        row = line.row
        read: tuple[Any, ...] = ("",) * 6
        if row:
            read = row.publication, row.place, row.season or "all year", row.effective, row.file, row.sha256
        whose = (line.entered, *_price(line), line.needs_approval, BORNE_WORDS[line.borne_by])
        head = (number, line.what, line.amount, formula_words(line), *read)
        for one in line.citations:
            cited = (one.text, AUTHORITY_WORDS[one.authority], SEEN_WORDS[one.seen], one.checked, one.url)
            yield *head, *cited, *whose
        if not line.citations:
            yield *head, "", "", "", None, "", *whose


def _price(line: IssuedLine) -> tuple[Any, ...]:
    """What a unit costs in another currency, and the rate of exchange; empty cells for a price in dollars."""
    if line.foreign is None:
        return (None,) * 5
    exchange = line.foreign.exchange
    return line.foreign.amount, exchange.currency, exchange.per_dollar, exchange.on, exchange.source
