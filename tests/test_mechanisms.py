"""Terms follow the amendments in their order, each checked against those before it; a trip is covered to its report."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slp_core.coverage import Ceiling, covers
from slp_core.errors import InvalidInput
from slp_core.mechanism_checks import check, check_amendments
from slp_core.mechanisms import (
    Agreed,
    Amendment,
    AmendmentKind,
    Basis,
    MechanismState,
    Terms,
    state,
    steps,
    terms_on,
)

TODAY = date(2026, 11, 25)
SIGNED = Terms(date(2025, 1, 1), date(2026, 12, 31), Decimal("100000"))
RENEWAL, DATES, MONEY, NO_COST = AmendmentKind


def amended(number, kind, signed, ends=None, change=None):
    return Amendment(number, kind, date.fromisoformat(signed), ends and date.fromisoformat(ends), change)


RENEWED = amended(1, RENEWAL, "2026-03-01", "2027-12-31", Decimal("50000"))
LESS = amended(2, MONEY, "2026-06-01", change=Decimal("-20000"))
SHORTER = amended(3, DATES, "2026-09-01", "2027-06-30")


# --- terms


def test_terms_are_those_of_the_amendments_signed_by_the_day() -> None:
    days = ("2026-02-28", "2026-03-01", "2026-06-01", "2026-09-01")
    found = [terms_on(SIGNED, (SHORTER, RENEWED, LESS), date.fromisoformat(day)) for day in days]
    assert [(terms.ends, terms.ceiling) for terms in found] == [
        (date(2026, 12, 31), 100000),
        (date(2027, 12, 31), 150000),
        (date(2027, 12, 31), 130000),
        (date(2027, 6, 30), 130000),
    ]
    assert {terms.begins for terms in found} == {SIGNED.begins}


def test_of_two_amendments_of_one_day_the_later_recorded_has_the_last_word() -> None:
    pair = (amended(2, DATES, "2026-03-01", "2027-06-30"), amended(1, DATES, "2026-03-01", "2027-12-31"))
    assert terms_on(SIGNED, pair, TODAY).ends == date(2027, 6, 30)


def test_other_dates_without_a_last_day_leave_the_end_open() -> None:
    assert terms_on(SIGNED, (amended(1, DATES, "2026-03-01"),), TODAY).ends is None


def test_money_for_an_agreement_without_a_ceiling_sets_its_first_one() -> None:
    open_terms = Terms(SIGNED.begins, None, None)
    assert terms_on(open_terms, (amended(1, MONEY, "2026-03-01", change=Decimal(5)),), TODAY).ceiling == 5


DAYS = st.dates(date(2025, 1, 1), date(2026, 11, 25))
AMENDMENTS = st.lists(
    st.builds(
        Amendment,
        number=st.integers(1, 9),
        kind=st.sampled_from(AmendmentKind),
        signed_on=DAYS,
        ends=st.none() | st.dates(date(2025, 1, 1), date(2030, 1, 1)),
        ceiling_change=st.none() | st.integers(-9, 9).map(Decimal),
    ),
    max_size=6,
    unique_by=lambda one: one.number,
)


@given(AMENDMENTS, st.randoms(), DAYS)
def test_terms_do_not_depend_on_the_order_in_which_amendments_are_given(amendments, random, day) -> None:
    shuffled = random.sample(amendments, len(amendments))
    assert terms_on(SIGNED, shuffled, day) == terms_on(SIGNED, amendments, day)
    assert list(steps(SIGNED, shuffled)) == list(steps(SIGNED, amendments))


@given(AMENDMENTS, DAYS)
def test_the_terms_of_a_day_are_those_after_the_last_amendment_signed_by_then(amendments, day) -> None:
    signed = [terms for one, terms in steps(SIGNED, amendments) if one.signed_on <= day]
    assert terms_on(SIGNED, amendments, day) == (signed[-1] if signed else SIGNED)


def test_no_cost_changes_neither_the_end_nor_the_ceiling() -> None:
    assert terms_on(SIGNED, (amended(1, NO_COST, "2026-03-01", "2030-01-01", Decimal(9)),), TODAY) == SIGNED


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2024-12-31", MechanismState.NOT_BEGUN),
        ("2025-01-01", MechanismState.IN_FORCE),
        ("2026-10-01", MechanismState.IN_FORCE),
        ("2026-10-02", MechanismState.ENDS_SOON),
        ("2026-12-31", MechanismState.ENDS_SOON),
        ("2027-01-01", MechanismState.ENDED),
    ],
)
def test_an_agreement_ends_soon_90_days_before_its_last_day_and_has_ended_after_it(day, expected) -> None:
    assert state(SIGNED, date.fromisoformat(day), 90) is expected


def test_an_agreement_without_an_end_never_ends() -> None:
    assert state(Terms(SIGNED.begins, None, None), date(2099, 1, 1), 90) is MechanismState.IN_FORCE


# --- what may be recorded

WRONG = {
    "a renewal that ends no later": (RENEWAL, "2026-12-31", None, "ends_on"),
    "a renewal without an end": (RENEWAL, None, None, "ends_on"),
    "the same dates": (DATES, "2026-12-31", None, "ends_on"),
    "an end before the beginning": (DATES, "2024-12-31", None, "ends_on"),
    "an end too far away": (DATES, "2100-01-01", None, "ends_on"),
    "money without money": (MONEY, None, None, "ceiling_change"),
    "no change of money": (MONEY, None, Decimal(0), "ceiling_change"),
    "a ceiling below zero": (MONEY, None, Decimal("-100000.01"), "ceiling_change"),
    "a ceiling beyond counting": (MONEY, None, Decimal("99999999"), "ceiling_change"),
    "money with dates": (MONEY, "2027-12-31", Decimal(1), "ends_on"),
    "dates with money": (DATES, "2027-12-31", Decimal(1), "ceiling_change"),
    "no cost with dates": (NO_COST, "2027-12-31", None, "ends_on"),
    "no cost with money": (NO_COST, None, Decimal(1), "ceiling_change"),
}


@pytest.mark.parametrize(("kind", "ends", "change", "field"), WRONG.values(), ids=WRONG)
def test_an_amendment_that_does_not_fit_its_kind_or_the_terms_is_refused_by_field(kind, ends, change, field) -> None:
    with pytest.raises(InvalidInput) as refusal:
        check_amendments(SIGNED, [amended(1, kind, "2026-03-01", ends, change)], TODAY)
    assert refusal.value.context["field"] == field and refusal.value.hint


RIGHT = {
    "a renewal": (RENEWAL, "2027-01-01", None),
    "a renewal with money": (RENEWAL, "2027-12-31", Decimal(1)),
    "a shorter agreement": (DATES, "2026-06-30", None),
    "an open end": (DATES, None, None),
    "all the money taken": (MONEY, None, Decimal("-100000")),
    "other words": (NO_COST, None, None),
}


@pytest.mark.parametrize(("kind", "ends", "change"), RIGHT.values(), ids=RIGHT)
def test_an_amendment_that_fits_is_taken(kind, ends, change) -> None:
    check_amendments(SIGNED, [amended(1, kind, "2026-03-01", ends, change)], TODAY)


def test_an_amendment_is_recorded_once_it_is_signed() -> None:
    check_amendments(SIGNED, [amended(1, NO_COST, "2026-11-25")], TODAY)
    with pytest.raises(InvalidInput, match="still to come"):
        check_amendments(SIGNED, [amended(1, NO_COST, "2026-11-26")], TODAY)


def test_an_amendment_recorded_late_must_leave_the_later_ones_fitting() -> None:
    check_amendments(SIGNED, [LESS, RENEWED, SHORTER], TODAY)
    with pytest.raises(InvalidInput, match="Renewal of 1\u00a0Mar\u00a02026 does not run longer"):
        check_amendments(SIGNED, [RENEWED, amended(9, DATES, "2026-02-01", "2028-01-01")], TODAY)


AGREED = Agreed("mou", " M-17 ", "  Police  training ", SIGNED, Basis.FEDERAL_RATES, 30, 30, 3)


def test_what_was_agreed_is_kept_on_one_line_without_outer_spaces() -> None:
    found = check(AGREED, {"mou"})
    assert (found.number, found.title) == ("M-17", "Police training")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"type": "treaty"}, "type"),
        ({"title": " "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"number": "x" * 81}, "number"),
        ({"terms": Terms(date(2026, 1, 1), date(2025, 1, 1), None)}, "ends_on"),
        ({"terms": Terms(date(1999, 1, 1), None, None)}, "begins_on"),
        ({"terms": Terms(date(2026, 1, 1), date(2101, 1, 1), None)}, "ends_on"),
        ({"terms": Terms(date(2026, 1, 1), None, Decimal(-1))}, "ceiling"),
        ({"report_days": -1}, "report_days"),
        ({"claim_days": 401}, "claim_days"),
        ({"retention_years": 31}, "retention_years"),
    ],
)
def test_what_cannot_have_been_agreed_is_refused_by_field(wrong, field) -> None:
    with pytest.raises(InvalidInput) as refusal:
        check(replace(AGREED, **wrong), {"mou"})
    assert refusal.value.context["field"] == field and refusal.value.hint


# --- coverage

ENDS = date(2027, 6, 30)
RUNS = Terms(date(2027, 1, 10), ENDS, None)


@pytest.mark.parametrize(
    ("departs", "returns", "covered", "said"),
    [
        ("2027-01-10", "2027-05-31", True, "The report is due by 30 Jun 2027, and the agreement ends on 30 Jun 2027"),
        ("2027-01-09", "2027-01-20", False, "departs on 9 Jan 2027, before the agreement begins on 10 Jan 2027"),
        ("2027-05-20", "2027-06-01", False, "30 days after the return: 1 day after the agreement ends"),
        ("2027-06-20", "2027-07-01", False, "The team returns on 1 Jul 2027, but the agreement ends on 30 Jun 2027"),
        ("2027-07-01", "2027-07-09", False, "The trip departs on 1 Jul 2027, but the agreement ends on 30 Jun 2027"),
    ],
)
def test_a_trip_is_covered_from_departure_to_return_plus_report_days(departs, returns, covered, said) -> None:
    found = covers(RUNS, 30, date.fromisoformat(departs), date.fromisoformat(returns))
    assert found.covered is covered and said in found.words.replace("\u00a0", " ")
    assert bool(found.help) is not covered


def test_the_day_that_is_needed_is_the_one_that_an_amendment_would_have_to_reach() -> None:
    found = covers(RUNS, 30, date(2027, 6, 1), date(2027, 6, 12))
    assert "12\u00a0Jul\u00a02027 or later" in found.help
    longer = terms_on(RUNS, [amended(1, RENEWAL, "2026-11-01", found.needed_until.isoformat())], TODAY)
    assert covers(longer, 30, date(2027, 6, 1), date(2027, 6, 12)).covered


def test_a_return_before_the_departure_is_refused() -> None:
    with pytest.raises(InvalidInput):
        covers(RUNS, 30, date(2027, 3, 2), date(2027, 3, 1))


FIRST = date(2027, 1, 1)
NEAR = st.integers(0, 60).map(lambda number: FIRST + timedelta(number))


@given(NEAR, st.integers(0, 60) | st.none(), NEAR, st.integers(0, 20), st.integers(0, 40))
def test_coverage_is_that_of_a_check_day_by_day(begins, length, departs, trip_days, report_days) -> None:
    ends = None if length is None else begins + timedelta(length)
    returns = departs + timedelta(trip_days)
    days = [departs + timedelta(number) for number in range(trip_days + report_days + 1)]
    naive = all(begins <= day and (ends is None or day <= ends) for day in days)
    assert covers(Terms(begins, ends, None), report_days, departs, returns).covered is naive


# --- the ceiling


def test_a_ceiling_says_what_is_planned_and_left_and_by_how_much_it_is_exceeded() -> None:
    said = [Ceiling(Decimal(agreed), Decimal(used)).words for agreed, used in ((1000, 250), (1000, 1250))]
    assert said == [
        "$250.00 of $1,000.00 planned (25\u00a0%), $750.00 left",
        "$1,250.00 of $1,000.00 planned (125\u00a0%), exceeded by $250.00",
    ]
    assert Ceiling(None, Decimal(5), 2).words == "$5.00 planned, no ceiling agreed, 2\u00a0engagements without a price"


def test_a_ceiling_of_nothing_has_no_share_and_is_exceeded_by_the_first_cent() -> None:
    assert Ceiling(Decimal(0), Decimal("0.01")).exceeded and not Ceiling(Decimal(0), Decimal(0)).exceeded
    assert Ceiling(Decimal(0), Decimal(1)).share is None


def test_a_ceiling_is_full_only_when_nothing_is_left() -> None:
    assert Ceiling(Decimal(1000), Decimal("999.99")).share == 99
