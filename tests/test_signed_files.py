"""A signed copy is what its bytes are: PDF, JPEG, PNG or Word without macros, and no more than fits."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slp_core.errors import InvalidInput
from slp_core.signed_files import MOST_BYTES, FileKind, kind_of, named

PDF, JPEG, PNG = b"%PDF-1.7 signed", b"\xff\xd8\xff\xe0 photo", b"\x89PNG\r\n\x1a\n scan"


def package(*parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for part in parts:
            made.writestr(part, "<xml/>")
    return file.getvalue()


WORD = package("[Content_Types].xml", "word/document.xml")


@pytest.mark.parametrize(
    ("content", "kind"), [(PDF, FileKind.PDF), (JPEG, FileKind.JPEG), (PNG, FileKind.PNG), (WORD, FileKind.WORD)]
)
def test_a_file_is_known_by_its_content(content, kind) -> None:
    assert kind_of(content) is kind


WRONG = {
    "nothing": b"",
    "text": b"Dear partner",
    "a page": b"<html><script>",
    "a program": b"MZ\x90\x00",
    "a workbook": package("[Content_Types].xml", "xl/workbook.xml"),
    "a document with macros": package("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
    "half a package": WORD[:40],
    "a PDF further down": b"xx" + PDF,
}


@pytest.mark.parametrize("content", WRONG.values(), ids=WRONG)
def test_any_other_file_is_refused_in_a_sentence(content) -> None:
    with pytest.raises(InvalidInput) as refusal:
        kind_of(content)
    assert refusal.value.hint and refusal.value.context["field"] == "file"


DISGUISED = {
    "turned letters": ("invoice\u202efdp.exe", "invoicefdp.exe.pdf"),
    "a way up": ("../../etc/passwd", "passwd.pdf"),
    "a way up in Windows": ("..\\..\\boot.ini", "boot.ini.pdf"),
    "a header's own signs": ('a";filename=x.exe%0d%0a', "a--filename=x.exe-0d-0a.pdf"),
    "markup": ("<img src=x>.pdf", "-img src=x-.pdf"),
    "dots alone": ("...", "signed copy.pdf"),
}


@pytest.mark.parametrize(("typed", "kept"), DISGUISED.values(), ids=DISGUISED)
def test_a_name_never_says_another_kind_and_leads_nowhere(typed, kept) -> None:
    assert named(typed, FileKind.PDF) == kept


def test_ten_megabytes_fit_and_one_byte_more_does_not() -> None:
    full = PDF + bytes(MOST_BYTES - len(PDF))
    assert kind_of(full) is FileKind.PDF
    with pytest.raises(InvalidInput, match="10\\.0 MB; at most 10 MB"):
        kind_of(full + b"\0")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("MOU.pdf", "MOU.pdf"),
        ("MOU.PDF", "MOU.PDF"),
        ("run.exe", "run.exe.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\signed\\MOU.pdf", "MOU.pdf"),
        ("", "signed copy.pdf"),
    ],
)
def test_a_name_ends_as_what_the_file_is_and_holds_no_folder(typed, kept) -> None:
    assert named(typed, FileKind.PDF) == kept


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(4, len(WORD) - 1), st.integers(0, 255)), min_size=1, max_size=5))
def test_a_damaged_package_is_taken_or_refused_and_nothing_else(changes) -> None:
    damaged = bytearray(WORD)
    for place, value in changes:
        damaged[place] = value
    try:
        assert kind_of(bytes(damaged)) is FileKind.WORD
    except InvalidInput as refusal:
        assert refusal.hint
