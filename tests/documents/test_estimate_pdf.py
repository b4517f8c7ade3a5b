"""An estimate as PDF: what was typed can be read and copied out of it, in every script; nothing stops it."""

import io
import unicodedata
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pypdf
import pytest

from slp_core.currency import Exchange
from slp_core.documents.estimate_pdf import as_pdf
from slp_core.other_costs import Extra

ARABIC = (
    "يشارك فريق من خبراء الشرطة الأمريكية في دورة تدريبية حول التحقيق الجنائي ضمن برنامج INL 2026 في القاهرة "
    "مع زملائهم من وزارة الداخلية المصرية خلال شهر مارس"
)  # EXP-07: more than 120 characters, long enough to wrap


def read(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content))


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in read(content).pages).replace("\u00a0", " ")


@pytest.mark.parametrize("name", ["Олена Ткаченко", "Çelik Gjërgji", "Nguyễn Thị Ánh", "dash — and “quotes”"])
def test_a_name_outside_latin_1_is_read_out_as_it_was_written(estimate_file, name):  # EXP-06
    assert name in text_of(as_pdf(estimate_file(title=name, notes=name)))


def test_a_decomposed_name_is_written_composed(estimate_file):
    apart = unicodedata.normalize("NFD", "Nguyễn Thị Ánh")
    assert "Nguyễn Thị Ánh" in text_of(as_pdf(estimate_file(notes=apart)))


def test_arabic_is_whole_and_its_lines_run_from_the_first(estimate_file):  # EXP-07
    """Every word comes out joined as typed; the line with the first word stands above the one with the last."""
    page = text_of(as_pdf(estimate_file(notes=f"محمد عبد الرحمن\n{ARABIC}"))).replace("INL 2026", " INL 2026 ")
    assert not [word for word in [*ARABIC.split(), "محمد", "عبد", "الرحمن"] if word not in page.split()]
    lines = [line.split() for line in page.splitlines()]
    first, last = (next(n for n, line in enumerate(lines) if word in line) for word in ("يشارك", "مارس"))
    assert first < last and "INL 2026" in page


def test_a_name_in_arabic_begins_at_the_right_margin(estimate_file):
    found: dict[str, float] = {}

    def seen(text, page, line, _font, _size):
        if text.strip():
            found[text.strip()] = page[4] + line[4]

    pages = read(as_pdf(estimate_file(notes="سلام\nLatin"))).pages
    for page in pages:
        page.extract_text(visitor_text=seen)
    arabic, latin = (next(x for text, x in found.items() if word in text) for word in ("سلام", "Latin"))
    assert arabic > 450 > 100 > latin  # points on a page of 612


@pytest.mark.parametrize("script", ["თბილისი", "Հայաստան", "Ελλάδα", "Đặng Văn Ấp", "ไทย", "ລາວ"])
def test_scripts_of_program_countries_have_a_font(estimate_file, script):
    content = text_of(as_pdf(estimate_file(notes=script)))
    assert script in content and "no font" not in content


def test_an_uncovered_character_is_shown_as_such_and_said(estimate_file):
    content = text_of(as_pdf(estimate_file(title="Visit 漢字", notes="😀 fine")))
    assert "Visit ��" in content and "� fine" in content
    assert "3 characters that no font of this document has are shown as �: U+6F22, U+5B57, U+1F600." in content


def test_control_characters_are_removed_and_counted(estimate_file):  # EXP-03
    content = text_of(as_pdf(estimate_file(notes="Meet at gate\x0bB, kr 4\x16 000\r\nnext\u202e line")))
    assert "Meet at gateB, kr 4 000" in content and "next line" in content
    assert "3 invisible control characters were removed." in content


def test_forty_thousand_characters_are_all_there(estimate_file):  # EXP-04
    words = [f"w{number:05}" for number in range(5715)]
    notes = " ".join(words)
    assert len(notes) > 40_000
    content = as_pdf(estimate_file(notes=notes))
    assert set(words) <= set(text_of(content).split()) and len(read(content).pages) > 8


def test_markup_is_text(estimate_file):
    typed = '#image("/etc/passwd") *b* _i_ $x^2$ @ref <l> \\n [c] // d'
    assert " ".join(typed.split()) in " ".join(text_of(as_pdf(estimate_file(title=typed))).split())


def test_it_is_tagged_and_says_its_language_and_title(estimate_file):
    found = read(as_pdf(estimate_file()))
    root = found.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in root and root["/Lang"] == "en-US"
    assert found.metadata.title == "Cost estimate: Port security assessment"
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


def test_the_price_says_whether_it_was_issued_and_whether_it_is_invented(estimate_file, issued_file):
    live, issued = estimate_file(), issued_file(estimate_file())
    assert "Not issued." in text_of(as_pdf(live)) and "Demo." not in text_of(as_pdf(live))
    content = text_of(as_pdf(issued))
    assert "C-2026-0123 version 2" in content and "Kay Müller" in content and "Not issued" not in content
    assert "Demo." in text_of(as_pdf(replace(live, invented=True)))


def test_each_line_stands_there_with_its_amount_and_its_row(estimate_file):
    """Tbilisi: 3 x 8 x 236 = 5,664; Rustavi takes the rate of other places, 72: 3 x 4 x 72 = 864."""
    file = estimate_file()
    content = text_of(as_pdf(file))
    for part in ("$5,664.00", "$864.00", "$4,921.65", "foreign_per_diem/2026-04.csv", "41 CFR 301-11.20"):
        assert part in content
    assert all(f"${line.amount:,.2f}" in content for line in file.lines)


def test_a_price_in_another_currency_stands_there_with_its_rate_the_day_and_the_source(estimate_file, issued_file):
    rate = Exchange("XOF", Decimal(600), date(2026, 3, 2), "Bank of Dakar")
    live = estimate_file(extras=(Extra("visa_fees", Decimal(65000), "Embassy", exchange=rate),))
    for file in (live, issued_file(live)):
        content = " ".join(text_of(as_pdf(file)).split())
        assert "65,000 XOF ÷ 600" in content and "$108.33" in content and "Entered: Embassy" in content
        assert "Price: 65,000 XOF at 600 XOF a dollar on 2 Mar 2026 (Bank of Dakar)" in content


def test_the_same_input_gives_the_same_file(estimate_file):
    assert as_pdf(estimate_file()) == as_pdf(estimate_file())
