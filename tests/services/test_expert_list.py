"""The list of experts: narrowed, counted and paged, within reach; a hidden name is not found by searching."""

from datetime import date

import pytest

from slp_core.periods import Period
from slp_core.services import (
    expert_list,
    experts,
    skills,
)
from slp_core.services.expert_list import Filters, Offered
from slp_core.store.db import Actor, work
from slp_core.store.models import Partner

OURS, THEIRS = "E-2027-001", "E-2027-002"


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


def test_a_name_that_may_not_be_seen_is_not_found_by_searching_for_it(standing) -> None:
    def found(who, text):
        return [row.reference for row in standing.ask(who, expert_list.page, Filters(text=text)).rows]

    assert found("km_officer", "ironside") == found("other officer", "ironside") == ["X-003"]
    assert found("embassy_officer", "ironside") == []


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
    pages = [world.ask("km_officer", expert_list.page, Filters(), number) for number in (1, 2, 3, 4)]
    found = [row.reference for page in pages for row in page.rows]
    assert len(found) == len(set(found)) == pages[0].count == 33
    assert world.ask("km_officer", expert_list.page, Filters(), 99).number == pages[0].pages == 4
