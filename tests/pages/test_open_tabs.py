"""A tab or a fold stays open while the number in its word changes, and where a page could not draw it for a while."""

import pytest

from slp_core.services import commands, portfolio
from tests.pages.reading import button, press, said


@pytest.fixture
def checklist(open_page, database, identities, today):
    """The checklist of an engagement that lies ahead, opened by its tab, with what is done unfolded."""
    upcoming = portfolio.Filters(when=portfolio.When.UPCOMING)
    reference = commands.ask(database, identities["km"].user, portfolio.page, upcoming, today).rows[0]["reference"]
    app = open_page("engagement", "km", ref=reference)
    app.session_state[f"engagement-tabs-{reference}"] = tab(app, "Checklist")
    app.session_state[f"done-{reference}"] = True
    return app.run()


def tab(app, begins: str) -> str:
    return next(one.label for one in app.tabs if one.label.startswith(begins))


def test_the_checklist_stays_open_while_steps_of_it_are_marked(checklist):
    seen = [tab(checklist, "Checklist")]
    for _ in range(2):
        seen.append(tab(press(checklist, "Mark as done"), "Checklist"))
        assert seen[-1] != seen[-2] and button(checklist, "Mark as done")


def test_what_is_done_stays_unfolded_while_more_is_done(checklist):
    folds = lambda: {one.label: one for one in checklist.expander if one.label.startswith("Done or excused")}  # noqa: E731
    before = folds()
    press(checklist, "Mark as done")
    assert before.keys() != folds().keys()
    assert all(len(fold.children) for fold in folds().values())


@pytest.fixture
def costed(open_page):
    """A plan with its tab of the cost open."""
    app = open_page("plan", "officer")
    app.session_state["plan-tabs"] = "Cost"
    return app.run()


def test_the_cost_stays_open_when_another_kind_has_other_steps(costed):
    before = tab(costed, "Checklist")
    costed.selectbox(key="plan-kind").set_value("mentoring").run()
    assert tab(costed, "Checklist") != before
    assert costed.session_state["plan-tabs"] == "Cost" and "M&IE" in said(costed)


@pytest.mark.parametrize(("key", "wrong", "right"), [("plan-fare", "much", "900"), ("plan-title", "x" * 201, "Short")])
def test_the_cost_is_open_again_once_a_mistake_is_mended(costed, key, wrong, right):
    costed.text_input(key=key).set_value(wrong).run()
    assert not costed.tabs
    costed.text_input(key=key).set_value(right).run()
    assert costed.session_state["plan-tabs"] == "Cost" and "M&IE" in said(costed)


def test_a_tab_that_a_link_asks_for_opens_whatever_was_open_before(open_page, database, identities, today):
    upcoming = portfolio.Filters(when=portfolio.When.UPCOMING)
    rows = commands.ask(database, identities["km"].user, portfolio.page, upcoming, today).rows
    here, there = (row["reference"] for row in rows[:2])
    app = open_page("engagement", "km", ref=here, tab="history")
    assert app.session_state[f"engagement-tabs-{here}"] == "History"
    app.query_params["tab"] = "cost"
    assert app.run().session_state[f"engagement-tabs-{here}"] == "Cost"
    app.query_params["ref"], app.query_params["tab"] = there, ""
    assert app.run().session_state[f"engagement-tabs-{there}"] == "Go / no-go"
