"""Who may do what to which engagement: every role, every action, in reach and out of reach, against the use cases.

The tables are written by hand. Columns are the roles in ROLES; of two letters the first is for the engagement
in reach of all, the second for the one at another post, with another agency and another expert:
y done, n refused as not allowed, - there is no such thing (for this user).
"""

from datetime import UTC, date, datetime

import pytest

from slp_core.errors import NotFound, NotSignedIn
from slp_core.lifecycle import Stage
from slp_core.roles import Role, rights
from slp_core.services import (
    engagement_history,
    engagements,
    estimate_versions,
    experts,
    partners,
    portfolio,
    steps,
    team,
    users,
)
from tests.services.conftest import MEANING, ROLES

MOMENT = datetime(2026, 11, 26, tzinfo=UTC)
TODAY = MOMENT.date()
BOTH = ("E-2027-001", "E-2027-002")
NAMED = {"E-2027-001": "X-001", "E-2027-002": "X-003"}  # for the first place of each

READS = {
    engagements.view: "yy yy y- y- y- y- yy",
    steps.of_engagement: "yy yy y- y- y- y- yy",
    team.of_engagement: "yy yy y- y- y- y- yy",
    estimate_versions.latest: "yy yy y- nn y- nn nn",
    estimate_versions.of_engagement: "yy yy y- nn y- nn nn",
    engagement_history.of_engagement: "yy yy y- nn nn nn nn",
}
WRITES = {
    "move": "nn yy y- nn nn nn nn",
    "name an expert": "nn yy y- nn nn nn nn",
    "mark what is past": "nn yy y- y- y- y- nn",
}
MARKS = {  # whose step, and of which place on the team
    ("km", None): "nn yy n- n- n- n- nn",
    ("post", None): "nn yy y- n- n- n- nn",
    ("rso", None): "nn yy y- y- n- n- nn",
    ("rso", 1): "nn yy y- y- n- n- nn",
    ("partner", None): "nn yy y- n- y- n- nn",
    ("partner", 1): "nn yy y- n- y- n- nn",
    ("expert", 1): "nn yy y- n- y- y- nn",
    ("expert", 2): "nn yy y- n- y- n- nn",
}
OPENS = "nn yy yn nn nn nn nn"  # in Georgia, in Colombia
LISTED = {"administrator": 2, "km_officer": 2, "embassy_officer": 1, "rso": 1, "partner_coordinator": 1, "expert": 1}
LISTED |= {"viewer": 2, "other officer": 1, "other coordinator": 1, "other expert": 1}
EXPORTERS = ("administrator", "km_officer", "embassy_officer", "rso")
MAY = {  # the whole of rights.yaml once more: a, k, e, r, c, x, v, i are the roles in their order
    "engagement:read": "akercxv", "engagement:open": "ke", "engagement:export": "aker", "checklist:change": "kercx",
    "estimate:read": "akec", "estimate:prepare": "ke", "estimate:approve": "k",
    "person:read": "akercx", "own_trip:read": "x", "plan:price": "akercv", "country:read": "akercxv",
    "partner:read": "akercv", "partner:export": "aker", "partner:change": "k", "expert:read": "akecx",
    "expert:change": "kc", "credential:confirm": "k", "absence:declare": "kcx", "appraisal:give": "ke",
    "self_check:try": "akercxvi", "self_check:grade": "akerci", "self_check:read": "kci", "self_check:answer": "kci",
    "self_check:invite": "kc",
    "mechanism:read": "akec", "mechanism:change": "k", "need:read": "akerv",
    "need:export": "aker", "need:raise": "ke", "need:decide": "k",
    "counterpart:read": "aker", "counterpart:change": "ke", "registry:import": "ak",
    "history:read": "ake", "source:read": "akercxv",
    "publication:import": "ak", "lead_time:change": "ake", "user:read": "a", "user:change": "a",
    "account:read": "akercxv", "step:add": "ker", "step:excuse": "ker",
    "training:read": "akecx", "training:book": "kc", "training:change": "k",
    "security:read": "akercx", "security:record": "ker", "briefing:read": "akerx", "briefing:write": "r",
    "briefing:attest": "x", "clearance:read": "akercx", "clearance:record": "kecx",
}  # fmt: skip


def cells(row: str) -> list[tuple[str, str, str]]:
    """Role, engagement and expected outcome of each letter."""
    return [
        (role, reference, MEANING[letter])
        for role, pair in zip(ROLES, row.split(), strict=True)
        for reference, letter in zip(BOTH, pair, strict=True)
    ]


