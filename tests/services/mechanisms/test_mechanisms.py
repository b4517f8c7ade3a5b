"""Agreements: recorded once, amended in order, listed within reach, used by estimates, and covering trips or not."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from slp_core.errors import Conflict, InvalidInput, NotFound
from slp_core.lifecycle import Stage
from slp_core.mechanisms import Amendment, AmendmentKind, MechanismState, Terms
from slp_core.services import engagement_mechanism, engagements, mechanism_history, mechanism_list, mechanisms
from slp_core.services.mechanism_list import Filters, Which
from slp_core.store.db import reading
from slp_core.store.models import AuditEntry
from tests.services.conftest import MEANING, OURS, ROLES
from tests.services.mechanisms.conftest import SEEN, SIGNED

RENEWAL, DATES, MONEY, NO_COST = AmendmentKind


def until(day, **other):
    return replace(SIGNED, terms=Terms(date(2026, 1, 1), day, Decimal(50_000)), **other)


@pytest.fixture
def amend(world, today):
    def amends(reference, kind, signed="2026-06-01", ends=None, change=None, version=None, token=""):
        shown = version or world.ask("km_officer", mechanisms.view, reference, today).version
        call = (reference, Amendment(0, kind, date.fromisoformat(signed), ends, change, "As agreed"), shown, today)
        return world.do(
            "km_officer", mechanisms.amend, *call, token=token or f"{reference}{kind}{signed}{change}{shown}"
        )

    return amends


@pytest.fixture
def assign(world, today):
    def assigns(reference, mechanism, who="km_officer"):
        version = world.ask("km_officer", engagements.view, reference).version
        return world.do(who, engagement_mechanism.assign, reference, mechanism, version, today)

    return assigns


# --- recording


def test_an_agreement_is_seen_as_it_was_recorded(world, add, today) -> None:
    reference = add()
    found = world.ask("km_officer", mechanisms.view, reference, today)
    assert (reference, found.agreed, found.terms) == ("M-001", SIGNED, SIGNED.terms)
    assert (found.partner, found.partner_name, found.state) == ("P-001", "Alpha Police", MechanismState.IN_FORCE)
    assert (found.ceiling.used, found.ceiling.left, found.engagements) == (0, 50_000, 0)


def test_a_number_is_recorded_once_for_an_agency(world, add) -> None:
    add()
    with pytest.raises(InvalidInput, match="recorded already, as M-001"):
        add(replace(SIGNED, title="Again"))
    assert add(partner="P-002") == "M-002"
    assert {add(replace(SIGNED, number="", title=title)) for title in "ab"} == {"M-003", "M-004"}


def test_an_archived_agreement_is_taken_up_again_under_its_reference(world, add, today, now) -> None:
    reference = add()
    world.do("km_officer", mechanisms.archive, reference, 1, now)
    assert world.outcome("km_officer", mechanisms.view, reference, today) == "not_found"
    assert world.ask("km_officer", mechanism_list.page, Filters(), today).count == 0
    assert add(replace(SIGNED, title="Once more")) == reference
    assert world.ask("km_officer", mechanisms.view, reference, today).agreed.title == "Once more"


def test_an_agreement_of_nobody_or_of_no_known_type_is_refused(standing) -> None:
    assert standing.outcome("km_officer", mechanisms.add, "P-999", SIGNED) == "not_found"
    assert standing.outcome("km_officer", mechanisms.add, "P-001", replace(SIGNED, type="treaty")) == "invalid_input"


def test_what_was_signed_is_corrected_as_long_as_its_amendments_fit(world, add, amend, today) -> None:
    reference = add(until(date(2026, 12, 31)))
    amend(reference, RENEWAL, ends=date(2027, 12, 31))
    version = world.ask("km_officer", mechanisms.view, reference, today).version
    with pytest.raises(InvalidInput, match="does not run longer"):
        world.do("km_officer", mechanisms.change, reference, until(date(2028, 1, 1)), version)
    world.do("km_officer", mechanisms.change, reference, until(date(2026, 11, 30)), version)
    found = world.ask("km_officer", mechanisms.view, reference, today)
    assert (found.agreed.terms.ends, found.terms.ends) == (date(2026, 11, 30), date(2027, 12, 31))


def test_the_second_of_two_changes_from_the_same_page_is_refused(world, add, amend, now) -> None:
    reference = add()
    world.do("km_officer", mechanisms.change, reference, replace(SIGNED, title="First"), 1)
    for use_case, *args in (
        (mechanisms.change, reference, replace(SIGNED, title="Second"), 1),
        (mechanisms.archive, reference, 1, now),
        (mechanisms.take_back, reference, 1, 1, now),
    ):
        with pytest.raises(Conflict, match="changed by someone else"):
            world.do("km_officer", use_case, *args)
    with pytest.raises(Conflict, match="changed by someone else"):
        amend(reference, NO_COST, version=1)


def test_an_agreement_with_open_engagements_is_not_archived(world, add, assign, today, now) -> None:
    reference = add()
    assign(OURS, reference)
    with pytest.raises(Conflict, match="1\u00a0open engagement runs under"):
        world.do("km_officer", mechanisms.archive, reference, 1, now)
    version = world.ask("km_officer", engagements.view, OURS).version
    world.do("km_officer", engagements.move, OURS, Stage.CLOSED, version)
    world.do("km_officer", mechanisms.archive, reference, 1, now, token="later")


# --- amending


def test_amendments_are_shown_in_the_order_of_signing_with_the_terms_after_each(world, add, amend, today) -> None:
    reference = add()
    amend(reference, MONEY, "2026-09-01", change=Decimal(-10_000))
    amend(reference, RENEWAL, "2026-03-01", ends=date(2028, 12, 31), change=Decimal(20_000))
    found = world.ask("km_officer", mechanisms.view, reference, today)
    assert [(one.kind, terms.ends, terms.ceiling) for one, terms in found.amendments] == [
        (RENEWAL, date(2028, 12, 31), 70_000),
        (MONEY, date(2028, 12, 31), 60_000),
    ]
    assert found.terms == Terms(date(2026, 1, 1), date(2028, 12, 31), Decimal(60_000))
    (row,) = world.ask("km_officer", mechanism_list.of_partner, "P-001", today)
    assert row.terms == found.terms


def test_of_two_who_amend_the_same_state_the_second_looks_again(world, add, amend) -> None:
    reference = add()
    amend(reference, NO_COST, version=1, token="a")
    with pytest.raises(Conflict, match="changed by someone else"):
        amend(reference, NO_COST, version=1, token="b")


def test_a_double_click_amends_once(world, add, amend, today) -> None:
    reference = add()
    for _ in range(3):
        amend(reference, MONEY, change=Decimal(5), version=1, token="form")
    assert world.ask("km_officer", mechanisms.view, reference, today).terms.ceiling == 50_005


def test_an_amendment_that_does_not_fit_stores_nothing(world, add, amend, today) -> None:
    reference = add()
    for kind, ends, change in ((RENEWAL, date(2027, 12, 31), None), (MONEY, None, Decimal(-50_001)), ("gift", None, 1)):
        with pytest.raises(InvalidInput):
            amend(reference, kind, ends=ends, change=change)
    found = world.ask("km_officer", mechanisms.view, reference, today)
    assert (found.amendments, found.version) == ((), 1)


def test_an_amendment_is_taken_back_and_those_that_rest_on_it_hold_it(world, add, amend, today, now) -> None:
    reference = add()
    amend(reference, MONEY, "2026-03-01", change=Decimal(10_000))
    amend(reference, MONEY, "2026-06-01", change=Decimal(-55_000))
    found = world.ask("km_officer", mechanisms.view, reference, today)
    first, second = (one.number for one, _ in found.amendments)
    with pytest.raises(InvalidInput, match="would leave a ceiling of −"):
        world.do("km_officer", mechanisms.take_back, reference, first, found.version, now)
    world.do("km_officer", mechanisms.take_back, reference, second, found.version, now)
    now_found = world.ask("km_officer", mechanisms.view, reference, today)
    assert (now_found.terms.ceiling, len(now_found.amendments)) == (60_000, 1)
    with pytest.raises(NotFound):
        world.do("km_officer", mechanisms.take_back, reference, second, now_found.version, now, token="b")


# --- who may


@pytest.fixture
def two(add):
    """An agreement of the coordinator's own agency and one of another."""
    return add(), add(partner="P-002")


