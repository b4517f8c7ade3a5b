"""A plan file by the command line: its price, its steps and its answer, or a sentence that says what is wrong."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from slp_core.lead_times import LeadTimeScope
from slp_core.plan import Kind
from slp_core.services import lead_times
from tests.services import command_line
from tests.services.command_line import refused

run = pytest.fixture(command_line.running)

EXAMPLE = "examples/tbilisi-crash-investigation.json"
BOGOTA = "examples/bogota-five-days.json"


def test_an_estimate_is_json_with_amounts_as_text(run) -> None:
    """CST-01: 4 nights x 405 = 1,620.00; M&IE 2 x 128.25 + 3 x 171 = 769.50; together 2,389.50."""
    found = json.loads(run("estimate", BOGOTA, "--json").stdout)
    assert found["total"] == "2389.50"
    assert {line["category"] for line in found["lines"]} == {"Lodging", "M&IE"}
    assert sum(Decimal(line["amount"]) for line in found["lines"]) == Decimal("2389.50")
    assert all(isinstance(line[key], str) for line in found["lines"] for key in ("amount", "rate", "share"))
    assert all(line["citation"] for line in found["lines"])


ELEUTHERA = {
    "country": "Bahamas",
    "departs": "2026-11-13",
    "returns": "2026-11-17",
    "stays": [{"place": "Eleuthera Island"}],
    "provisional": True,
}


def test_the_cheapest_departures_of_a_range_are_json_with_amounts_as_text(run, tmp_path) -> None:  # CST-05
    """All low 4 x 213 + 4.5 x 143 = 1,495.50, until 10 Nov; leaving on the 13th 1,640.75."""
    (tmp_path / "plan.json").write_text(json.dumps(ELEUTHERA))
    words = ("cheapest", str(tmp_path / "plan.json"), "--from", "2026-11-09", "--to", "2026-11-16")
    found = json.loads(run(*words, "--today", "2026-01-05", "--json").stdout)
    assert found["cheapest"] == ["2026-11-09", "2026-11-10"]
    assert [one["total"] for one in found["departures"] if one["departs"] == "2026-11-13"] == ["1640.75"]
    text = run(*words, "--today", "2026-01-05").stdout.splitlines()
    assert len(text) == 3 and text[-1].split() == ["cheapest", "2026-11-09", "to", "2026-11-10", "1,495.50"]


def test_a_range_without_a_rate_is_refused_in_a_sentence(run, tmp_path) -> None:
    (tmp_path / "strict.json").write_text(json.dumps(ELEUTHERA | {"provisional": False}))
    assert "No day of this range has a rate" in refused(run("cheapest", str(tmp_path / "strict.json")))
    late = ("--from", "2027-03-01", "--to", "2027-02-01")
    assert "is before the first day" in refused(run("cheapest", str(tmp_path / "strict.json"), *late))


def test_an_estimate_as_text_ends_with_its_total(run) -> None:
    assert run("estimate", BOGOTA).stdout.splitlines()[-1].split() == ["2,389.50", "total"]


def test_what_a_partner_bears_stands_below_the_total(run, tmp_path) -> None:
    """7.5 h x 52 = 390.00; the total is that of the per diem alone."""
    hours = {"role": "Officer", "hours": "7.5", "rate": "52", "source": "Pay table", "borne_by": "partner"}
    wish = json.loads(Path(BOGOTA).read_text()) | {"labor": [hours]}
    (tmp_path / "own.json").write_text(json.dumps(wish))
    found = json.loads(run("estimate", str(tmp_path / "own.json"), "--json").stdout)
    assert (found["total"], found["own_cost"]) == ("2389.50", "390.00")
    assert found["lines"][-1]["quantity"] == "7.5"
    assert "salaries and benefits" not in found["not_included"] and "airfare" in found["not_included"]
    text = [line.split()[0] for line in run("estimate", str(tmp_path / "own.json")).stdout.splitlines()]
    assert text.index("390.00") == text.index("2,389.50") + 1


def test_a_checklist_is_json_with_days_owners_and_slack(run) -> None:
    found = json.loads(run("checklist", EXAMPLE, "--json", "--today", "2026-11-25").stdout)
    clearance = next(item for item in found["items"] if item["id"] == "country_clearance")
    assert clearance["owner"] == "post" and clearance["slack"] > 0 and clearance["due"] < "2027-06-07"
    assert found["binding"] in {item["id"] for item in found["items"]}
    assert [item["due"] for item in found["items"]] == sorted(item["due"] for item in found["items"])


def test_a_plan_says_everything_in_one_answer(run) -> None:
    found = json.loads(run("plan", EXAMPLE, "--json", "--today", "2026-11-25").stdout)
    assert found["feasible"] and found["estimate"]["provisional"] and found["advisory"]["level"] == 1
    assert found["plan"]["country"] == "GEO" and found["earliest_departure"] < found["plan"]["departs"]
    assert "earliest departure" in run("plan", EXAMPLE).stdout


def test_a_plan_says_holidays_and_the_month_of_fasting_with_their_doubt(run, tmp_path) -> None:  # DAT-17
    trip = {"departs": "2027-03-08", "returns": "2027-03-12", "stays": [{"place": "Cairo"}], "provisional": True}
    file = tmp_path / "plan.json"
    file.write_text(json.dumps({"country": "Egypt"} | trip))
    found = json.loads(run("plan", str(file), "--json").stdout)
    assert found["holidays"][0] == {"day": "2027-03-09", "name": "Eid al-Fitr", "estimated": True}
    assert found["ramadan"] == ["2027-02-07", "2027-03-08"] and found["questions"] == []
    text = run("plan", str(file)).stdout
    assert "2027-03-09  Eid al-Fitr, estimated" in text and "ramadan  2027-02-07 to 2027-03-08" in text


def test_a_plan_asks_about_a_town_of_another_country(run, tmp_path) -> None:  # DTA-07
    file = tmp_path / "plan.json"
    trip = {"departs": "2026-04-06", "returns": "2026-04-08", "stays": [{"place": "Atlanta"}]}
    file.write_text(json.dumps({"country": "Georgia"} | trip))
    assert "check  Atlanta is known in United States, not in Georgia (country)" in run("plan", str(file)).stdout


def test_a_day_without_a_rate_is_refused_unless_the_plan_takes_the_last_known(run, tmp_path) -> None:
    strict = json.loads(Path(EXAMPLE).read_text("utf-8")) | {"provisional": False}
    (tmp_path / "strict.json").write_text(json.dumps(strict))
    assert "No per diem table covers" in refused(run("estimate", str(tmp_path / "strict.json"), "--json"))
    whole = json.loads(run("plan", str(tmp_path / "strict.json"), "--json").stdout)
    assert "No per diem table covers" in whole["estimate"]["refused"] and whole["checklist"]["items"]


def test_with_a_user_a_plan_is_worked_out_within_the_users_rights_and_by_what_was_decided(run, world, now) -> None:
    before = json.loads(run("checklist", EXAMPLE, "--json", "--as", "U-003", "--today", "2026-11-25").stdout)
    today = now.date()
    call = (Kind.DEPLOYMENT, "country_clearance", LeadTimeScope.POST, "tbilisi", 60, None, "Said so.", today, None, now)
    world.do("embassy_officer", lead_times.decide, *call)
    after = json.loads(run("checklist", EXAMPLE, "--json", "--as", "U-003", "--today", "2026-11-25").stdout)
    due = [next(i["due"] for i in found["items"] if i["id"] == "country_clearance") for found in (before, after)]
    assert due[1] < due[0]
    assert "role does not include" in refused(run("estimate", EXAMPLE, "--as", "U-006"))


@pytest.mark.parametrize("command", ["plan", "estimate", "checklist"])
def test_a_plan_file_that_is_wrong_is_a_sentence(run, tmp_path, command) -> None:
    (tmp_path / "plan.json").write_text('{"country": "Congo"}')
    assert "is not right" in refused(run(command, str(tmp_path / "plan.json")))
    assert run(command, str(tmp_path / "none.json")).exit_code == 2
