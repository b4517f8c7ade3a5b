"""An estimate for other programs: read back, CSV and JSON say what was written."""

import csv
import io
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from slp_core.currency import Exchange
from slp_core.documents.estimate_data import COLUMNS, as_estimate_csv, as_estimate_json
from slp_core.documents.tables import as_csv
from slp_core.formulas import unguarded
from slp_core.imports.reading import read
from slp_core.other_costs import Extra


def rows_of(content):
    """As a program reads it that knows the guard."""
    return [
        {key: unguarded(value) for key, value in row.items()}
        for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    ]


def test_csv_begins_with_one_mark_and_its_header_has_none():  # EXP-13
    content = as_csv([("name", "city", "number"), ("Müller", "بنين", "00123")])
    assert content.startswith(b"\xef\xbb\xbf") and content.count(b"\xef\xbb\xbf") == 1
    assert rows_of(content) == [{"name": "Müller", "city": "بنين", "number": "00123"}]


def test_csv_read_back_has_the_values_of_the_lines(estimate_file, issued_file):
    file = issued_file(estimate_file())
    for row, line in zip(rows_of(as_estimate_csv(file)), file.lines, strict=True):
        figures = tuple(Decimal(row[key]) for key in ("quantity", "share", "rate", "less", "amount"))
        assert figures == (line.quantity, line.share, line.rate, line.less, line.amount)
        assert (date.fromisoformat(row["first"]), int(row["travelers"])) == (line.first, line.travelers)
        assert (row["what"], row["formula"], row["sha256"]) == (
            line.what,
            line.formula,
            line.row.sha256 if line.row else "",
        )
        assert [part.split("; ")[1] for part in row["citations"].split("\n")] == [one.text for one in line.citations]
        assert (row["estimate"], row["prepared_by"], row["approved_by"]) == ("C-2026-0123", "Ada O’Brien", "Kay Müller")


@pytest.mark.parametrize("typed", ["=HYPERLINK(1)", "+1", "-1", "@x", "\t=1", "'=1", "''-1", "plain"])
def test_no_cell_of_csv_begins_like_a_formula_and_all_are_read_back(estimate_file, typed):
    file = estimate_file()
    lines = tuple(replace(line, what=typed, entered=typed) for line in file.estimate.lines)
    content = as_estimate_csv(replace(file, estimate=replace(file.estimate, lines=lines)))
    cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert {row["what"] for row in rows_of(content)} == {typed}


def test_our_own_reader_takes_the_file(estimate_file):
    header, *rows = read("estimate.csv", as_estimate_csv(estimate_file())).lines
    assert tuple(cell.text for cell in header.cells) == COLUMNS and len(rows) == len(estimate_file().lines)


def test_json_has_the_whole_trace_with_amounts_as_text(estimate_file, issued_file):
    file = issued_file(estimate_file())
    found = json.loads(as_estimate_json(file), parse_float=pytest.fail)  # no amount is a number with a point
    assert (
        found["format"] == "slp-estimate/1" and found["status"] == "approved" and found["approved_by"] == "Kay Müller"
    )
    assert sum(Decimal(line["amount"]) for line in found["lines"]) == Decimal(found["total"]) == file.estimate.total
    first, line = found["lines"][0], file.lines[0]
    assert first["row"] == {
        "publication": line.row.publication, "place": "Tbilisi", "season": "", "effective": "2025-09-01",
        "file": "foreign_per_diem/2026-04.csv", "sha256": line.row.sha256,
    }  # fmt: skip
    assert first["citations"][0]["seen"] == line.citations[0].seen and found["plan"]["travelers"] == 3


def test_json_keeps_the_order_that_its_description_gives(estimate_file):
    found = json.loads(as_estimate_json(estimate_file()))
    assert list(found)[:8] == ["format", "number", "version", "status", "engagement", "title", "currency", "total"]
    assert as_estimate_json(estimate_file()) == as_estimate_json(estimate_file())


PAID_IN_FRANCS = Extra(
    "visa_fees", Decimal(65000), "Embassy", exchange=Exchange("XOF", Decimal(600), date(2026, 3, 2), "Bank of Dakar")
)
FRANCS = {
    "price": "65000", "price_currency": "XOF", "per_dollar": "600", "rate_on": "2026-03-02",
    "rate_source": "Bank of Dakar",
}  # fmt: skip


def test_a_price_in_another_currency_stands_there_with_its_rate_the_day_and_the_source(estimate_file, issued_file):
    for file in (estimate_file(extras=(PAID_IN_FRANCS,)), issued_file(estimate_file(extras=(PAID_IN_FRANCS,)))):
        *of_dollars, row = rows_of(as_estimate_csv(file))
        assert {key: row[key] for key in FRANCS} == FRANCS and row["amount"] == "108.33"
        assert not any(other[key] for other in of_dollars for key in FRANCS)
        lines = json.loads(as_estimate_json(file))["lines"]
        assert [line["foreign"] for line in lines if line["foreign"]] == [FRANCS]
