"""An estimate as a workbook: lines that calculate, and a sheet with where each figure comes from."""

import io
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ..issued import IssuedLine
from ..money import words as dollars
from .cleaning import Cleaner
from .estimate import AUTHORITY_WORDS, EstimateFile, facts, marks
from .estimate_trace import trace_sheet
from .sheets import ACCENT, CARE, GRID, INK, MONEY, MUTED, RATE, Book, book, headings, height, moment_cells

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

COLUMNS = (("No.", 5), ("Line", 31), ("First day", 11.5), ("Last day", 11.5), ("Travelers", 9), ("Quantity", 9),
           ("Unit", 11), ("Share", 7), ("Rate", 11.5), ("Taken off", 10), ("Amount", 13), ("Rule", 50))  # fmt: skip
PRICE, AMOUNT = 8, 10  # the columns of the rates and of the amounts
TITLE_LINE = 60  # letters of the title that stand beside each other


def as_xlsx(file: EstimateFile) -> bytes:
    """The workbook. Amounts are formulas with their values beside: a preview that does not calculate shows them too."""
    found, cleaner, made = file.estimate, Cleaner(), io.BytesIO()
    properties = {
        "title": f"Cost estimate: {cleaner.text(file.title)[:200]}",
        "subject": file.name,
        "author": cleaner.text(found.prepared_by),
        "company": "State and Local Partnership",
        "comments": f"Borne by INL: {dollars(found.total)}",
        "created": file.made.astimezone(UTC).replace(tzinfo=None),
    }
    with book(made, cleaner, properties) as opened:
        _estimate(opened, file)
        trace_sheet(opened, file.lines)
        _times(opened, file)
        _about(opened)
    return made.getvalue()


