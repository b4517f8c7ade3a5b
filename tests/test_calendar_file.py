"""Calendar files as RFC 5545 wants them: days, moments, folding, escaping, and what was cancelled."""

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slp_core.documents.calendar import Entry, as_calendar, uid

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
DAY = date(2027, 2, 1)


def entry(title: str = "Trip", begins=DAY, ends=DAY, sequence: int = 1, **more) -> Entry:
    return Entry("E-2027-001/trip", title, begins, ends, sequence, **more)


def lines(*entries: Entry) -> list[str]:
    """The content lines, unfolded here by the standard's own rule: 3.1, CRLF and one space."""
    return as_calendar("Calendar", entries, NOW).decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def value(name: str, *entries: Entry) -> str:
    (found,) = [line.removeprefix(f"{name}:") for line in lines(*entries) if line.startswith(f"{name}:")]
    return found


def unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda sign: "\n" if sign[1] in "nN" else sign[1], text)


# EXP-08
@pytest.mark.parametrize(
    ("first", "last", "start", "end"),
    [
        (date(2018, 11, 1), date(2018, 11, 4), "20181101", "20181105"),
        (date(2026, 8, 14), date(2026, 8, 16), "20260814", "20260817"),
        (date(2027, 2, 28), date(2027, 2, 28), "20270228", "20270301"),
    ],
)
def test_the_last_day_of_whole_days_is_included(first, last, start, end):
    found = lines(entry(begins=first, ends=last))
    assert f"DTSTART;VALUE=DATE:{start}" in found
    assert f"DTEND;VALUE=DATE:{end}" in found


# EXP-10
def test_lines_are_folded_by_octets_and_lose_nothing():
    title = "Réunion préparatoire à Yamoussoukro (Côte d’Ivoire) : sécurité, véhicules, hébergement et mallettes"
    raw = as_calendar("Calendar", [entry(title + " pédagogiques")], NOW)
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    assert all(line.decode() is not None for line in raw.split(b"\r\n"))  # no sign is cut in two
    assert unescaped(value("SUMMARY", entry(title + " pédagogiques"))) == title + " pédagogiques"


# EXP-11
def test_a_flight_between_two_zones_takes_the_hours_on_a_watch():
    takes_off = datetime(2027, 3, 15, 9, tzinfo=ZoneInfo("Asia/Tokyo"))
    lands = datetime(2027, 3, 15, 9, 30, tzinfo=ZoneInfo("America/Los_Angeles"))
    found = lines(entry("Flight", takes_off, lands))
    assert {"DTSTART:20270315T000000Z", "DTEND:20270315T163000Z"} <= set(found)  # 16:30 later
    assert "TZID" not in "".join(found)


# EXP-12
def test_what_was_cancelled_is_said_of_the_same_key_with_a_higher_sequence():
    standing, called_off = entry(sequence=3), entry(sequence=4, cancelled=True)
    assert value("UID", standing) == value("UID", called_off) == "E-2027-001-trip@slp.invalid"
    assert (value("STATUS", standing), value("STATUS", called_off)) == ("CONFIRMED", "CANCELLED")
    assert (value("SEQUENCE", standing), value("SEQUENCE", called_off)) == ("3", "4")


# EXP-12
def test_a_file_is_a_cancellation_only_when_all_in_it_was_cancelled():
    other = Entry("E-2027-002/trip", "Other", DAY, DAY, 1)
    assert value("METHOD", entry(cancelled=True)) == "CANCEL"
    assert value("METHOD", entry(cancelled=True), other) == "PUBLISH"
    assert value("METHOD") == "PUBLISH"


# EXP-14
def test_commas_semicolons_and_line_breaks_are_escaped_and_colons_are_not():
    text = "Bring: laptop, visa; shots\nHotel: Central"
    assert value("DESCRIPTION", entry(text=text)) == r"Bring: laptop\, visa\; shots\nHotel: Central"
    assert value("DESCRIPTION", entry(text=text.replace("\n", "\r\n"))) == value("DESCRIPTION", entry(text=text))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_any_text_comes_back_as_it_was_but_for_signs_that_cannot_be_printed(text):
    raw = as_calendar("Calendar", [entry(text=text)], NOW)
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    printable = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]", "", re.sub(r"\r\n?", "\n", text))
    assert unescaped("".join(line[12:] for line in lines(entry(text=text)) if line[:12] == "DESCRIPTION:")) == printable


def test_a_key_reads_the_same_every_time():
    assert uid("E-2027-001/step/visa_applied/2") == "E-2027-001-step-visa_applied-2@slp.invalid"


def test_a_name_of_several_lines_begins_no_line_of_its_own():
    file = as_calendar("Trip\r\nX-OTHER:1", [entry()], NOW).decode()
    assert "X-WR-CALNAME:Trip X-OTHER:1\r\n" in file
