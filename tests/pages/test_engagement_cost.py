"""The Cost tab: an estimate is read, traced, submitted by one and approved by another, and priced again."""

import pytest

from slp_core.services import approvals, commands, estimate_versions, portfolio
from tests.pages.reading import press, said


@pytest.fixture
def ask(database, identities):
    return lambda who, use_case, *args: commands.ask(database, identities[who].user, use_case, *args)


@pytest.fixture
def waiting(ask):
    """The first estimate that waits for INL/KM."""
    return ask("km", approvals.waiting)[0]


@pytest.fixture
def draft(ask, today):
    """An engagement whose estimate is a draft."""
    rows = ask("km", portfolio.page, portfolio.Filters(stage="partner_selection"), today).rows
    return next(row["reference"] for row in rows)


def cost_tab(open_page, who, reference):
    return open_page("engagement", who, ref=reference, tab="cost")


def test_a_figure_opens_below_the_table(open_page, waiting):
    app = cost_tab(open_page, "km", waiting.engagement)
    before = len(app.table)
    box = next(one for one in app.selectbox if one.label.startswith("Where does a figure"))
    box.select_index(0)
    app.run()
    assert not app.exception and len(app.table) == before + 1
    opened = app.table[-1].value.to_csv()
    assert "How it is worked out" in opened and "SHA\\-256" in opened and "compared on" in opened


def test_who_approves_reads_what_was_said_of_the_price(open_page, waiting, ask):
    estimate = ask("km", estimate_versions.latest, waiting.engagement)
    assert estimate.notices
    shown = said(cost_tab(open_page, "km", waiting.engagement))
    assert all(notice.text.replace("\u00a0", " ") in shown for notice in estimate.notices)
    assert "Not in this figure: " in shown


def test_my_work_leads_to_what_waits_and_it_is_approved_there(open_page, waiting, ask):
    home = open_page("home", "km")
    assert any(waiting.engagement in table.value.to_csv() for table in home.table)
    app = cost_tab(open_page, "km", waiting.engagement)
    refused = press(app, "Approve estimate")
    assert any("confirm first" in error.value for error in refused.error)
    for box in refused.checkbox:
        if box.label.startswith("Seen:"):
            box.check()
    reasons = [box for box in refused.text_input if "Why" in box.label]
    reasons[0].input("An amendment is being signed.")
    app = press(refused, "Approve estimate")
    assert not app.exception and not app.error
    assert ask("km", estimate_versions.latest, waiting.engagement).status == "approved"
    assert "Approved" in said(app) and "Helen Marsh" in said(app)


def test_it_is_sent_back_with_a_reason(open_page, waiting, ask):
    app = cost_tab(open_page, "km", waiting.engagement)
    app = press(app, "Send back")
    assert any("Why is it sent back" in error.value for error in app.error)
    next(box for box in app.text_input if "sent back" in box.label).input("A quote, please.")
    app = press(app, "Send back")
    assert ask("km", estimate_versions.latest, waiting.engagement).status == "returned" and "A quote, please." in said(
        app
    )


def test_who_submits_is_told_why_somebody_else_approves(open_page, draft, ask):
    app = press(cost_tab(open_page, "km", draft), "Submit for approval")
    assert not app.exception and ask("km", estimate_versions.latest, draft).status == "submitted"
    assert "somebody else must approve" in said(app)
    assert not [button for button in app.button if button.label == "Approve estimate"]


def test_priced_again_both_versions_can_be_read_and_compared(open_page, draft, ask):
    app = press(cost_tab(open_page, "km", draft), "Price again")
    assert not app.exception and ask("km", estimate_versions.latest, draft).version_no == 2
    compare = next(box for box in app.selectbox if box.label == "Compare with")
    compare.select_index(0)
    app.run()
    assert "Every line is as in version 1." in said(app)


def test_a_coordinator_reads_the_cost_and_decides_nothing(open_page, ask, today):
    row = ask("coordinator", portfolio.page, portfolio.Filters(), today).rows[0]
    app = cost_tab(open_page, "coordinator", row["reference"])
    assert not app.exception
    assert not {"Approve estimate", "Send back", "Submit for approval", "Price again"} & {b.label for b in app.button}
