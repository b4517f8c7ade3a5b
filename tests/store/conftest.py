"""Rows for the tests of the store, and one way to write them."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from slp_core.store import derived
from slp_core.store.db import Actor, Database, work
from slp_core.store.models import Assignment, ChecklistEntry, Engagement, Partner, Person

SYSTEM = Actor(1)


@pytest.fixture(scope="module", autouse=True)
def alone() -> Iterator[None]:
    """The store by itself: no service works out what follows from rows that these tests make up."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(derived, "_FOLLOWERS", [])
        yield


@pytest.fixture
def writing(database: Database, now: datetime) -> Callable[..., AbstractContextManager[Session]]:
    """One piece of work of the system, at the tests' moment unless another is given."""

    @contextmanager
    def write(moment: datetime = now, on: Database = database) -> Iterator[Session]:
        with work(on, SYSTEM, moment, reason="test") as session:
            yield session

    return write


def an_engagement(reference: str = "E-2027-001", **other: Any) -> Engagement:
    values = {
        "reference": reference, "kind": "deployment", "stage": "identify_need", "title": "Course", "topic": "",
        "search_key": "course", "country": "GEO", "departs_on": date(2027, 3, 1), "returns_on": date(2027, 3, 12),
        "travelers": 2, "plan": {"days": 12}, "checklist_edition": "2026-10-01", "owner_id": 1,
    }  # fmt: skip
    return Engagement(**values | other)


def an_assignment(engagement: Engagement) -> Assignment:
    return Assignment(
        engagement_id=engagement.id, position=1, departs_on=engagement.departs_on, returns_on=engagement.returns_on,
        status="planned",
    )  # fmt: skip


def a_step(engagement: Engagement) -> ChecklistEntry:
    return ChecklistEntry(
        engagement_id=engagement.id, item="visa", edition="2026-10-01", sequence=1, text="Visa", owner="km", gate="go",
        due_on=date(2027, 2, 1), evidence="none", status="open", citation={},
    )  # fmt: skip


def a_person(name: str = "Rosa Díaz Peña") -> Person:
    return Person(
        display_name=name, given_name="Rosa", search_key="rosa", email="rosa@example.gov", phone="+1 555 0100"
    )


def a_partner() -> Partner:
    return Partner(reference="P-1", name="Alpha", search_key="alpha", state="IL", level="state", sector="police")


@pytest.fixture(scope="session")
def make_rows() -> Any:
    """Rows not yet stored: make_rows.engagement("E-2027-001"), .assignment(...), .step(...), .person(), .partner()."""

    class Rows:
        engagement, assignment = staticmethod(an_engagement), staticmethod(an_assignment)
        step, person, partner = staticmethod(a_step), staticmethod(a_person), staticmethod(a_partner)

    return Rows
