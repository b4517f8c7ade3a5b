"""Legs by the clocks on the wall: durations are elapsed time, whatever the clocks do (DAT-01, 02, 04, 05; CST-15)."""

from datetime import date, datetime, time, timedelta

import pytest

from slp_core import legs
from slp_core.errors import InvalidInput
from slp_core.zones import zone


def at(text: str, name: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return legs.local(moment.date(), moment.time(), name)


TOKYO, KOLKATA, NEW_YORK, LOS_ANGELES = "Asia/Tokyo", "Asia/Kolkata", "America/New_York", "America/Los_Angeles"
ELAPSED = {
    "DAT-01: an earlier clock on arrival": ("2024-11-09T19:53", TOKYO, "2024-11-09T18:59", NEW_YORK, "13:06"),
    "DAT-04: two zones and a date change": ("2024-05-01T13:15", LOS_ANGELES, "2024-05-02T17:30", KOLKATA, "15:45"),
    "CST-15: the clocks go back": ("2026-11-01T00:30", NEW_YORK, "2026-11-01T12:15", NEW_YORK, "12:45"),
    "the clocks go forward": ("2027-03-14T01:00", NEW_YORK, "2027-03-14T04:00", NEW_YORK, "2:00"),
}


def hours(text: str) -> timedelta:
    whole, _, minutes = text.partition(":")
    return timedelta(hours=int(whole), minutes=int(minutes))


@pytest.mark.parametrize(("out", "from_", "back", "to", "took"), ELAPSED.values(), ids=ELAPSED)
def test_a_leg_takes_the_time_between_its_moments(out, from_, back, to, took):
    assert legs.elapsed(at(out, from_), at(back, to)) == hours(took)


INFERRED = {
    "DAT-02: after midnight": ("2025-06-01T22:20", "Europe/London", "00:20", "Europe/Madrid", "2025-06-02", "1:00"),
    "DAT-05: the same evening": ("2019-06-05T19:13", "Asia/Manila", "23:44", "Asia/Riyadh", "2019-06-05", "9:31"),
    "over the date line": ("2026-03-02T10:00", "Asia/Tokyo", "09:00", "America/Los_Angeles", "2026-03-02", "16:00"),
}


@pytest.mark.parametrize(("out", "from_", "clock", "to", "day", "took"), INFERRED.values(), ids=INFERRED)
def test_an_arrival_without_a_date_is_the_next_time_its_clock_shows(out, from_, clock, to, day, took):
    arrives = legs.arrival_after(at(out, from_), time.fromisoformat(clock), to)
    assert arrives.date() == date.fromisoformat(day)
    assert legs.elapsed(at(out, from_), arrives) == hours(took)


def test_an_hour_that_comes_twice_is_the_first_of_the_two():
    assert legs.local(date(2026, 11, 1), time(1, 30), "America/New_York").utcoffset() == timedelta(hours=-4)


@pytest.mark.parametrize(("clock", "took"), [("01:55", 5), ("01:20", 30), ("01:49", 59), ("01:50", 60)])
def test_an_arrival_in_an_hour_that_comes_twice_is_the_first_one_after_the_departure(clock, took):
    leaves, arrives = (datetime.combine(date(2026, 11, 1), time.fromisoformat(one)) for one in ("01:50", clock))
    leg = legs.Leg("A", "B", leaves, arrives, "America/Chicago", "America/Chicago")
    onward = legs.Leg("B", "C", arrives, arrives.replace(hour=4), "America/Chicago", "America/Chicago")
    assert leg.takes == timedelta(minutes=took)
    legs.check((leg, onward), date(2026, 11, 1), date(2026, 11, 1))


def test_an_hour_that_the_clocks_skip_is_refused():
    with pytest.raises(InvalidInput, match="does not exist"):
        legs.local(date(2027, 3, 14), time(2, 30), "America/New_York")


def test_a_flight_of_exactly_a_day_arrives_tomorrow():
    leaves = legs.local(date(2026, 3, 2), time(10), "Asia/Tokyo")
    arrives = legs.arrival_after(leaves, time(10), "Asia/Tokyo")
    assert arrives == datetime(2026, 3, 3, 10, tzinfo=zone("Asia/Tokyo"))
