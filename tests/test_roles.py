"""Who may do what, how far, and whose steps: the shipped table against the meaning of the roles, written by hand."""

import re
from itertools import product
from pathlib import Path

import pytest

from slp_core.data_files import DATA, read_yaml
from slp_core.errors import DataFileError, NotAllowed
from slp_core.roles import ROLE_WORDS, Grant, Principal, Rights, Role, Scope, rights

# An administrator runs the installation and sees all of it, but opens no engagement and marks no step. INL/KM runs the
# program. An embassy's INL officer does the same for the countries of one post. An RSO follows who comes to a post and
# marks own steps. A partner coordinator sees the own agency's work and its cost. An expert sees the own trips. A viewer
# sees figures, never a person or a file to take away. What a trip would cost, all but an expert may try; what an
# engagement does cost is for those who answer for it. Nobody edits an own credential: INL/KM confirms what an agency
# says of its people. A need is raised by a post and decided by INL/KM.
ROLES = ("administrator", "km_officer", "embassy_officer", "rso", "partner_coordinator", "expert", "viewer")
TABLE = """
                    admin  km  embassy  rso  partner  expert  viewer
engagement:read       x    x      x      x      x       x       x
engagement:open       -    x      x      -      -       -       -
engagement:export     x    x      x      x      -       -       -
own_trip:read         -    -      -      -      -       x       -
checklist:change      -    x      x      x      x       x       -
step:add              -    x      x      x      -       -       -
step:excuse           -    x      x      x      -       -       -
estimate:read         x    x      x      -      x       -       -
estimate:prepare      -    x      x      -      -       -       -
estimate:approve      -    x      -      -      -       -       -
person:read           x    x      x      x      x       x       -
plan:price            x    x      x      x      x       -       x
country:read          x    x      x      x      x       x       x
partner:read          x    x      x      x      x       -       x
partner:export        x    x      x      x      -       -       -
partner:change        -    x      -      -      -       -       -
expert:read           x    x      x      -      x       x       -
expert:change         -    x      -      -      x       -       -
credential:confirm    -    x      -      -      -       -       -
training:read         x    x      x      -      x       x       -
training:book         -    x      -      -      x       -       -
training:change       -    x      -      -      -       -       -
security:read         x    x      x      x      x       x       -
security:record       -    x      x      x      -       -       -
briefing:read         x    x      x      x      -       x       -
briefing:write        -    -      -      x      -       -       -
briefing:attest       -    -      -      -      -       x       -
clearance:read        x    x      x      x      x       x       -
clearance:record      -    x      x      -      x       x       -
absence:declare       -    x      -      -      x       x       -
appraisal:give        -    x      x      -      -       -       -
self_check:try        x    x      x      x      x       x       x
self_check:grade      x    x      x      x      x       -       -
self_check:read       -    x      -      -      x       -       -
self_check:answer     -    x      -      -      x       -       -
self_check:invite     -    x      -      -      x       -       -
mechanism:read        x    x      x      -      x       -       -
mechanism:change      -    x      -      -      -       -       -
need:read             x    x      x      x      -       -       x
need:export           x    x      x      x      -       -       -
need:raise            -    x      x      -      -       -       -
need:decide           -    x      -      -      -       -       -
counterpart:read      x    x      x      x      -       -       -
counterpart:change    -    x      x      -      -       -       -
registry:import       x    x      -      -      -       -       -
history:read          x    x      x      -      -       -       -
source:read           x    x      x      x      x       x       x
publication:import    x    x      -      -      -       -       -
lead_time:change      x    x      x      -      -       -       -
user:read             x    -      -      -      -       -       -
user:change           x    -      -      -      -       -       -
account:read          x    x      x      x      x       x       x
"""
ROWS = {action: marks for action, *marks in map(str.split, TABLE.strip().splitlines()[1:])}
EXPECTED = {
    (action, role): mark == "x" for action, marks in ROWS.items() for role, mark in zip(ROLES, marks, strict=True)
}

SCOPES = {
    "administrator": "all",
    "km_officer": "all",
    "embassy_officer": "post",
    "rso": "post",
    "partner_coordinator": "agency",
    "expert": "self",
    "viewer": "all",
}
STEPS = {
    "administrator": "",
    "km_officer": "km post rso partner expert",
    "embassy_officer": "post rso partner expert",  # may note what others at post or from the partner report
    "rso": "rso",
    "partner_coordinator": "partner expert",
    "expert": "expert",
    "viewer": "",
}


def principal(*grants):
    return Principal(7, "user", "Nino", "USR-7", grants)


TBILISI = Grant(Role.EMBASSY_OFFICER, countries=frozenset({"GEO"}), post="Embassy Tbilisi")
TUNIS_RSO = Grant(Role.RSO, countries=frozenset({"TUN", "LBY"}), post="Embassy Tunis")


def test_the_table_written_here_has_every_role_and_every_action():
    assert {*ROLES, "invitee"} == set(Role) == set(ROLE_WORDS) and set(ROWS) == set(rights().actions)


def test_whoever_was_invited_by_link_may_do_the_one_agency_s_self_check_and_nothing_else():
    allowed = {action for action in ROWS if principal(Grant(Role.INVITEE, partner_id=3)).may(action)}
    assert allowed == {"self_check:try", "self_check:grade", "self_check:read", "self_check:answer"}
    assert rights().roles[Role.INVITEE] is Scope.AGENCY


