"""Files come in every form, and no cell is guessed into another value (IMP-01 to IMP-15)."""

import datetime
import io
import time
import zipfile

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from slp_core.errors import InvalidInput
from slp_core.imports.reading import CellKind, read


def texts(content: bytes) -> list[list[str]]:
    return [[cell.text for cell in line.cells] for line in read("file.csv", content).lines]


def workbook(fill, **options) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, options)
    fill(book, book.add_worksheet())
    book.close()
    return file.getvalue()


def test_the_mark_of_utf8_is_not_part_of_the_first_header():
    assert texts(b"\xef\xbb\xbfCountry,City\r\n") == [["Country", "City"]]


def test_a_semicolon_file_has_decimal_commas():  # IMP-02
    sheet = read("a.csv", b"Account;Amount;Tax\n4000;125,50;20,08\n5000;-12,25;0,00")
    assert [len(line.cells) for line in sheet.lines] == [3, 3, 3] and sheet.decimal_mark == ","


def test_separators_inside_quotes_do_not_count():
    content = b'name,notes\nOfficer 1,"speaks Spanish; some French; Arabic"\n'
    assert texts(content) == [["name", "notes"], ["Officer 1", "speaks Spanish; some French; Arabic"]]


def test_a_line_break_inside_quotes_stays_in_its_cell():
    assert texts(b'name,notes\nA,"one\ntwo"\n')[1] == ["A", "one\ntwo"]


def test_na_none_and_null_are_data():  # IMP-06
    content = b'surname,bureau,code\nNULL,NEA,NA\nNone,AF,NI\nNan,WHA,"NA"'
    assert texts(content)[1:] == [["NULL", "NEA", "NA"], ["None", "AF", "NI"], ["Nan", "WHA", "NA"]]


def test_windows_letters_are_read_and_said_and_utf8_stays_utf8():  # IMP-08
    sheet = read("a.csv", "name;city\nNadège;Müller".encode("cp1252"))
    assert [cell.text for cell in sheet.lines[1].cells] == ["Nadège", "Müller"] and "Windows-1252" in sheet.notices[0]
    assert texts(b"name,x\n\xc3\x81,1")[1][0] == "Á"


def test_a_workbook_that_counts_from_1904_has_the_right_day():  # IMP-04
    def fill(book, sheet):
        sheet.write_datetime(0, 0, datetime.date(2026, 6, 15), book.add_format({"num_format": "yyyy-mm-dd"}))

    content = workbook(fill, date_1904=True)
    assert read("a.xlsx", content).lines[0].cells[0] == (CellKind.DAY, "2026-06-15")


def test_a_formula_without_a_stored_result_is_no_zero():  # IMP-13
    def fill(book, sheet):
        sheet.write_row(0, 0, ["a", "b", "c", "sum"])
        sheet.write_row(1, 0, [1, 2, 3])
        sheet.write_formula(1, 3, "=B2*C2", None, "")
        sheet.write_formula(2, 3, "=B2*C2", None, 6)

    lines = read("a.xlsx", workbook(fill)).lines
    assert lines[1].cells[3].kind is CellKind.NO_RESULT and lines[2].cells[3] == (CellKind.NUMBER, "6")


def test_numbers_days_flags_and_codes_of_a_workbook_keep_their_kind():
    def fill(book, sheet):
        sheet.write_number(0, 0, 6037)
        sheet.write_number(0, 1, 0.1 + 0.2)
        sheet.write_boolean(0, 2, False)
        sheet.write_string(0, 3, "06-8108")
        sheet.write_datetime(0, 4, datetime.date(2026, 3, 3), book.add_format({"num_format": "d mmm yyyy"}))

    cells = read("a.xlsx", workbook(fill)).lines[0].cells
    kinds = (CellKind.NUMBER, CellKind.NUMBER, CellKind.FLAG, CellKind.TEXT, CellKind.DAY)
    assert tuple(cell.kind for cell in cells) == kinds
    assert [cell.text for cell in cells] == ["6037", "0.3", "false", "06-8108", "2026-03-03"]


@pytest.mark.parametrize(
    "content", [b"\x00\x01\x02binary", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1broken"]
)
def test_what_is_no_table_is_refused(content):
    with pytest.raises(InvalidInput) as refusal:
        read("a.bin", content)
    assert refusal.value.context["field"] == "file"


def test_too_large_a_file_is_refused_before_it_is_read():
    with pytest.raises(InvalidInput, match="at most 40"):
        read("a.csv", b"a" * 40_000_001)


def test_a_hundred_thousand_rows_are_read_in_seconds():
    content = b"name,place,amount\n" + b"".join(b"Person %d,Place,%d\n" % (n, n) for n in range(100_000))
    began = time.monotonic()
    assert len(read("a.csv", content).lines) == 100_001
    assert time.monotonic() - began < 20


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content):
    try:
        sheet = read("a.csv", content)
    except InvalidInput:
        return
    assert all(line.cells for line in sheet.lines)


