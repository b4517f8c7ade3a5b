"""An estimate as a workbook: it calculates what it says, and holds any text as text."""

import csv
import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from slp_core.cost_lines import Category, CostEstimate, CostLine
from slp_core.currency import Exchange
from slp_core.documents.estimate import not_issued
from slp_core.documents.estimate_xlsx import as_xlsx
from slp_core.documents.sheets import LONGEST, moment_cells
from slp_core.itinerary import Itinerary, Stay
from slp_core.legs import Leg
from slp_core.other_costs import Extra

DAY = datetime(2026, 4, 6, tzinfo=UTC).date()


CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"  # UTF-8, amounts as they are shown


def opened(content, *, values=True):
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


def line(rate, share="1", quantity=1, travelers=1, what="M&IE"):
    return CostLine(
        Category.MIE, what, travelers, quantity, "day", Decimal(share), Decimal(rate), "GEO", "Tbilisi", DAY, DAY,
        False, (),
    )  # fmt: skip


def only(file, *lines):
    """The file with these lines alone."""
    return replace(file, estimate=not_issued(CostEstimate(lines, ()), "T", "A", file.made), trip=None)


def amounts(sheet):
    return [row[10].value for row in sheet.iter_rows() if isinstance(row[0].value, int)]


def total(sheet):
    return next(row[10].value for row in sheet.iter_rows() if row[1].value == "Total, borne by INL")


@pytest.mark.parametrize(("rate", "each", "sum_"), [("130.84", 9.16, 27.48), ("10.05", 0.70, 2.10)])
def test_the_total_is_the_sum_of_what_each_line_shows(estimate_file, rate, each, sum_):  # CST-26
    sheet = opened(as_xlsx(only(estimate_file(), *[line(rate, "0.07")] * 3)))["Estimate"]
    assert amounts(sheet) == [each] * 3 and total(sheet) == sum_


def test_amounts_are_formulas_and_hold_their_values(estimate_file):  # EXP-05
    file = estimate_file()
    content = as_xlsx(file)
    kept, written = (opened(content, values=values)["Estimate"] for values in (True, False))
    assert amounts(kept) == [float(one.amount) for one in file.lines] and total(kept) == float(file.estimate.total)
    assert all(formula.startswith("=ROUND(E") for formula in amounts(written))
    assert total(written) == f"=SUM(K{_first(written)}:K{_first(written) + len(file.lines) - 1})"


def _first(sheet):
    return next(row[0].row for row in sheet.iter_rows() if row[0].value == 1)


def test_the_partner_s_own_cost_is_in_no_total(estimate_file, issued_file):
    sheet = opened(as_xlsx(issued_file(only(estimate_file(), line("100")), line("48.125", quantity=160))))["Estimate"]
    assert total(sheet) == 100 and amounts(sheet) == [100, 7700]
    assert next(row[10].value for row in sheet.iter_rows() if row[1].value == "Borne by the partner") == 7700


def test_what_looks_like_a_formula_a_link_or_a_number_is_text(estimate_file):
    for typed in ("=1+1", "+SUM(A1)", "@cmd", "-2", "http://example.org", "00123", "{=A1}"):
        sheet = opened(as_xlsx(estimate_file(title=typed)), values=False)["Estimate"]
        assert (sheet["A1"].value, sheet["A1"].data_type, sheet["A1"].hyperlink) == (typed, "s", None)


def test_days_are_days(estimate_file):
    sheet = opened(as_xlsx(estimate_file()))["Estimate"]
    cell = sheet.cell(_first(sheet), 3)
    assert cell.value == datetime.fromisoformat("2026-12-15") and cell.is_date