def kinds_of_steps(world, reference: str, who: str = "km_officer") -> dict[tuple[str, int | None], steps.Step]:
    """One step of each owner and place on the team."""
    return {(step.owner, step.traveler): step for step in world.ask(who, steps.of_engagement, reference)}


def test_the_columns_are_all_the_roles() -> None:
    assert tuple(Role) == (*ROLES, "invitee")  # nobody is given that role: it comes with a link


def test_the_table_of_rights_is_the_one_written_here() -> None:
    letters = dict(zip("akercxvi", (*ROLES, "invitee"), strict=True))
    assert {action: set(roles) for action, roles in rights().actions.items()} == {
        action: {letters[letter] for letter in row} for action, row in MAY.items()
    }


@pytest.mark.parametrize("use_case", READS, ids=lambda use_case: use_case.__module__)
def test_an_engagement_is_seen_by_role_and_scope(standing, use_case) -> None:
    expected = cells(READS[use_case])
    assert [(who, ref, standing.outcome(who, use_case, ref)) for who, ref, _ in expected] == expected


def test_a_past_state_is_seen_by_role_and_scope(standing, now) -> None:
    expected = cells(READS[engagements.view])
    assert [
        (who, ref, standing.outcome(who, engagement_history.as_of, ref, now)) for who, ref, _ in expected
    ] == expected


@pytest.mark.parametrize("action", WRITES)
def test_an_engagement_is_changed_by_role_and_scope(standing, action) -> None:
    def attempt(who: str, reference: str) -> str:
        version = standing.ask("km_officer", engagements.view, reference).version
        return {
            "move": lambda: standing.outcome(who, engagements.move, reference, Stage.CANCELLED, version),
            "name an expert": lambda: standing.outcome(who, team.name_expert, reference, 1, NAMED[reference], 2, TODAY),
            "mark what is past": lambda: standing.outcome(who, steps.mark_past, reference, *[date(2026, 12, 1)] * 2),
        }[action]()

    expected = cells(WRITES[action])
    assert [(who, ref, attempt(who, ref)) for who, ref, _ in expected] == expected


@pytest.mark.parametrize(("owner", "traveler"), MARKS)
def test_a_step_is_marked_by_its_owner_within_scope(standing, today, owner, traveler) -> None:
    def attempt(who: str, reference: str) -> str:
        step = kinds_of_steps(standing, reference)[owner, traveler]
        day = max(today, step.due)  # a step of the arrival is not done at home
        marked = standing.outcome(who, steps.mark_done, step.id, step.version, day, day, "No. 7")
        opened = standing.outcome(who, steps.reopen, step.id, step.version)
        assert opened == ("invalid_input" if marked == "done" else marked)  # who may, is told that it is not done
        return marked

    expected = cells(MARKS[owner, traveler])
    assert [(who, ref, attempt(who, ref)) for who, ref, _ in expected] == expected


def test_every_kind_of_step_there_is_was_tried(standing) -> None:
    assert set(kinds_of_steps(standing, BOTH[0])) - {("rso", 2), ("partner", 2)} <= set(MARKS)


def test_a_step_says_that_it_is_mine_exactly_when_it_can_be_marked(standing, today) -> None:
    for who in ROLES:
        for kind, step in kinds_of_steps(standing, BOTH[0], who).items():
            day = max(today, step.due)
            answer = standing.outcome(who, steps.mark_done, step.id, step.version, day, day, "No. 7")
            assert step.mine == (answer == "done"), (who, kind)


def test_an_engagement_is_opened_by_role_and_country(standing, a_trip, today, now) -> None:
    plans = {BOTH[0]: a_trip("GEO", "Tbilisi"), BOTH[1]: a_trip("COL", "Bogota")}
    expected = cells(OPENS)
    found = [
        (who, ref, standing.outcome(who, engagements.open_from_plan, plans[ref], today, now))
        for who, ref, _ in expected
    ]
    assert found == expected


@pytest.mark.parametrize("who", LISTED)
def test_a_list_holds_what_is_in_reach_and_so_do_its_figures(standing, today, who) -> None:
    everything = portfolio.Filters()
    page = standing.ask(who, portfolio.page, everything, today)
    assert (len(page.rows), page.count) == (LISTED[who], LISTED[who])
    assert sum(standing.ask(who, portfolio.stage_counts, everything, today).values()) == LISTED[who]
    assert sum(count for count, _ in standing.ask(who, portfolio.by_country, today).values()) == LISTED[who]
    if page.total is not None:
        assert page.total == sum(row["estimate"] for row in page.rows) > 0


