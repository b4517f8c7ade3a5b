"""A commitment says in words what keeps a person; a leg takes the days on the walls of its two places."""

from datetime import UTC, date, datetime

import pytest

from slp_core import legs
from slp_core.commitments import COMMITMENT_WORDS, Commitment, CommitmentKind, of_leg
from slp_core.errors import InvalidInput
from slp_core.periods import Period

MARCH = Period(date(2027, 3, 3), date(2027, 3, 14))


def at(text, name):
    moment = datetime.fromisoformat(text)
    return legs.local(moment.date(), moment.time(), name)


def leg(departs, departs_zone, arrives, arrives_zone):
    return of_leg(at(departs, departs_zone), departs_zone, at(arrives, arrives_zone), arrives_zone, "E-2027-014")


TOKYO, KOLKATA, NEW_YORK, LOS_ANGELES = "Asia/Tokyo", "Asia/Kolkata", "America/New_York", "America/Los_Angeles"
LEGS = {
    "DAT-01: an earlier clock on arrival": (
        "2024-11-09T19:53", TOKYO, "2024-11-09T18:59", NEW_YORK, "2024-11-09", "2024-11-09"),
    "DAT-02: overnight": (
        "2025-06-01T22:20", "Europe/London", "2025-06-02T00:20", "Europe/Madrid", "2025-06-01", "2025-06-02"),
    "DAT-04: two zones and a date change": (
        "2024-05-01T13:15", LOS_ANGELES, "2024-05-02T17:30", KOLKATA, "2024-05-01", "2024-05-02"),
    "DAT-05: the same evening": (
        "2019-06-05T19:13", "Asia/Manila", "2019-06-05T23:44", "Asia/Riyadh", "2019-06-05", "2019-06-05"),
    "EXP-11: over the date line within one date": (
        "2027-03-15T09:00", TOKYO, "2027-03-15T09:30", LOS_ANGELES, "2027-03-15", "2027-03-15"),
    "eastward over the date line, to the date before": (
        "2027-03-02T08:00", "Pacific/Kiritimati", "2027-03-01T11:00", "Pacific/Honolulu", "2027-03-01", "2027-03-02"),
    "half an hour eastward over the date line": (
        "2027-03-02T10:00", "Pacific/Apia", "2027-03-01T10:30", "Pacific/Pago_Pago", "2027-03-01", "2027-03-02"),
    "westward over the date line, a date is skipped and taken all the same": (
        "2027-03-01T23:00", LOS_ANGELES, "2027-03-03T05:00", TOKYO, "2027-03-01", "2027-03-03"),
    "the flight ends at midnight": (
        "2027-03-01T20:00", "UTC", "2027-03-02T00:00", "UTC", "2027-03-01", "2027-03-02"),
}  # fmt: skip


@pytest.mark.parametrize(("out", "from_", "back", "to", "first", "last"), LEGS.values(), ids=LEGS)
def test_a_leg_takes_the_days_from_one_wall_to_the_other_in_order(out, from_, back, to, first, last):
    taken = leg(out, from_, back, to)
    assert taken.period == Period(date.fromisoformat(first), date.fromisoformat(last))
    assert (taken.kind, taken.reference) == (CommitmentKind.TRAVELING, "E-2027-014")


def test_a_leg_kept_in_utc_takes_the_same_days_as_in_the_times_of_its_places():
    departs, arrives = datetime(2027, 3, 2, 3, 30, tzinfo=UTC), datetime(2027, 3, 2, 21, 30, tzinfo=UTC)
    assert of_leg(departs, LOS_ANGELES, arrives, TOKYO).period == Period(date(2027, 3, 1), date(2027, 3, 3))


@pytest.mark.parametrize("arrives", ["2027-03-01T20:00", "2027-03-01T19:59"])
def test_a_leg_that_does_not_arrive_after_it_departs_is_refused(arrives):
    with pytest.raises(InvalidInput, match="does not arrive after") as refusal:
        leg("2027-03-01T20:00", "UTC", arrives, "UTC")
    assert refusal.value.hint and refusal.value.context["field"] == "arrives"


def test_a_leg_of_an_unknown_zone_is_refused():
    with pytest.raises(InvalidInput, match="not a time zone"):
        of_leg(at("2027-03-01T20:00", "UTC"), "Mars/Olympus", at("2027-03-02T20:00", "UTC"), "UTC")


SAID = {
    CommitmentKind.ABSENT: "Absent for annual leave",
    CommitmentKind.ASSIGNED: "Assigned to annual leave",
    CommitmentKind.TRAVELING: "Traveling for annual leave",
    CommitmentKind.RESTING: "Resting after annual leave",
    CommitmentKind.TRAINING: "In training for annual leave",
    CommitmentKind.HOSTING: "Hosting for annual leave",
}


@pytest.mark.parametrize("kind", CommitmentKind)
def test_every_kind_has_words_with_and_without_a_reference(kind):
    assert Commitment(kind, MARCH).words == COMMITMENT_WORDS[kind]
    assert Commitment(kind, MARCH, "annual leave").words == SAID[kind]


def test_what_is_tentative_is_called_so():
    assert Commitment(CommitmentKind.ASSIGNED, MARCH, "E-1", tentative=True).words == "Tentatively assigned to E-1"