def test_the_trace_names_row_rule_and_who_entered(estimate_file):
    entered = replace(line("12"), entered="A quote of 3 Nov", needs_approval="before travel")
    sheet = opened(as_xlsx(estimate_file(entered)))["Trace"]
    header, *rows = sheet.iter_rows(values_only=True)
    first = dict(zip(header, rows[0], strict=True))
    assert (
        first["Place"] == "Tbilisi" and first["File"] == "foreign_per_diem/2026-04.csv" and len(first["SHA-256"]) == 64
    )
    assert (
        first["In effect since"] == datetime.fromisoformat("2025-09-01")
        and first["Authority"] == "Law"
        and first["Checked"]
    )
    assert first["Formula in words"].replace("\u00a0", " ") == "3 travelers × 8 nights × $236.00 a night"
    last = dict(zip(header, rows[-1], strict=True))
    assert (last["Entered"], last["Needs approval"], last["Borne by"]) == ("A quote of 3 Nov", "before travel", "INL")


def test_a_price_in_another_currency_is_divided_in_its_cell_and_traced_with_its_rate(estimate_file, issued_file):
    rate = Exchange("XOF", Decimal(600), DAY, "Bank of Dakar")
    extra = Extra("visa_fees", Decimal(65000), "Embassy", exchange=rate)
    for file in (estimate_file(extras=(extra,)), issued_file(estimate_file(extras=(extra,)))):
        written = opened(as_xlsx(file), values=False)["Estimate"]
        assert written.cell(_first(written) + len(file.lines) - 1, 9).value == "=65000/600"
        assert amounts(opened(as_xlsx(file))["Estimate"])[-1] == 108.33
        header, *rows = opened(as_xlsx(file))["Trace"].iter_rows(values_only=True)
        traced = [dict(zip(header, row, strict=True)) for row in rows]
        paid = [
            (row["Price"], row["Currency"], row["Units a dollar"], row["Rate of"], row["Rate from"]) for row in traced
        ]
        assert paid[-1] == (65000, "XOF", 600, datetime.combine(DAY, time()), "Bank of Dakar")
        assert paid[0] == (None,) * 5


def test_a_control_character_is_removed_and_the_file_opens(estimate_file):  # EXP-03
    book = opened(as_xlsx(estimate_file(notes="Meet at gate\x0bB, kr 4\x16 000")))
    assert "Meet at gateB, kr 4 000" in [cell.value for row in book["Estimate"] for cell in row]
    assert book["About the text"]["A1"].value.replace("\u00a0", " ") == "2 invisible control characters were removed."


