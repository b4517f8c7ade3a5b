"""Files under data/ are read exactly, or refused with the file, the line and the fault."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slp_core.data_files import DATA, Schema, broken, last_line_with, read_rows, read_yaml
from slp_core.errors import DataFileError


class Part(Schema):
    id: str
    amount: Decimal


class Whole(Schema):
    day: date
    parts: tuple[Part, ...]


GOOD = """\
day: 2027-02-22
parts:
  - id: one
    amount: 0.1
  - {id: two, amount: 2}
"""
BAD_YAML = {
    "an unknown key": ("    amount: 0.1", "    amount: 0.1\n    note: x", 5, "parts.0.note: Extra inputs"),
    "a key missing": ("    amount: 0.1\n", "", 3, "parts.0.amount: Field required"),
    "a key missing in braces": (", amount: 2", "", 5, "parts.1.amount: Field required"),
    "a key twice": ("    amount: 0.1", "    amount: 0.1\n    amount: 9", 5, "amount is given twice"),
    "a key twice in braces": ("{id: two", "{id: two, id: three", 5, "id is given twice"),
    "words for a number": ("0.1", "ten", 4, "parts.0.amount"),
    "nothing for a number": ("0.1", "", 4, "parts.0.amount"),
    "not a number": ("0.1", ".nan", 4, ".nan cannot be read"),
    "an infinite number": ("0.1", "-.inf", 4, "-.inf cannot be read"),
    "a number in sixties": ("0.1", "1:30.5", 4, "1:30.5 cannot be read"),
    "no such day": ("2027-02-22", "2027-02-29", 1, "2027-02-29 cannot be read"),
    "words for a day": ("2027-02-22", "Monday", 1, "day"),
    "a list left open": ("{id: two, amount: 2}", "[{id: two, amount: 2}", 6, "expected"),
    "a tab": ("    amount: 0.1", "\tamount: 0.1", 4, "cannot start any token"),
    "a control character": ("id: one", "id: o\x00ne", 3, "a character that YAML does not allow"),
    "two documents": ("parts:", "---\nparts:", 2, "another document"),
    "a word alone": (GOOD, "hello", 1, "valid dictionary"),
    "an empty file": (GOOD, "", 1, "valid dictionary"),
    "a number as a key": (GOOD, "1: x\n" + GOOD, 1, "1: Keys should be strings"),
    "a list as a key": (GOOD, GOOD + "? [a]\n: x\n", 6, "unhashable key"),
    "code in a tag": ("id: one", "id: !!python/name:os.system", 3, "could not determine a constructor"),
    "an alias to nothing": ("id: one", "id: *one", 3, "undefined alias"),
}  # fmt: skip


def yaml_file(folder, text):
    path = folder / "part.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_yaml(path, Whole)


def test_numbers_are_exact_and_days_are_days(tmp_path):
    read = yaml_file(tmp_path, GOOD)
    assert [str(part.amount) for part in read.parts] == ["0.1", "2"] and read.day == date(2027, 2, 22)


@pytest.mark.parametrize(("old", "new", "line", "said"), BAD_YAML.values(), ids=BAD_YAML)
def test_broken_yaml_is_refused_with_its_file_its_line_and_the_fault(tmp_path, old, new, line, said):
    assert GOOD.count(old) == 1
    with pytest.raises(DataFileError) as refusal:
        yaml_file(tmp_path, GOOD.replace(old, new))
    assert f"part.yaml, line {line}:" in refusal.value.message and said in refusal.value.message
    assert refusal.value.context == {"path": "part.yaml", "line": line} and refusal.value.hint


def test_yaml_in_another_encoding_is_refused_by_line(tmp_path):
    with pytest.raises(DataFileError, match="part.yaml, line 3: it is not UTF-8 text"):
        yaml_file(tmp_path, GOOD.encode().replace(b"one", b"\xe9ne"))


def test_a_whole_file_s_fault_is_told_without_an_empty_name(tmp_path):
    with pytest.raises(DataFileError, match="part.yaml, line 1: Input should be"):
        yaml_file(tmp_path, "hello")


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_no_text_at_all_is_read_in_silence_or_crashes_the_reader(tmp_path_factory, text):
    folder = tmp_path_factory.mktemp("yaml")
    with pytest.raises(DataFileError):
        yaml_file(folder, text)


def csv_file(folder, text):
    path = folder / "rows.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(read_rows(path, ("name", "number"), lambda row: (row["name"], int(row["number"]))))


ROWS = {
    "plain": ("name,number\na,1\n", [("a", 1)]),
    "no rows": ("name,number\n", []),
    "a comma in quotes": ('name,number\n"a, b",1\n', [("a, b", 1)]),
    "quotes in quotes": ('name,number\n"a ""b""",1\n', [('a "b"', 1)]),
    "a line break in quotes": ('name,number\n"a\nb",1\n', [("a\nb", 1)]),
    "lines of Windows": ("name,number\r\na,1\r\n", [("a", 1)]),
    "no last line break": ("name,number\na,1", [("a", 1)]),
    "an empty line": ("name,number\n\na,1\n", [("a", 1)]),
    "right to left and markup": ("name,number\nتونس <b>,1\n", [("تونس <b>", 1)]),
    "a line separator that is none in CSV": ("name,number\na\u2028b,1\n", [("a\u2028b", 1)]),
}
BAD_CSV = {
    "an empty file": ("", 1, "the columns must be name, number"),
    "another header": ("name,amount\na,1\n", 1, "the columns must be name, number"),
    "another order": ("number,name\n1,a\n", 1, "the columns must be name, number"),
    "a mark before the header": ("\ufeffname,number\na,1\n", 1, "the columns must be"),
    "a field missing": ("name,number\na,1\nb\n", 3, "the row has 1 fields, the header 2"),
    "a field too many": ("name,number\na,1\nb,2,3\n", 3, "the row has 3 fields, the header 2"),
    "words for a number": ("name,number\na,1\nb,two\n", 3, "two"),
    "nothing for a number": ("name,number\na,1\nb,\n", 3, "invalid literal"),
    "after a line break in quotes": ('name,number\n"a\nb",1\nc,two\n', 4, "two"),
    "a quote left open": ('name,number\na,1\n"b,2\n', 3, "unexpected end of data"),
    "text behind a quote": ('name,number\na,1\n"b" c,2\n', 3, "expected after"),
    "another encoding": (b"name,number\na,1\n\xe9,2\n", 3, "it is not UTF-8 text"),
}