def _filled(book, sheet):
    for number in range(5):
        sheet.write_row(number, 0, ["a", number, "x"])


WHOLE = workbook(_filled)
CHANGE = st.tuples(st.integers(4, len(WHOLE) - 1), st.integers(0, 255))


@settings(max_examples=400, deadline=None)
@given(changes=st.lists(CHANGE, min_size=1, max_size=4), kept=st.integers(8, len(WHOLE)))
def test_a_damaged_workbook_is_read_or_refused_in_a_sentence_and_nothing_else(changes, kept):
    damaged = bytearray(WHOLE)
    for place, value in changes:
        damaged[place] = value
    try:
        assert read("a.xlsx", bytes(damaged[:kept])).lines is not None
    except InvalidInput as refusal:
        assert refusal.message and refusal.hint


LIST = WHOLE.index(b"PK\x01\x02")  # of the parts of the package
SHEET = WHOLE.index(b"sheet1.xml") + 60  # within the packed rows


@pytest.mark.parametrize(
    ("place", "value"),
    [(LIST + 2, 0), (LIST + 6, 99), (SHEET, WHOLE[SHEET] ^ 255)],
    ids=["its list of parts", "a version that nobody reads", "its sheet"],
)
def test_each_way_of_damage_is_refused(place, value):
    damaged = bytearray(WHOLE)
    damaged[place] = value
    with pytest.raises(InvalidInput, match="cannot be read"):
        read("a.xlsx", bytes(damaged))


def test_a_workbook_whose_sheet_is_no_xml_is_refused():
    broken = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as whole, zipfile.ZipFile(broken, "w") as made:
        for name in whole.namelist():
            made.writestr(name, b"<row" if "sheet1" in name else whole.read(name))
    with pytest.raises(InvalidInput, match="cannot be read"):
        read("a.xlsx", broken.getvalue())


# --- what would be lost or shifted in silence


def test_a_spreadsheet_s_unicode_text_and_its_own_word_on_the_separator_are_read():
    assert texts("Name\tCity\nNadège\tMüller\n".encode("utf-16")) == [["Name", "City"], ["Nadège", "Müller"]]
    assert [line.number for line in read("a.csv", b"sep=;\r\nname;city\r\nA;B\r\n").lines] == [2, 3]


def test_a_quotation_mark_that_is_never_closed_is_refused_and_swallows_no_rows():
    with pytest.raises(InvalidInput, match="never closed"):
        read("a.csv", b'name,notes\nA,"unclosed\nB,x\nC,y\n')
    assert len(read("a.csv", b'name,notes\nA,5" pipe\nB,x\n').lines) == 3


def test_a_very_long_cell_is_read():
    assert len(read("a.csv", b"name,notes\nA," + b"x" * 200_000).lines[1].cells[1].text) == 200_000


def _secret(book, sheet):
    sheet.write(0, 0, "hidden")
    sheet.hide()
    people = book.add_worksheet("People")
    people.activate()
    people.write(0, 0, "seen")


def test_of_several_sheets_the_first_that_is_not_hidden_is_read_and_said():
    found = read("a.xlsx", workbook(_secret))
    assert found.lines[0].cells[0].text == "seen" and "“People” was read; 1 other was not" in found.notices[0]


def test_an_error_of_the_spreadsheet_is_no_empty_cell():
    def fill(book, sheet):
        sheet.write_row(0, 0, ["a", "b"])
        sheet.write_formula(1, 0, "=NA()", None, "#N/A")

    assert read("a.xlsx", workbook(fill)).lines[1].cells[0].kind is CellKind.FAULT


def test_cells_at_the_far_end_of_a_sheet_are_refused_before_all_between_is_read():
    def fill(book, sheet):
        sheet.write(0, 0, "Agency")
        sheet.write(1_048_575, 16_383, "x")

    began = time.monotonic()
    with pytest.raises(InvalidInput, match="too far apart"):
        read("a.xlsx", workbook(fill))
    assert time.monotonic() - began < 5


def test_formatted_cells_without_a_value_do_not_count():
    def fill(book, sheet):
        sheet.write(0, 0, "Agency")
        sheet.write_blank(1_048_575, 16_383, None, book.add_format({"bold": True}))

    assert len(read("a.xlsx", workbook(fill)).lines) == 1
