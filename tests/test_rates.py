"""Rates: the row of the place, else of its country's other places; by season and month; never a guess."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slp_core.errors import DataFileError, NotInForce
from slp_core.rate_tables import COLUMNS, load_publication
from slp_core.rates import rates_of
from slp_core.reference import shipped
from slp_core.sources import Source

RATES = shipped().rates
FIRST, NEWEST = date(2025, 10, 1), date(2026, 4, 1)


def period(place, day, **more):
    country, locality = place.split("/", 1)
    (found,) = RATES.periods(country, locality, day, day, **more)
    return found


def figures(place, day=date(2026, 4, 15), **more):
    rate = period(place, day, **more).rate
    return f"{rate.lodging}/{rate.mie}"


LOOKUPS = {  # State, April 2026
    "a city": ("GEO/Tbilisi", "236/102"),
    "a city cheaper to eat in than the rest (CST-32)": ("UKR/Kyiv", "243/74"),
    "an unlisted town (CST-32)": ("UKR/Lviv", "140/97"),
    "an unlisted town of islands (CST-32)": ("PHL/Legazpi", "115/65"),
    "a published zero (CST-31)": ("SOM/Mogadishu", "0/66"),
    "the rest of the country with the zero": ("SOM/Kismayo", "112/57"),
    "the country of Georgia, other places": ("GEO/Rustavi", "72/63"),
    "capitals and spaces": ("GEO/  tBILISI ", "236/102"),
    "other places by name": ("GEO/[Other]", "72/63"),
    "an accent": ("COL/Bogotá", "405/171"),
    "letters of its own alphabet": ("MDA/Chișinău", "154/91"),
    "its country behind it": ("COL/Bogota, Colombia", "405/171"),
    "a code behind it": ("COL/Bogotá, COL", "405/171"),
    "hyphens for spaces": ("TTO/Port-of-Spain", "236/193"),
    "one word or two": ("VNM/Danang", "162/105"),
    "a former name": ("UKR/Kiev", "243/74"),
    "a name in Cyrillic": ("UKR/Київ", "243/74"),
    "without State's addition": ("MEX/Mexico City", "250/136"),
    "a town inside the area that State names": ("GEO/Batumi", "195/95"),
    "another country behind it": ("COL/Bogota, Georgia", "141/88"),
    "markup is a town without a row": ("GEO/<script>alert(1)</script>", "72/63"),
    "right to left is a town without a row": ("GEO/تبليسي", "72/63"),
    "5,000 characters are a town without a row": ("GEO/" + "x" * 5000, "72/63"),
}


@pytest.mark.parametrize(("place", "rate"), LOOKUPS.values(), ids=LOOKUPS)
def test_a_place_has_its_own_row_else_that_of_its_country_s_other_places(place, rate):
    assert figures(place) == rate


@pytest.mark.parametrize("place", ["DMA/Nowhere", "ZZZ/Tbilisi", "/Tbilisi"])
def test_a_place_without_any_row_is_refused_with_a_hint(place):
    with pytest.raises(NotInForce) as refusal:
        figures(place)
    assert "15 Apr 2026" in refusal.value.message and refusal.value.hint


def test_a_month_without_a_table_is_missing_not_zero():  # CST-30
    with pytest.raises(NotInForce) as refusal:
        figures("GEO/Tbilisi", date(2026, 12, 1))
    assert "No per diem table covers 1 Dec 2026" in refusal.value.message
    assert "Apr 2026" in refusal.value.hint and "provisional" in refusal.value.hint


def test_the_last_known_rate_stands_in_only_when_asked_for_and_says_so():  # CST-30
    found = period("GEO/Tbilisi", date(2026, 12, 1), provisional=True)
    assert (found.rate.lodging, found.provisional, found.publication.as_of) == (236, True, NEWEST)


COVERED = {
    "the first day held": (date(2025, 10, 1), False, "243/76"),
    "the last day of that month": (date(2025, 10, 31), False, "243/76"),
    "a month not held takes the one before it": (date(2025, 11, 1), True, "243/76"),
    "January's own table": (date(2026, 1, 1), False, "243/76"),
    "February is not held: not March's new figure": (date(2026, 2, 28), True, "243/76"),
    "March's own table, with the figure of 1 February": (date(2026, 3, 1), False, "243/74"),
    "the last day held": (date(2026, 4, 30), False, "243/74"),
    "after the last table": (date(2026, 5, 1), True, "243/74"),
}


@pytest.mark.parametrize(("day", "provisional", "rate"), COVERED.values(), ids=COVERED)
def test_a_table_holds_for_its_own_month_only(day, provisional, rate):
    assert period("UKR/Kyiv", day, provisional=True).provisional is provisional
    assert figures("UKR/Kyiv", day, provisional=True) == rate


def test_a_day_before_the_first_table_has_no_last_known_rate():
    with pytest.raises(NotInForce, match="30 Sep 2025"):
        period("GEO/Tbilisi", date(2025, 9, 30), provisional=True)


def test_the_days_that_no_table_covers_are_named_from_first_to_last():
    with pytest.raises(NotInForce, match="1 May 2026 to 3 May 2026") as refusal:
        RATES.periods("GEO", "Tbilisi", date(2026, 4, 28), date(2026, 5, 3))
    assert (refusal.value.context["day"], refusal.value.context["until"]) == (date(2026, 5, 1), date(2026, 5, 3))


def test_only_the_days_before_the_first_table_are_named_as_missing():
    with pytest.raises(NotInForce, match="covers 28 Sep 2025 to 30 Sep 2025"):
        RATES.periods("GEO", "Tbilisi", date(2025, 9, 28), date(2025, 10, 5), provisional=True)


SEASONS = {  # State: Eleuthera 15 Nov to 16 Apr 276/150, else 213/143; Gudauri 1 Dec to 31 Mar 162/77, else 104/71
    "the last day of summer": ("BHS/Eleuthera Island", date(2026, 11, 14), "213/143"),
    "the first day of winter": ("BHS/Eleuthera Island", date(2026, 11, 15), "276/150"),
    "New Year's Eve": ("BHS/Eleuthera Island", date(2026, 12, 31), "276/150"),
    "New Year's Day": ("BHS/Eleuthera Island", date(2027, 1, 1), "276/150"),
    "the last day of winter": ("BHS/Eleuthera Island", date(2027, 4, 16), "276/150"),
    "the first day of summer": ("BHS/Eleuthera Island", date(2027, 4, 17), "213/143"),
    "a leap day": ("GEO/Gudauri", date(2028, 2, 29), "162/77"),
    "the end of March": ("GEO/Gudauri", date(2028, 3, 31), "162/77"),
    "a leap day all year round": ("GEO/Tbilisi", date(2028, 2, 29), "236/102"),
}


@pytest.mark.parametrize(("place", "day", "rate"), SEASONS.values(), ids=SEASONS)
def test_a_season_is_read_without_its_year_and_may_wrap_the_year_s_end(place, day, rate):
    assert figures(place, day, provisional=True) == rate


def test_a_stay_over_a_wrapping_season_is_one_period_until_the_season_ends():
    periods = RATES.periods("BHS", "Eleuthera Island", date(2026, 11, 1), date(2027, 4, 30), provisional=True)
    assert [(p.first, p.last) for p in periods] == [
        (date(2026, 11, 1), date(2026, 11, 14)),
        (date(2026, 11, 15), date(2027, 4, 16)),
        (date(2027, 4, 17), date(2027, 4, 30)),
    ]


PLACES = st.sampled_from(
    ["GEO/Tbilisi", "GEO/Gudauri", "GEO/Rustavi", "BHS/Eleuthera Island", "EGY/Sharm el Sheikh", "EGY/Aswan",
     "UKR/Kyiv", "SOM/Mogadishu"]
)  # fmt: skip
SPANS = st.tuples(st.dates(FIRST, date(2029, 12, 31)), st.integers(0, 500))


@settings(max_examples=300, deadline=None)
@given(PLACES, SPANS)
def test_periods_part_the_asked_days_exactly(place, span):
    first, last = span[0], span[0] + timedelta(span[1])
    periods = RATES.periods(*place.split("/"), first, last, provisional=True)
    assert (periods[0].first, periods[-1].last) == (first, last)
    assert all(p.first <= p.last for p in periods)
    assert all(later.first - earlier.last == timedelta(1) for earlier, later in pairwise(periods))


@settings(max_examples=200, deadline=None)
@given(PLACES, SPANS, st.data())
def test_each_day_of_a_period_has_the_rate_that_the_day_has_alone(place, span, data):
    first, last = span[0], span[0] + timedelta(span[1])
    day = data.draw(st.dates(first, last))
    (there,) = (p for p in RATES.periods(*place.split("/"), first, last, provisional=True) if p.first <= day <= p.last)
    alone = period(place, day, provisional=True)
    assert (there.rate.lodging, there.rate.mie, there.provisional) == (
        alone.rate.lodging, alone.rate.mie, alone.provisional)  # fmt: skip


def test_no_days_have_no_periods():
    assert RATES.periods("GEO", "Tbilisi", date(2026, 4, 2), date(2026, 4, 1)) == ()


@pytest.mark.parametrize("country", sorted(shipped().countries.program))
def test_every_program_country_has_a_rate_on_every_day_of_a_leap_year(country):
    place = shipped().countries.program[country].rate_locality
    periods = RATES.periods(country, place, date(2028, 1, 1), date(2028, 12, 31), provisional=True)
    assert sum((p.last - p.first).days + 1 for p in periods) == 366
    assert all(p.rate.country == country and p.rate.lodging + p.rate.mie > 0 for p in periods)


def test_the_places_of_a_country_are_those_of_the_newest_table_without_the_others():
    assert RATES.localities("GEO") == ("Ajara Region", "Borjomi", "Gudauri", "Kutaisi", "Tbilisi")
    assert RATES.localities("ZZZ") == ()


def test_the_seasons_of_a_place_are_shown_from_the_newest_table():
    assert [str(rate.lodging) for rate in RATES.seasons("EGY", "Sharm el Sheikh")] == ["220", "310"]
    assert [str(rate.mie) for rate in RATES.seasons("GEO", "Rustavi")] == ["63"]


HEADER = ",".join(COLUMNS) + "\n"
GOOD = "GEO,Tbilisi,01-01,12-31,236,102,2025-09-01,,10143\n"


def source(name):
    day = date(2026, 11, 25)
    return Source(f"data/rates/foreign_per_diem/{name}", "Rates", "State", "public", day, day, 31, "0" * 64, "")


def publication(tmp_path, text, name="2026-04.csv"):
    (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_publication(tmp_path / name, source(name))


def test_publications_are_ordered_by_their_month_whatever_the_order_of_the_files(tmp_path):
    names = ("2026-04.csv", "2025-10.csv", "2026-01.csv")
    rates = rates_of(publication(tmp_path, HEADER + GOOD, name) for name in names)
    assert [p.as_of.month for p in rates.publications] == [10, 1, 4] and rates.newest.last_day == date(2026, 4, 30)


@pytest.mark.parametrize("end", ["02-28", "02-29"])
def test_a_season_to_the_end_of_february_has_the_leap_day(tmp_path, end):
    rows = f"GEO,T,03-01,{end},1,1,2020-01-01,,1\n"
    (rate,) = publication(tmp_path, HEADER + rows).rows[("GEO", "t")]
    assert rate.season_covers(date(2028, 2, 29))
    assert rate.season_end_from(date(2027, 12, 1)) == date(2028, 2, 29)
    assert rate.season_end_from(date(2026, 12, 1)) == date(2027, 2, 28)


def test_a_hole_between_seasons_is_refused_not_filled(tmp_path):
    rates = rates_of([publication(tmp_path, HEADER + "GEO,T,01-01,04-14,1,1,2020-01-01,,1\n")])
    with pytest.raises(NotInForce, match="15 Apr 2026"):
        rates.periods("GEO", "T", date(2026, 4, 1), date(2026, 4, 30))


def test_amounts_are_exact_and_footnotes_apart(tmp_path):
    row = "GEO,T,01-01,12-31,236.10,0,2020-01-01,19 2,1\n"
    (rate,) = publication(tmp_path, HEADER + row).rows[("GEO", "t")]
    assert (rate.lodging, rate.mie, rate.footnotes) == (Decimal("236.10"), 0, ("19", "2"))


def wrong(old, new):
    return HEADER + GOOD + GOOD.replace("Tbilisi", "Batumi").replace(old, new)


BROKEN = {
    "an amount in words": (wrong("236", "dear"), 3, "“dear” is not an amount in dollars"),
    "no amount": (wrong("236", ""), 3, "“” is not an amount in dollars"),
    "a negative amount": (wrong("236", "-236"), 3, "“-236” is not an amount in dollars"),
    "not a number": (wrong("102", "NaN"), 3, "“NaN” is not an amount in dollars"),
    "an infinite amount": (wrong("102", "Infinity"), 3, "“Infinity” is not an amount in dollars"),
    "an exponent": (wrong("102", "1e2"), 3, "“1e2” is not an amount in dollars"),
    "a decimal comma": (wrong("236", '"23,6"'), 3, "“23,6” is not an amount in dollars"),
    "no such month of a season": (wrong("12-31", "13-31"), 3, "month must be in 1..12"),
    "no such day of a season": (wrong("12-31", "02-30"), 3, "day is out of range"),
    "a season with a year": (wrong("12-31", "2026-12-31"), 3, "2026-12-31"),
    "no effective day": (wrong("2025-09-01", "Sep 2025"), 3, "Sep 2025"),
    "a field missing": (wrong(",10143", ""), 3, "the row has 8 fields, the header 9"),
    "a field too many": (wrong("10143", "10143,x"), 3, "the row has 10 fields, the header 9"),
    "a quote left open": (wrong("Batumi", '"Batumi'), 3, "unexpected end of data"),
    "another header": (GOOD, 1, "the columns must be country, locality"),
    "an empty file": ("", 1, "the columns must be"),
    "another encoding": ((HEADER + GOOD).encode() + b"GEO,Dol\xe9,01-01", 3, "it is not UTF-8 text"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "line", "said"), BROKEN.values(), ids=BROKEN)
def test_a_broken_table_is_refused_with_its_file_its_line_and_the_fault(tmp_path, text, line, said):
    with pytest.raises(DataFileError) as refusal:
        publication(tmp_path, text)
    assert f"2026-04.csv, line {line}:" in refusal.value.message and said in refusal.value.message


@pytest.mark.parametrize("name", ["April2026PD.csv", "2026.csv", "2026-13.csv"])
def test_a_table_whose_name_is_no_month_is_refused_by_name(tmp_path, name):
    with pytest.raises(DataFileError, match=f"{name}, line 1: the file's name must be its month"):
        publication(tmp_path, HEADER + GOOD, name)
