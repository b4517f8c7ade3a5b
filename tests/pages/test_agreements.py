"""Agreements on their pages: found, amended, checked against a trip, chosen for an engagement and in a plan."""

import threading
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import streamlit as st

from slp_core.itinerary import Itinerary, Stay
from slp_core.mechanisms import Agreed, Basis, Terms
from slp_core.plan import Plan
from slp_core.services import commands, engagement_mechanism, engagements, mechanism_list, mechanisms, signed_copies
from slp_core.services.mechanism_list import Filters
from tests.pages.reading import button, press, said

NOW = datetime.now(UTC)
TODAY = NOW.date()
PDF = b"%PDF-1.7 signed"
CHEAP = Terms(TODAY - timedelta(300), TODAY + timedelta(30), Decimal(1))


@pytest.fixture
def ask(database, identities):
    return lambda person, *call: commands.ask(database, identities[person].user, *call)


@pytest.fixture
def do(database, identities):
    return lambda person, *call: commands.do(database, identities[person].user, NOW, repr(call)[:200], *call)


@pytest.fixture
def agreement(do):
    """An agreement of the first agency that ends in 30 days."""
    terms = Terms(TODAY - timedelta(300), TODAY + timedelta(30), None)
    return do(
        "km", mechanisms.add, "P-001", Agreed("mou", "T-1", "Harbor patrols", terms, Basis.FEDERAL_RATES, 30, 30, 3)
    )


@pytest.fixture
def trip(do):
    """An engagement of the first agency in Georgia, back within ten days."""
    first, last = TODAY + timedelta(2), TODAY + timedelta(10)
    stays = (Stay("GEO", "Tbilisi", first, last),)
    plan = Plan("GEO", Itinerary(first, last, stays), 2, title="Patrol course", partner="P-001", provisional=True)
    return do("km", engagements.open_from_plan, plan, TODAY, NOW)


def field(app, label):
    return next(one for one in (*app.text_input, *app.selectbox, *app.number_input) if one.label == label)


def test_a_list_says_the_number_that_its_pages_hold(open_page, ask, agreement):
    count = ask("km", mechanism_list.page, Filters(), TODAY).count
    assert f"{count} agreements" in said(open_page("mechanisms", "km"))
    found = open_page("mechanisms", "km", find="harbor patrols")
    assert "1 agreement" in said(found) and "Ends in 30 days" in said(found)
    assert "No agreement matches." in said(open_page("mechanisms", "km", find="nothing of the kind"))


def test_an_agreement_above_its_ceiling_says_too_that_it_ends_soon(open_page, ask, agreement, trip, do):
    do(
        "km",
        mechanisms.change,
        agreement,
        Agreed("mou", "T-1", "Harbor patrols", CHEAP, Basis.FEDERAL_RATES, 1, 1, 3),
        1,
    )
    do("km", engagement_mechanism.assign, trip, agreement, 1, TODAY)
    page = said(open_page("mechanism", "km", ref=agreement))
    assert "More is planned than the ceiling allows" in page and "It ends in 30 days" in page


def test_a_coordinator_is_shown_the_own_agencys_agreements_alone(open_page, everything, ask, agreement):
    own = ask("coordinator", mechanism_list.page, Filters(), TODAY)
    assert 0 < own.count < ask("km", mechanism_list.page, Filters(), TODAY).count
    assert "Harbor patrols" not in everything(open_page("mechanisms", "coordinator"))
    theirs = everything(open_page("mechanism", "coordinator", ref=agreement))
    assert "Harbor patrols" not in theirs and "There is no such agreement" in theirs


def test_what_ends_soon_is_on_the_officers_first_page_of_inl_km_alone(open_page, agreement):
    shown = {person: said(open_page("home", person)) for person in ("km", "officer", "coordinator")}
    assert "Harbor patrols" in shown["km"]
    assert "Harbor patrols" not in shown["officer"] + shown["coordinator"]


@pytest.mark.parametrize(("back", "sentence"), [(0, "The report is due by"), (1, "1 day after the agreement ends")])
def test_a_trip_is_checked_on_the_page(open_page, agreement, back, sentence):
    app = open_page("mechanism", "officer", ref=agreement)
    field(app, "Departs").input((TODAY - timedelta(9)).isoformat())
    app.run()
    field(app, "Returns").input((TODAY + timedelta(back)).isoformat())
    app.run()
    assert sentence in said(app) and ("Not covered" in said(app)) == bool(back)


def test_an_amendment_is_recorded_and_a_mistake_keeps_what_was_typed(open_page, ask, agreement):
    app = open_page("mechanism", "km", ref=agreement, tab="amendments")
    field(app, "New last day").input((TODAY + timedelta(30)).isoformat())
    field(app, "What it says, in a few words").input("One year more")
    press(app, "Record amendment")
    assert "does not run longer" in said(app)
    assert field(app, "What it says, in a few words").value == "One year more"
    field(app, "New last day").input((TODAY + timedelta(395)).isoformat())
    press(app, "Record amendment")
    assert not app.error and "One year more" in said(app)
    assert ask("km", mechanisms.view, agreement, TODAY).terms.ends == TODAY + timedelta(395)


