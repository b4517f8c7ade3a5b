"""Files of the registry: what is read, what each row would do, and that written rows read back as they were."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from slp_core.documents.tables import as_csv, as_workbook
from slp_core.errors import InvalidInput
from slp_core.experts import LanguageLevel, SkillLevel
from slp_core.formulas import guarded, unguarded
from slp_core.imports import registry_cells as own
from slp_core.imports import templates
from slp_core.imports.agency_names import AgencyNames, AgencyRef
from slp_core.imports.cells import Unreadable
from slp_core.imports.forms import Known, RegistryKind
from slp_core.imports.merging import Outcome
from slp_core.imports.reading import Cell, CellKind, read
from slp_core.imports.registry import form_of, lines_with_reasons, merged, open_table, preview
from slp_core.partners import CAPACITIES, Level, PartnerStatus, Sector
from slp_core.plan import Kind
from slp_core.reference import shipped

AGENCIES, EXPERTS, MECHANISMS, NEEDS = RegistryKind
ILLINOIS = AgencyRef(1, "P-001", "Illinois State Police", "IL")
NAMES = AgencyNames([
    (ILLINOIS, ["ISP", "Illinois St. Police"]),
    (AgencyRef(2, "P-002", "Springfield Police Department", "IL"), []),
    (AgencyRef(3, "P-003", "Springfield Police Department", "MO"), []),
])  # fmt: skip


def text(value):
    return Cell(CellKind.TEXT, value)


def looked_at(kind, content, known=(), mapping=(), name="a.csv"):
    table = open_table(kind, name, content, mapping, shipped(), NAMES)
    return table, merged(table, known)


def said(kind, *rows, header, known=()):
    return looked_at(kind, "\n".join([header, *rows]).encode(), known)[1]


AGENCY = "Agency,State,Level,Sector"

STATES = {"Georgia": "GA", "GA": "GA", "ga": "GA", "Georgia, US": "GA", "State of Georgia": "GA", "D.C.": "DC"}


@pytest.mark.parametrize(("typed", "state"), STATES.items())
def test_georgia_is_the_state_where_a_state_is_asked_for(typed, state):
    assert own.state(shipped().us_states)(text(typed)).value == state


@pytest.mark.parametrize("typed", ["Georgia (country)", "GEO", "Tbilisi", "USA"])
def test_a_country_is_no_state(typed):
    with pytest.raises(Unreadable, match=r"is no U\.S\. state or territory"):
        own.state(shipped().us_states)(text(typed))


def test_a_list_is_parted_by_semicolons_and_each_counts_once():
    languages = own.one_of(shipped().catalogue.languages, what="language")
    assert own.list_of(languages)(text("Spanish; french;Spanish ;")).value == ("es", "fr")
    with pytest.raises(Unreadable, match="did you mean Spanish?"):
        own.list_of(languages)(text("Spannish"))


GRADED = {
    "Spanish (professional); French (native)": (("es", "professional"), ("fr", "native")),
    "Spanish: 3": (("es", "professional"),),
    "French (ILR 4)": (("fr", "full"),),
    "Spanish (Professional (ILR 3)": None,
    "Spanish": None,
    "Spanish (a little)": None,
    "Spanish (native); Spanish (limited)": None,
}


@pytest.mark.parametrize(("typed", "levels"), GRADED.items())
def test_a_language_has_a_level_and_only_one(typed, levels):
    field = form_of(EXPERTS, shipped(), NAMES).field("languages")
    if levels is None:
        with pytest.raises(Unreadable):
            field.read(text(typed))
    else:
        assert field.read(text(typed)).value == levels


def test_a_specialty_whose_title_has_a_colon_is_read_with_its_level():
    field = form_of(EXPERTS, shipped(), NAMES).field("skills")
    assert field.read(text("Border security: airports (teaches)")).value == (("airports", "teaches"),)


MEANINGS = {
    ("Illinois State Police", None): "P-001", ("isp", None): "P-001", ("Illinois St Police", "IL"): "P-001",
    ("P-002 Springfield Police Department", None): "P-002", ("P-003", "IL"): "P-003",
    ("Springfield Police Department", "MO"): "P-003",
}  # fmt: skip


@pytest.mark.parametrize(("words", "state"), MEANINGS)
def test_an_agency_is_meant_by_its_exact_name_another_name_or_its_reference(words, state):
    assert NAMES.meaning(words, state).reference == MEANINGS[words, state]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Springfield Police Department", "several agencies: P-002"),
        ("Ilinois State Police", "did you mean P-001"),
        ("P-009", "known by P-009"),
        ("Nobody", "is no agency that is known$"),
    ],
)
def test_an_agency_is_never_guessed(words, why):
    with pytest.raises(Unreadable, match=why):
        NAMES.meaning(words, None)


def test_rows_read_are_the_sum_of_what_they_do_however_they_are_mixed():
    rows = [f"Agency {n % 750},IL,City,Police" for n in range(1000)] + ["Bad,Nowhere,City,Police"]
    table, found = looked_at(AGENCIES, "\n".join([AGENCY, *rows]).encode())
    seen = preview(table, found)
    assert (seen.read, seen.new, seen.doubled, seen.refused, len(seen.rows)) == (1001, 750, 250, 1, 200)


def test_what_changes_is_shown_before_what_does_not():
    known = [Known(n, f"P-{n:03}", {"name": f"Agency {n}", "state": "IL", "level": "municipal", "sector": "police"})
             for n in range(1, 4)]  # fmt: skip
    rows = [f"Agency {n},IL,City,{'Courts' if n == 3 else 'Police'}" for n in range(1, 5)]
    table, found = looked_at(AGENCIES, "\n".join([AGENCY, *rows]).encode(), known)
    seen = preview(table, found).rows
    assert [(row.row, row.outcome) for row in seen] == [
        (4, Outcome.CHANGED), (5, Outcome.NEW), (2, Outcome.SAME), (3, Outcome.SAME),
    ]  # fmt: skip
    assert seen[0].changes == (("Sector", "Police", "Courts"),)


def test_the_level_or_the_county_makes_two_agencies_of_one_name():
    rows = ["Lee,IL,City,Police,", "Lee,IL,County,Police,", "Lee,IL,City,Police,Ogle", "LEE ,il,city,police,"]
    found = said(AGENCIES, *rows, header=f"{AGENCY},County")
    assert [plan.outcome for plan in found.planned] == [Outcome.NEW] * 3
    label = form_of(AGENCIES, shipped(), NAMES).label
    assert [label(plan.values) for plan in found.planned] == [
        "Lee (IL, city or town)", "Lee (IL, county)", "Lee (Ogle, IL, city or town)",
    ]  # fmt: skip
    assert "is in row 2 already, with other values" in str(found.problems[0])


def test_an_agency_with_a_number_of_its_own_is_not_one_without_the_same():
    rows = ["Patrol,CA,State,Police,A1", "Patrol,CA,State,Police,A2", "Patrol,CA,State,Police,"]
    found = said(AGENCIES, *rows, header=f"{AGENCY},ORI")
    assert [plan.outcome for plan in found.planned] == [Outcome.NEW, Outcome.NEW]
    assert "means several" in str(found.problems[0])


def test_a_number_is_taken_up_by_the_agency_that_had_none():
    known = [Known(7, "P-007", {"name": "Patrol", "state": "CA", "level": "state", "sector": "police"})]
    found = said(AGENCIES, "PATROL,CA,State,Police,A1", header=f"{AGENCY},ORI", known=known)
    assert {change.field: change.after for change in found.planned[0].changes} == {
        "name": "PATROL", "source": "file", "external_id": "A1",
    }  # fmt: skip


def test_an_agency_outside_the_state_s_words_is_compared_by_its_own():
    known = [Known(1, "P-001", {"name": "Auburn Police Department", "state": "AL", "level": "municipal"})]
    rows = ["Auburn P.D.,AL,City,Police", "Audubon Police Department,AL,City,Police", "Auburn PD,GA,City,Police",
            "Auburn Sheriff,AL,County,Police"]  # fmt: skip
    found = said(AGENCIES, *rows, header=AGENCY, known=known)
    assert [warning.row for warning in found.warnings] == [2]


def test_a_warning_of_few_rows_is_shown_before_one_of_many():
    known = [Known(1, "P-001", {"name": "Auburn Police", "state": "AL", "level": "municipal"})]
    header = "ori,agency_name,state,agency_type"
    rows = [f"A{n},Unit {n},AL,NA" for n in range(300)] + ["B1,Auburn Police Dept,AL,City"]
    table, found = looked_at(AGENCIES, "\n".join([header, *rows]).encode(), known)
    seen = preview(table, found)
    assert (seen.warning_count, len(seen.warnings), seen.warnings[0].row) == (301, 200, 302)


def test_a_need_like_a_known_one_is_named_by_its_title():
    known = [Known(1, "N-2026-002", {"title": "Interview techniques course", "country": "COL"})]
    found = said(NEEDS, "Colombia,Interview technique course", header="Country,Title", known=known)
    assert [(one.column, one.value) for one in found.warnings] == [("Title", "Interview technique course")]


def test_a_cell_is_shown_as_a_file_says_it_not_as_it_is_kept():
    found = said(EXPERTS, "A,Illinois Stat Police,IL,x", header="Name,Agency,State,Source of the number")
    assert ("Agency", "Illinois Stat Police") in [(one.column, one.value) for one in found.problems]
    found = said(NEEDS, "Kosovo,Walk,2027-03-01,2027-02-01", header="Country,Title,Not before,Not after")
    assert [(one.column, one.value) for one in found.problems] == [("Not after", "2027-02-01")]


def test_a_file_without_rows_or_without_its_columns_says_so():
    with pytest.raises(InvalidInput, match="The file is empty"):
        looked_at(AGENCIES, b"\n\n")
    table = open_table(AGENCIES, "a.csv", b"Ort,Land\nA,B\n", (), shipped(), NAMES)
    assert table.missing == ("Agency", "State", "Level", "Sector")


def test_a_refused_file_comes_back_whole_its_refused_rows_first_with_one_column_of_reasons():
    content = f"{AGENCY},Reason,Note\nB,IL,City,Police,,\nA,Nowhere,City,Police,old,kept\nC,IL,,,,=1+1\n".encode()
    table, found = looked_at(AGENCIES, content)
    header, *rows = lines_with_reasons(table, found)
    assert header == ("Agency", "State", "Level", "Sector", "Note", "Reason")
    assert [row[:5] for row in rows] == [
        ("A", "Nowhere", "City", "Police", "kept"), ("C", "IL", "", "", "=1+1"), ("B", "IL", "City", "Police", ""),
    ]  # fmt: skip
    assert rows[2][5] == "" and rows[1][5] == "Level is empty; Sector is empty"


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


def test_a_formula_without_a_result_refuses_its_row():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, AGENCY.split(","))
        sheet.write_row(1, 0, ["A", "IL", "City"])
        sheet.write_formula(1, 3, "=B2", None, "")
    _, found = looked_at(AGENCIES, file.getvalue(), name="a.xlsx")
    assert "is a formula without a value" in str(found.problems[0]) and found.refused == 1