@pytest.mark.parametrize(("text", "rows"), ROWS.values(), ids=ROWS)
def test_rows_are_read_as_they_stand(tmp_path, text, rows):
    assert csv_file(tmp_path, text) == rows


@pytest.mark.parametrize(("text", "line", "said"), BAD_CSV.values(), ids=BAD_CSV)
def test_a_broken_table_is_refused_with_its_file_its_line_and_the_fault(tmp_path, text, line, said):
    with pytest.raises(DataFileError) as refusal:
        csv_file(tmp_path, text)
    assert f"rows.csv, line {line}:" in refusal.value.message and said in refusal.value.message
    assert refusal.value.context == {"path": "rows.csv", "line": line}


@settings(deadline=None)
@given(st.binary(max_size=60))
def test_a_table_of_any_bytes_is_read_or_refused_never_a_crash(tmp_path_factory, raw):
    try:
        assert all(
            isinstance(number, int) for _, number in csv_file(tmp_path_factory.mktemp("csv"), b"name,number\n" + raw)
        )
    except DataFileError as refusal:
        assert "rows.csv, line" in refusal.message


def test_a_file_of_the_release_is_named_from_its_root():
    assert broken(DATA / "rules" / "a.yaml", 3, "no").message == "data/rules/a.yaml, line 3: no."


def test_a_line_is_found_by_whole_words_the_last_one_counts(tmp_path):
    (tmp_path / "a.yaml").write_text("id: post\nid: post_badge\nid: post # again\nid: poster\n", "utf-8")
    assert last_line_with(tmp_path / "a.yaml", "id: post") == 3
    assert last_line_with(tmp_path / "a.yaml", "id: nobody") == 1
