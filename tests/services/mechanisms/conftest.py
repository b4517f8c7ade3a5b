"""Agreements of the two agencies: signed, chosen for an engagement, with lead times of their own."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from slp_core.lead_times import LeadTimeScope
from slp_core.mechanisms import Agreed, Basis, Terms
from slp_core.plan import Kind
from slp_core.services import (
    engagement_mechanism,
    engagements,
    lead_times,
    mechanisms,
    steps,
)
from tests.services.conftest import OURS

SIGNED = Agreed(
    "mou", "MOU-7", "Police training", Terms(date(2026, 1, 1), date(2027, 12, 31), Decimal(50_000)),
    Basis.FEDERAL_RATES, 30, 45, 3,
)  # fmt: skip
SEEN = {
    "administrator": "yy", "km_officer": "yy", "embassy_officer": "yy", "rso": "nn",
    "partner_coordinator": "y-", "expert": "nn", "viewer": "nn",
}  # fmt: skip
CLEARANCE = "country_clearance"


def running(first=date(2026, 1, 1), last=date(2027, 12, 31), ceiling=50_000, **other):
    return replace(SIGNED, terms=Terms(first, last, ceiling and Decimal(ceiling)), **other)


@pytest.fixture
def add(world):
    """Record an agreement, of P-001 unless said otherwise; gives its reference."""
    return lambda agreed=SIGNED, partner="P-001": world.do("km_officer", mechanisms.add, partner, agreed)


@pytest.fixture
def assign(world, today):
    def assigns(reference, mechanism, who="km_officer"):
        version = world.ask("km_officer", engagements.view, reference).version
        return world.do(who, engagement_mechanism.assign, reference, mechanism, version, today, token=f"{version}")

    return assigns


@pytest.fixture
def decide(world, today, now):
    """A lead time of 45 days for country clearance, for a mechanism or otherwise."""

    def decides(key, who="km_officer", days=45, scope=LeadTimeScope.MECHANISM):
        call = (Kind.DEPLOYMENT, CLEARANCE, scope, key, days, None, "The partner said so.", today, None, now)
        return world.do(who, lead_times.decide, *call)

    return decides


def under(world, reference, who="km_officer"):
    return world.ask(who, engagement_mechanism.of_engagement, reference)


def clearance(world, reference=OURS):
    found = world.ask("km_officer", steps.of_engagement, reference)
    return next(step for step in found if "country clearance" in step.text and "Get" in step.text)
