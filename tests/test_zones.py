"""Clocks come from the tzdata package and say what governments have decided (DAT-07, 08, 09, 10, 27)."""

import zoneinfo
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from slp_core import zones
from slp_core.errors import DataFileError, InvalidInput
from slp_core.reference import shipped

SHOWS = [
    ("2026-10-25T00:30", "Europe/Chisinau", "2026-10-25T03:30:00+03:00"),
    ("2024-02-29T12:00", "Asia/Almaty", "2024-02-29T18:00:00+06:00"),
    ("2024-03-01T12:00", "Asia/Almaty", "2024-03-01T17:00:00+05:00"),
    ("2023-05-24T18:20", "Africa/Cairo", "2023-05-24T21:20:00+03:00"),
    ("2026-11-25T12:00", "Africa/Cairo", "2026-11-25T14:00:00+02:00"),
    ("2023-04-04T14:00", "America/Monterrey", "2023-04-04T08:00:00-06:00"),
    ("2023-04-04T14:00", "America/Mexico_City", "2023-04-04T08:00:00-06:00"),
    ("2023-04-04T14:00", "America/Tijuana", "2023-04-04T07:00:00-07:00"),
    ("2023-04-04T14:00", "America/Cancun", "2023-04-04T09:00:00-05:00"),
    ("2026-12-01T07:00", "Africa/Kinshasa", "2026-12-01T08:00:00+01:00"),
    ("2026-12-01T07:00", "Africa/Lubumbashi", "2026-12-01T09:00:00+02:00"),
    ("2026-12-01T12:00", "Africa/Casablanca", "2026-12-01T12:00:00+00:00"),
]


@pytest.mark.parametrize(("moment", "zone", "local"), SHOWS)
def test_a_zone_shows_what_was_decided(moment, zone, local):
    assert datetime.fromisoformat(moment).replace(tzinfo=UTC).astimezone(zones.zone(zone)).isoformat() == local


def test_the_systems_own_tables_are_never_read():
    assert zoneinfo.TZPATH == ()


def test_the_tables_in_use_agree_with_every_fact_shipped():
    assert zones.wrong(shipped().zone_facts) == ()


def test_a_fact_that_the_tables_contradict_is_found():
    fact = shipped().zone_facts[0]
    wrong = zones.ZoneFact(fact.zone, fact.local + timedelta(0), fact.why)
    wrong = zones.ZoneFact("Africa/Casablanca", datetime.fromisoformat("2026-12-01T13:00+01:00"), "as before 2026")
    assert zones.wrong([fact, wrong]) == (wrong,)


@pytest.mark.parametrize("name", ["", "Mars/Base", "../etc/passwd", "Asia/Tbilisi\x00", "x" * 500, "/etc/localtime"])
def test_what_is_no_zone_is_refused(name):
    with pytest.raises(InvalidInput) as refusal:
        zones.zone(name)
    assert refusal.value.context["field"] == "zone"


def test_a_fact_without_an_offset_names_its_file_and_line(tmp_path: Path):
    (tmp_path / "facts.csv").write_text("zone,local,why\nAfrica/Cairo,2026-11-25T14:00,none\n")
    with pytest.raises(DataFileError, match="line 2: .*no offset"):
        zones.load_zone_facts(tmp_path / "facts.csv")
