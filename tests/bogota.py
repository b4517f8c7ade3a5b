"""A week in Bogota to add costs to, and what it comes to."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from slp_core import costs
from slp_core.itinerary import Itinerary, Stay
from slp_core.other_costs import Labor
from slp_core.plan import Kind, Plan
from slp_core.reference import shipped

FIRST, LAST = date(2026, 4, 5), date(2026, 4, 11)
TRIP = {"country": "Colombia", "departs": f"{FIRST}", "returns": f"{LAST}", "stays": [{"place": "Bogota"}]}


def bogota(kind=Kind.DEPLOYMENT, **more):
    where = Stay("COL", "Bogota", FIRST, LAST)
    if kind is Kind.HOSTING:
        where = replace(where, country="USA", locality="Washington, DC")
    return Plan("COL", Itinerary(FIRST, LAST, (where,)), kind=kind, **more)


def price(plan):
    return costs.estimate(plan, shipped().rules, shipped().rates)


def the(plan, *categories):
    return [line for line in price(plan).lines if line.category in categories]


def codes(plan):
    return {notice.code for notice in price(plan).notices}


def salary(hours=8, **more):
    return Labor("Officer", Decimal(hours), rate=Decimal(52), source="Pay table", **more)
