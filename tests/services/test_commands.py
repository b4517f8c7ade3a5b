"""Who asks is known as of now: what was remembered of rights and answers never outlives a change."""

import pytest

from slp_core.errors import NotAllowed, NotSignedIn
from slp_core.roles import Role
from slp_core.services import commands, drafts, engagements, users
from slp_core.store.db import Actor, work
from tests.services.conftest import World, build, statements

OURS, OFFICER = "E-2027-001", "U-003"


def test_whoever_asks_again_is_looked_up_once(world) -> None:
    world.ask(OFFICER, lambda db, user: user)
    with statements(world.database) as asked:
        assert world.ask(OFFICER, lambda db, user: user.reference) == OFFICER
    assert not any("role_grant" in statement for statement in asked)


def test_a_role_that_is_taken_is_missed_at_the_next_question(world, now) -> None:
    assert world.ask(OFFICER, engagements.view, OURS)
    world.do("administrator", users.take, OFFICER, Role.EMBASSY_OFFICER, now)
    with pytest.raises(NotAllowed):
        world.ask(OFFICER, engagements.view, OURS)


def test_somebody_shut_out_is_a_stranger_at_the_next_question_and_write(world) -> None:
    assert world.ask(OFFICER, engagements.view, OURS)
    world.do("administrator", users.set_active, OFFICER, 1, active=False)
    with pytest.raises(NotSignedIn):
        world.ask(OFFICER, engagements.view, OURS)
    with pytest.raises(NotSignedIn):
        world.do(OFFICER, lambda db, user: "done")


def test_what_is_kept_tells_where_the_trail_stands_and_moves_it_not(world, now) -> None:
    stands, _ = commands.arrive(world.database, OFFICER)
    assert commands.keep(world.database, OFFICER, now, drafts.keep, "plan", {"title": "Half a plan"}) == stands
    world.do("administrator", users.give, "U-007", Role.RSO, "tbilisi")
    moved = commands.keep(world.database, OFFICER, now, drafts.keep, "plan", {"title": "A plan"})
    assert moved == commands.arrive(world.database, OFFICER)[0] != stands


def test_rights_in_one_database_are_not_those_in_another(databases, world) -> None:
    world.ask(OFFICER, lambda db, user: user)
    with databases.copy_of(build) as copy:
        other = World(copy)
        other.do("administrator", users.set_active, OFFICER, 1, active=False)
        with pytest.raises(NotSignedIn):
            other.ask(OFFICER, lambda db, user: user)
    assert world.ask(OFFICER, lambda db, user: user.reference) == OFFICER


def test_a_change_that_is_kept_after_a_later_one_moves_the_trail_too(postgresql_databases, now) -> None:
    """Two writers at once, as PostgreSQL has them: whoever has the earlier number in the trail is kept last."""
    with postgresql_databases.copy_of(build) as database:
        world = World(database)
        with work(database, Actor(users.SYSTEM), now) as slow:
            users.take(slow, users.system(), OFFICER, Role.EMBASSY_OFFICER, now)
            slow.flush()
            world.do("administrator", users.give, "U-007", Role.RSO, "tbilisi")
            assert world.ask(OFFICER, engagements.view, OURS)
            between = commands.arrive(database, OFFICER)
        assert commands.arrive(database, OFFICER)[0] != between[0]
        with pytest.raises(NotAllowed):
            world.ask(OFFICER, engagements.view, OURS)
