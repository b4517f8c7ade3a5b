"""Files of the registry: what is read, what each row would do, and that written rows read back as they were."""

import io

import pytest
import xlsxwriter

from slp_core.errors import InvalidInput
from slp_core.imports import registry_cells as own
from slp_core.imports.cells import Unreadable
from slp_core.imports.forms import Known, RegistryKind
from slp_core.imports.merging import Outcome
from slp_core.imports.reading import Cell, CellKind
from slp_core.imports.registry import form_of, lines_with_reasons, open_table, preview
from slp_core.reference import shipped
from tests.imports.looking import NAMES, looked_at

AGENCIES, EXPERTS, MECHANISMS, NEEDS = RegistryKind


def text(value):
    return Cell(CellKind.TEXT, value)


def said(kind, *rows, header, known=()):
    return looked_at(kind, "\n".join([header, *rows]).encode(), known)[1]


AGENCY = "Agency,State,Level,Sector"

STATES = {"Georgia": "GA", "GA": "GA", "ga": "GA", "Georgia, US": "GA", "State of Georgia": "GA", "D.C.": "DC",
          "Ga.": "GA", "Calif.": "CA", "N. Mex.": "NM"}  # fmt: skip


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


def test_a_formula_without_a_result_refuses_its_row():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, AGENCY.split(","))
        sheet.write_row(1, 0, ["A", "IL", "City"])
        sheet.write_formula(1, 3, "=B2", None, "")
    _, found = looked_at(AGENCIES, file.getvalue(), name="a.xlsx")
    assert "is a formula without a value" in str(found.problems[0]) and found.refused == 1
