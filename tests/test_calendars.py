"""Business days: federal holidays as OPM lists them, host weekends and holidays, and how a count runs."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slp_core.calendars import CalendarName, load_holiday_gaps, load_workweeks
from slp_core.errors import DataFileError
from slp_core.reference import shipped

CALENDARS = shipped().calendars
US = CALENDARS.us()
DAYS = st.dates(date(2025, 1, 1), date(2029, 12, 31))
ANY_CALENDAR = st.builds(
    CALENDARS.named, st.sampled_from(CalendarName), st.sampled_from(sorted(shipped().countries.program))
)


def span(first, last):
    return [first + timedelta(n) for n in range((last - first).days + 1)]


def day(text):
    return date.fromisoformat(text)


FEDERAL = [  # weekdays off, as listed by the Office of Personnel Management
    "2026-11-26", "2026-12-25", "2027-01-01", "2027-01-18", "2027-02-15", "2027-05-31", "2027-06-18", "2027-07-05",
    "2027-09-06", "2027-10-11", "2027-11-11", "2027-11-25", "2027-12-24", "2027-12-31",
]  # fmt: skip


def test_the_weekdays_off_are_the_federal_holidays_and_no_others():
    off = [d for d in span(day("2026-11-25"), day("2027-12-31")) if d.weekday() < 5 and not US.is_workday(d)]
    assert off == list(map(day, FEDERAL))


OBSERVED = {  # DAT-13
    "2026-07-03": "Independence Day",
    "2027-06-18": "Juneteenth",
    "2027-12-24": "Christmas",
    "2027-12-31": "New Year",  # of 2028: another year's holiday
    "2022-06-20": "Juneteenth",
}


@pytest.mark.parametrize("text", OBSERVED)
def test_a_holiday_on_a_weekend_is_observed_on_the_nearest_weekday_even_in_the_year_before(text):
    assert not US.is_workday(day(text))
    assert OBSERVED[text] in (US.holiday(day(text)) or "") and "observed" in (US.holiday(day(text)) or "")


NEXT = {  # DAT-15, documented in `add`: the start never counts
    "from a Friday": ("2027-01-08", 1, "2027-01-11"),
    "from a Saturday": ("2027-01-09", 1, "2027-01-11"),
    "from a Sunday": ("2027-01-10", 1, "2027-01-11"),
    "over the year's end": ("2026-12-31", 1, "2027-01-04"),
    "over Martin Luther King Day": ("2027-01-15", 1, "2027-01-19"),
    "back from a Monday": ("2027-01-11", -1, "2027-01-08"),
    "back from a Sunday": ("2027-01-10", -1, "2027-01-08"),
    "none, on a Sunday": ("2027-01-10", 0, "2027-01-10"),
    "thirty back over three holidays": ("2027-02-22", -30, "2027-01-07"),
    "five on": ("2027-03-05", 5, "2027-03-12"),
}


@pytest.mark.parametrize(("start", "number", "then"), NEXT.values(), ids=NEXT)
def test_business_days_are_counted_from_the_day_after(start, number, then):
    assert US.add(day(start), number) == day(then)


def test_thirty_business_days_of_both_skip_georgia_s_christmas_and_epiphany_too():
    both = CALENDARS.named(CalendarName.BOTH, "GEO")
    assert both.add(day("2027-02-22"), -30) == day("2027-01-05")


WEEKENDS = {"EGY": "2026-12-06", "BGD": "2026-12-06", "LBY": "2026-12-06", "XKX": "2026-12-04", "NPL": "2026-12-04"}


@pytest.mark.parametrize("country", WEEKENDS)
def test_a_friday_is_a_rest_day_where_the_country_rests_on_fridays(country):  # DAT-16
    assert CALENDARS.host(country).forward(day("2026-12-04")) == day(WEEKENDS[country])
    assert US.forward(day("2026-12-04")) == day("2026-12-04")


def test_nepal_works_on_sundays_and_rests_on_saturdays():
    nepal = CALENDARS.host("NPL")
    assert nepal.forward(day("2026-12-05")) == day("2026-12-06")


def test_a_day_for_both_is_a_day_on_which_both_work():
    both = CALENDARS.named(CalendarName.BOTH, "EGY")
    assert [d for d in span(day("2026-11-30"), day("2026-12-06")) if both.is_workday(d)] == span(
        day("2026-11-30"), day("2026-12-03")
    )
    assert both.back(day("2026-12-06")) == day("2026-12-03") and both.name == "U.S. federal and Egypt"


@pytest.mark.parametrize(("name", "said"), [("us", "U.S. federal"), ("host", "Georgia (country)")])
def test_a_calendar_says_whose_it_is(name, said):
    assert CALENDARS.named(CalendarName(name), "GEO").name == said


RAMADAN = {  # Egypt, Eid al-Fitr on 9 and 10 March 2027, estimated: the month is that of the thirty days before
    "within": (("2027-02-22", "2027-03-05"), ("2027-02-07", "2027-03-08")),
    "its last day": (("2027-03-08", "2027-03-12"), ("2027-02-07", "2027-03-08")),
    "the feast itself": (("2027-03-09", "2027-03-12"), None),
    "the second day of the feast": (("2027-03-10", "2027-03-12"), None),
    "its first day": (("2027-01-20", "2027-02-07"), ("2027-02-07", "2027-03-08")),
    "the day before": (("2027-01-20", "2027-02-06"), None),
}


@pytest.mark.parametrize(("trip", "month"), RAMADAN.values(), ids=RAMADAN)
def test_ramadan_is_said_of_a_trip_that_it_touches(trip, month):  # DAT-17
    found = CALENDARS.host("EGY").ramadan(*map(day, trip))
    assert found == (month and tuple(map(day, month)))


def test_where_the_feast_is_no_holiday_nothing_is_said_of_the_month():
    assert CALENDARS.host("COL").ramadan(day("2027-02-22"), day("2027-03-05")) is None


MOON = {
    "Albania, Eid al-Fitr 2027 (DAT-17)": ("ALB", "2027-03-09", True),
    "Albania, the Monday for Eid al-Adha on a Sunday": ("ALB", "2027-05-17", True),
    "Bangladesh, Eid al-Fitr 2027": ("BGD", "2027-03-10", True),
    "Libya, two holidays on one day": ("LBY", "2027-08-14", True),
    "Albania, Eid al-Fitr 2026 (DAT-17)": ("ALB", "2026-03-20", True),
    "Côte d’Ivoire, which the library does not mark": ("CIV", "2027-05-16", True),
    "Guyana, Diwali": ("GUY", "2027-10-29", True),
    "Burma, a full moon": ("MMR", "2027-03-22", True),
    "Tanzania, Sheikh Abeid Karume is no Eid": ("TZA", "2027-04-07", False),
    "Albania, Flag Day is fixed": ("ALB", "2026-11-28", False),
    "Albania, Christmas is fixed": ("ALB", "2026-12-25", False),
    "Albania, a working day": ("ALB", "2027-03-10", False),
}


@pytest.mark.parametrize(("country", "text", "estimated"), MOON.values(), ids=MOON)
def test_a_holiday_that_the_moon_decides_is_marked_as_an_estimate(country, text, estimated):
    assert CALENDARS.host(country).is_estimated(day(text)) is estimated


@pytest.mark.parametrize("country", sorted(shipped().countries.program))
def test_no_eid_three_years_ahead_is_taken_for_certain(country):
    host = CALENDARS.host(country)
    eids = [d for d in span(day("2029-01-01"), day("2029-12-31")) if "Eid al" in (host.holiday(d) or "")]
    assert all(map(host.is_estimated, eids))


GAPS = {
    "Sri Lanka 2027": ("LKA", "2027-02-01", "2027-02-10", 1),
    "Sri Lanka over New Year": ("LKA", "2026-12-20", "2027-01-10", 1),
    "Sri Lanka 2026": ("LKA", "2026-12-01", "2026-12-31", 0),
    "Ukraine, any year of the war": ("UKR", "2026-02-01", "2026-02-10", 1),
    "Ukraine before": ("UKR", "2021-12-01", "2021-12-31", 0),
    "Egypt": ("EGY", "2026-01-01", "2029-12-31", 0),
}


@pytest.mark.parametrize(("country", "first", "last", "number"), GAPS.values(), ids=GAPS)
def test_years_without_known_holidays_are_told_not_taken_for_years_without_any(country, first, last, number):
    for name in (CalendarName.HOST, CalendarName.BOTH):
        unknown = CALENDARS.named(name, country).unknown(day(first), day(last))
        assert [gap.country for gap in unknown] == [country] * number
    assert not US.unknown(day(first), day(last))


@settings(deadline=None)
@given(ANY_CALENDAR, DAYS, st.integers(1, 40))
def test_business_days_added_are_counted_by_hand_and_taken_back(calendar, start, number):
    start = calendar.forward(start)
    then = calendar.add(start, number)
    assert sum(map(calendar.is_workday, span(start, then))) == number + 1
    assert calendar.add(then, -number) == start


@settings(deadline=None)
@given(ANY_CALENDAR, DAYS)
def test_rolling_gives_the_nearest_working_day_on_its_side(calendar, start):
    later, earlier = calendar.forward(start), calendar.back(start)
    assert earlier <= start <= later and calendar.is_workday(earlier) and calendar.is_workday(later)
    assert not any(map(calendar.is_workday, span(earlier, later)[1:-1]))


WEEKS = "country,weekend,confidence,source\n"
YEARS = "country,first_year,last_year,reason\n"
BROKEN = {
    "a misspelled day": (load_workweeks, WEEKS + "EGY,Fri Sat,high,x\nBGD,Fri Sut,high,x\n", 3, "Sut is not a weekday"),
    "no rest day": (load_workweeks, WEEKS + "EGY,,high,x\n", 2, "weekend is empty"),
    "nothing but rest": (load_workweeks, WEEKS + "EGY,Mon Tue Wed Thu Fri Sat Sun,high,x\n", 2, "whole week"),
    "a column missing": (load_workweeks, "country,weekend\nEGY,Fri Sat\n", 1, "columns must be country, weekend"),
    "a field missing": (load_workweeks, WEEKS + "EGY,Fri Sat,high\n", 2, "3 fields"),
    "a year in words": (load_holiday_gaps, YEARS + "LKA,next,,x\n", 2, "next"),
    "no first year": (load_holiday_gaps, YEARS + "LKA,2027,,x\nUKR,,2023,x\n", 3, "invalid literal"),
}  # fmt: skip


@pytest.mark.parametrize(("load", "text", "line", "said"), BROKEN.values(), ids=BROKEN)
def test_a_broken_table_is_refused_with_its_file_its_line_and_the_fault(tmp_path, load, text, line, said):
    (tmp_path / "table.csv").write_text(text, "utf-8")
    with pytest.raises(DataFileError) as refusal:
        load(tmp_path / "table.csv")
    assert f"table.csv, line {line}:" in refusal.value.message and said in refusal.value.message


def test_a_gap_with_an_end_closes_after_its_last_year(tmp_path):
    (tmp_path / "gaps.csv").write_text(YEARS + "LKA,2027,2028,x\n", "utf-8")
    (gap,) = load_holiday_gaps(tmp_path / "gaps.csv")
    assert [gap.covers(year) for year in (2026, 2027, 2028, 2029)] == [False, True, True, False]
