"""Settings come from the environment given, have defaults that work, and refuse what they cannot mean."""

from datetime import timedelta
from pathlib import Path

import pytest

from slp_core.data_files import DATA
from slp_core.errors import InvalidInput
from slp_core.settings import Mode, from_environment


@pytest.mark.parametrize("environment", [{}, dict.fromkeys(("SLP_MODE", "SLP_HOME", "SLP_DB", "SLP_DEMO_HOURS"), "")])
def test_an_empty_environment_is_a_demo_beside_the_data(environment):
    found = from_environment(environment)
    assert (found.mode, found.home, found.served) == (Mode.DEMO, DATA.parent / "var", False)
    assert (found.most_visitors, found.visitor_lifetime) == (100, timedelta(hours=12))


def test_everything_written_stays_below_the_home(tmp_path):
    found = from_environment({"SLP_HOME": str(tmp_path)})
    assert found.database_url == f"sqlite:///{tmp_path.resolve() / 'slp.db'}"
    assert {found.demo_folder.parent, found.secret_file.parent} == {tmp_path.resolve()}


def test_a_home_is_absolute_wherever_the_program_is_started():
    assert from_environment({"SLP_HOME": "somewhere"}).home == Path.cwd() / "somewhere"


def test_what_the_environment_says_is_taken():
    said = {"SLP_MODE": "single", "SLP_DB": "postgresql://host/slp", "SLP_DEMO_VISITORS": "7", "SLP_DEMO_HOURS": "1"}
    found = from_environment(said | {"SLP_SERVED": "1"})
    assert (found.mode, found.database_url, found.served) == (Mode.SINGLE, "postgresql://host/slp", True)
    assert (found.most_visitors, found.visitor_lifetime) == (7, timedelta(hours=1))


@pytest.mark.parametrize("text", ["0", "yes", "true", ""])
def test_the_program_is_served_only_when_told_so_exactly(text):
    assert not from_environment({"SLP_SERVED": text}).served


WRONG = {
    "a mode we do not have": ("SLP_MODE", "production", "demo, single"),
    "a mode in capitals": ("SLP_MODE", "DEMO", "demo, single"),
    "no visitors": ("SLP_DEMO_VISITORS", "0", "above 0"),
    "fewer than none": ("SLP_DEMO_VISITORS", "-1", "above 0"),
    "many": ("SLP_DEMO_VISITORS", "many", "above 0"),
    "a square": ("SLP_DEMO_VISITORS", "²", "above 0"),
    "a demo of nothing": ("SLP_DEMO_ENGAGEMENTS", "0", "above 0"),
    "half an hour": ("SLP_DEMO_HOURS", "0.5", "above 0"),
}


@pytest.mark.parametrize(("name", "text", "hint"), WRONG.values(), ids=WRONG)
def test_a_setting_that_cannot_be_meant_is_refused_by_name(name, text, hint):
    with pytest.raises(InvalidInput, match=name) as refusal:
        from_environment({name: text})
    assert refusal.value.context["field"] == name and hint in refusal.value.hint
