"""Training on its page: a team is booked from a list, a seat given back, a session called off, and those told."""

import pytest

from slp_core.services import commands, training, training_notices, users
from slp_core.store.db import Actor, work
from slp_core.store.models import TrainingSeat
from tests.pages.reading import pick, press, said


@pytest.fixture
def ahead(database, identities, today):
    """The session that is not over yet, as its key."""
    found = commands.ask(database, identities["km"].user, training.sessions, today)
    return next(one for one in found if one.days.end >= today)


def opened(open_page, person, *parts):
    app = open_page("training", person)
    for part in parts:
        app.session_state[part] = True
    return app.run()


def test_a_team_is_booked_from_a_list_and_a_seat_given_back(open_page, ahead, database, identities, today):
    app = opened(open_page, "km", f"Book seats-{ahead.reference}")
    teams = commands.ask(database, identities["km"].user, training_notices.teams, ahead.reference, today)
    team = next(
        one
        for one in teams
        if commands.ask(database, identities["km"].user, training_notices.people, ahead.reference, one, "")
    )
    app.selectbox(key=f"from-{ahead.reference}").set_value(team).run()
    people = next(one for one in app.multiselect if one.label == "People")
    wished = len(people.value)  # the whole team is chosen beforehand
    assert wished
    press(app, "Book seats")
    assert not app.exception and not app.error
    assert f"{ahead.taken + wished} of {ahead.seats} taken" in said(app)
    app = opened(open_page, "km", f"Give a seat back-{ahead.reference}")
    press(pick(app, "Seat of"), "Give seat back")
    assert f"{ahead.taken + wished - 1} of {ahead.seats} taken" in said(app) and "Gave the seat back" in said(app)


def test_whoever_has_a_seat_reads_that_and_why_a_session_was_called_off(
    open_page, ahead, database, identities, now, today
):
    mine = next(
        grant.expert_id
        for grant in commands.ask(database, identities["expert"].user, lambda db, user: user).grants
        if grant.expert_id is not None
    )
    with work(database, Actor(users.SYSTEM), now) as db:
        key = training.record(db, ahead.reference).id
        if not db.query(TrainingSeat).filter_by(session_id=key, expert_id=mine).first():
            db.add(TrainingSeat(session_id=key, expert_id=mine))
    assert "Booked" in said(open_page("my_trip", "expert"))
    app = opened(open_page, "km", f"Call this session off-{ahead.reference}")
    next(one for one in app.text_input if one.label == "Why").set_value("The teacher is ill")
    press(app, "Call session off")
    assert not app.exception and not app.error
    for page, person in (("my_trip", "expert"), ("home", "coordinator"), ("training", "coordinator")):
        assert "The teacher is ill" in said(open_page(page, person)), (page, person)
