"""Estimates to make files of: priced by the rules, with texts in many scripts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from slp_core import costs
from slp_core.cost_lines import BorneBy, CostLine, Notice
from slp_core.documents.estimate import EstimateFile, Trip, not_issued
from slp_core.issued import as_issued
from slp_core.itinerary import Itinerary, Stay
from slp_core.plan import Plan
from slp_core.reference import shipped

MADE = datetime(2026, 11, 27, 14, 5, tzinfo=UTC)
FIRST = date(2026, 12, 14)


def plan_of(**more: Any) -> Plan:
    stays = (
        Stay("GEO", "Tbilisi", FIRST + timedelta(1), FIRST + timedelta(9)),
        Stay("GEO", "Rustavi", FIRST + timedelta(9), FIRST + timedelta(13)),
    )
    values = {"travelers": 3, "title": "Port security assessment", "provisional": True, "air_fare": Decimal("1640.55")}
    return Plan("GEO", Itinerary(FIRST, FIRST + timedelta(13), stays), **values | more)


def file_of(*extra: CostLine, **more: Any) -> EstimateFile:
    """A live estimate; `extra` lines are added to those that the rules give."""
    plan = plan_of(**more)
    cost = costs.estimate(plan, shipped().rules, shipped().rates)
    cost = replace(cost, lines=(*cost.lines, *extra))
    found = not_issued(cost, plan.title, "Ada O’Brien", MADE)
    return EstimateFile(found, MADE, Trip(plan, "Georgia (country)", "Illinois State Police"), costs.not_included(cost))


def issued_of(file: EstimateFile, *own: CostLine) -> EstimateFile:
    """The same as an approved version, with the partner's own cost."""
    found = file.estimate
    lines = (*found.lines, *(replace(as_issued(line), borne_by=BorneBy.PARTNER) for line in own))
    stored = {"number": "C-2026-0123", "version_no": 2, "status": "approved", "engagement": "E-2026-017"}
    approved = {"approved_by": "Kay Müller", "decided": datetime(2026, 11, 28, 9, tzinfo=UTC)}
    notices = (Notice("TEST", "To be read."),)
    return replace(file, estimate=replace(found, lines=lines, notices=notices, **stored, **approved))


@pytest.fixture(scope="session")
def estimate_file() -> Callable[..., EstimateFile]:
    return file_of


@pytest.fixture(scope="session")
def issued_file() -> Callable[..., EstimateFile]:
    return issued_of