@pytest.mark.parametrize("letter", ["x", "😀", "é\r\n"])
def test_a_text_too_long_for_a_cell_is_marked_there_and_whole_on_the_last_sheet(estimate_file, letter):  # EXP-04
    notes = letter * 40_000
    length = len(notes.replace("\r\n", "\n").encode("utf-16-le")) // 2
    book = opened(as_xlsx(estimate_file(notes=notes)))
    cut = next(c.value for row in book["Estimate"] for c in row if c.value and "[shortened" in str(c.value))
    assert len(cut.encode("utf-16-le")) // 2 <= LONGEST and "“Full text”, from row 2" in cut
    parts = [row[1] for row in book["Full text"].iter_rows(min_row=2, values_only=True)]
    assert "".join(parts) == notes.replace("\r\n", "\n") and len(parts) == -(-length // LONGEST)
    assert all(len(part.encode("utf-16-le")) // 2 <= LONGEST for part in parts)


def test_a_moment_is_local_time_zone_and_utc():  # EXP-02
    leg = datetime(2026, 6, 22, 1, 11, tzinfo=ZoneInfo("Africa/Nairobi"))
    local, zone, utc = moment_cells(leg)
    assert (f"{local:%Y-%m-%d %H:%M}", zone, f"{utc:%Y-%m-%d %H:%M}") == (
        "2026-06-22 01:11", "Africa/Nairobi", "2026-06-21 22:11",
    )  # fmt: skip


def test_hours_of_a_trip_stand_in_three_columns(estimate_file):  # EXP-02
    begins, ends = (datetime(2026, 6, 22, hour, 11, tzinfo=ZoneInfo("Africa/Nairobi")) for hour in (1, 20))
    file = estimate_file()
    trip = Itinerary(begins.date(), ends.date(), (Stay("KEN", "Nairobi", begins.date(), ends.date()),), begins, ends)
    file = replace(file, trip=replace(file.trip, plan=replace(file.trip.plan, itinerary=trip)))
    row = next(opened(as_xlsx(file))["Times"].iter_rows(min_row=2, values_only=True))
    local, utc = map(datetime.fromisoformat, ("2026-06-22 01:11", "2026-06-21 22:11"))
    assert row == ("Departure", local, "Africa/Nairobi", utc)


def test_each_end_of_a_leg_stands_in_local_time_zone_and_utc(estimate_file):  # EXP-02
    """17:40 in Washington in summer is 21:40 UTC; 10:50 in Istanbul is 07:50."""
    file = estimate_file()
    leaves, arrives = map(datetime.fromisoformat, ("2026-06-22T17:40", "2026-06-23T10:50"))
    leg = Leg("IAD", "IST", leaves, arrives, "America/New_York", "Europe/Istanbul")
    trip = replace(file.trip.plan.itinerary, legs=(leg,))
    file = replace(file, trip=replace(file.trip, plan=replace(file.trip.plan, itinerary=trip)))
    book = opened(as_xlsx(file))
    first, second, *_ = book["Times"].iter_rows(min_row=2, values_only=True)
    assert first == ("IAD to IST leaves", leaves, "America/New_York", datetime.fromisoformat("2026-06-22T21:40"))
    assert second == ("IAD to IST arrives", arrives, "Europe/Istanbul", datetime.fromisoformat("2026-06-23T07:50"))
    assert "IAD, IST" in [cell.value for row in book["Estimate"] for cell in row]


def test_it_prints_landscape_one_page_wide_with_its_headings_again(estimate_file):
    book = opened(as_xlsx(estimate_file()))
    sheet = book["Estimate"]
    assert sheet.page_setup.orientation == "landscape" and sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight in (0, "0", False)  # as many pages high as it takes; one wide is the default
    assert sheet.print_title_rows == f"${_first(sheet) - 1}:${_first(sheet) - 1}" and "&P" in sheet.oddFooter.right.text
    assert (
        book.properties.title == "Cost estimate: Port security assessment" and book.properties.creator == "Ada O’Brien"
    )


def test_libreoffice_works_out_our_amounts_and_our_total(estimate_file, issued_file, tmp_path):
    """Half cents, shares, meals taken off, cents of three digits: calculated anew, they are what we say.

    The stored results are taken out first, so that they cannot be what is read.
    """
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    rates = ("40.70", "130.84", "10.05", "0.01", "99999.99", "48.125", "1.005", "236")
    odd = [line(rate, share, quantity, 3) for rate in rates for share in ("0.75", "0.07", "1") for quantity in (1, 7)]
    off = replace(line("171", "0.75", 2, 3), less=Decimal("43.37"))
    rate = Exchange("GEL", Decimal("2.7135"), DAY, "Bank")
    paid_abroad = Extra("visa_fees", Decimal("1640.55"), "Embassy", people=3, exchange=rate)
    file = issued_file(estimate_file(*odd, off, extras=(paid_abroad,)), line("33.333", quantity=160))
    path = tmp_path / "estimate.xlsx"
    path.write_bytes(_without_results(as_xlsx(file)))
    home = f"-env:UserInstallation=file://{tmp_path}/office"
    command = [office, home, "--headless", "--convert-to", CSV, "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    rows = list(csv.reader(io.StringIO(path.with_suffix(".csv").read_text("utf-8"), newline="")))
    found = [_dollars(row[10]) for row in rows if row[0].isdigit()]
    assert found == [one.amount for one in file.lines]
    totals = {row[1]: _dollars(row[10]) for row in rows if row[1] in ("Total, borne by INL", "Borne by the partner")}
    assert list(totals.values()) == [file.estimate.total, file.estimate.own_cost]


def _without_results(content):
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = re.sub(rb"</f><v>[^<]*</v>", b"</f>", part)
            new.writestr(name, part)
    return made.getvalue()


def _dollars(shown):
    return Decimal(shown.replace("$", "").replace(",", ""))
