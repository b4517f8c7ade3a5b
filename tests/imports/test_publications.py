"""Publications as they come: quirks are warnings, contradictions problems, the counts add up (IMP-16)."""

import csv
import io
import json
from datetime import date
from decimal import Decimal as D
from pathlib import Path

import pytest
import xlsxwriter

from slp_core.errors import InvalidInput
from slp_core.imports.publications import READERS, PublicationKind, preview
from slp_core.place_names import fold
from slp_core.reference import shipped
from slp_core.rules import Seen

TODAY = date(2026, 11, 25)
STATE, GSA, ADVISORIES = PublicationKind.FOREIGN_PER_DIEM, PublicationKind.CONUS, PublicationKind.ADVISORIES
HEADER = (
    "Country", "Location", "Season Code", "Season Start Date", "Season End Date", "Lodging", "Meals & Incidentals",
    "Per Diem", "Effective Date", "Footnote Reference", "Location Code", "Publication Date",
)  # fmt: skip


def row(heading, place, lodging, mie, season=("01-01", "12-31"), effective="2024-02-01", footnotes="", code="10001.0"):
    total, (start, end) = f"{float(lodging) + float(mie)}", season
    months = (f"2026-{start}", f"2025-{end}")
    return (heading, place, "S1", *months, lodging, mie, total, effective, footnotes, code, "May 1, 2026")


ROWS = [
    row("Bahamas, The", "Eleuthera Island", "213.0", "143.0", ("04-17", "11-14")),
    row("Bahamas, The", "Eleuthera Island", "276.0", "150.0", ("11-15", "04-16")),
    row("COTE D'IVOIRE", "Abidjan", "200", "90", footnotes="19,2"),
    row("DEMOCRATIC REPUBLIC OF THE CONGO", "Kinshasa", "300", "95", effective="1993-09-01"),
    row("Bosnia and Herzegovina", "Sarajevo", "150", "80"),
    row("BURMA", "Rangoon", "150", "80"),
    row("SOMALIA", "Mogadishu", "0", "33", footnotes="22,2"),
    row("CUBA", "Trinidad", "100", "50"),
    row("TURKEY", "Ankara", "100", "50"),
    row("GEORGIA", "Tbilisi", "240", "102", effective="2026-05-01"),
]


def as_csv(rows, header=HEADER) -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file).writerows([header, *rows])
    return file.getvalue().encode()


def as_xlsx(rows) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet()
    sheet.write(0, 0, "Foreign Per Diem Rates")
    for number, row in enumerate((HEADER, *rows), 2):
        for column, value in enumerate(row):
            is_amount = number > 2 and column in (5, 6, 7)
            sheet.write(number, column, float(value) if is_amount else value)
    book.close()
    return file.getvalue()


def state(rows=ROWS, name="May2026PD.csv", make=as_csv, today=TODAY):
    return preview(STATE, name, make(rows), shipped(), today)


def as_xls(_) -> bytes:
    """The same rows as a binary workbook of the old kind, with real dates and numbers, as State's own are."""
    return (Path(__file__).parent / "may_2026.xls").read_bytes()


FORMS = [(as_csv, "May2026PD.csv"), (as_xlsx, "May2026PD.xlsx"), (as_xls, "May2026PD.xls")]


@pytest.mark.parametrize(("make", "name"), FORMS)
def test_states_table_is_read_with_its_quirks(make, name):
    found = state(make=make, name=name)
    assert found.problems == () and found.can_be_applied
    assert (found.as_of, found.read, found.accepted, found.refused) == (date(2026, 5, 1), 10, 10, 0)
    assert any("is published for Mogadishu: kept as a rate" in str(warning) for warning in found.warnings)
    assert ("Georgia (country), Tbilisi", "$236 lodging, $102 M&IE", "$240 lodging, $102 M&IE") in [
        (change.what, change.before, change.after) for change in found.changes
    ]


def test_seasons_wrap_the_year_codes_lose_their_tail_and_footnotes_are_a_list():
    table = READERS[STATE]("May2026PD.csv", as_csv(ROWS), shipped(), TODAY).table(TODAY, True).foreign[0]
    first, second = table.rows["BHS", fold("Eleuthera Island")]
    assert (first.season, second.season) == (((4, 17), (11, 14)), ((11, 15), (4, 16)))
    assert table.rows["CIV", "abidjan"][0].footnotes == ("19", "2")
    assert table.rows["SOM", "mogadishu"][0].lodging == 0 and table.rows["COD", "kinshasa"][0].effective.year == 1993
    assert table.citation().seen is Seen.OFFICIAL and ("CUB", "trinidad") in table.rows


