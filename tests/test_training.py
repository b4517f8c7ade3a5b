"""A module is current on the day of the return or it is not; what nobody confirmed, or nobody knows, is not enough."""

from datetime import date

import pytest

from slp_core.judgements import Standing
from slp_core.reference import shipped
from slp_core.rules import Authority
from slp_core.training import SECURITY, Completion, ModuleDecision, applied, judge, required
from slp_core.validity import Never

MODULES = shipped().catalogue.modules
LEAVES, RETURNS = date(2027, 2, 1), date(2027, 2, 12)


def passed(module="ethics", expires=date(2028, 1, 1), confirmed=True):
    return Completion(module, date(2026, 1, 1), expires, confirmed, "T-001")


CASES = {
    "nothing on record": ([], Standing.NOT_READY),
    "to the day of the return": ([passed(expires=RETURNS)], Standing.READY),
    "valid on departure, not on the return": ([passed(expires=date(2027, 2, 11))], Standing.NOT_READY),
    "never expires": ([passed(expires=Never.NEVER)], Standing.READY),
    "no day of expiry": ([passed(expires=None)], Standing.UNKNOWN),
    "not confirmed": ([passed(confirmed=False)], Standing.UNKNOWN),
    "an old one and a renewed one": ([passed(expires=LEAVES), passed()], Standing.READY),
    "one that nobody confirmed, and an old one": ([passed(confirmed=False), passed(expires=LEAVES)], Standing.UNKNOWN),
    "another module": ([passed("media")], Standing.NOT_READY),
}  # fmt: skip


@pytest.mark.parametrize(("completions", "standing"), CASES.values(), ids=CASES)
def test_a_module_is_judged_on_the_day_of_the_return(completions, standing):
    assert judge(MODULES["ethics"], completions, RETURNS).standing is standing


def test_fact_stands_in_for_efact_and_not_the_other_way():
    assert judge(MODULES["efact"], [passed("fact")], RETURNS).settled
    assert not judge(MODULES["fact"], [passed("efact")], RETURNS).settled


def test_how_long_it_holds_is_counted_in_months_from_the_day_it_was_passed():
    assert MODULES["efact"].expires(date(2024, 2, 29)) == date(2030, 2, 28)  # six years
    assert MODULES["fact"].expires(date(2026, 1, 1)) is None  # its certificate says


def test_what_inl_km_sets_goes_before_what_ships_and_says_who_and_why():
    decision = ModuleDecision("ethics", "Ethics", False, 12, "Asked by the front office", "Helen", date(2026, 11, 1))
    own = ModuleDecision("drones", "Drones", True, None, "New", "Helen", date(2026, 11, 1))
    found = applied(MODULES, [decision, own])
    assert not found["ethics"].required and "Helen" in found["ethics"].citation.text
    assert "drones" in {one.id for one in required(found)} and "ethics" not in {one.id for one in required(found)}
    assert applied(MODULES, [ModuleDecision("efact", "eFACT", True, 12, "x", "Helen", date(2026, 1, 1))])[
        "efact"
    ].accepts == ("fact",)


def test_every_module_without_a_source_is_labelled_our_assumption():
    assert {one.id for one in MODULES.values() if one.citation.authority is not Authority.ASSUMPTION} == {"fact"}
    assert not {one.id for one in required(MODULES)} & set(SECURITY)
