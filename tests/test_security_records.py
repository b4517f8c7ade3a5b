"""A high risk needs an approval given for it; nothing is refused by itself; what nobody said is not known."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from slp_core.briefings import Attested, Briefing, Section, judge
from slp_core.judgements import Standing
from slp_core.reference import shipped
from slp_core.risk import Advisory
from slp_core.security_records import (
    OUTCOMES,
    Outcome,
    RecordKind,
    Risk,
    SecurityRecord,
    judge_ci_briefing,
    judge_ci_debrief,
    judge_devices,
    judge_risk,
    judge_weapons,
)

RULES = shipped().rules
TODAY = date(2026, 11, 25)
LEAVES, RETURNS = date(2027, 2, 22), date(2027, 3, 5)


def risk(level, danger=0):
    return Risk(Advisory("GEO", level, date(2026, 9, 1), TODAY), danger)


def record(kind, outcome, level=3, danger=0):
    return SecurityRecord(kind, outcome, date(2026, 11, 1), "Chief of Mission", "Needed there", level, danger)


APPROVED = record(RecordKind.RISK, Outcome.APPROVED)
RISKS = {
    "level 2": (risk(2), None, Standing.NOT_NEEDED),
    "level 2 with danger pay": (risk(2, 15), None, Standing.NOT_READY),
    "level 3 without a record": (risk(3), None, Standing.NOT_READY),
    "level 3 approved": (risk(3), APPROVED, Standing.READY),
    "approved at 3, now 4": (risk(4), APPROVED, Standing.NOT_READY),
    "approved at 3, now 2 with danger pay": (risk(2, 25), APPROVED, Standing.NOT_READY),
    "level 4 approved": (risk(4), record(RecordKind.RISK, Outcome.APPROVED, level=4), Standing.READY),
    "asked for": (risk(4), record(RecordKind.RISK, Outcome.REQUESTED, level=4), Standing.UNKNOWN),
    "refused by a person": (risk(3), record(RecordKind.RISK, Outcome.REFUSED), Standing.NOT_READY),
}


@pytest.mark.parametrize(("found", "approval", "standing"), RISKS.values(), ids=RISKS)
def test_a_high_risk_needs_an_approval_given_for_a_risk_as_high(found, approval, standing):
    answer = judge_risk(found, approval)
    assert answer.standing is standing
    assert answer.settled or answer.remedy


def test_a_team_is_unarmed_unless_weapons_were_approved():
    def weapons(outcome):
        return judge_weapons(record(RecordKind.WEAPONS, outcome)).standing

    assert judge_weapons(None).standing is Standing.NOT_NEEDED
    assert weapons(Outcome.REQUESTED) is Standing.NOT_READY
    assert weapons(Outcome.APPROVED) is weapons(Outcome.REFUSED) is Standing.READY
    assert weapons(Outcome.NOT_NEEDED) is Standing.NOT_NEEDED
    assert judge_weapons(record(RecordKind.WEAPONS, Outcome.REFUSED)).reason.startswith("The team travels unarmed.")


def test_what_nobody_said_of_devices_is_not_known():
    assert judge_devices(None).standing is Standing.UNKNOWN
    assert judge_devices(record(RecordKind.DEVICES, Outcome.NOT_NEEDED)).standing is Standing.NOT_NEEDED
    refused = judge_devices(record(RecordKind.DEVICES, Outcome.REFUSED))
    assert refused.standing is Standing.READY and refused.reason.startswith("They stay at home. Refused by ")


def test_a_briefing_on_counter_intelligence_is_due_two_weeks_before():
    # 14 days before 22 Feb 2027 is 8 Feb
    on_the_day = judge_ci_briefing(None, LEAVES, date(2027, 2, 8), RULES)
    assert on_the_day.standing is Standing.UNKNOWN and on_the_day.changes_on == date(2027, 2, 9)
    assert judge_ci_briefing(None, LEAVES, date(2027, 2, 9), RULES).standing is Standing.NOT_READY
    assert judge_ci_briefing(record(RecordKind.CI_BRIEFING, Outcome.NOT_NEEDED), LEAVES, TODAY, RULES).settled


def test_the_debriefing_is_asked_for_after_the_return_of_a_team_that_was_briefed():
    briefed = record(RecordKind.CI_BRIEFING, Outcome.DONE)
    assert judge_ci_debrief(briefed, None, RETURNS, RETURNS, RULES) is None
    assert judge_ci_debrief(None, None, RETURNS, date(2027, 4, 1), RULES) is None
    assert judge_ci_debrief(briefed, None, RETURNS, date(2027, 3, 12), RULES).standing is Standing.AT_RISK
    assert judge_ci_debrief(briefed, None, RETURNS, date(2027, 3, 13), RULES).standing is Standing.NOT_READY


def test_every_kind_of_record_has_its_outcomes():
    assert set(OUTCOMES) == set(RecordKind)
    assert Outcome.NOT_NEEDED not in OUTCOMES[RecordKind.RISK]


def version(number, **sections):
    return Briefing(number, {Section(key): text for key, text in sections.items()}, NOON, "Rex")


NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_a_changed_briefing_asks_again_and_says_what_changed():
    first, second = version(1, curfew="23:00", zones="Old town"), version(2, curfew="22:00", zones="Old town")
    attested = Attested(1, date(2026, 11, 21))
    assert judge(first, attested, "Embassy Tbilisi").standing is Standing.READY
    again = judge(second, attested, "Embassy Tbilisi")
    assert again.standing is Standing.NOT_READY and "version 1 was" in again.reason
    assert second.changed_since(first) == (Section.CURFEW,)


def test_a_post_without_a_briefing_is_not_known_to_be_safe():
    assert judge(None, None, "Embassy Tbilisi").standing is Standing.UNKNOWN
    assert judge(version(1), None, "Embassy Tbilisi").standing is Standing.NOT_READY


def test_a_debriefing_before_the_return_counts_for_nothing():
    briefed, late = record(RecordKind.CI_BRIEFING, Outcome.DONE), date(2027, 3, 13)
    early = record(RecordKind.CI_DEBRIEF, Outcome.DONE)  # 1 Nov 2026; the return is on 5 Mar 2027
    found = judge_ci_debrief(briefed, early, RETURNS, late, RULES)
    assert found.standing is Standing.NOT_READY and "before the return" in found.reason
    after = replace(early, day=RETURNS)
    assert judge_ci_debrief(briefed, after, RETURNS, late, RULES).standing is Standing.READY
    excused = record(RecordKind.CI_DEBRIEF, Outcome.NOT_NEEDED)
    assert judge_ci_debrief(briefed, excused, RETURNS, late, RULES).standing is Standing.NOT_NEEDED
