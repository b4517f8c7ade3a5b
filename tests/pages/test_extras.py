"""Other costs are typed once, priced on both pages, kept in the draft, saved with the engagement, and taken out."""

from datetime import UTC, datetime

import pytest

from slp_core.services import commands, drafts, estimate_versions
from tests.pages.reading import pick, press, said

TRIP = {"country": "SEN", "place": "Dakar", "departs": "2027-03-01", "returns": "2027-03-12", "travelers": "2"}
DAKAR = 2 * (11 * 248 + (10 + 2 * 0.75) * 161)  # 9,159: State, April 2026, 248/161


@pytest.fixture
def costs(open_page):
    """The tab of other costs, as INL/KM opens it."""
    app = open_page("estimate", "km", **TRIP)
    app.session_state["plan-flight"] = None  # until a test adds one
    app.session_state["money-tabs"] = "Other costs"
    return app.run()


def table(app):
    cells = (str(cell) for shown in app.table for cell in shown.value.to_numpy().ravel())
    return " ".join(cells).replace("\\", "").replace("\u00a0", " ")


def choose(app, key, value):
    app.selectbox(key=key).set_value(value).run()
    assert not app.exception


def type_all(app, **texts):
    for key, text in texts.items():
        app.text_input(key=f"add-{key.replace('_', '-')}").set_value(text).run()


def kind(app, words):
    app.pills(key="other-kind").set_value(words).run()
    assert not app.exception


def add_van(app):
    choose(app, "other-category", "Ground transportation")
    choose(app, "other-item-Ground transportation", "passenger_van")
    type_all(app, price="95.50", source="Quote of Dakar Cars")
    press(app, "Add item")


def kept(database, identities):
    return commands.ask(database, identities["km"].user, drafts.read, "plan")


def test_an_item_is_in_the_price_at_once_and_on_the_plan_page_too(costs, open_page):
    add_van(costs)
    assert "Quote of Dakar Cars" in table(costs)
    total = f"${DAKAR + 12 * 95.50:,.2f}"  # the days of the trip are the first guess
    assert total in said(costs)
    plan = open_page("plan", "km", **TRIP)
    assert f"${DAKAR + 12 * 95.50:,.0f}" in [one.value for one in plan.metric]


def test_only_the_factors_that_an_item_has_are_asked(costs):
    choose(costs, "other-category", "Event registration")
    assert {one.key for one in costs.number_input if one.key.startswith("add-")} == {"add-registration_fee-people"}
    choose(costs, "other-category", "Conference rooms")
    asked = {one.key.rpartition("-")[2] for one in costs.number_input if one.key.startswith("add-")}
    assert asked == {"quantity", "periods"}


MISTAKES = {
    "no price": ({"source": "Quote"}, "is not an amount"),
    "a price in words": ({"price": "much", "source": "Quote"}, "is not an amount"),
    "no source": ({"price": "95.50"}, "has no source"),
}


@pytest.mark.parametrize(("texts", "sentence"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_said_and_nothing_typed_is_lost(costs, database, identities, texts, sentence):
    type_all(costs, **texts)
    press(costs, "Add item")
    assert sentence in said(costs)
    assert all(costs.text_input(key=f"add-{key}").value == text for key, text in texts.items())
    assert not kept(database, identities).get("extras")


def test_a_price_of_another_currency_needs_its_rate_day_and_source(costs):
    choose(costs, "add-currency", "XOF")
    type_all(costs, price="65000", source="Quote", per_dollar="600", rate_day="2026-11-02")
    press(costs, "Add item")
    assert "rate of exchange has no source" in said(costs)
    type_all(costs, rate_source="Card statement")
    press(costs, "Add item")
    assert "65,000 XOF ÷ 600" in table(costs) and "Card statement" in table(costs)


def test_what_is_not_reimbursed_is_named_with_its_rule_and_cannot_be_added(costs):
    choose(costs, "other-category", "Not reimbursed")
    choose(costs, "other-refused", "alcohol")
    assert "2 CFR 200.423" in said(costs)
    assert "Add item" not in [one.label for one in costs.button]


def test_salaries_mileage_the_flight_and_shares_each_become_a_line(costs):
    kind(costs, "Salaries")
    type_all(costs, role="Detective", hours="80", fringe="42", fringe_source="Policy")
    choose(costs, "add-job", "33-3021")
    press(costs, "Add salaries")
    kind(costs, "Mileage")
    type_all(costs, what="Home to Dulles airport", miles="42")
    press(costs, "Add mileage")
    kind(costs, "Flight")
    press(costs, "Use for the flight")
    kind(costs, "Indirect, contingency")
    press(costs, "Use this rate")
    choose(costs, "other-share", "Contingency")
    type_all(costs, contingency="5", reason="Two trips before")
    press(costs, "Use this contingency")
    shown = table(costs)
    lines = ("Salary, Detective", "Benefits, Detective", "Mileage, Home", "Airfare", "Indirect costs", "Contingency")
    assert [words for words in lines if words not in shown] == []
    assert "2 × 80 hours × $47.80" in shown and "42 miles × $0.725" in shown


def test_a_host_s_salary_is_shown_apart_and_in_no_total(open_page):
    hosted = TRIP | {"kind": "hosting", "place": "Denver, CO"}
    app = open_page("estimate", "km", **hosted)
    app.session_state["plan-flight"] = None  # a fare that stands in would be a doubt
    app.session_state["money-tabs"] = "Other costs"
    before = app.run().success[0].value
    kind(app, "Salaries")
    type_all(app, role="Officer", hours="8", rate="52")
    type_all(app, pay_source="Pay table")
    press(app, "Add salaries")
    assert "Partner's own cost" in table(app)
    assert app.success[0].value == before


def test_a_new_tab_opens_what_was_added_and_it_can_be_taken_out(costs, open_page, database, identities):
    add_van(costs)
    again = open_page("estimate", "km", **TRIP)
    again.session_state["money-tabs"] = "Other costs"
    again.run()
    assert "Quote of Dakar Cars" in table(again)
    press(pick(again, "Take out").run(), "Remove")
    assert "Dakar Cars" not in table(again) and kept(database, identities)["extras"] == []


def test_a_draft_that_this_release_cannot_read_is_left_out_and_said(open_page, database, identities):
    body = TRIP | {"travelers": 2, "extras": [{"thing": "of a later release"}]}
    commands.keep(database, identities["km"].user, datetime.now(UTC), drafts.keep, "plan", body)
    app = open_page("plan", "km")
    assert not app.exception and "no longer exists" in said(app)


def test_a_saved_engagement_keeps_each_line_with_its_source(costs, open_page, database, identities):
    add_van(costs)
    plan = open_page("plan", "km", **TRIP)
    plan.text_input(key="plan-title").set_value("With a van").run()
    next(one for one in plan.button if "Save" in one.label).click().run()
    assert not plan.exception
    reference = plan.query_params["ref"]
    reference = reference if isinstance(reference, str) else reference[0]
    stored = commands.ask(database, identities["km"].user, estimate_versions.latest, reference)
    assert [line.entered for line in stored.lines if line.entered] == ["Quote of Dakar Cars"]
    assert stored.total == sum(line.amount for line in stored.lines)


def test_what_is_improbable_in_other_costs_is_questioned_where_it_is_typed(costs):
    kind(costs, "Salaries")
    type_all(costs, role="Sergeant", hours="900", rate="50", pay_source="Pay table")
    press(costs, "Add salaries")
    assert "Sergeant: 900 hours of each are more than 12 a day in 12 days" in said(costs)
