"""What the tests of needs begin from: a wish, two needs, and moves of them."""

from datetime import date

import pytest

from slp_core.need_request import NeedRequest
from slp_core.needs import NeedStatus
from slp_core.services import need_views, needs, needs_list
from slp_core.services.needs_list import NeedFilters

ACCEPTED, MATCHED, MET = NeedStatus.ACCEPTED, NeedStatus.MATCHED, NeedStatus.MET
DECLINED, WITHDRAWN, RAISED = NeedStatus.DECLINED, NeedStatus.WITHDRAWN, NeedStatus.RAISED


def wish(country="GEO", **other):
    values = {
        "title": "Café security course", "kind": "deployment", "sector": "police", "audience": "Investigators",
        "not_yet_known": True, "participants": 25, "days": 12, "window_start": date(2027, 3, 1),
        "window_end": date(2027, 4, 30),
    }  # fmt: skip
    return NeedRequest(country, **values | other)


@pytest.fixture
def two(world, today):
    """A need of Georgia, a need of Colombia."""
    return (
        world.do("embassy_officer", needs.add, wish(), today),
        world.do("other officer", needs.add, wish("COL", title="Other course"), today),
    )


@pytest.fixture
def move(world, today):
    def moves(reference, to, who="km_officer", reason="As agreed."):
        version = world.ask("km_officer", need_views.view, reference).version
        return world.do(who, needs.move, reference, to, reason, version, today)

    return moves


def seen(world, reference, who="km_officer"):
    return world.ask(who, need_views.view, reference)


def listed(world, who, **filters):
    found = world.ask(who, needs_list.page, NeedFilters(**filters))
    assert found.count == len(found.rows)
    return [row.reference for row in found.rows]
