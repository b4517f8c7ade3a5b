"""`python -m bench.overlaps`: how long it takes to see who of 20,000 experts is free, with 10,000 assignments."""

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import insert

from slp_core import availability as pure
from slp_core.commitments import Commitment, CommitmentKind
from slp_core.periods import Period
from slp_core.services import availability, expert_list, users
from slp_core.services.expert_list import Filters
from slp_core.store import migrate, models
from slp_core.store.db import Database, open_database, reading

EXPERTS, ASSIGNMENTS, ABSENCES = 20_000, 10_000, 2_000
TURNS = 21
START = date(2027, 1, 1)
WISHED = Period(date(2027, 6, 7), date(2027, 6, 18))
MOST = 0.020  # seconds: what a scan may take


def main() -> None:
    """Print the medians; the scan is held to its measure."""
    random = Random(10_000)
    taken = [_days(random) for _ in range(ASSIGNMENTS)]
    commitments = [
        (random.randrange(EXPERTS), Commitment(CommitmentKind.ASSIGNED, period, f"E-2027-{number}"))
        for number, period in enumerate(taken)
    ]
    scan = _median(lambda: pure.scan(WISHED, commitments))
    _say(f"Scan of {ASSIGNMENTS:,} assignments", scan, f"at most {MOST * 1000:.0f} ms: {_verdict(scan)}")
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{Path(folder) / 'overlaps.db'}")
        _fill(database, random, taken)
        _lists(database)
        database.dispose()


def _lists(database: Database) -> None:
    user = users.system()
    with reading(database) as db:
        everybody = _median(lambda: expert_list.page(db, user, Filters()))
        free = _median(lambda: expert_list.page(db, user, Filters(free=WISHED)))
        agency = _median(lambda: availability.judged(db, user, range(1, 201), WISHED, START))
        found = expert_list.page(db, user, Filters(free=WISHED))
    _say(f"List of {EXPERTS:,} experts, first page with its count", everybody)
    _say("The same, of those who are free", free, f"{found.count:,} are free")
    _say("Judging 200 experts of an agency, with other days", agency)


def _fill(database: Database, random: Random, taken: list[Period]) -> None:
    migrate.upgrade(database)
    now = {"created_at": datetime(2026, 11, 25, tzinfo=UTC), "version": 1}
    people = [
        now | {"id": n, "display_name": f"Person {n}", "search_key": f"person {random.randrange(10**6):06}"}
        for n in range(1, EXPERTS + 1)
    ]
    agency = now | {"id": 1, "reference": "P-001", "name": "Agency", "search_key": "agency", "state": "IL"}
    agency |= {"level": "state", "sector": "police", "status": "active", "invented": True}
    experts = [
        now | {"id": n, "reference": f"X-{n}", "person_id": n, "partner_id": 1, "active": True}
        for n in range(1, EXPERTS + 1)
    ]
    trip = {"kind": "deployment", "stage": "mechanism", "title": "T", "topic": "", "search_key": "t", "country": "GEO"}
    trip |= {"travelers": 1, "plan": {}, "checklist_edition": "x", "currency": "USD", "owner_id": 1}
    trip |= {"estimate_provisional": False}
    trips, places = [], []
    for n, days in enumerate(taken, 1):
        dates = {"departs_on": days.first, "returns_on": days.end}
        trips.append(now | trip | dates | {"id": n, "reference": f"E-2027-{n}"})
        expert = random.randrange(1, EXPERTS + 1)
        places.append(now | dates | {"engagement_id": n, "position": 1, "status": "planned", "expert_id": expert})
    away = [
        now | {"expert_id": random.randrange(1, EXPERTS + 1), "kind": "leave", "first_day": d.first, "last_day": d.last}
        for d in (_days(random) for _ in range(ABSENCES))
    ]
    with database.engine.connect().execution_options(writes=True) as connection, connection.begin():
        for kind, rows in (
            (models.Person, people), (models.Partner, [agency]), (models.Expert, experts),
            (models.Engagement, trips), (models.Assignment, places), (models.Absence, away),
        ):  # fmt: skip
            connection.execute(insert(kind.__table__), rows)


def _days(random: Random) -> Period:
    first = START + timedelta(random.randrange(365))
    return Period(first, first + timedelta(random.randrange(4, 26)))


def _median(measured: Callable[[], object]) -> float:
    seconds = []
    for _ in range(TURNS):
        began = time.perf_counter()
        measured()
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds)


def _verdict(seconds: float) -> str:
    return "pass" if seconds <= MOST else "FAIL"


def _say(what: str, seconds: float, more: str = "") -> None:
    print(f"{what}: {seconds * 1000:.1f} ms{f' ({more})' if more else ''}")


if __name__ == "__main__":
    main()