def test_nobody_but_inl_km_is_offered_a_change(open_page, agreement):
    for person in ("officer", "administrator"):
        for tab in ("terms", "amendments", "signed", "history"):
            app = open_page("mechanism", person, ref=agreement, tab=tab)
            assert not app.exception and [button.label for button in app.button] == []


def test_a_lead_time_is_set_on_the_agreements_page(open_page, agreement):
    app = open_page("mechanism", "km", ref=agreement, tab="lead")
    field(app, "Days ahead, in the step's own unit").set_value(99)
    field(app, "Why, or who said so").input("The agency asks for it")
    press(app, "Set lead time")
    assert not app.error and "99 days before departure" in said(app)
    assert f"Lead time of agreement {agreement}" in said(app)


def test_a_signed_copy_is_fetched_by_the_click_with_the_rights_of_the_one_who_sees_it(
    open_page, do, agreement, monkeypatch
):
    do("km", signed_copies.add, agreement, "MOU.pdf", PDF)
    buttons = []
    monkeypatch.setattr(st, "download_button", lambda label, data, *args, **more: buttons.append((label, data)))
    open_page("mechanism", "officer", ref=agreement, tab="signed")
    ((label, data),) = buttons
    fetched = []
    thread = threading.Thread(target=lambda: fetched.append(data()))  # as a click does: where no page runs
    thread.start()
    thread.join()
    assert (label, fetched) == ("Download copy", [PDF])


def test_an_officer_chooses_the_agreement_of_an_engagement_and_takes_it_away(open_page, ask, agreement, trip):
    app = open_page("engagement", "officer", tab="overview", ref=trip)
    assert "None chosen yet." in said(app)
    field(app, "Agreement").select(agreement)
    app.run()
    assert "Not covered" in said(app)  # back on day 10, with 30 days for the report, and it ends on day 30
    press(app, "Use agreement")
    assert "10 days after the agreement ends" in said(app)
    assert ask("km", engagement_mechanism.of_engagement, trip) is None


def test_an_agreement_that_covers_the_trip_is_used_and_said_with_its_deadlines(open_page, do, ask, agreement, trip):
    terms = Terms(TODAY - timedelta(9), None, Decimal(1))
    longer = do("km", mechanisms.add, "P-001", Agreed("mou", "T-2", "Ports", terms, Basis.PARTNER_POLICY, 30, 45, 3))
    app = open_page("engagement", "officer", tab="overview", ref=trip)
    field(app, "Agreement").select(longer)
    app.run()
    press(app, "Use agreement")
    assert ask("km", engagement_mechanism.of_engagement, trip).reference == longer
    for words in ("Partner's own policy, up to the federal rates, for the whole trip", "Ceiling exceeded", "Covered"):
        assert words in said(app)
    press(app, "Take agreement away")
    assert ask("km", engagement_mechanism.of_engagement, trip) is None


def test_those_who_see_no_agreements_see_none_on_an_engagement(open_page, trip):
    for person in ("rso", "viewer"):
        assert "Agreement" not in [
            header.value for header in open_page("engagement", person, tab="overview", ref=trip).header
        ]


def test_a_plan_offers_the_agreements_of_its_partner_and_says_what_each_covers(open_page, agreement):
    days = {"departs": (TODAY + timedelta(2)).isoformat(), "returns": (TODAY + timedelta(10)).isoformat()}
    app = open_page("plan", "km", country="GEO", **days)
    assert "Agreement" not in [box.label for box in app.selectbox]
    field(app, "Partner").select("P-001")
    app.run()
    field(app, "Agreement").select(agreement)
    app.run()
    assert not app.exception and "10 days after the agreement ends" in said(app)
    field(app, "Partner").select("P-002")
    app.run()
    assert not app.exception and field(app, "Agreement").value == ""


def test_an_agreement_is_added_where_its_partner_is_shown(open_page, ask):
    app = open_page("partner", "km", ref="P-001", tab="Agreements")
    before = ask("km", mechanism_list.of_partner, "P-001", TODAY)
    assert all(row.reference in said(app) for row in before)
    field(app, "Type").select("assistance_award")
    app.run()
    assert field(app, "Report, days after return").value == 120 and "2 CFR 200.329" in said(app)
    button(app, "Add agreement").click().run()
    assert "The title is missing." in said(app)
    field(app, "Title").input("New award")
    field(app, "Last day (empty: no end)").input("2029-09-30")
    field(app, "Ceiling in dollars (empty: none agreed)").input("12,500")
    button(app, "Add agreement").click().run()
    (new,) = set(ask("km", mechanism_list.of_partner, "P-001", TODAY)) - set(before)
    assert (new.title, new.basis, new.ceiling.agreed) == ("New award", Basis.PARTNER_POLICY, 12_500)
