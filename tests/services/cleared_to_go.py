"""An engagement of which all is on record and done, under an agreement that covers it."""

from datetime import date

from sqlalchemy import select

from slp_core.demo.departures import settle
from slp_core.mechanisms import Agreed, Basis, Terms
from slp_core.services import engagement_mechanism, engagements, mechanisms, users
from slp_core.store.db import Actor, work
from slp_core.store.models import Engagement
from tests.services.conftest import MOMENT, OURS


def settle_all(world, today, leaving_out=None):
    """Put all on record that the first engagement needs, under an agreement that covers it."""
    with work(world.database, Actor(users.SYSTEM), MOMENT) as db:
        trip = db.scalars(select(Engagement).where(Engagement.reference == OURS)).one()
        settle(db, users.system(), trip, MOMENT, leaving_out)
    version = world.ask("km_officer", engagements.view, OURS).version
    world.do("km_officer", engagement_mechanism.assign, OURS, agreement(world), version, today)


def agreement(world):
    terms = Terms(date(2026, 1, 1), date(2028, 1, 1), None)
    agreed = Agreed("mou", "CA-1", "Agreement", terms, Basis.FEDERAL_RATES, 30, 60, 3)
    return world.do("km_officer", mechanisms.add, "P-001", agreed)
