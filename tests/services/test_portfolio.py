"""The list: its counts, sums, pages and file always tell the same story, and a search finds what was meant."""

import csv
import io
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from slp_core.demo.make import fill
from slp_core.lifecycle import ENDED, Stage
from slp_core.lifecycle import WORDS as STAGE_WORDS
from slp_core.reference import shipped
from slp_core.services import commands, engagements, portfolio
from slp_core.services.portfolio import COLUMNS, PAGE, Filters, Ready, When

KM, OFFICER, VIEWER = "U-005", "U-001", "U-009"  # of the demo
COUNTRIES = [*sorted(shipped().countries.program)[:30], "ZZZ"]
WORDS = ["course", "MENTORING", "2027", "e-2026", "zzz", "%", "_", "georgia", "'", "\\"]


def maybe(*values: str) -> st.SearchStrategy[str]:
    """Nothing as often as something: most lists should have rows."""
    return st.just("") | st.sampled_from(values)


STAGES = maybe(*Stage, "nowhere")
filters = st.builds(Filters, maybe(*WORDS), maybe(*COUNTRIES), STAGES, st.sampled_from(When), st.sampled_from(Ready))
days = st.integers(-400, 400)
OFTEN = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def fill_thirty(database) -> None:
    fill(database, date(2026, 11, 25), 30)


@pytest.fixture(scope="module")
def postgresql_demo(postgresql_databases):
    with postgresql_databases.copy_of(fill_thirty) as database:
        yield database


@pytest.fixture(scope="module", params=["demo", "postgresql_demo"])
def asking(request):
    """Answers of the populated program, on either database: asking(who, use_case, ...)."""
    return partial(commands.ask, request.getfixturevalue(request.param))


def all_rows(asking, who, wish, day):
    first = asking(who, portfolio.page, wish, day)
    rest = [asking(who, portfolio.page, wish, day, number) for number in range(2, first.pages + 1)]
    return first, [row for page in (first, *rest) for row in page.rows]


@OFTEN
@given(wish=filters, shift=days, who=st.sampled_from([KM, OFFICER, VIEWER]))
def test_a_count_and_a_sum_are_those_of_the_rows(asking, today, wish, shift, who) -> None:
    page, rows = all_rows(asking, who, wish, today + timedelta(shift))
    assert page.count == len(rows) == len({row["reference"] for row in rows})
    amounts = [row["estimate"] for row in rows if row["estimate"] is not None]
    if who == VIEWER:
        assert (amounts, page.total) == ([], None)
    else:
        assert page.total == sum(amounts, Decimal(0))
        assert page.unpriced == len(rows) - len(amounts)


@OFTEN
@given(wish=filters, shift=days)
def test_the_file_holds_the_rows_of_the_list_with_the_same_values(asking, today, wish, shift) -> None:
    day = today + timedelta(shift)
    _, rows = all_rows(asking, KM, wish, day)
    lines = list(csv.DictReader(io.StringIO(asking(KM, portfolio.export_csv, wish, day).decode("utf-8-sig"))))
    verdicts = {"go": "Go", "waiver": "Go with waiver", "no_go": "No-go"}
    shown = [
        {**row, "stage": STAGE_WORDS[Stage(row["stage"])], "verdict": verdicts.get(row["verdict"])} for row in rows
    ]
    assert [{name: line[name] for name in COLUMNS} for line in lines] == [
        {name: "" if row[name] is None else str(row[name]) for name in COLUMNS} for row in shown
    ]
    assert [line["stage_code"] for line in lines] == [row["stage"] for row in rows]


@OFTEN
@given(wish=filters, shift=days)
def test_the_stages_together_are_the_list_without_its_stage(asking, today, wish, shift) -> None:
    day = today + timedelta(shift)
    counts = asking(KM, portfolio.stage_counts, wish, day)
    for stage in Stage:
        narrowed = replace(wish, stage=stage)
        assert asking(KM, portfolio.page, narrowed, day).count == counts.get(stage, 0)


@pytest.mark.parametrize("who", [KM, OFFICER, VIEWER])
def test_the_map_counts_what_the_list_of_a_country_holds(asking, today, who) -> None:
    by_country = asking(who, portfolio.by_country, today)
    assert by_country
    for country, (open_, current) in by_country.items():
        _, rows = all_rows(asking, who, Filters(country=country), today)
        assert open_ == len([row for row in rows if Stage(row["stage"]) not in ENDED])
        assert current == asking(who, portfolio.page, Filters(country=country, when=When.CURRENT), today).count


def test_a_page_asked_for_beyond_the_end_is_the_last_and_before_the_beginning_the_first(asking, today) -> None:
    last = asking(KM, portfolio.page, Filters(), today, 99)
    assert (last.number, last.pages, len(last.rows)) == (3, 3, 30 - 2 * PAGE)
    assert asking(KM, portfolio.page, Filters(), today, -3).number == 1


