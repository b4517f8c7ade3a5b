"""From a need to a plan: the form begins from it, keeps its own draft, and saving it meets the need."""

from datetime import UTC, datetime

import pytest

from slp_core.services import commands, drafts, need_views, needs_list
from slp_core.services.needs_list import NeedFilters
from tests.pages.reading import button, said

NOW = datetime(2026, 11, 25, 15, tzinfo=UTC)


@pytest.fixture
def accepted(database, identities):
    """The reference of an accepted need of Colombia."""
    page = commands.ask(database, identities["other officer"].user, needs_list.page, NeedFilters(status="accepted"))
    return page.rows[0].reference


def test_a_plan_for_a_need_begins_from_it_and_saving_it_meets_the_need(open_page, database, identities, accepted):
    user = identities["other officer"].user
    need = commands.ask(database, user, need_views.view, accepted)
    commands.keep(database, user, NOW, drafts.keep, "plan", {"title": "Another plan", "country": "COL"})
    app = open_page("plan", "other officer", need=accepted)
    assert app.text_input(key="plan-title").value == need.request.title
    assert app.text_input(key="plan-departs").value == need.request.window_start.isoformat()
    app.text_input(key="plan-title").set_value("Planned for it").run()
    button(app, "Save").click().run()
    after = commands.ask(database, user, need_views.view, accepted)
    assert after.status == "matched" and [one.title for one in after.engagements] == ["Planned for it"]
    assert open_page("plan", "other officer").text_input(key="plan-title").value == "Another plan"


def test_a_plan_for_a_need_can_be_left_and_keeps_its_own_draft(open_page, accepted):
    app = open_page("plan", "other officer", need=accepted)
    app.text_input(key="plan-title").set_value("For the need").run()
    button(app, "Plan something else").click().run()
    assert app.text_input(key="plan-title").value == "" and "need" not in app.query_params
    assert open_page("plan", "other officer", need=accepted).text_input(key="plan-title").value == "For the need"


def test_a_need_out_of_reach_is_left_out_of_a_plan(open_page, accepted):
    app = open_page("plan", "officer", need=accepted)
    assert "Left out of the address, as it cannot be used: need." in said(app)
    assert "For need" not in said(app)
