"""Seats are limited and take the days of whoever has one; what was attended is held from then on, noted by another."""

from datetime import date

import pytest

from slp_core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from slp_core.judgements import Standing
from slp_core.periods import Period
from slp_core.services import (
    availability,
    expert_list,
    my_trips,
    readiness,
    training,
    training_notices,
    training_records,
    training_seats,
)
from slp_core.training import Attendance
from tests.services.conftest import MOMENT, OURS, THEIRS, TODAY

DAYS = Period(date(2026, 11, 23), date(2026, 11, 25))  # its last day is today
LATER = Period(date(2027, 1, 11), date(2027, 1, 12))


def set_up(world, days=DAYS, seats=2, modules=("ethics", "media"), who="km_officer"):
    return world.do(who, training.add, "Autumn course", "Online", modules, days, seats, TODAY)


def book(world, session, expert="X-001", who="km_officer"):
    return world.do(who, training_seats.book, session, (expert,), TODAY)


def note(world, session, expert="X-001", attended=True, who="km_officer", version=1):
    return world.do(who, training_seats.note, session, expert, attended, version, TODAY)


def people(world, who="km_officer"):
    return world.ask(who, training.sessions, TODAY)[0].people


def standing(world, module):
    found = world.ask("km_officer", readiness.of_engagement, OURS, TODAY).shown.judgements
    return next(one.standing for one in found if (one.item, one.traveler) == (f"training.{module}", 1))


def test_whoever_attended_holds_the_modules_with_the_session_as_evidence(world):
    session = set_up(world)
    book(world, session)
    assert standing(world, "ethics") is Standing.NOT_READY
    note(world, session)
    assert (standing(world, "ethics"), standing(world, "media")) == (Standing.READY, Standing.READY)
    assert standing(world, "leahy") is Standing.NOT_READY
    assert [seat.attendance for seat in people(world)] == [Attendance.ATTENDED]


def test_whoever_did_not_come_holds_nothing(world):
    session = set_up(world)
    book(world, session)
    note(world, session, attended=False)
    assert standing(world, "ethics") is Standing.NOT_READY
    with pytest.raises(NotFound):
        note(world, session)


def test_no_more_are_booked_than_there_are_seats(world):
    session = set_up(world, LATER, seats=1)
    book(world, session)
    with pytest.raises(Conflict, match="taken"):
        book(world, session, "X-002")
    world.do("km_officer", training_seats.give_back, session, "X-001", 1)
    book(world, session, "X-002")
    assert world.ask("km_officer", training.sessions, TODAY)[0].taken == 1


def test_a_seat_takes_the_days_and_whoever_has_none_free_gets_no_seat(world):
    session = set_up(world, LATER)
    book(world, session)
    answer = world.ask("km_officer", availability.of_expert, "X-001", LATER, TODAY)
    assert not answer.free and "In training for T-001" in answer.sentences[0]
    assert not listed_free(world, LATER, "X-001") and listed_free(world, LATER, "X-002")
    clash = world.do(
        "km_officer", training.add, "On the trip", "", ("ethics",), Period(date(2027, 2, 3), date(2027, 2, 4)), 9, TODAY
    )
    with pytest.raises(Conflict, match="not free"):
        book(world, clash)
    world.do("km_officer", training.cancel, session, "The teacher is ill", 1, TODAY)
    assert world.ask("km_officer", availability.of_expert, "X-001", LATER, TODAY).free


def listed_free(world, days, expert):
    found = world.ask("km_officer", expert_list.page, expert_list.Filters(free=days))
    return expert in {one.reference for one in found.rows}


def test_a_coordinator_books_the_own_agencys_experts_alone(world):
    session = set_up(world, LATER)
    book(world, session, "X-002", "partner_coordinator")
    with pytest.raises(NotFound):
        book(world, session, "X-003", "partner_coordinator")
    for who in ("expert", "embassy_officer", "rso", "viewer"):
        with pytest.raises(NotAllowed):
            book(world, session, "X-001", who)
    assert people(world, "other coordinator") == ()


def test_inl_km_alone_sets_up_sessions_and_notes_attendance(world):
    with pytest.raises(NotAllowed):
        set_up(world, who="partner_coordinator")
    session = set_up(world)
    book(world, session)
    with pytest.raises(NotAllowed):
        note(world, session, who="partner_coordinator")
    later = world.do("km_officer", training.add, "Later", "", ("ethics",), LATER, 5, TODAY)
    book(world, later, "X-002")
    with pytest.raises(Conflict, match="not ended"):
        note(world, later, "X-002")


