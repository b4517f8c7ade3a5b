"""Columns mapped, cells checked, all rows or none, and the numbers add up (IMP-07 to IMP-22)."""

from datetime import date
from decimal import Decimal as D

import pytest

from slp_core.errors import InvalidInput
from slp_core.imports import cells
from slp_core.imports.checking import Field, check, propose, without_doubles
from slp_core.imports.reading import Cell, CellKind, read
from slp_core.reference import shipped


def text(value: str) -> Cell:
    return Cell(CellKind.TEXT, value)


CODES = {"06037": "06037", "1001.0": "01001", "8059": "08059"}


@pytest.mark.parametrize(("typed", "code"), CODES.items())
def test_leading_zeros_come_back_with_a_warning(typed, code):
    found = cells.code(5)(text(typed))
    assert found.value == code and bool(found.warning) == (typed != code)


FLAGS = {"false": False, "true": True, "False": False, "0": False, "": None, "Yes": True, "n": False}


@pytest.mark.parametrize(("typed", "flag"), FLAGS.items())
def test_the_text_false_is_no(typed, flag):  # IMP-20
    assert cells.flag(text(typed)).value is flag


DAYS = {
    "2027-02-22": (date(2027, 2, 22), False),
    "April 1, 2026": (date(2026, 4, 1), False),
    "Sep 1, 2025": (date(2025, 9, 1), False),
    "2027-02-22T00:00:00": (date(2027, 2, 22), False),
    "46320": (date(2026, 10, 25), True),  # Excel's serial: asked about
    "43522": (date(2019, 2, 26), True),
}


@pytest.mark.parametrize(("typed", "day"), DAYS.items())
def test_a_day_is_read_exactly_and_a_serial_is_asked_about(typed, day):  # IMP-05
    found = cells.day(text(typed))
    assert (found.value, bool(found.warning)) == day


UNREADABLE = {
    "a word as an amount": (cells.amount("."), "red", "is not a number"),
    "a European amount in a point file": (cells.amount("."), "125,5", "is not a number"),
    "American order": (cells.day, "02/22/2027", "is not a day"),
    "a bare year": (cells.day, "2027", "is not a day"),
    "an hour as a flag": (cells.flag, "maybe", "is neither yes nor no"),
    "too long a code": (cells.code(5), "123456", "is not a code"),
    "no address": (cells.email, "nobody", "is not an e-mail address"),
    "two addresses": (cells.email, "a@example.gov;b@example.gov", "is not an e-mail address"),
    "a formula as an address": (cells.email, '=HYPERLINK("x")@example.gov', "is not an e-mail address"),
    "a letter for a month": (cells.day, "J 1, 2026", "is not a day"),
    "a point amount in a comma file": (cells.amount(","), "1640.50", "is not a number"),
    "digits of another script as a code": (cells.code(5), "６０３７", "is not a code"),
    "half a number": (cells.whole, "1.5", "is not a whole number"),
    "a sign": (cells.currency, "$", "is not a currency"),
    "a word outside the list": (cells.choice({"State": 1, "County": 2}), "Town", "is none of: State, County"),
}


