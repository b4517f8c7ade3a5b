"""Making a demo database: marked as one, populated for a day, in a file that visitors' copies are taken from."""

from datetime import UTC, date, datetime, time
from pathlib import Path

from ..services import setup, users
from ..store.db import Actor, Database, open_database, work
from ..store.marker import DatabaseKind
from .agreements import add_agreements
from .departures import add_departures
from .experts import add_profiles
from .needs import add_counterparts, add_needs
from .people import add_partners_and_experts, add_visitors
from .program import ENGAGEMENTS, add_engagements
from .readiness import add_readiness
from .self_checks import add_self_checks


def make(path: Path, today: date, number: int = ENGAGEMENTS) -> None:
    """Write a populated demo database to `path`, replacing what is there only once it is complete."""
    fresh = path.with_suffix(".making")
    fresh.parent.mkdir(parents=True, exist_ok=True)
    fresh.unlink(missing_ok=True)
    database = open_database(f"sqlite:///{fresh}")
    try:
        fill(database, today, number)
        database.checkpoint()
    finally:
        database.dispose()
    for leftover in ("-wal", "-shm"):  # of the database that stood there: they would be read into this one
        path.with_name(path.name + leftover).unlink(missing_ok=True)
    fresh.replace(path)


def fill(database: Database, today: date, number: int = ENGAGEMENTS) -> None:
    """Mark an empty database as a demo and populate it."""
    moment = datetime.combine(today, time(0), UTC)
    setup.create(database, DatabaseKind.DEMO, moment, today)
    system = users.system()
    with work(database, Actor(system.id), moment) as db:
        roster = add_partners_and_experts(db, system, today)
        add_visitors(db, system, roster)
        agreements = add_agreements(db, system, roster.partners, today)
        add_counterparts(db, system)
    with work(database, Actor(system.id), moment) as db, db.no_autoflush:
        roster = add_profiles(db, system, roster, today)
    add_engagements(database, system, roster, agreements, today, number)
    add_needs(database, today)
    with work(database, Actor(system.id), moment) as db:
        add_readiness(db, system, roster, today)
    add_departures(database, system, today)
    add_self_checks(database, today)