def test_an_agreement_is_seen_by_role_and_agency(world, two, today) -> None:
    found = {who: [world.outcome(who, mechanisms.view, one, today) for one in two] for who in ROLES}
    assert found == {who: [MEANING[letter] for letter in SEEN[who]] for who in ROLES}


def test_a_history_is_seen_by_those_who_see_histories(world, two) -> None:
    outcomes = {who: world.outcome(who, mechanism_history.of_mechanism, two[0]) for who in ROLES}
    assert {who for who, outcome in outcomes.items() if outcome == "done"} == {
        "administrator", "km_officer", "embassy_officer",
    }  # fmt: skip


def test_a_list_holds_what_is_in_reach_and_so_does_its_count(world, two, today) -> None:
    for who in ROLES:
        outcome = world.outcome(who, mechanism_list.page, Filters(), today)
        assert (outcome == "done") == ("y" in SEEN[who])
        if outcome == "done":
            page = world.ask(who, mechanism_list.page, Filters(), today)
            assert (page.count, len(page.rows)) == (SEEN[who].count("y"),) * 2
            assert len(world.ask(who, mechanism_list.of_partner, "P-002", today)) == (SEEN[who][1] == "y")


def test_what_does_not_exist_and_what_is_out_of_reach_read_the_same(world, two, today) -> None:
    said = []
    for reference in (two[1], "M-999"):
        with pytest.raises(NotFound) as refusal:
            world.ask("partner_coordinator", mechanisms.view, reference, today)
        said.append((refusal.value.message, refusal.value.hint))
    assert said[0] == said[1]