@pytest.mark.parametrize("who", LISTED)
def test_a_file_is_exported_by_role_and_holds_what_is_in_reach(standing, today, who) -> None:
    if who in EXPORTERS or who == "other officer":
        lines = standing.ask(who, portfolio.export_csv, portfolio.Filters(), today).decode("utf-8-sig").splitlines()
        assert len(lines) == 1 + LISTED[who]
    else:
        assert standing.outcome(who, portfolio.export_csv, portfolio.Filters(), today) == "not_allowed"


def test_the_officer_of_another_post_finds_only_the_own_engagement(standing, today) -> None:
    rows = standing.ask("other officer", portfolio.page, portfolio.Filters(text="course"), today).rows
    assert rows == ()
    assert [
        row["reference"] for row in standing.ask("other officer", portfolio.page, portfolio.Filters(), today).rows
    ] == [BOTH[1]]
    assert set(standing.ask("other officer", portfolio.by_country, today)) == {"COL"}
    assert BOTH[0].encode() not in standing.ask("other officer", portfolio.export_csv, portfolio.Filters(), today)


@pytest.mark.parametrize("use_case", READS, ids=lambda use_case: use_case.__module__)
def test_what_does_not_exist_and_what_is_out_of_reach_read_the_same(standing, use_case) -> None:
    refusals = []
    for reference in (BOTH[0], "E-2027-999"):
        with pytest.raises(NotFound) as refusal:
            standing.ask("other officer", use_case, reference)
        refusals.append((refusal.value.message, refusal.value.hint, set(refusal.value.context)))
    assert refusals[0] == refusals[1]


def test_a_step_that_does_not_exist_and_one_out_of_reach_read_the_same(standing, today) -> None:
    step = standing.ask("km_officer", steps.of_engagement, BOTH[0])[0]
    refusals = []
    for key in (step.id, 999_999):
        with pytest.raises(NotFound) as refusal:
            standing.ask("other officer", steps.mark_done, key, step.version, today, today)
        refusals.append((refusal.value.message, refusal.value.hint))
    assert refusals[0] == refusals[1]


ADMINISTRATION = {
    "list users": lambda world, who: world.outcome(who, users.table),
    "add a user": lambda world, who: world.outcome(who, users.add, "New", "", Role.VIEWER),
    "give a role": lambda world, who: world.outcome(who, users.give, "U-007", Role.KM_OFFICER),
    "take a role": lambda world, who: world.outcome(who, users.take, "U-007", Role.VIEWER, MOMENT),
    "shut a user out": lambda world, who: world.outcome(who, users.set_active, "U-007", 1, active=False),
    "add an agency": lambda world, who: world.outcome(who, partners.add, "New", "IL", "state", "police", 1),
    "add an expert": lambda world, who: world.outcome(who, experts.add, "New", "P-001"),
}


@pytest.mark.parametrize("action", ADMINISTRATION)
def test_users_are_the_administrator_s_and_partners_the_program_s(standing, action) -> None:
    allowed = {"add an agency": ["km_officer"], "add an expert": ["km_officer", "partner_coordinator"]}
    found = {who: ADMINISTRATION[action](standing, who) for who in ROLES}
    assert found == {who: "done" if who in allowed.get(action, ["administrator"]) else "not_allowed" for who in ROLES}


def test_agencies_may_be_chosen_by_those_who_see_them_and_an_agency_sees_itself(standing) -> None:
    seen = {who: sorted(standing.ask(who, partners.choices)) for who in ROLES}
    both = ["P-001", "P-002"]
    assert seen == dict.fromkeys(ROLES, both) | {"partner_coordinator": ["P-001"], "expert": []}


def test_a_right_that_is_taken_is_gone_at_the_next_click(world, now) -> None:
    world.do("administrator", users.take, "U-003", Role.EMBASSY_OFFICER, now)
    assert world.outcome("embassy_officer", engagements.view, BOTH[0]) == "not_allowed"
    world.do("administrator", users.set_active, "U-004", 1, active=False)
    with pytest.raises(NotSignedIn):
        world.ask("rso", engagements.view, BOTH[0])


def test_nobody_without_an_account_is_answered(standing) -> None:
    for reference in ("U-999", "", "system", "' OR 1=1 --"):
        with pytest.raises(NotSignedIn):
            standing.ask(reference, engagements.view, BOTH[0])