def test_what_inl_km_sets_over_a_module_holds_from_then_on(world):
    world.do("km_officer", training.decide, "Ethics", False, 12, "The front office asked", MOMENT, TODAY, "ethics")
    assert not world.ask("km_officer", training_records.modules, TODAY)["ethics"].required
    assert "Kay Müller" in world.ask("km_officer", training_records.modules, TODAY)["ethics"].citation.text
    world.do("km_officer", training.decide, "Drones over crowds", True, None, "New", MOMENT, TODAY)
    assert "drones_over_crowds" in world.ask("km_officer", training_records.modules, TODAY)
    assert standing(world, "drones_over_crowds") is Standing.NOT_READY
    with pytest.raises(InvalidInput):
        world.do("km_officer", training.decide, "Ethics", True, 12, " ", MOMENT, TODAY, "ethics")
    with pytest.raises(NotAllowed):
        world.do("partner_coordinator", training.decide, "Ethics", False, 12, "x", MOMENT, TODAY, "ethics")


def test_a_team_is_booked_together_or_not_at_all(world):
    session = set_up(world, LATER, seats=1)
    with pytest.raises(Conflict, match="1.seat of 1 is left"):
        world.do("km_officer", training_seats.book, session, ("X-001", "X-002"), TODAY)
    assert people(world) == ()
    with pytest.raises(InvalidInput, match="Nobody is chosen"):
        world.do("km_officer", training_seats.book, session, (), TODAY)


def test_whom_to_book_is_offered_by_team_and_name_without_those_who_cannot(world):
    session = set_up(world, LATER, seats=9)
    assert world.ask("km_officer", training_notices.teams, session, TODAY) == {OURS: "Course", THEIRS: "Visit"}
    of_team = ("km_officer", training_notices.people, session, OURS, "")
    assert [one.reference for one in world.ask(*of_team)] == ["X-002", "X-001"]
    book(world, session)
    assert [one.reference for one in world.ask(*of_team)] == ["X-002"]
    assert [one.name for one in world.ask("km_officer", training_notices.people, session, "", "iron")] == [
        "Bea Ironside"
    ]
    assert world.ask("partner_coordinator", training_notices.people, session, "", "iron") == ()
    with pytest.raises(NotAllowed):
        world.ask("expert", training_notices.people, session, "", "")


def test_a_session_is_called_off_with_a_reason_that_those_with_a_seat_read(world):
    session = set_up(world, LATER)
    book(world, session)
    with pytest.raises(InvalidInput, match="reason"):
        world.do("km_officer", training.cancel, session, " ", 1, TODAY)
    with pytest.raises(NotAllowed):
        world.do("partner_coordinator", training.cancel, session, "x", 1, TODAY)
    assert world.ask("partner_coordinator", training_notices.called_off, TODAY) == ()
    world.do("km_officer", training.cancel, session, "The teacher is ill", 1, TODAY)
    for who, question in (("expert", training_notices.mine), ("partner_coordinator", training_notices.called_off)):
        (told,) = world.ask(who, question, TODAY)
        assert (told.reference, told.cancelled, told.because) == (session, True, "The teacher is ill")
        assert world.ask(who, question, date(2027, 1, 13)) == ()
    for who, question in (("other expert", training_notices.mine), ("other coordinator", training_notices.called_off)):
        assert world.ask(who, question, TODAY) == ()
    with pytest.raises(Conflict, match="called off already"):
        world.do("km_officer", training.cancel, session, "Again", 2, TODAY)


def test_nobody_attends_a_session_that_was_called_off(world):
    session = set_up(world)
    book(world, session)
    world.do("km_officer", training.cancel, session, "The teacher is ill", 1, TODAY)
    with pytest.raises(Conflict, match="called off"):
        note(world, session)


def test_the_own_calendar_holds_the_training_and_takes_it_back_when_it_is_called_off(world):
    session = set_up(world, LATER)
    book(world, session)

    def event():
        raw = world.ask("expert", my_trips.calendar, OURS, MOMENT).decode().replace("\r\n ", "")
        (part,) = [one for one in raw.split("BEGIN:VEVENT") if f"UID:{session}-training@" in one]
        return dict(line.split(":", 1) for line in part.strip().split("\r\n"))

    before = event()
    assert (before["STATUS"], before["DTSTART;VALUE=DATE"], before["DTEND;VALUE=DATE"]) == (
        "CONFIRMED", "20270111", "20270113",
    )  # fmt: skip
    world.do("km_officer", training.cancel, session, "The teacher is ill", 1, TODAY)
    after = event()
    assert after["STATUS"] == "CANCELLED" and int(after["SEQUENCE"]) > int(before["SEQUENCE"])
