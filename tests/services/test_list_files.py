"""Lists as files: the rows of the list for those who may take them along, in as many questions for any length."""

import csv
import io
from datetime import datetime
from decimal import Decimal

import openpyxl
import pytest

from slp_core.documents.lists import Column, Table, as_list_csv, as_list_xlsx
from slp_core.services import commands, expert_list, list_files, needs_list, partner_list, portfolio, skills
from slp_core.services.list_files import ListForm
from tests.services.conftest import statements

KM = "U-005"  # of the demo
CALLS = {
    "engagements": (list_files.engagements, lambda day: (portfolio.Filters(), day)),
    "partners": (list_files.partners, lambda day: (partner_list.Filters(),)),
    "needs": (list_files.needs, lambda day: (needs_list.NeedFilters(),)),
    "experts": (list_files.experts, lambda day: (expert_list.Filters(),)),
}


def records(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def sheet_of(content):
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]


@pytest.mark.parametrize("name", CALLS)
def test_a_workbook_and_a_text_file_hold_the_same_rows(demo, today, name):
    use_case, given = CALLS[name]
    texts, content = (commands.ask(demo, KM, use_case, *given(today), form) for form in ListForm)
    found = records(texts)
    rows = list(sheet_of(content).iter_rows(min_row=2, values_only=True))
    assert len(rows) == len(found) > 0
    for row, record in zip(rows, found, strict=True):
        for cell, text in zip(row, record.values(), strict=True):
            shown = f"{cell:%Y-%m-%d}" if isinstance(cell, datetime) else "" if cell is None else cell
            assert shown == text or Decimal(str(shown)) == Decimal(text), (cell, text)


def test_the_rows_are_those_of_the_list(demo, today):
    page = commands.ask(demo, KM, partner_list.page, partner_list.Filters())
    found = records(commands.ask(demo, KM, list_files.partners, partner_list.Filters(), ListForm.CSV))
    assert len(found) == page.count and [row["reference"] for row in found[:10]] == [row.reference for row in page.rows]
    needs = commands.ask(demo, KM, needs_list.page, needs_list.NeedFilters())
    found = records(commands.ask(demo, KM, list_files.needs, needs_list.NeedFilters(), ListForm.CSV))
    assert len(found) == needs.count and [row["title"] for row in found[:10]] == [row.title for row in needs.rows]
    people = commands.ask(demo, KM, expert_list.page, expert_list.Filters())
    found = records(commands.ask(demo, KM, list_files.experts, expert_list.Filters(), ListForm.CSV))
    assert len(found) == people.count and [row["name"] for row in found[:10]] == [row.name for row in people.rows]


@pytest.mark.parametrize("name", CALLS)
def test_a_file_takes_as_many_questions_for_many_rows_as_for_few(demo, today, name):
    use_case, (filters, *more) = CALLS[name][0], CALLS[name][1](today)
    commands.arrive(demo, KM)  # whoever asks is known before
    counts = []
    for text in ("", "no such words"):
        with statements(demo) as asked:
            commands.ask(demo, KM, use_case, type(filters)(text=text), *more, ListForm.CSV)
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("name", ["partners", "needs"])
@pytest.mark.parametrize(("who", "outcome"), [("rso", "done"), ("viewer", "not_allowed"), ("expert", "not_allowed")])
def test_a_list_is_taken_along_by_those_who_may(standing, today, name, who, outcome):
    use_case, given = CALLS[name]
    assert standing.outcome(who, use_case, *given(today), ListForm.XLSX) == outcome


@pytest.mark.parametrize(
    "who",
    [
        "administrator",
        "km_officer",
        "embassy_officer",
        "partner_coordinator",
        "expert",
        "rso",
        "viewer",
        "other officer",
    ],
)
def test_a_file_of_experts_is_for_those_who_see_the_list_and_has_the_names_that_it_shows(standing, who):
    allowed = standing.outcome(who, expert_list.page, expert_list.Filters())
    assert standing.outcome(who, list_files.experts, expert_list.Filters(), ListForm.CSV) == allowed
    if allowed == "done":
        shown = standing.ask(who, expert_list.page, expert_list.Filters())
        taken = records(standing.ask(who, list_files.experts, expert_list.Filters(), ListForm.CSV))
        assert [(row["reference"], row["name"]) for row in taken] == [(row.reference, row.name) for row in shown.rows]


def test_a_file_of_experts_tells_what_each_can_do_in_words_and_codes(world):
    world.do("km_officer", skills.set_skill, "X-001", "canine", "leads")
    world.do("km_officer", skills.set_language, "X-001", "ka", "full")
    narrowed = expert_list.Filters(specialty="canine")
    (row,) = records(world.ask("km_officer", list_files.experts, narrowed, ListForm.CSV))
    assert (row["specialty_codes"], row["language_codes"], row["agency_reference"]) == (
        "canine:leads",
        "ka:full",
        "P-001",
    )
    assert row["specialties"].endswith("(leads)") and row["languages"].startswith("Georgian (")
    assert not {"email", "phone", "station"} & set(row)


def test_an_officer_s_file_holds_what_the_officer_reaches(standing, today):
    file = standing.ask("embassy_officer", list_files.engagements, portfolio.Filters(), today, ListForm.XLSX)
    assert [row[0] for row in sheet_of(file).iter_rows(min_row=2, values_only=True)] == ["E-2027-001"]


def test_a_cell_of_a_list_is_never_a_formula():
    table = Table("T", (Column("a", "A"), Column("b", "B")), [("=1+1", Decimal("-2.50")), ("a\x0bb", None)])
    assert b"'=1+1,-2.50" in as_list_csv(table)
    table = Table("T", (Column("a", "A"), Column("b", "B")), [("=1+1", Decimal("-2.50")), ("a\x0bb", None)])
    sheet = sheet_of(as_list_xlsx(table))
    assert (sheet["A2"].value, sheet["A2"].data_type, sheet["B2"].value) == ("=1+1", "s", -2.5)
    assert sheet["A3"].value == "ab" and sheet.freeze_panes == "B2"
