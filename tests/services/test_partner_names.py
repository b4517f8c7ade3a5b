"""Other names, names that are nobody's yet, and agencies that may be the same: a person decides (MAT-03)."""

import pytest
from sqlalchemy import select

from slp_core.errors import Conflict
from slp_core.services import (
    partner_duplicates,
    partner_names,
    partners,
)
from slp_core.store.db import reading
from slp_core.store.models import PartnerAlias
from tests.services.conftest import ROLES

MAT_03 = ("Illinois State Police", "ISP", "Illinois St. Police")


def place(world, *names: str, state="IL") -> list[str]:
    return [
        world.do("km_officer", partner_names.place, name, state, "Roster", token=f"{name}{number}")
        for number, name in enumerate(names)
    ]


def waiting(world):
    return world.ask("km_officer", partner_names.unknown)


# MAT-03


def test_a_name_that_is_not_known_waits_with_suggestions_and_no_row_is_lost(illinois) -> None:
    rows = [*MAT_03, "ISP", "Nowhere Police"]
    placed = place(illinois, *rows)
    assert placed == ["P-003", "", "", "", ""]
    queue = {one.name: (one.times, [s.reference for s in one.meaning.suggestions]) for one in waiting(illinois)}
    assert queue == {"ISP": (2, ["P-003"]), "Illinois St. Police": (1, ["P-003"]), "Nowhere Police": (1, [])}
    assert sum(map(bool, placed)) + sum(times for times, _ in queue.values()) == len(rows)
    assert illinois.ask("km_officer", partner_names.waiting) == 3


def test_a_name_that_was_settled_is_known_from_then_on(illinois, now) -> None:
    place(illinois, "Illinois St. Police")
    (one,) = waiting(illinois)
    illinois.do("km_officer", partner_names.settle, one.id, "P-003", one.version, now)
    assert waiting(illinois) == ()
    assert illinois.ask("viewer", partners.view, "P-003").names == ("Illinois St. Police",)
    assert illinois.do("km_officer", partner_names.place, "ILLINOIS ST. POLICE", "", "Roster") == "P-003"
    assert illinois.outcome("km_officer", partner_names.settle, one.id, "P-003", one.version, now) == "not_found"


def test_a_name_taken_off_the_list_waits_again_once_it_is_met_again(illinois, now) -> None:
    place(illinois, "Typing error")
    (one,) = waiting(illinois)
    illinois.do("km_officer", partner_names.drop, one.id, one.version, now)
    assert waiting(illinois) == () and illinois.ask("km_officer", partner_names.waiting) == 0
    assert illinois.outcome("viewer", partner_names.drop, one.id, one.version, now) == "not_allowed"
    assert illinois.do("km_officer", partner_names.place, "Typing error", "IL", "Roster", token="again") == ""
    assert len(waiting(illinois)) == 1


def test_a_waiting_name_met_again_meanwhile_is_not_settled_from_the_old_page(illinois, now) -> None:
    place(illinois, "ISP")
    shown = waiting(illinois)[0]
    place(illinois, "ISP", "ISP")
    with pytest.raises(Conflict, match="changed by someone else"):
        illinois.do("km_officer", partner_names.settle, shown.id, "P-003", shown.version, now)


def test_a_waiting_name_says_when_it_is_known_by_now(illinois) -> None:
    place(illinois, "ISP")
    illinois.do("km_officer", partner_names.add, "P-003", "ISP")
    assert waiting(illinois)[0].meaning.reference == "P-003"


def test_a_name_of_two_agencies_waits_for_somebody_to_say_which(illinois) -> None:
    for level in ("county", "municipal"):
        illinois.do("km_officer", partners.add, "Cook Police", "IL", level, "police", 1)
    assert place(illinois, "Cook Police") == [""]
    assert [s.reference for s in waiting(illinois)[0].meaning.suggestions] == ["P-004", "P-005"]


def test_without_a_state_a_name_is_looked_for_everywhere(illinois) -> None:
    assert place(illinois, "Beta Sheriff", "Beta Sherif", state="") == ["P-002", ""]
    assert [s.reference for s in waiting(illinois)[0].meaning.suggestions] == ["P-002"]


# Other names


def test_a_name_is_given_once_taken_away_and_given_again_as_the_same_row(illinois, now) -> None:
    for token in "ab":
        illinois.do("km_officer", partner_names.add, "P-003", " ISP ", token=token)
        assert illinois.ask("viewer", partners.view, "P-003").names == ("ISP",)
        illinois.do("km_officer", partner_names.take, "P-003", "isp", now, token=f"take {token}")
        assert illinois.ask("viewer", partners.view, "P-003").names == ()
    with reading(illinois.database) as db:
        assert len(db.scalars(select(PartnerAlias)).all()) == 1
    assert illinois.outcome("km_officer", partner_names.take, "P-003", "isp", now) == "not_found"


@pytest.mark.parametrize("name", ["Alpha Police", "ALPHA  police", "Illinois State Police"])
def test_a_name_of_an_agency_of_the_state_and_level_is_not_given_to_another(illinois, name) -> None:
    with pytest.raises(Conflict, match="already") as refusal:
        illinois.do("km_officer", partner_names.add, "P-003", name)
    assert refusal.value.context["partner"] in ("P-001", "P-003")


@pytest.mark.parametrize("name", ["", " \x00 ", "x" * 201])
def test_a_name_that_cannot_be_is_refused(illinois, name) -> None:
    assert illinois.outcome("km_officer", partner_names.add, "P-003", name) == "invalid_input"
    assert illinois.outcome("km_officer", partner_names.place, name, "IL", "Roster") == "invalid_input"


@pytest.mark.parametrize("who", ROLES)
def test_names_and_pairs_are_decided_by_the_program_alone(illinois, now, who) -> None:
    place(illinois, "ISP")
    one = waiting(illinois)[0]
    tried = [
        illinois.outcome(who, partner_names.add, "P-003", "New name"),
        illinois.outcome(who, partner_names.unknown),
        illinois.outcome(who, partner_names.waiting),
        illinois.outcome(who, partner_names.settle, one.id, "P-003", one.version, now),
        illinois.outcome(who, partner_duplicates.in_state, "IL"),
        illinois.outcome(who, partner_duplicates.of_partner, "P-001"),
        illinois.outcome(who, partner_duplicates.apart, "P-001", "P-003"),
        illinois.outcome(who, partner_duplicates.merge, "P-001", 1, "P-003", 1, now),
    ]
    assert tried == ["done" if who == "km_officer" else "not_allowed"] * len(tried)
    imports = "done" if who in ("administrator", "km_officer") else "not_allowed"
    assert illinois.outcome(who, partner_names.place, "New", "IL", "Roster") == imports