@pytest.mark.parametrize(("action", "role"), EXPECTED, ids=[f"{role} {action}" for action, role in EXPECTED])
def test_a_role_may_do_what_it_is_there_for_and_nothing_else(action, role):
    assert principal(Grant(Role(role))).may(action) is EXPECTED[action, role]


@pytest.mark.parametrize("role", ROLES)
def test_a_role_reaches_as_far_as_it_is_meant_to(role):
    assert Grant(Role(role)).scope is Scope(SCOPES[role])


@pytest.mark.parametrize("role", ROLES)
def test_a_role_marks_the_steps_that_are_its_own_to_mark(role):
    assert rights().steps.get(Role(role), ()) == tuple(STEPS[role].split())


def test_who_may_mark_a_step_is_exactly_who_has_steps_to_mark():
    assert set(rights().actions["checklist:change"]) == set(rights().steps)


def test_no_role_sees_less_with_a_second_one():
    for first, second, action in product(Role, Role, ROWS):
        alone = principal(Grant(first)).may(action)
        assert principal(Grant(first), Grant(second)).may(action) >= alone


@pytest.mark.parametrize("action", ROWS)
def test_without_a_role_nothing_is_allowed(action):
    with pytest.raises(NotAllowed) as refusal:
        principal().require(action)
    assert refusal.value.context["permission"] == action and refusal.value.hint


def test_what_is_allowed_is_not_refused():
    principal(TBILISI).require("engagement:open")


REACH = {
    "an embassy officer, own country": ((TBILISI,), "engagement:open", "GEO", True),
    "an embassy officer, another country": ((TBILISI,), "engagement:open", "ARM", False),
    "an officer of a post that serves two": ((TUNIS_RSO,), "engagement:read", "LBY", True),
    "an RSO opens nothing, even at post": ((TUNIS_RSO,), "engagement:open", "TUN", False),
    "one grant does not widen another": ((TBILISI, TUNIS_RSO), "engagement:open", "TUN", False),
    "two grants reach both": ((TBILISI, TUNIS_RSO), "engagement:read", "TUN", True),
    "KM reaches every country": ((Grant(Role.KM_OFFICER),), "engagement:open", "ARM", True),
    "an agency is no country": ((Grant(Role.PARTNER_COORDINATOR, partner_id=1),), "engagement:read", "GEO", False),
    "an expert is no country": ((Grant(Role.EXPERT, expert_id=1),), "engagement:read", "GEO", False),
    "a post without countries": ((Grant(Role.EMBASSY_OFFICER),), "engagement:open", "GEO", False),
    "a viewer reads all": ((Grant(Role.VIEWER),), "engagement:read", "GEO", True),
    "a viewer opens nothing": ((Grant(Role.VIEWER),), "engagement:open", "GEO", False),
    "nobody": ((), "engagement:read", "GEO", False),
}


@pytest.mark.parametrize(("grants", "action", "country", "reaches"), REACH.values(), ids=REACH)
def test_an_action_reaches_the_countries_of_the_grants_that_allow_it(grants, action, country, reaches):
    assert principal(*grants).reaches(action, country) is reaches


def test_the_grants_for_an_action_are_those_that_allow_it():
    assert principal(TBILISI, TUNIS_RSO).grants_for("engagement:open") == (TBILISI,)
    assert principal(TBILISI, TUNIS_RSO).grants_for("engagement:read") == (TBILISI, TUNIS_RSO)


def test_an_action_that_does_not_exist_is_a_fault_of_the_program_not_a_refusal():
    with pytest.raises(KeyError):
        principal(Grant(Role.ADMINISTRATOR)).may("engagement:destroy")


def test_every_action_that_the_program_asks_for_is_in_the_table():
    nouns = "|".join({action.split(":")[0] for action in ROWS})
    root = Path(__file__).parent.parent
    files = [*root.glob("slp_core/**/*.py"), *root.glob("pages/*.py"), *root.glob("ui/*.py"), root / "app.py"]
    asked = {action for file in files for action in re.findall(rf'"((?:{nouns}):[a-z_]+)"', file.read_text("utf-8"))}
    assert "engagement:read" in asked and asked <= set(ROWS)


BROKEN = {
    "a role that does not exist": ("viewer: all", "guest: all", 9, "roles.guest"),
    "a scope that does not exist": ("rso: post", "rso: region", 6, "roles.rso"),
    "an action for nobody known": ("user:read: [administrator]", "user:read: [root]", None, "actions.user:read.0"),
    "an action twice": ("  user:change: [administrator]", "  user:read: [viewer]", None, "user:read is given twice"),
    "a table missing": ("steps:", "marks:", None, "steps: Field required"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "said"), BROKEN.values(), ids=BROKEN)
def test_a_broken_table_of_rights_is_refused_with_its_line_never_half_read(tmp_path, old, new, line, said):
    shipped = (DATA / "rights.yaml").read_text("utf-8")
    (tmp_path / "rights.yaml").write_text(shipped.replace(old, new, 1), "utf-8")
    with pytest.raises(DataFileError, match="rights.yaml, line") as refusal:
        read_yaml(tmp_path / "rights.yaml", Rights)
    assert said in refusal.value.message and line in (None, refusal.value.context["line"])