def test_next_departures_come_first_and_past_trips_after_them(asking, today) -> None:
    _, rows = all_rows(asking, KM, Filters(), today)
    past = [row["returns"] < today for row in rows]
    assert past == sorted(past)
    ahead = [row["departs"] for row in rows if row["returns"] >= today]
    behind = [row["departs"] for row in rows if row["returns"] < today]
    assert ahead and ahead == sorted(ahead)
    assert behind and behind == sorted(behind, reverse=True)


def test_both_travel_days_are_in_country(asking, today) -> None:
    _, rows = all_rows(asking, KM, Filters(), today)
    row = next(row for row in rows if row["stage"] != Stage.CANCELLED)
    one = Filters(text=row["reference"], when=When.CURRENT)
    counts = {
        day: asking(KM, portfolio.page, one, day).count
        for day in (row["departs"] - timedelta(1), row["departs"], row["returns"], row["returns"] + timedelta(1))
    }
    assert list(counts.values()) == [0, 1, 1, 0]


def test_the_demo_of_a_day_is_the_same_each_time_it_is_made_on_every_database(asking, demo, today) -> None:
    again = commands.ask(demo, KM, portfolio.export_csv, Filters(), today)
    assert asking(KM, portfolio.export_csv, Filters(), today) == again


# Searching


TITLES = ("O'Bryan’s course", "Díaz Peña workshop", "Über 100% safe", "Snake_case course", "Back\\slash", "بنين")


@pytest.fixture
def titled(world, a_trip, today, now):
    for number, title in enumerate(TITLES):
        world.do("km_officer", engagements.open_from_plan, a_trip(title=title), today, now, token=str(number))
    return lambda text: [row["title"] for row in world.ask("km_officer", portfolio.page, Filters(text), today).rows]


def test_a_search_needs_no_accents_apostrophes_or_capitals_and_takes_signs_as_they_are(titled) -> None:
    assert titled("obryan") == titled("O’BRYAN") == titled("o'bryan's") == [TITLES[0]]
    assert titled("diaz pena") == titled("PEÑA díaz") == [TITLES[1]]
    assert titled("uber") == titled("ÜBER") == titled("100%") == titled("%") == [TITLES[2]]
    assert titled("_") == titled("e_c") == [TITLES[3]]
    assert titled("\\") == [TITLES[4]]
    assert titled("بنين") == [TITLES[5]]
    assert len(titled("")) == len(titled("   ")) == len(titled("tbilisi")) + 1
    assert titled("nothing like it") == titled("' OR 1=1 --") == titled("s%course") == []


def test_a_search_with_invisible_signs_is_a_search_without_them(titled) -> None:
    assert titled("obr\x00yan") == titled("obryan\x07") == [TITLES[0]]


# The file


@pytest.fixture
def dangerous(world, a_trip, today, now):
    """The file of a program in which somebody typed formulas. Gives its lines by title."""
    titles = ('=HYPERLINK("http://x.test")', "+1", "-2+3", "@SUM(1)", "Müller", "بنين", "00123", 'say "a, b"')
    for number, title in enumerate(titles):
        world.do("km_officer", engagements.open_from_plan, a_trip(title=title), today, now, token=str(number))
    return titles, world.ask("km_officer", portfolio.export_csv, Filters(), today)


def test_the_file_begins_with_the_mark_that_spreadsheets_need_and_has_it_once(dangerous) -> None:
    titles, file = dangerous
    assert file.startswith(b"\xef\xbb\xbfreference,title,")
    assert file.count(b"\xef\xbb\xbf") == 1
    assert "Müller" in file.decode("utf-8-sig")
    assert len(file.decode("utf-8-sig").split("\r\n")) == 1 + 2 + len(titles) + 1


def test_no_text_in_the_file_is_a_formula_and_numbers_stay_numbers(dangerous) -> None:
    titles, file = dangerous
    rows = list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"))))
    written = {row["title"] for row in rows}
    assert written >= {f"'{title}" for title in titles[:4]} | set(titles[4:])
    assert not [value for row in rows for value in row.values() if value.startswith(("=", "+", "-", "@", "\t", "\r"))]
    for row in rows:
        assert Decimal(row["estimate"]) > 0 and int(row["travelers"]) == 2
        assert date.fromisoformat(row["departs"]) < date.fromisoformat(row["returns"])


@pytest.mark.parametrize("ready", [Ready.GO, Ready.WAIVER, Ready.NO_GO])
def test_a_verdict_narrows_to_the_engagements_that_have_it(asking, today, ready) -> None:
    everything = all_rows(asking, KM, Filters(), today)[1]
    _, rows = all_rows(asking, KM, Filters(ready=ready), today)
    assert rows == [row for row in everything if row["verdict"] == ready]


def test_what_is_not_known_is_asked_for_apart(asking, today) -> None:
    everything = all_rows(asking, KM, Filters(), today)[1]
    _, rows = all_rows(asking, KM, Filters(ready=Ready.UNKNOWN), today)
    assert rows and rows == [row for row in everything if row["unknown"]]


def test_a_viewer_sees_the_verdict_and_nothing_of_a_person(asking, today) -> None:
    rows = all_rows(asking, VIEWER, Filters(), today)[1]
    assert {row["verdict"] for row in rows} >= {"no_go"}
    assert {row["in_the_way"] for row in rows} == {""}