def test_trinidad_in_cuba_is_not_offered_for_trinidad_and_tobago():
    over = shipped().with_imported(READERS[STATE]("May2026PD.csv", as_csv(ROWS), shipped(), TODAY).table(TODAY, False))
    assert "Trinidad" not in over.rates.localities("TTO")


LAST = ROWS[-1]
CONTRADICTIONS = {
    "a total that is not the sum": ([(*LAST[:7], "350", *LAST[8:])], "May2026PD.csv", "is not lodging plus M&IE"),
    "two months": ([LAST, (*LAST[:-1], "June 1, 2026")], "May2026PD.csv", "differs between rows"),
    "another month than its name": (ROWS, "June2026PD.csv", "is not that of the file's name"),
    "the future": ([(*LAST[:-1], "January 1, 2027")], "January2027PD.csv", "lies in the future"),
    "a word for a rate": ([(*LAST[:5], "n/a", *LAST[6:])], "May2026PD.csv", "is not a number"),
    "an empty rate": ([(*LAST[:5], "", *LAST[6:])], "May2026PD.csv", "is empty"),
}


@pytest.mark.parametrize(("rows", "name", "said"), CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_a_table_that_contradicts_itself_cannot_be_applied(rows, name, said):
    found = state(rows, name)
    assert not found.can_be_applied and any(said in str(problem) for problem in found.problems)
    assert found.accepted + found.refused + found.left_out == found.read


def test_an_unknown_heading_is_kept_and_warned_about():
    found = state([*ROWS, ("NEWLAND", *ROWS[-1][1:])])
    assert found.problems == () and any("“NEWLAND” is not a country known here" in str(w) for w in found.warnings)


def test_a_table_without_a_month_is_refused():
    with pytest.raises(InvalidInput, match="of which month"):
        state([(*row[:-1], "") for row in ROWS], "rates.csv")


def test_the_shipped_tables_come_back_as_they_are():
    """Written in State's form and read again, the newest table changes nothing."""
    newest, names = shipped().rates.newest, {}
    for row in csv.DictReader((Path(__file__).parents[2] / "data" / "per_diem_areas.csv").open(encoding="utf-8")):
        names[row["country"]] = row["heading"]
    rows = [
        (
            names[rate.country], rate.locality, f"S{number}", f"2026-{rate.season[0][0]:02}-{rate.season[0][1]:02}",
            f"2026-{rate.season[1][0]:02}-{rate.season[1][1]:02}", rate.lodging, rate.mie, rate.lodging + rate.mie,
            rate.effective, ",".join(rate.footnotes), "", "April 1, 2026",
        )
        for seasons in newest.rows.values() for number, rate in enumerate(seasons, 1)
    ]  # fmt: skip
    found = state(rows, "April2026PD.csv")
    assert (found.read, found.accepted, found.changes, found.problems) == (1079, 1079, (), ())
    assert (
        READERS[STATE]("April2026PD.csv", as_csv(rows), shipped(), TODAY).table(TODAY, False).foreign[0].rows
        == newest.rows
    )


GSA_HEADER = "ID,STATE,DESTINATION,COUNTY/LOCATION DEFINED,SEASON BEGIN,SEASON END,FY28 Lodging Rate,FY28 M&IE"
STANDARD = ",,Standard CONUS rate applies to all counties not specifically listed.,,,,115,70"
DENVER = [
    "56,CO,Denver / Aurora,Denver / Adams,October 1,October 31,220,92",
    "56,CO,Denver / Aurora,Denver / Adams,November 1,March 31,170,92",
    "56,CO,Denver / Aurora,Denver / Adams,April 1,September 30,230,92",
]


def gsa(*lines, name="FY2028_PerDiemMasterRatesFile.csv"):
    return preview(GSA, name, "\n".join((GSA_HEADER, *lines)).encode(), shipped(), date(2027, 9, 1))


def test_gsas_seasons_become_twelve_months():
    content = "\n".join((GSA_HEADER, STANDARD, *DENVER)).encode()
    year = READERS[GSA]("FY2028.csv", content, shipped(), date(2027, 9, 1)).table(date(2027, 9, 1), True).conus[0]
    assert year.rows[56].lodging == (D(220), *[D(170)] * 5, *[D(230)] * 6)
    over = shipped().with_imported(
        READERS[GSA]("FY2028.csv", content, shipped(), date(2027, 9, 1)).table(date(2027, 9, 1), True)
    )
    found = over.rates.periods("USA", "Denver, CO", date(2027, 10, 30), date(2027, 11, 1))
    assert [(period.rate.lodging, period.provisional) for period in found] == [(D(220), False), (D(170), False)]


GSA_FAULTS = {
    "a month with two rates": ((STANDARD, *DENVER, DENVER[0]), "two rates for one month"),
    "a month without a rate": ((STANDARD, *DENVER[:2]), "has no rate for apr"),
    "no standard rate": (DENVER, "no row gives the standard"),
}


@pytest.mark.parametrize(("lines", "said"), GSA_FAULTS.values(), ids=GSA_FAULTS)
def test_a_year_with_gaps_cannot_be_applied(lines, said):
    found = gsa(*lines)
    assert not found.can_be_applied and any(said in str(problem) for problem in found.problems)


def test_a_year_must_be_named():
    with pytest.raises(InvalidInput, match="of which fiscal year"):
        preview(GSA, "rates.csv", b"ID,STATE,DESTINATION,Lodging Rate,M&IE\n,,Standard,115,70", shipped(), TODAY)


def advisories(*items):
    return preview(ADVISORIES, "advisories.json", json.dumps(items).encode(), shipped(), TODAY)


def item(title, tag="", published="2026-11-01T00:00:00-04:00"):
    return {"Title": title, "Category": [tag] if tag else [], "Published": published}


def test_titles_carry_country_and_level_in_every_spelling():
    found = advisories(
        item("Georgia - Level 2: Exercise Increased Caution", "GG"),
        item("The Kyrgyz Republic Travel Advisory - Level 1: Exercise Normal Precautions", "KG"),
        item("Côte d’Ivoire – Level 2: Exercise Increased Caution", "IV"),
        item("Burma (Myanmar) - Level 4: Do Not Travel", "BM"),
        item("Democratic Republic of the Congo (D.R.C.) - Level 4: Do Not Travel", "CG"),
        item("France - Level 2: Exercise Increased Caution", "FR"),
        item("Martinique - Level 1: Exercise Normal Precautions", "MB"),
        item("Worldwide Caution"),
    )
    assert (found.read, found.accepted, found.left_out, found.refused, found.problems) == (8, 5, 3, 0, ())
    assert "Georgia (country)" in {change.what for change in found.changes}


def test_a_tag_of_another_country_is_said_and_the_title_believed():
    found = advisories(item("Georgia - Level 2: x", "GA"))
    assert any("tag of another country" in str(warning) for warning in found.warnings) and found.accepted == 1


ADVISORY_FAULTS = {
    "a level that does not exist": (item("Georgia - Level 7: x"), "no level from 1 to 4"),
    "no date": (item("Georgia - Level 2: x", published="soon"), "or no date"),
}


@pytest.mark.parametrize(("one", "said"), ADVISORY_FAULTS.values(), ids=ADVISORY_FAULTS)
def test_an_advisory_without_level_or_date_cannot_be_applied(one, said):
    found = advisories(one)
    assert not found.can_be_applied and said in str(found.problems[0]) and found.refused == 1


@pytest.mark.parametrize("tags", [1, "GG", {"a": 1}, [None, 3], None, ["GG"]])
def test_tags_that_are_no_list_are_no_fault_of_the_advisory(tags):
    assert advisories(item("Georgia - Level 2: x") | {"Category": tags}).can_be_applied


def test_an_advisory_given_twice_cannot_be_applied():
    assert not advisories(item("Georgia - Level 2: x"), item("Georgia - Level 3: x")).can_be_applied


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[]", "empty"), (b"{}", "no list"), (b"<html>", "not JSON"), (b"\xff", "not JSON"),
        (b"[" * 200_000, "not JSON"), (b"[" + b"9" * 6_001 + b"]", "not JSON"), (b"[null]", "no list"),
    ],
    ids=["empty", "object", "page", "no text", "deep", "long number", "nothing in it"],
)  # fmt: skip
def test_what_is_no_list_of_advisories_is_refused(content, said):
    with pytest.raises(InvalidInput, match=said):
        preview(ADVISORIES, "a.json", content, shipped(), TODAY)