def test_only_inl_km_changes_agreements(world, two, today, now) -> None:
    attempts = (
        (mechanisms.add, "P-001", replace(SIGNED, number="X")),
        (mechanisms.change, two[0], SIGNED, 1),
        (mechanisms.amend, two[0], Amendment(0, NO_COST, today), 1, today),
        (mechanisms.archive, two[0], 1, now),
    )
    for use_case, *args in attempts:
        outcomes = {who: world.outcome(who, use_case, *args) for who in ROLES}
        assert {who for who, outcome in outcomes.items() if outcome == "done"} == {"km_officer"}, use_case
        assert {outcome for who, outcome in outcomes.items() if who != "km_officer"} == {"not_allowed"}


# --- lists


def test_the_list_is_narrowed_by_text_type_and_last_day(world, add, amend, today) -> None:
    add(until(today + timedelta(89), number="A", title="Señor O’Neill’s course"))
    add(until(today - timedelta(1), number="B", type="task_order"), "P-002")
    renewed = add(until(today - timedelta(200), number="C"))
    amend(renewed, RENEWAL, ends=today + timedelta(90))
    shortened = add(until(today + timedelta(30), number="D"))
    amend(shortened, DATES, ends=today - timedelta(2))
    add(until(today + timedelta(91), number="E"))
    opened = add(until(today + timedelta(3), number="F"))
    amend(opened, DATES)

    def listed(*filters):
        rows = world.ask("km_officer", mechanism_list.page, Filters(*filters), today).rows
        return "".join(row.number for row in rows)

    assert listed() == "ACEFBD"
    assert [listed("", "", which) for which in (Which.RUNNING, Which.ENDING, Which.ENDED)] == ["ACEF", "AC", "BD"]
    assert [listed(text) for text in ("oneill senor", "beta", "m-003", "100%", "_")] == ["A", "B", "C", "", ""]
    assert listed("", "task_order") == "B"
    count, first = world.ask("km_officer", mechanism_list.ending_soon, today)
    assert (count, [row.number for row in first]) == (2, ["A", "C"])


def test_an_agreement_that_has_not_begun_does_not_end_soon(world, add, today) -> None:
    add(replace(SIGNED, terms=Terms(today + timedelta(1), today + timedelta(9), None)))
    assert world.ask("km_officer", mechanism_list.ending_soon, today) == (0, ())


def test_the_pages_of_a_list_hold_each_agreement_once(world, add, today) -> None:
    for number in range(mechanism_list.PAGE + 2):
        add(until(today + timedelta(number), number=str(number)))
    pages = [world.ask("km_officer", mechanism_list.page, Filters(), today, number) for number in (1, 2, 99)]
    assert [len(page.rows) for page in pages] == [10, 2, 2] and {page.count for page in pages} == {12}
    assert len({row.reference for page in pages[:2] for row in page.rows}) == 12


# --- use


def test_the_use_is_the_newest_estimates_of_what_is_not_cancelled(world, add, assign, a_trip, today, now) -> None:
    reference = add()
    assign(OURS, reference)
    wish = a_trip(title="Second", partner="P-001", mechanism=reference)
    second = world.do("km_officer", engagements.open_from_plan, wish, today, now)
    both = [world.ask("km_officer", engagements.view, one) for one in (OURS, second)]
    found = world.ask("km_officer", mechanisms.view, reference, today)
    assert found.ceiling.used == sum(one.estimate for one in both) > 0 and found.engagements == 2
    (row,) = world.ask("km_officer", mechanism_list.page, Filters(), today).rows
    assert (row.ceiling, row.engagements) == (found.ceiling, 2)
    world.do("km_officer", engagements.move, second, Stage.CANCELLED, both[1].version)
    found = world.ask("km_officer", mechanisms.view, reference, today)
    assert (found.ceiling.used, found.engagements) == (both[0].estimate, 1)


# --- the trail


def test_every_change_is_in_the_history_in_words_and_without_keys(world, add, amend, today, now) -> None:
    reference = add()
    amend(reference, MONEY, change=Decimal(5_000))
    world.do("km_officer", mechanisms.change, reference, replace(SIGNED, claim_days=60), 2)
    told = world.ask("km_officer", mechanism_history.of_mechanism, reference)
    assert [event.what for event in told] == ["Agreement changed", "Amendment added", "Agreement added"]
    assert told[0].changes == "days for the claim: 45 → 60"
    assert "kind: other ceiling" in told[1].changes and "change of the ceiling: $5,000.00" in told[1].changes
    assert "type: memorandum of understanding" in told[2].changes
    assert {event.who for event in told} == {"Kay Müller"}
    with reading(world.database) as db:
        entries = db.scalars(select(AuditEntry).where(AuditEntry.table_name.in_(("mechanism", "amendment")))).all()
    assert [entry.action for entry in entries] == ["insert", "insert", "update", "update"]
