"""Experts: who sees whom and whose name, who enters what, and nobody the own; nothing is lost, nothing is deleted."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from slp_core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from slp_core.lifecycle import Stage
from slp_core.periods import Period
from slp_core.roles import Role
from slp_core.services import (
    absences,
    appraisals,
    credentials,
    engagements,
    experience,
    expert_list,
    expert_view,
    experts,
    skills,
    users,
)
from slp_core.services.expert_list import Filters, Offered
from slp_core.store.db import Actor, reading, work
from slp_core.store.models import AppUser, AuditEntry, Expert, ExpertSkill, Partner, Person
from slp_core.validity import Never, Validity, on

OURS, THEIRS = "E-2027-001", "E-2027-002"
ROLES = ("administrator", "km_officer", "embassy_officer", "rso", "partner_coordinator", "expert", "viewer")
MEANING = {"y": "done", "n": "not_allowed", "-": "not_found", "!": "invalid_input", "x": "conflict"}
BOTH = ("X-001", "X-003")  # in reach of all, and of another agency at another post
AWAY = Period(date(2027, 6, 1), date(2027, 6, 5))
NOW = date(2027, 3, 1)  # both teams are back
DAY = date(2026, 11, 25)
MOMENT = datetime(2026, 11, 25, 15, tzinfo=UTC)
ACTIONS = {  # for the expert in reach, and the one elsewhere; nobody acts on the own skills: n in the expert's column
    "see": ("yy yy yy nn y- y- nn", lambda w, who, x: w.outcome(who, expert_view.view, x)),
    "change": ("nn yy nn nn y- nn nn", lambda w, who, x: w.outcome(who, experts.change, x, 2, "New", "", "", "")),
    "deactivate": ("nn yy nn nn y- nn nn", lambda w, who, x: w.outcome(who, experts.deactivate, x, 2, "Retired")),
    "reactivate": ("nn yy nn nn y- nn nn", lambda w, who, x: w.outcome(who, experts.reactivate, x, 2)),
    "set a skill": (
        "nn yy nn nn y- nn nn", lambda w, who, x: w.outcome(who, skills.set_skill, x, "canine", "leads")
    ),
    "set a language": (
        "nn yy nn nn y- nn nn", lambda w, who, x: w.outcome(who, skills.set_language, x, "ka", "full")
    ),
    "add a credential": (
        "nn yy nn nn y- nn nn",
        lambda w, who, x: w.outcome(who, credentials.add, x, "training", "First aid", None, Never.NEVER, DAY),
    ),
    "add experience": (
        "nn yy nn nn y- nn nn", lambda w, who, x: w.outcome(who, experience.add, x, "Taught", "", 2020, None, DAY)
    ),
    "declare an absence": (
        "nn yy nn nn y- y- nn", lambda w, who, x: w.outcome(who, absences.declare, x, "leave", AWAY)
    ),
    "appraise": (
        "nn yy y- nn nn nn nn",
        lambda w, who, x: w.outcome(
            who, appraisals.give, x, {"X-001": OURS, "X-003": THEIRS}[x], 4, "Taught well.", NOW
        ),
    ),
    "read appraisals": ("nn yy yy nn nn nn nn", lambda w, who, x: w.outcome(who, appraisals.of_expert, x)),
}  # fmt: skip


@pytest.mark.parametrize("action", ACTIONS)
def test_an_expert_is_seen_and_changed_by_role_and_scope(standing, action) -> None:
    row, attempt = ACTIONS[action]
    expected = [
        (role, expert, MEANING[letter])
        for role, pair in zip(ROLES, row.split(), strict=True)
        for expert, letter in zip(BOTH, pair, strict=True)
    ]
    assert [(role, expert, attempt(standing, role, expert)) for role, expert, _ in expected] == expected


CONFIRMS = {
    "a skill": (skills.confirm_skill, "canine"),
    "a language": (skills.confirm_language, "ka"),
    "a credential": (credentials.confirm, 1),
}


@pytest.fixture
def proposed(world):
    """What the coordinator of the agency has entered for X-001."""
    world.do("partner_coordinator", skills.set_skill, "X-001", "canine", "teaches")
    world.do("partner_coordinator", skills.set_language, "X-001", "ka", "professional")
    world.do("partner_coordinator", credentials.add, "X-001", "training", "First aid", None, date(2027, 3, 5), DAY)
    return world


def seen(world, who="km_officer", expert="X-001"):
    return world.ask(who, expert_view.view, expert)


def all_of(view):
    return (*view.skills, *view.languages, *view.credentials)


@pytest.mark.parametrize("what", CONFIRMS)
def test_inl_km_confirms_what_an_agency_enters_and_nobody_else_does(proposed, what) -> None:
    use_case, key = CONFIRMS[what]
    outcomes = {role: proposed.outcome(role, use_case, "X-001", key, 1) for role in ROLES}
    assert outcomes == {role: "done" if role == "km_officer" else "not_allowed" for role in ROLES}


def test_what_an_agency_enters_is_not_confirmed_until_inl_km_says_so(proposed) -> None:
    assert [one.confirmed for one in all_of(seen(proposed))] == [False, False, False]
    for use_case, key in CONFIRMS.values():
        proposed.do("km_officer", use_case, "X-001", key, 1)
    assert [one.confirmed for one in all_of(seen(proposed))] == [True, True, True]


def test_what_inl_km_enters_is_confirmed_and_an_agencys_change_of_it_is_not(world) -> None:
    world.do("km_officer", skills.set_skill, "X-001", "canine", "assists")
    (skill,) = seen(world).skills
    assert skill.confirmed
    world.do("partner_coordinator", skills.set_skill, "X-001", "canine", "leads", skill.version)
    assert [(one.level, one.confirmed) for one in seen(world).skills] == [("leads", False)]


OWN = {
    "set a skill": lambda w, who: w.outcome(who, skills.set_skill, "X-001", "canine", "leads", 1),
    "take a skill": lambda w, who: w.outcome(who, skills.take_skill, "X-001", "canine", 1, MOMENT),
    "confirm a skill": lambda w, who: w.outcome(who, skills.confirm_skill, "X-001", "canine", 1),
    "set a language": lambda w, who: w.outcome(who, skills.set_language, "X-001", "ka", "full", 1),
    "confirm a language": lambda w, who: w.outcome(who, skills.confirm_language, "X-001", "ka", 1),
    "add a credential": lambda w, who: w.outcome(who, credentials.add, "X-001", "training", "A", None, None, DAY),
    "renew a credential": lambda w, who: w.outcome(who, credentials.renew, "X-001", 1, 1, None, Never.NEVER, DAY),
    "confirm a credential": lambda w, who: w.outcome(who, credentials.confirm, "X-001", 1, 1),
    "take a credential": lambda w, who: w.outcome(who, credentials.take, "X-001", 1, 1, MOMENT),
    "add experience": lambda w, who: w.outcome(who, experience.add, "X-001", "Led", "", 2020, None, DAY),
    "appraise": lambda w, who: w.outcome(who, appraisals.give, "X-001", OURS, 5, "Great.", NOW),
    "read appraisals": lambda w, who: w.outcome(who, appraisals.of_expert, "X-001"),
}


@pytest.mark.parametrize("action", OWN)
@pytest.mark.parametrize("link", ["the same person", "the expert's own role"])
def test_nobody_edits_or_confirms_the_own_whatever_the_other_roles(proposed, now, action, link) -> None:
    assert OWN[action](proposed, "km_officer") == "done"
    if link == "the same person":
        with work(proposed.database, Actor(1), now) as db:
            account = db.scalars(select(AppUser).where(AppUser.reference == "U-002")).one()
            account.person_id = db.scalars(select(Expert.person_id).where(Expert.reference == "X-001")).one()
    else:
        proposed.do("administrator", users.give, "U-002", Role.EXPERT, expert="X-001")
    assert OWN[action](proposed, "km_officer") == "not_allowed"
    assert proposed.outcome("km_officer", absences.declare, "X-001", "leave", AWAY) == "done"
    assert proposed.outcome("km_officer", skills.set_skill, "X-002", "canine", "leads") == "done"
    assert seen(proposed).oneself


# --- names


def test_a_post_reads_what_all_active_experts_can_do_and_names_only_near_its_engagements(world) -> None:
    near, far = seen(world, "embassy_officer"), seen(world, "embassy_officer", "X-003")
    assert (near.named, near.name, far.named, far.name, far.email, far.sent, far.away) == (
        True, "Ann O’Neill", False, "", "", (), (),
    )  # fmt: skip
    listed = {row.reference: row.name for row in world.ask("embassy_officer", expert_list.page, Filters()).rows}
    assert listed == {"X-003": "", "X-001": "Ann O’Neill", "X-002": "Abe Quimby"}


def test_a_name_that_may_not_be_seen_is_not_found_by_searching_for_it(standing) -> None:
    def found(who, text):
        return [row.reference for row in standing.ask(who, expert_list.page, Filters(text=text)).rows]

    assert found("km_officer", "ironside") == found("other officer", "ironside") == ["X-003"]
    assert found("embassy_officer", "ironside") == []


def test_an_inactive_expert_of_another_post_is_out_of_an_officers_reach(world) -> None:
    for expert in BOTH:
        world.do("km_officer", experts.deactivate, expert, 2, "Retired")
    assert world.outcome("embassy_officer", expert_view.view, "X-001") == "done"
    assert world.outcome("embassy_officer", expert_view.view, "X-003") == "not_found"


def test_an_expert_is_shown_the_own_engagements_and_an_officer_those_of_the_post(world) -> None:
    assert [one.engagement for one in seen(world, "expert").sent] == [OURS]
    assert [one.engagement for one in seen(world, "other officer", "X-003").sent] == [THEIRS]


TYPED = ("Pat O'Bryan", "Siobhan O’Neill", "Wayan", "U Ko", "Smith-Jones", "María José Díaz Peña")


def test_names_are_kept_as_typed_and_found_as_one_types_them(world) -> None:  # DTA-08
    for name in TYPED:
        world.do("km_officer", experts.add, name, "P-001")

    def found(text):
        return {row.name for row in world.ask("km_officer", expert_list.page, Filters(text=text)).rows}

    assert set(TYPED) <= found("")
    assert found("oneill") == {"Siobhan O’Neill", "Ann O’Neill"}
    assert found("obryan") == {"Pat O'Bryan"} and found("diaz pena") == {"María José Díaz Peña"}
    assert found("O'Neill") == found("o’neill") == found("ONEILL") == found("oneill")
    assert found("Wayan") == {"Wayan"} and found("smith-jones") == {"Smith-Jones"} and found("u ko") == {"U Ko"}


def test_a_social_security_number_is_refused_wherever_something_is_typed(standing, today) -> None:
    number = "219-09-9999"
    for use_case, *values in (
        (experts.add, number, "P-001"),
        (experts.add, "Ann", "P-001", number),
        (experts.add, "Ann", "P-001", "", f"Springfield {number}"),
        (experts.change, "X-001", 2, "Ann", number, "", ""),
        (experts.deactivate, "X-001", 2, f"See {number}"),
        (credentials.add, "X-001", "training", f"SSN {number}", None, None, today),
        (experience.add, "X-001", number, "", 2020, None, today),
        (appraisals.give, "X-001", OURS, 3, f"SSN 219099999 {number}", NOW),
    ):
        assert standing.outcome("km_officer", use_case, *values) == "invalid_input", use_case


# --- the list


@pytest.fixture
def skilled(world):
    for expert, level in (("X-001", "assists"), ("X-002", "teaches"), ("X-003", "leads")):
        world.do("km_officer", skills.set_skill, expert, "canine", level)
    for expert, level in (("X-001", "native"), ("X-002", "limited")):
        world.do("km_officer", skills.set_language, expert, "ka", level)
    world.do("km_officer", experts.change, "X-002", 2, "Abe Quimby", "Canine Sergeant", "Springfield, IL", "")
    return world


NARROWED = {
    "a specialty": ({"specialty": "canine"}, {"X-001", "X-002", "X-003"}),
    "a specialty nobody has": ({"specialty": "aviation"}, set()),
    "a least level": ({"specialty": "canine", "skill_level": "teaches"}, {"X-002", "X-003"}),
    "the highest level": ({"specialty": "canine", "skill_level": "leads"}, {"X-003"}),
    "a language": ({"language": "ka"}, {"X-001", "X-002"}),
    "a language's level": ({"language": "ka", "language_level": "full"}, {"X-001"}),
    "both": ({"specialty": "canine", "skill_level": "teaches", "language": "ka"}, {"X-002"}),
    "a title": ({"text": "sergeant"}, {"X-002"}),
    "a name and a title": ({"text": "quimby canine"}, {"X-002"}),
    "a reference": ({"text": "x-003"}, {"X-003"}),
    "an agency": ({"agency": "beta"}, {"X-003"}),
    "an agency's reference": ({"agency": "P-001"}, {"X-001", "X-002"}),
    "a state": ({"state": "MD"}, {"X-003"}),
    "a wildcard that is none": ({"text": "%"}, set()),
    "a free time": ({"free": Period(date(2027, 3, 1), date(2027, 3, 2))}, {"X-001", "X-002", "X-003"}),
    "a time of both engagements": ({"free": Period(date(2027, 2, 12), date(2027, 2, 13))}, set()),
}


@pytest.mark.parametrize(("wanted", "found"), NARROWED.values(), ids=NARROWED)
def test_the_list_is_narrowed_and_counted(skilled, wanted, found) -> None:
    page = skilled.ask("km_officer", expert_list.page, Filters(**wanted))
    assert ({row.reference for row in page.rows}, page.count) == (found, len(found))


def test_the_rows_say_what_each_can_do(skilled) -> None:
    rows = {row.reference: row for row in skilled.ask("km_officer", expert_list.page, Filters()).rows}
    assert rows["X-001"].skills == (("canine", "assists"),) and rows["X-001"].languages == (("ka", "native"),)
    assert (rows["X-002"].title, rows["X-003"].languages) == ("Canine Sergeant", ())


def test_the_inactive_are_in_their_own_list_only(world, now) -> None:
    world.do("km_officer", experts.deactivate, "X-002", 2, "Retired")
    with work(world.database, Actor(1), now) as db:
        db.get_one(Partner, 2).status = "paused"

    def found(offered):
        return {row.reference for row in world.ask("km_officer", expert_list.page, Filters(offered=offered)).rows}

    assert (found(Offered.ON_OFFER), found(Offered.INACTIVE)) == ({"X-001"}, {"X-002"})
    assert found(Offered.ALL) == {"X-001", "X-002", "X-003"}
    free = Filters(offered=Offered.ALL, free=Period(date(2027, 5, 1), date(2027, 5, 2)))
    assert [row.reference for row in world.ask("km_officer", expert_list.page, free).rows] == ["X-001"]


LISTED = {"administrator": 3, "km_officer": 3, "embassy_officer": 3, "partner_coordinator": 2, "expert": 1}
LISTED |= {"other officer": 3, "other coordinator": 1, "other expert": 1}


@pytest.mark.parametrize("who", LISTED)
def test_the_list_holds_what_is_in_reach_and_so_does_its_count(standing, who) -> None:
    page = standing.ask(who, expert_list.page, Filters())
    assert len(page.rows) == page.count == LISTED[who]


def test_roles_without_experts_get_no_list(standing) -> None:
    assert {standing.outcome(who, expert_list.page, Filters()) for who in ("rso", "viewer")} == {"not_allowed"}


def test_the_list_is_cut_into_pages_without_losing_or_doubling_anyone(world) -> None:
    for number in range(30):
        world.do("km_officer", experts.add, f"Same Name {number % 2}", "P-001", token=str(number))
    pages = [world.ask("km_officer", expert_list.page, Filters(), number) for number in (1, 2, 3)]
    found = [row.reference for page in pages for row in page.rows]
    assert len(found) == len(set(found)) == pages[0].count == 33
    assert world.ask("km_officer", expert_list.page, Filters(), 99).number == pages[0].pages == 3


# --- changes


def test_an_experts_values_are_changed_and_the_trail_has_no_name(world) -> None:
    world.do("partner_coordinator", experts.change, "X-001", 2, "Ann O'Neill-Díaz", "Captain", "Peoria, IL", "a@x.gov")
    view = seen(world)
    assert (view.name, view.title, view.station, view.email) == ("Ann O'Neill-Díaz", "Captain", "Peoria, IL", "a@x.gov")
    with reading(world.database) as db:
        assert db.scalars(select(Person.search_key).where(Person.display_name == view.name)).one() == "ann oneill-diaz"
        trail = " ".join(str(entry.changes) for entry in db.scalars(select(AuditEntry)))
    assert "Captain" in trail and "Díaz" not in trail and "a@x.gov" not in trail


def test_a_change_of_either_row_since_it_was_shown_is_a_conflict(world) -> None:
    world.do("km_officer", experts.change, "X-001", 2, "Only The Name", "", "", "")
    with pytest.raises(Conflict):
        world.do("km_officer", experts.change, "X-001", 2, "Another", "", "", "", token="second")
    with pytest.raises(Conflict):
        world.do("km_officer", experts.deactivate, "X-001", 2, "Retired")


def test_an_expert_is_not_taken_off_the_offer_without_a_reason(standing) -> None:
    assert standing.outcome("km_officer", experts.deactivate, "X-001", 2, "  ") == "invalid_input"


def test_a_coordinator_adds_experts_of_the_own_agency_only(standing) -> None:
    outcomes = [standing.outcome("partner_coordinator", experts.add, "New", p) for p in ("P-001", "P-002", "P-999")]
    assert outcomes == ["done", "not_allowed", "not_found"]


def test_a_skill_that_was_taken_comes_back_as_the_same_row(world, now) -> None:
    world.do("km_officer", skills.set_skill, "X-001", "canine", "leads")
    world.do("km_officer", skills.take_skill, "X-001", "canine", 1, now)
    assert seen(world).skills == ()
    world.do("km_officer", skills.set_skill, "X-001", "canine", "assists", token="again")
    with reading(world.database) as db:
        (row,) = db.scalars(select(ExpertSkill)).all()
    assert (row.level, row.archived_at) == ("assists", None)


def test_a_level_shown_in_another_version_is_not_overwritten(world) -> None:
    world.do("km_officer", skills.set_skill, "X-001", "canine", "leads")
    for version in (0, 7):
        with pytest.raises(Conflict):
            world.do("km_officer", skills.set_skill, "X-001", "canine", "assists", version, token=str(version))


def test_what_is_not_in_the_catalogue_is_refused(standing) -> None:
    for use_case, key, level in (
        (skills.set_skill, "knitting", "leads"), (skills.set_skill, "canine", "expert"),
        (skills.set_language, "xx", "full"), (skills.set_language, "ka", "leads"),
    ):  # fmt: skip
        assert standing.outcome("km_officer", use_case, "X-001", key, level) == "invalid_input"
    with pytest.raises(InvalidInput, match="level"):
        standing.ask("km_officer", expert_list.page, Filters(specialty="canine", skill_level="x"))


# --- credentials (MAT-04)

EVENT = (date(2027, 3, 1), date(2027, 3, 12))
EXPIRY = {
    "A": (date(2027, 3, 5), Validity.ENDS_DURING, "expires during the event"),
    "B": (date(2027, 12, 31), Validity.VALID, "valid"),
    "C": (Never.NEVER, Validity.VALID, "valid"),
    "D": (None, Validity.UNKNOWN, "not known"),
    "E": (date(2027, 2, 28), Validity.EXPIRED, "expired before the event"),
    "F": (date(2027, 3, 12), Validity.VALID, "valid"),
}


def test_a_credential_is_judged_on_the_days_of_the_event_and_no_expiry_is_not_never(world) -> None:
    for name, (expires, _, _) in EXPIRY.items():
        world.do("km_officer", credentials.add, "X-001", "certificate", name, None, expires, DAY)
    found = {one.name: on(one.expires, *EVENT) for one in seen(world).credentials}
    assert found == {name: validity for name, (_, validity, _) in EXPIRY.items()}
    assert {name: str(validity) for name, validity in found.items()} == {
        n: words for n, (_, _, words) in EXPIRY.items()
    }


CANNOT_BE = {
    "no name": {"name": " "},
    "an unknown kind": {"kind": "passport"},
    "issued tomorrow": {"issued": DAY + timedelta(1)},
    "expired before it was issued": {"issued": DAY, "expires": DAY - timedelta(1)},
}


@pytest.mark.parametrize("wrong", CANNOT_BE.values(), ids=CANNOT_BE)
def test_a_credential_that_cannot_be_is_refused(standing, wrong) -> None:
    values = {"kind": "training", "name": "First aid", "issued": None, "expires": None, "today": DAY} | wrong
    assert standing.outcome("km_officer", credentials.add, "X-001", **values) == "invalid_input"


def test_a_credential_is_renewed_in_place_and_taken(proposed, now) -> None:
    proposed.do("km_officer", credentials.renew, "X-001", 1, 1, DAY, Never.NEVER, DAY)
    (held,) = seen(proposed).credentials
    assert (held.issued, held.expires, held.confirmed) == (DAY, Never.NEVER, True)
    with pytest.raises(Conflict):
        proposed.do("km_officer", credentials.take, "X-001", 1, 1, now)
    proposed.do("km_officer", credentials.take, "X-001", 1, held.version, now, token="b")
    assert seen(proposed).credentials == ()


def test_what_belongs_to_another_expert_is_not_reached_through_ones_own(proposed, now) -> None:
    for call in (
        (credentials.confirm, "X-002", 1, 1), (credentials.take, "X-002", 1, 1, now),
        (experience.take, "X-002", 1, 1, now), (absences.take_back, "X-002", 1, 1, now),
        (appraisals.take_back, "X-002", 1, 1, now), (skills.take_skill, "X-002", "canine", 1, now),
    ):  # fmt: skip
        assert proposed.outcome("km_officer", *call) == "not_found"


# --- experience, absences, appraisals


def test_experience_has_years_in_order_and_is_taken_back(world, now) -> None:
    for first, last in ((2025, 2024), (1900, 1901), (2027, None), (2020, 2030)):
        assert world.outcome("km_officer", experience.add, "X-001", "Led", "", first, last, DAY) == "invalid_input"
    assert world.outcome("km_officer", experience.add, "X-001", "Led", "XXX", 2020, None, DAY) == "invalid_input"
    world.do("km_officer", experience.add, "X-001", "Led a unit", "GEO", 2020, None, DAY)
    (done,) = seen(world).experience
    assert (done.what, done.country, done.first_year, done.last_year) == ("Led a unit", "GEO", 2020, None)
    world.do("km_officer", experience.take, "X-001", done.id, done.version, now)
    assert seen(world).experience == ()


def test_an_absence_is_declared_by_oneself_once_and_taken_back(world, now) -> None:
    world.do("expert", absences.declare, "X-001", "other", AWAY)
    with pytest.raises(Conflict, match="declared already"):
        world.do("expert", absences.declare, "X-001", "leave", AWAY)
    (away,) = seen(world, "expert").away
    assert away.period == AWAY
    world.do("expert", absences.take_back, "X-001", away.id, away.version, now)
    assert seen(world, "expert").away == ()


def test_an_absence_over_a_trip_is_said_on_the_experts_page(world) -> None:
    assert seen(world).twice == ()
    world.do("expert", absences.declare, "X-001", "leave", Period(date(2027, 2, 10), None))
    (sentence,) = seen(world).twice
    assert OURS in sentence and "3\u00a0days in common" in sentence


def test_an_appraisal_is_given_once_after_the_return_and_taken_back_by_its_giver(world, now) -> None:
    call = (appraisals.give, "X-001", OURS, 4, "Taught well.")
    for early in (date(2027, 1, 1), date(2027, 2, 12)):
        assert world.outcome("km_officer", *call, early) == "conflict"
    world.do("embassy_officer", *call, date(2027, 2, 13))
    assert world.outcome("embassy_officer", *call, NOW) == "conflict"
    (theirs,) = world.ask("km_officer", appraisals.of_expert, "X-001")
    assert (theirs.rating, theirs.by, theirs.mine) == (4, "Eve Officer", False)
    assert world.outcome("km_officer", appraisals.take_back, "X-001", theirs.id, 1, now) == "not_found"
    world.do("embassy_officer", appraisals.take_back, "X-001", theirs.id, 1, now)
    assert world.ask("km_officer", appraisals.of_expert, "X-001") == ()


def test_work_that_was_not_done_is_not_appraised(world) -> None:
    assert world.outcome("km_officer", appraisals.give, "X-003", OURS, 4, "Good.", NOW) == "not_found"
    version = world.ask("km_officer", engagements.view, OURS).version
    world.do("km_officer", engagements.move, OURS, Stage.CANCELLED, version)
    assert world.outcome("km_officer", appraisals.give, "X-001", OURS, 4, "Good.", NOW) == "not_found"
    for rating in (0, 6):
        assert world.outcome("km_officer", appraisals.give, "X-003", THEIRS, rating, "Good.", NOW) == "invalid_input"


def test_an_officer_reads_appraisals_of_the_own_posts_engagements_only(world) -> None:
    world.do("km_officer", appraisals.give, "X-003", THEIRS, 2, "Late.", NOW)
    assert len(world.ask("other officer", appraisals.of_expert, "X-003")) == 1
    assert world.ask("embassy_officer", appraisals.of_expert, "X-003") == ()


def test_the_page_says_what_this_user_may_do_with_this_expert(world) -> None:
    assert seen(world).may == {"expert:change", "credential:confirm", "absence:declare", "appraisal:give"}
    assert seen(world, "partner_coordinator").may == {"expert:change", "absence:declare"}
    assert seen(world, "expert").may == {"absence:declare"} and seen(world, "expert").oneself


def test_what_does_not_exist_and_what_is_out_of_reach_read_the_same(standing) -> None:
    refusals = []
    for reference in ("X-003", "X-999", "' OR 1=1 --"):
        with pytest.raises(NotFound) as refusal:
            standing.ask("partner_coordinator", expert_view.view, reference)
        refusals.append((refusal.value.message, refusal.value.hint))
    assert len(set(refusals)) == 1
    with pytest.raises(NotAllowed):
        standing.ask("viewer", expert_view.view, "X-001")
