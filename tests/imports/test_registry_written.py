"""Files that are written: no formula runs in them, every cell reads back, and a row of a template is the same row."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slp_core.documents.tables import as_csv, as_workbook
from slp_core.experts import LanguageLevel, SkillLevel
from slp_core.formulas import guarded, unguarded
from slp_core.imports import templates
from slp_core.imports.forms import Known, RegistryKind
from slp_core.imports.merging import Outcome
from slp_core.imports.reading import read
from slp_core.imports.registry import form_of
from slp_core.partners import CAPACITIES, Level, PartnerStatus, Sector
from slp_core.plan import Kind
from slp_core.reference import shipped
from tests.imports.looking import ILLINOIS, NAMES, looked_at

AGENCIES, EXPERTS, MECHANISMS, NEEDS = RegistryKind


TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=20)


@given(TEXTS)
def test_a_guarded_text_is_no_formula_and_reads_back_as_it_was(typed):
    assert unguarded(guarded(typed)) == typed
    assert not guarded(typed).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("typed", ["=1+1", " =1+1", "\u00a0@SUM(A1)", "\n=1+1", "＝1+1", "－5", "'=1+1", "\ufeff=1+1"])
def test_a_formula_behind_what_a_spreadsheet_drops_or_in_wide_letters_is_guarded_too(typed):
    assert guarded(typed) == f"'{typed}" and unguarded(guarded(typed)) == typed


def test_a_workbook_of_texts_shortens_what_no_cell_holds_and_says_so():
    book = as_workbook({"Refused": [["Note"], ["x" * 40_000]]})
    rows = read("refused.xlsx", book).lines
    assert len(rows[1].cells[0].text) == 32_767 and rows[1].cells[0].text.endswith("… [shortened]")  # EXP-04


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=2), min_size=1, max_size=4))
@settings(max_examples=30, deadline=None)
def test_a_file_that_is_written_holds_its_cells(rows):
    filled = [row for row in rows if any(map(str.strip, row))]
    written = [
        [unguarded(cell) for cell in row]
        for row in csv.reader(io.StringIO(as_csv(rows).decode("utf-8-sig"), newline=""))
    ]
    assert written == rows
    sheet = read("a.xlsx", as_workbook({"Sheet": rows, "Notes": [["x"]]}))
    assert [[cell.text for cell in line.cells][:2] for line in sheet.lines] == [
        [cell if cell.strip() else "" for cell in row] for row in filled
    ]


CATALOGUE = shipped().catalogue
WORDS = st.text("aZ09é’-=+@ ;(", min_size=1, max_size=12).map(lambda t: " ".join(t.split())).filter(bool)
SEVERAL = WORDS.filter(lambda t: ";" not in t)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
SPECIALTIES = st.sampled_from(sorted(CATALOGUE.specialties))
LANGUAGES = st.sampled_from(sorted(CATALOGUE.languages))


def listed(items):
    return st.lists(items, min_size=1, max_size=3, unique=True).map(lambda found: tuple(sorted(found)))


def levels(items, grades):
    return st.dictionaries(items, grades, min_size=1, max_size=3).map(lambda found: tuple(sorted(found.items())))


def records(needed, **may):
    return st.fixed_dictionaries(needed, optional=may)


VALUES = {
    AGENCIES: records(
        {"name": WORDS, "state": st.sampled_from(["GA", "IL"]), "level": st.sampled_from(Level),
         "sector": st.sampled_from(Sector)},
        status=st.sampled_from(PartnerStatus), size=st.integers(1, 90_000), yearly_capacity=st.sampled_from(CAPACITIES),
        specialties=listed(SPECIALTIES), languages=listed(LANGUAGES), county=SEVERAL.filter(str.isalpha),
    ),
    EXPERTS: records(
        {"name": WORDS, "agency": st.just(ILLINOIS)}, email=st.just("a@example.gov"), title=WORDS, active=st.booleans(),
        skills=levels(SPECIALTIES, st.sampled_from(SkillLevel)),
        languages=levels(LANGUAGES, st.sampled_from(LanguageLevel)),
    ),
    MECHANISMS: records(
        {"number": WORDS, "agency": st.just(ILLINOIS), "type": st.sampled_from(sorted(CATALOGUE.mechanism_types)),
         "begins_on": DAYS},
        ceiling=st.decimals(0, 90_000_000, places=2).map(Decimal), report_days=st.integers(1, 999), title=WORDS,
    ),
    NEEDS: records(
        {"country": st.sampled_from(sorted(shipped().countries.program)), "title": WORDS,
         "kind": st.sampled_from(Kind)},
        specialty=SPECIALTIES, language=LANGUAGES, participants=st.integers(1, 999), window_start=DAYS, outcome=WORDS,
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", RegistryKind)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_what_is_written_in_the_template_s_form_reads_back_as_the_same(kind, data):
    values = data.draw(VALUES[kind])
    form = form_of(kind, shipped(), NAMES)
    for make in (as_csv, lambda rows: as_workbook({"Rows": rows})):
        content = make([templates.header(form), templates.row(form, values)])
        _, found = looked_at(kind, content)
        assert found.problems == ()
        assert found.planned[0].values.items() >= values.items()
        again = looked_at(kind, content, [Known(1, "P-009", found.planned[0].values)])[1]
        assert [plan.outcome for plan in again.planned] == [Outcome.SAME]
