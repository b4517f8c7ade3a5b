"""How long steps took is counted over the closed engagements of the post alone, from five on."""

from datetime import date

from slp_core.lead_time_history import Took
from slp_core.lifecycle import Stage
from slp_core.plan import Kind
from slp_core.services import engagements, lead_time_history, steps
from tests.services.conftest import MOMENT, TODAY, trip

LATER = date(2026, 12, 31)
# Opened on Wed 25 Nov 2026; the 26th is Thanksgiving. To 2 Dec: 27, 30 Nov, 1, 2 Dec are 4 business days.
# From there to 9 Dec: 3, 4, 7, 8, 9 Dec are 5.
DONE = {"Agree scope and dates with the post and the partner": date(2026, 12, 2),
        "Sign the mechanism with the partner": date(2026, 12, 9)}  # fmt: skip


def close(world, number, country="GEO", place="Tbilisi"):
    plan = trip(country, place, departs=date(2027, 4, number + 1), travelers=1, title=f"Trip {number}")
    reference = world.do("km_officer", engagements.open_from_plan, plan, TODAY, MOMENT)
    for step in world.ask("km_officer", steps.of_engagement, reference):
        if day := DONE.get(step.text):
            world.do("km_officer", steps.mark_done, step.id, step.version, day, LATER, "No. 1")
    version = world.ask("km_officer", engagements.view, reference).version
    world.do("km_officer", engagements.move, reference, Stage.CLOSED, version)


def asked(world, country="GEO"):
    return world.ask("viewer", lead_time_history.of_country, country, Kind.DEPLOYMENT, TODAY)


def test_from_five_closed_engagements_of_the_post_on_there_is_a_figure(world):
    for number in range(4):
        close(world, number)
    close(world, 4, "COL", "Bogota")
    assert asked(world) == {}
    close(world, 5)
    assert asked(world) == {"need_confirmed": Took(5, 4, 4), "mechanism_signed": Took(5, 5, 5)}
    assert asked(world, "COL") == {}
