"""A click costs what the page draws: no tab of readiness sends much more than a typical page of Streamlit does."""

import pytest
from sqlalchemy import func, select

from slp_core.store.db import reading
from slp_core.store.models import Assignment, Engagement

MOST = 45  # elements and containers; a typical page has about 35
TABS = ("go", "overview", "checklist", "cost", "security", "clearances", "history")


@pytest.fixture
def largest(database, today):
    """The engagement ahead with the most named travelers."""
    named = func.count(Assignment.expert_id)
    with reading(database) as db:
        return db.scalars(
            select(Engagement.reference)
            .join(Assignment, Assignment.engagement_id == Engagement.id)
            .where(Engagement.departs_on > today, Engagement.kind == "deployment")
            .group_by(Engagement.id)
            .order_by(named.desc())
        ).first()


def elements(node):
    return sum(1 + elements(child) for child in getattr(node, "children", {}).values())


@pytest.mark.parametrize("tab", TABS)
def test_a_tab_of_an_engagement_draws_few_elements(open_page, largest, tab):
    app = open_page("engagement", "km", ref=largest, tab=tab)
    assert not app.exception and 10 < elements(app.main) <= MOST


@pytest.mark.parametrize(
    ("page", "person", "address"),
    [
        ("my_trip", "expert", {}),
        ("calendar", "km", {"week": "all", "whose": "all"}),
        ("briefing", "rso", {}),
        ("training", "km", {}),
        ("self_check", "coordinator", {}),
        ("partners", "km", {"tab": "self"}),
    ],
)
def test_a_page_of_readiness_draws_few_elements(open_page, page, person, address):
    app = open_page(page, person, **address)
    assert not app.exception and 5 < elements(app.main) <= MOST