def _estimate(opened: Book, file: EstimateFile) -> None:
    sheet = opened.sheet("Estimate")
    title = {"bold": True, "font_size": 18, "font_name": "Cambria", "font_color": INK, "text_wrap": True}
    sheet.merge_range(0, 0, 0, AMOUNT - 2, "", opened.format(**title))
    opened.write(sheet, 0, 0, file.title, **title)
    sheet.set_row(0, 28 * -(-len(file.title) // TITLE_LINE))
    row = _head(opened, sheet, file)
    total = row + 2 + len(file.ours)
    opened.write(sheet, 0, AMOUNT - 1, "Cost to INL", font_color=MUTED, align="right", valign="vcenter")
    look = opened.format(num_format=MONEY, bold=True, font_size=14, font_color=INK)
    sheet.write_formula(0, AMOUNT, f"=K{total}", look, float(file.estimate.total))
    sheet.repeat_rows(row)
    sheet.freeze_panes(row + 1, 2)
    sheet.set_footer(f"&L{_literal(opened.cleaner.text(file.name))}&RPage &P of &N")
    headings(opened, sheet, row, COLUMNS)
    row = _lines(opened, sheet, row + 1, 1, file.ours)
    _sum(opened, sheet, row, len(file.ours), "Total, borne by INL", file.estimate.total)
    if file.partners:
        opened.write(sheet, row + 2, 1, "The partner's own cost: in no total", bold=True, font_color=ACCENT)
        first = row + 3
        row = _lines(opened, sheet, first, len(file.ours) + 1, file.partners)
        _sum(opened, sheet, row, len(file.partners), "Borne by the partner", file.estimate.own_cost)
    _notices(opened, sheet, row + 2, file)


def _head(opened: Book, sheet: "Worksheet", file: EstimateFile) -> int:
    """Title and facts; gives the row of the headings."""
    opened.write(sheet, 1, 0, file.name, font_color=MUTED, font_size=11)
    row = 2
    if file.live:
        words = "Not issued: the price of a plan as it was worked out. Nobody has approved it."
        opened.write(sheet, row, 0, words, bold=True, font_color=CARE)
        row += 1
    if file.invented:
        words = "Demo: the program, its people and its trips are invented."
        opened.write(sheet, row, 0, words, bold=True, font_color=CARE)
        row += 1
    for label, words in facts(file):
        row += 1
        opened.write(sheet, row, 1, label, font_color=MUTED)
        opened.write(sheet, row, 2, words)
    return row + 2


def _lines(opened: Book, sheet: "Worksheet", row: int, number: int, lines: Sequence[IssuedLine]) -> int:
    """A row for each line; gives the row after them."""
    for line in lines:
        rules = [f"{AUTHORITY_WORDS[one.authority]}: {one.text}" for one in line.citations]
        number_of = {"num_format": "0%" if line.share * 100 == int(line.share * 100) else "0.00##%"}
        cells: tuple[tuple[Any, dict[str, Any]], ...] = (
            (number, {"align": "center"}),
            (line.what, {"text_wrap": True, "bold": True}),
            (line.first, {}),
            (line.last, {}),
            (line.travelers, {}),
            (line.quantity, {}),
            (line.unit, {"align": "left", "indent": 1, "text_wrap": True}),
            (line.share, number_of),
            (line.rate, {"num_format": RATE}),
            (line.less, {"num_format": RATE}),
            (None, {}),
            ("\n".join(rules + marks(line)), {"text_wrap": True, "align": "left", "indent": 1}),
        )
        for column, (value, look) in enumerate(cells):
            opened.write(sheet, row, column, value, **GRID, **look)
        if (foreign := line.foreign) and foreign.is_rate(line.rate):
            divided = f"={foreign.amount:f}/{foreign.exchange.per_dollar:f}"
            sheet.write_formula(row, PRICE, divided, opened.format(num_format=RATE, **GRID), float(line.rate))
        at = row + 1
        formula = f"=ROUND(E{at}*F{at}*(H{at}*I{at}-J{at}),2)"
        style = opened.format(num_format=MONEY, **GRID)
        sheet.write_formula(row, AMOUNT, formula, style, float(line.amount))
        sheet.set_row(row, height(zip((value for value, _ in cells), COLUMNS, strict=True)))
        number, row = number + 1, row + 1
    return row


def _sum(opened: Book, sheet: "Worksheet", row: int, number: int, words: str, total: Decimal) -> None:
    look = {"bold": True, "top": 1, "top_color": INK, "font_size": 11}
    for column in range(AMOUNT):
        opened.write(sheet, row, column, words if column == 1 else None, **look)
    formula = f"=SUM(K{row + 1 - number}:K{row})" if number else "=0"
    sheet.write_formula(row, AMOUNT, formula, opened.format(num_format=MONEY, **look), float(total))


def _notices(opened: Book, sheet: "Worksheet", row: int, file: EstimateFile) -> None:
    said = [notice.text for notice in file.estimate.notices]
    said += [f"Not in this figure: {', '.join(file.left_out)}."] if file.left_out else []
    if said:
        opened.write(sheet, row, 1, "What to know", bold=True, font_color=ACCENT)
    for words in said:
        row += 1
        opened.write(sheet, row, 1, words)
    if file.trip and file.trip.plan.notes:
        opened.write(sheet, row + 2, 1, "Topic and notes", bold=True, font_color=ACCENT)
        sheet.merge_range(row + 3, 1, row + 3, AMOUNT, "", opened.format(text_wrap=True))
        opened.write(sheet, row + 3, 1, file.trip.plan.notes, text_wrap=True)
        sheet.set_row(row + 3, height([(file.trip.plan.notes, ("", 130))]))


def _times(opened: Book, file: EstimateFile) -> None:
    """Moments in three columns: a workbook knows no zones."""
    sheet = opened.sheet("Times")
    columns = (("What", 24), ("Local time", 20), ("Zone", 24), ("UTC", 20))
    headings(opened, sheet, 0, columns)
    for row, (what, moment) in enumerate(_moments(file), 1):
        local, zone, utc = moment_cells(moment)
        for column, value in enumerate((what, local, zone, utc)):
            opened.write(sheet, row, column, value, **GRID)


def _moments(file: EstimateFile) -> Iterator[tuple[str, datetime]]:
    if file.trip:
        trip = file.trip.plan.itinerary
        for what, moment in (("Departure", trip.departs_at), ("Return", trip.returns_at)):
            if moment:
                yield what, moment
        for leg in trip.legs:
            yield f"{leg.label} leaves", leg.leaves_at
            yield f"{leg.label} arrives", leg.arrives_at
    yield ("Worked out" if file.live else "Prepared"), file.estimate.issued
    if file.estimate.decided:
        yield "Decided", file.estimate.decided
    yield "File made", file.made


def _about(opened: Book) -> None:
    """What was done to texts, where something was."""
    notes = opened.cleaner.notes
    if opened.long:
        notes.append(f"{len(opened.long)} of the texts did not fit into a cell: whole on the last sheet.")
    if not notes:
        return
    sheet = opened.sheet("About the text")
    sheet.set_column(0, 0, 100)
    for row, note in enumerate(notes):
        opened.write(sheet, row, 0, note)


def _literal(words: str) -> str:
    """Text for a footer, in which an ampersand begins a code."""
    return words.replace("&", "&&")
