"""Days are read in one order only, counted by the calendar, and over at their owner's midnight."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slp_core import dates, zones
from slp_core.errors import InvalidInput

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))

READABLE = {
    "plain": ("2027-02-22", date(2027, 2, 22)),
    "with spaces around": ("  2027-02-22\n", date(2027, 2, 22)),
    "the leap day of 2028": ("2028-02-29", date(2028, 2, 29)),
    "the leap day of 2000, a century that divides by 400": ("2000-02-29", date(2000, 2, 29)),
}
UNREADABLE = {
    "nothing": "",
    "spaces": "   ",
    "day first": "22-02-2027",
    "slashes": "02/22/2027",
    "one digit": "2027-2-22",
    "a month in words": "22 Feb 2027",
    "a moment": "2027-02-22T09:00",
    "a week": "2027-W08-1",
    "without hyphens": "20270222",
    "no such day": "2027-02-30",
    "no leap year": "2027-02-29",
    "1900 was no leap year": "1900-02-29",
    "no such month": "2027-13-01",
    "year zero": "0000-01-01",
    "Arabic digits": "٢٠٢٧-٠٢-٢٢",
    "markup": "<script>alert(1)</script>",
    "quotes": "'; DROP TABLE engagement; --",
    "a NUL": "2027-02-22\x00",
}


@pytest.mark.parametrize(("text", "day"), READABLE.values(), ids=READABLE)
def test_a_day_is_read_as_year_month_day(text, day):
    assert dates.parse_day(text) == day


@pytest.mark.parametrize("text", UNREADABLE.values(), ids=UNREADABLE)
def test_a_day_in_any_other_form_is_refused_with_a_hint_and_its_field(text):
    with pytest.raises(InvalidInput) as refusal:
        dates.parse_day(text, "departs")
    assert refusal.value.context["field"] == "departs"
    assert "2027-02-22" in refusal.value.hint and refusal.value.message


def test_five_thousand_characters_are_not_echoed_back():
    with pytest.raises(InvalidInput) as refusal:
        dates.parse_day("9" * 5000)
    assert len(refusal.value.message) < 100


@settings(deadline=None)
@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_written_in_iso_form_is_read_back(day):
    assert dates.parse_day(day.isoformat()) == day


MONTHS_LATER = {  # DAT-19; the calendar
    "six months from 31 August": (date(2026, 8, 31), 6, date(2027, 2, 28)),
    "six months from 31 August, to a leap year": (date(2027, 8, 31), 6, date(2028, 2, 29)),
    "three months from 31 December": (date(2014, 12, 31), 3, date(2015, 3, 31)),
    "a year from a leap day": (date(2028, 2, 29), 12, date(2029, 2, 28)),
    "four years from a leap day": (date(2028, 2, 29), 48, date(2032, 2, 29)),
    "no month": (date(2026, 8, 31), 0, date(2026, 8, 31)),
    "one month back over the year's start": (date(2027, 1, 15), -1, date(2026, 12, 15)),
    "one month back to a shorter one": (date(2027, 3, 31), -1, date(2027, 2, 28)),
}


@pytest.mark.parametrize(("day", "months", "then"), MONTHS_LATER.values(), ids=MONTHS_LATER)
def test_months_are_added_by_the_calendar_and_end_at_the_month_s_last_day(day, months, then):
    assert dates.add_months(day, months) == then


@settings(deadline=None)
@given(DAYS, st.integers(-240, 240))
def test_months_added_land_in_the_right_month_and_never_on_a_later_day_of_it(day, months):
    then = dates.add_months(day, months)
    assert (then.year - day.year) * 12 + then.month - day.month == months
    assert then.day == day.day or then == dates.month_end(then) and then.day < day.day


@settings(deadline=None)
@given(DAYS.filter(lambda day: day.day <= 28), st.integers(0, 240))
def test_months_between_counts_back_what_was_added(day, months):
    assert dates.months_between(day, dates.add_months(day, months)) == months


BETWEEN = {
    "8 October to 25 November": (date(2026, 10, 8), date(2026, 11, 25), 1),
    "the eve of a month": (date(2026, 10, 8), date(2026, 11, 7), 0),
    "to the day": (date(2026, 10, 8), date(2026, 11, 8), 1),
    "1 April to 25 November": (date(2026, 4, 1), date(2026, 11, 25), 7),
    "over the year's end": (date(2025, 12, 31), date(2027, 1, 30), 12),
}


@pytest.mark.parametrize(("earlier", "later", "months"), BETWEEN.values(), ids=BETWEEN)
def test_only_whole_months_count(earlier, later, months):
    assert dates.months_between(earlier, later) == months


@pytest.mark.parametrize(
    ("day", "last"),
    [("2027-02-01", 28), ("2028-02-10", 29), ("2100-02-10", 28), ("2026-04-30", 30), ("2026-12-01", 31)],
)
def test_a_month_ends_on_its_last_day(day, last):
    assert dates.month_end(date.fromisoformat(day)).day == last


def days(first, last):
    return date.fromisoformat(first), last and date.fromisoformat(last)


OVERLAPS = {
    "a short one before an open one (DAT-22)": (("2024-06-01", None), ("2024-05-30", "2024-05-30"), False),
    "one wholly inside another (DAT-23)": (("2021-02-08", "2021-02-12"), ("2021-02-09", "2021-02-11"), True),
    "a shared end day": (("2021-02-08", "2021-02-12"), ("2021-02-12", "2021-02-20"), True),
    "side by side": (("2021-02-08", "2021-02-12"), ("2021-02-13", "2021-02-20"), False),
    "the first day of an open one": (("2024-06-01", None), ("2024-05-30", "2024-06-01"), True),
    "two open ones": (("2024-06-01", None), ("2030-01-01", None), True),
    "the same day": (("2024-06-01", "2024-06-01"), ("2024-06-01", "2024-06-01"), True),
}


@pytest.mark.parametrize(("a", "b", "shared"), OVERLAPS.values(), ids=OVERLAPS)
def test_periods_overlap_when_they_share_a_day(a, b, shared):
    assert dates.overlaps(*days(*a), *days(*b)) is shared
    assert dates.overlaps(*days(*b), *days(*a)) is shared


SHORT_SPANS = st.tuples(st.integers(0, 20), st.integers(0, 10)).map(lambda s: range(s[0], s[0] + s[1] + 1))


@settings(deadline=None)
@given(SHORT_SPANS, SHORT_SPANS)
def test_overlap_is_what_a_list_of_the_days_says(a, b):
    ends = [date(2027, 2, 20) + timedelta(day) for days in (a, b) for day in (days[0], days[-1])]
    assert dates.overlaps(*ends) is bool(set(a) & set(b))


MOMENTS = {  # DAT-28: New York is five hours behind UTC in November
    "the evening before": (datetime(2026, 11, 25, 0, 0, tzinfo=UTC), False),
    "nine in the morning": (datetime(2026, 11, 25, 14, 0, tzinfo=UTC), False),
    "a second before midnight": (datetime(2026, 11, 26, 4, 59, 59, tzinfo=UTC), False),
    "midnight": (datetime(2026, 11, 26, 5, 0, tzinfo=UTC), True),
}


@pytest.mark.parametrize(("moment", "overdue"), MOMENTS.values(), ids=MOMENTS)
def test_due_today_is_not_overdue_until_its_owner_s_midnight(moment, overdue):
    assert dates.is_overdue(date(2026, 11, 25), moment, "America/New_York") is overdue


@pytest.mark.parametrize(
    ("zone", "day"),
    [("Pacific/Kiritimati", 26), ("Asia/Tbilisi", 25), ("UTC", 25), ("Pacific/Pago_Pago", 24)],
)
def test_one_moment_has_the_date_of_each_zone_s_wall(zone, day):
    assert dates.day_in(zone, datetime(2026, 11, 25, 10, 30, tzinfo=UTC)) == date(2026, 11, day)


WORDS = {
    "short": (dates.short(date(2027, 2, 22)), "22 Feb 2027"),
    "long": (dates.long(date(2027, 2, 22)), "Mon 22 Feb 2027"),
    "a leap day": (dates.long(date(2028, 2, 29)), "Tue 29 Feb 2028"),
    "a span names its year once": (
        dates.span(date(2027, 2, 22), date(2027, 3, 5)), "Mon 22 Feb to Fri 5 Mar 2027, 12 days"),
    "a span over the year's end names both": (
        dates.span(date(2026, 12, 28), date(2027, 1, 8)), "Mon 28 Dec 2026 to Fri 8 Jan 2027, 12 days"),
    "a span of one day": (dates.span(date(2027, 2, 22), date(2027, 2, 22)), "Mon 22 Feb to Mon 22 Feb 2027, 1 day"),
    "none": (dates.count(0, "day"), "0 days"),
    "one": (dates.count(1, "country", "countries"), "1 country"),
    "many": (dates.count(1200, "country", "countries"), "1,200 countries"),
}  # fmt: skip


@pytest.mark.parametrize(("said", "words"), WORDS.values(), ids=WORDS)
def test_days_and_counts_are_written_in_words(said, words):
    assert said.replace("\u00a0", " ") == words


def test_a_date_never_breaks_over_two_lines():
    assert " " not in dates.long(date(2027, 2, 22)) + dates.count(2, "day")


LATE = {
    "DAT-12: a day of 25 hours is one day": ("2017-11-04T20:00", "2017-11-05T19:30", 1),
    "to the minute": ("2017-11-04T20:00", "2017-11-04T20:00", 0),
    "a minute late": ("2017-11-04T20:00", "2017-11-04T20:01", 1),
    "early": ("2017-11-04T20:00", "2017-11-01T20:00", 0),
    "a day and a minute": ("2017-11-01T20:00", "2017-11-02T20:01", 2),
}


@pytest.mark.parametrize(("due", "done", "late"), LATE.values(), ids=LATE)
def test_days_late_are_counted_by_the_clock_on_the_wall(due, done, late):
    zone = zones.zone("America/New_York")
    moments = [datetime.fromisoformat(text).replace(tzinfo=zone) for text in (due, done)]
    assert dates.days_late(*moments) == late
    assert dates.days_late(moments[0], moments[1].astimezone(UTC)) == late
