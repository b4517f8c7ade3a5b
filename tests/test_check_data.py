"""A data folder is whole, or every fault is named; and a country joins the program by data alone."""

import csv
import hashlib
import re
import shutil
from datetime import date

import pytest

from slp_core import doctor
from slp_core.check_data import faults
from slp_core.data_files import DATA
from slp_core.itinerary import Itinerary, Stay
from slp_core.outlook import outlook
from slp_core.plan import Plan
from slp_core.reference import Reference, shipped
from slp_core.zones import ZoneFact


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(DATA, tmp_path / "data")
    return tmp_path / "data"


def renew(folder):
    """Write the hashes of the files as they are into sources.yaml."""
    text = (folder / "sources.yaml").read_text("utf-8")
    for path in [*folder.rglob("*.csv"), *folder.rglob("*.geojson")]:
        name = path.relative_to(folder).as_posix()
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        pattern = rf"(- path: data/{re.escape(name)}\n(?:  .*\n)*?  sha256: )[0-9a-f]{{64}}"
        text = re.sub(pattern, rf"\g<1>{digest}", text)
    (folder / "sources.yaml").write_text(text, "utf-8")


def add(folder, name, row):
    """A row in its place by country."""
    path = folder / name
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *sorted([*rows, row])])


def test_the_shipped_folder_is_whole():
    assert list(faults(shipped())) == []


FAULTS = {
    "a figure changed": ("advisories.csv", ("GEO,1,", "GEO,2,"), "advisories.csv is not the file"),
    "a country left out": ("weekends.csv", ("GEO,Sat", "GEX,Sat"), "weekends.csv: Georgia (country) is missing"),
    "a country too many": ("entry_facts.csv", ("GEO,0,", "DEU,0,"), "entry_facts.csv: DEU is no program country"),
    "an airport of another land": ("countries.csv", (",TBS", ",FRA"), "FRA is no airport of Georgia (country)"),
    "a number that is none": ("wages.csv", ("35.92", "35.9x"), "wages.csv, line 2: a number cannot be read"),
    "a limit on a stranger": ("entry_limits.csv", ("BEN,", "AFG,"), "entry_limits.csv: AFG is no program country"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "change", "said"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_named_with_its_file(folder, name, change, said):
    path = folder / name
    text = path.read_text("utf-8")
    assert change[0] in text
    path.write_text(text.replace(*change, 1), "utf-8")
    assert any(said in fault for fault in faults(Reference(folder)))


def test_a_file_without_an_entry_and_an_entry_without_a_file_are_named(folder):
    (folder / "new.csv").write_text("a\n1\n")
    (folder / "wages.csv").unlink()
    found = list(faults(Reference(folder)))
    assert "data/new.csv has no entry in data/sources.yaml." in found
    assert "data/wages.csv is listed in data/sources.yaml and does not exist." in found


NEW = {
    "countries.csv": ["RWA", "RW", "Rwanda", "Rwanda", "AF", "Kigali", "-1.9441", "30.0619", "-1.94", "30.06",
                      "Africa/Kigali", "RWF", "Kinyarwanda", "Kigali", "KGL"],
    "weekends.csv": ["RWA", "Sat Sun", "high", "python-holidays"],
    "advisories.csv": ["RWA", "2", "2026-01-01", "2026-10-08"],
    "entry_facts.csv": ["RWA", "6", "entry", "1", "not required", "", "from risk", "2025-03-26"],
    "post_differentials.csv": ["RWA", "Kigali", "15", "0"],
    "posts.csv": ["kigali", "Embassy Kigali", "Kigali", "Africa/Kigali", "-1.94", "30.06", "RWA", ""],
}  # fmt: skip


def test_a_country_joins_by_data_alone_and_what_is_missing_is_said_on_the_way(folder):
    add(folder, "countries.csv", NEW["countries.csv"])
    renew(folder)
    missing = list(faults(Reference(folder)))
    assert {fault.partition(":")[0] for fault in missing} >= {f"data/{name}" for name in NEW if name != "countries.csv"}
    for name, row in list(NEW.items())[1:]:
        add(folder, name, row)
    renew(folder)
    grown = Reference(folder)
    assert list(faults(grown)) == [] and len(grown.countries.program) == 64
    trip = Itinerary(date(2027, 3, 1), date(2027, 3, 6), (Stay("RWA", "Kigali", date(2027, 3, 1), date(2027, 3, 6)),))
    answer = outlook(Plan("RWA", trip, provisional=True), grown, date(2026, 11, 25))
    assert answer.cost and answer.cost.total > 0 and answer.items and grown.names.of_program("Rwanda") == "RWA"


def test_the_doctor_finds_this_program_sound_and_says_what_is_old():
    found = list(doctor.of_program(shipped(), date(2026, 11, 25)))
    assert not [finding.text for finding in found if finding.grave]
    assert any("out of date" in finding.text and "April 2026" in finding.text for finding in found)


def test_the_doctor_finds_old_time_zones_and_a_database_that_was_never_begun(folder):
    old = Reference(folder)
    old.__dict__["zone_facts"] = (shipped().zone_facts[0], _contradicted())
    (finding,) = [found for found in doctor.of_zones(old) if found.grave]
    assert "too old for Africa/Casablanca" in finding.text
    assert not doctor.of_database(None).grave and "make init" in doctor.of_database(None).text


def _contradicted() -> ZoneFact:
    fact = next(fact for fact in shipped().zone_facts if fact.zone == "Africa/Casablanca")
    return ZoneFact(fact.zone, fact.local.fromisoformat("2026-12-01T13:00+01:00"), fact.why)


def test_a_cost_item_that_is_refused_too_is_found(folder):
    path = folder / "cost_items" / "supplies.yaml"
    entry = "- {id: alcohol, title: Wine, factors: [people], unit: glass}\n"
    path.write_text(path.read_text("utf-8") + entry, "utf-8")
    assert list(faults(Reference(folder))) == ["data/cost_items: alcohol is both allowed and refused."]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("{id: pens, title: Pens, factors: [quantity], unit: pen}", "pens is given twice"),
        ("{id: tents, title: Tents, factors: [periods], unit: tent}", "needs a period exactly when it has periods"),
        ("{id: tents, title: Tents, factors: [weather], unit: tent}", "factors"),
        ("{id: tents, title: Tents, factors: [people], unit: tent, price: 5}", "price"),
    ],
)
def test_a_cost_item_that_cannot_be_read_is_named_with_its_line(folder, entry, said):
    path = folder / "cost_items" / "supplies.yaml"
    path.write_text(path.read_text("utf-8") + f"- {entry}\n", "utf-8")
    (fault,) = faults(Reference(folder))
    assert said in fault and "supplies.yaml, line " in fault