@pytest.mark.parametrize(("reader", "typed", "said"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_a_cell_cannot_be_is_said(reader, typed, said):
    with pytest.raises(cells.Unreadable, match=said):
        reader(text(typed))


def test_amounts_follow_the_files_decimal_mark():  # IMP-02
    amounts = {"125,50": D("125.50"), "-12,25": D("-12.25"), "1.250,5": D("1250.50")}
    assert {typed: cells.amount(",")(text(typed)).value for typed in amounts} == amounts
    assert cells.amount(".")(text("16.4")).value == D("16.40")


def test_three_spellings_of_an_address_are_one_person():  # IMP-10
    typed = [
        "a.lee@example.gov",
        "A.Lee@example.gov ",
        "a.lee@example.gov\u00a0",
        "a.lee@example.gov\u200b",
        "\ufeffa.lee@example.gov",
    ]
    assert {cells.email(text(one)).value for one in typed} == {"a.lee@example.gov"}


def test_a_date_in_a_text_column_is_warned_about_and_a_code_kept():  # IMP-14
    assert "may have changed a code" in cells.words(Cell(CellKind.DAY, "2026-03-03")).warning
    assert cells.words(text("06-8108")) == ("06-8108", "")


DEPLOYMENTS = (
    Field("name", "Destination", cells.words, ("name",)),
    Field("amount", "Amount", cells.amount("."), ("colour",)),
)


def test_a_bad_cell_is_named_with_its_row_and_its_row_is_refused():  # IMP-18
    checked = check(read("a.csv", b"name,colour\nA,red\nB,5\n"), DEPLOYMENTS)
    assert [str(problem) for problem in checked.problems] == ["Amount “red” is not a number (row 2)"]
    assert (checked.rows, len(checked.records), checked.refused) == (2, 1, 1)


def test_a_region_where_a_country_is_expected_is_refused_and_nothing_is_dropped_in_silence():  # IMP-21
    role = Field("role", "Role", cells.words)
    where = Field("country", "Country", cells.country(shipped().names))
    checked = check(read("a.csv", b"Role,Country\nInfo analyst,Colombia\nCoordinator,MENA\n"), (role, where))
    assert [record.values["country"] for record in checked.records] == ["COL"]
    assert "MENA is a region, not a country." in str(checked.problems[0]) and checked.refused == 1


def test_a_currency_belongs_to_its_row():  # IMP-19
    fields = (Field("amount", "Amount", cells.amount(".")), Field("currency", "Currency", cells.currency))
    checked = check(read("a.csv", b"Place,What,Amount,Currency\nKosovo,Meals,40,EUR\nKosovo,Taxi,25,USD\n"), fields)
    assert [tuple(record.values.values()) for record in checked.records] == [(D("40.00"), "EUR"), (D("25.00"), "USD")]


def test_a_title_above_the_header_is_stepped_over():
    checked = check(read("a.csv", b"Budget of 2027,\n,\nName,Amount\nA,5\n"), DEPLOYMENTS)
    assert [record.row for record in checked.records] == [4]


def test_headers_are_known_by_any_of_their_names_and_a_mapping_can_be_given():
    header = read("a.csv", b"COLOUR,Destination\n").lines[0]
    assert propose(header, DEPLOYMENTS) == {"amount": 0, "name": 1}
    checked = check(read("a.csv", b"Destination,x\nA,5\n"), DEPLOYMENTS, {"name": 0, "amount": 1})
    assert checked.records[0].values == {"name": "A", "amount": D("5.00")}


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "no header"), (b"a,b\n1,2\n", "no header"), (b"name\nA\n", "no column for Amount")]
)
def test_a_file_without_its_columns_is_refused(content, said):
    with pytest.raises(InvalidInput, match=said):
        check(read("a.csv", content), DEPLOYMENTS)


def test_rows_that_say_the_same_are_counted_once():
    content = b"name,colour\n" + b"".join(b"A%d,5\n" % (n % 750) for n in range(1000))
    records, doubles = without_doubles(check(read("a.csv", content), DEPLOYMENTS).records)
    assert (len(records), doubles) == (750, 250)


def test_an_empty_required_cell_and_an_open_formula_are_problems():  # IMP-13
    sheet = read("a.csv", b"name,colour\n,5\n")
    assert str(check(sheet, DEPLOYMENTS).problems[0]) == "Destination is empty (row 2)"


def test_a_social_security_number_keeps_its_row_out_and_is_not_shown_again():
    sheet = read("list.csv", b"name,note\nAnn,good\nAbe,SSN 219-09-9999\nBea,219 09 9999\n")
    fields = [Field("name", "name", cells.words), Field("note", "note", cells.words)]
    found = check(sheet, fields)
    assert (found.rows, found.refused, [record.values["name"] for record in found.records]) == (3, 2, ["Ann"])
    assert all(problem.column == "note" and "Social Security" in problem.message for problem in found.problems)
    assert "9999" not in "".join(map(str, found.problems))


TWO = (Field("name", "Name", cells.words), Field("city", "City", cells.words, required=False))


def test_a_comma_without_quotation_marks_shifts_no_row_in_silence():
    found = check(read("a.csv", b"Name,City\nGamma Police, Inc,Rome\nDelta,Oslo\n"), TWO)
    assert [record.values["name"] for record in found.records] == ["Delta"] and found.refused == 1
    assert [(problem.row, problem.value) for problem in found.problems] == [(2, "Rome")]


def test_two_columns_of_one_name_are_said():
    found = check(read("a.csv", b"Name,City,Name\nGamma,Rome,Delta\n"), TWO)
    assert found.records[0].values["name"] == "Gamma" and "several columns" in found.warnings[0].message
