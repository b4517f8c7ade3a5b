"""A standard trip priced for all 63 countries: nothing changes unmeant. SLP_RENEW_SNAPSHOTS=1 renews it; say why."""

import os
from datetime import date
from pathlib import Path

from slp_core.costs import estimate
from slp_core.itinerary import Itinerary, Stay
from slp_core.plan import Plan
from slp_core.reference import shipped

SNAPSHOT = Path(__file__).parent / "snapshots" / "fourteen_days.csv"
DEPARTS, ARRIVES, RETURNS = date(2026, 4, 6), date(2026, 4, 7), date(2026, 4, 19)  # the first night in the air


def line(country: str) -> str:
    land = shipped().countries.of(country)
    stay = Stay(country, land.rate_locality, ARRIVES, RETURNS)
    priced = estimate(
        Plan(country, Itinerary(DEPARTS, RETURNS, (stay,)), travelers=2), shipped().rules, shipped().rates
    )
    parts = [f"{entry.what.partition(',')[0]} {entry.formula} = {entry.amount}" for entry in priced.lines]
    return f"{country},{land.rate_locality},{priced.total},{'; '.join(parts)}".replace("\u00a0", " ")


def test_fourteen_days_for_two_cost_what_they_did():
    found = "\n".join(["country,place,total,lines", *map(line, sorted(shipped().countries.program))]) + "\n"
    if os.environ.get("SLP_RENEW_SNAPSHOTS"):
        SNAPSHOT.write_text(found, "utf-8")
    assert found == SNAPSHOT.read_text("utf-8")


def test_the_snapshot_agrees_with_a_sum_done_by_hand():
    """Tbilisi 236/102: 2 x 12 nights x 236 = 5,664; 2 x 12 full days x 102 = 2,448; 2 x 2 x 0.75 x 102 = 306."""
    assert line("GEO").startswith("GEO,Tbilisi,8418.00,")
