"""The pages of partners: found by any part of a name, changed from what was shown, decided in words."""

import pytest

from slp_core.services import commands, partner_contacts, partners
from tests.pages.reading import press, said


def listed(app, everything):
    return [name for name in ("Lakeshore Sheriff", "Illinois State Police", "Bayview") if name in everything(app)]


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ({"find": "LAKESHORE sher"}, "Lakeshore Sheriff"),
        ({"find": "isp"}, "Illinois State Police"),
        ({"find": "p-001"}, "Illinois State Police"),
        ({"state": "IL"}, "Illinois State Police"),
    ],
)
def test_an_address_opens_the_list_it_names(open_page, everything, address, found):
    app = open_page("partners", "officer", **address)
    assert not app.exception
    assert listed(app, everything) == [found]


def test_the_count_stands_above_the_list_and_no_match_is_said(open_page):
    assert "41 agencies" in said(open_page("partners", "viewer"))
    assert "No agency matches." in said(open_page("partners", "viewer", find="zzzz"))


def test_a_coordinator_sees_the_own_agency_alone(open_page, everything):
    app = open_page("partners", "coordinator")
    assert "1 agency" in said(app) and listed(app, everything) == ["Lakeshore Sheriff"]
    assert "There is no such agency" in said(open_page("partner", "coordinator", ref="P-001"))


@pytest.mark.parametrize("tab", ["", "People", "Contacts", "History", "Change"])
@pytest.mark.parametrize("person", ["km", "officer", "coordinator", "viewer", "administrator"])
def test_every_tab_opens_for_every_role(open_page, person, tab):
    app = open_page("partner", person, ref="P-005", tab=tab)
    assert not app.exception and not app.error


def test_a_viewer_sees_no_name_of_a_contact_and_no_log(open_page, everything, database, identities):
    (contact,) = commands.ask(database, identities["km"].user, partner_contacts.of_partner, "P-006")
    given = contact.name.split()[0]  # letters alone, which no encoding changes
    shown = everything(open_page("partner", "km", ref="P-006", tab="Contacts"))
    assert given in shown and contact.email in shown
    app = open_page("partner", "viewer", ref="P-006", tab="Contacts")
    assert given not in everything(app) and contact.email not in everything(app)
    assert "The log is not open to you." in said(app)
    assert [tab.label for tab in app.tabs] == ["Overview", "Contacts (1)"]


def test_an_agency_is_added_once_and_its_twin_refused_with_a_link(open_page, everything):
    app = open_page("partners", "km", tab="Add")
    app.text_input[0].input("Illinois State Police")
    app.selectbox[0].select("IL")
    app = press(app, "Add agency")
    assert not app.exception
    assert "Illinois State Police of Illinois, US is there already, as P-001." in said(app)
    assert "Open P-001" in everything(app)
    assert app.text_input[0].value == "Illinois State Police"


def test_a_capacity_that_cannot_be_is_refused_in_words_and_what_was_typed_stays(open_page):
    app = open_page("partners", "km", tab="Add")
    app.text_input[0].input("Gamma Police")
    app.selectbox[0].select("TX")
    app.number_input[0].set_value(31)
    app = press(app, "Add agency")
    assert "takes on 1 to 30 engagements a year, not 31" in said(app)
    assert (app.text_input[0].value, app.number_input[0].value) == ("Gamma Police", 31)


def test_a_status_is_set_with_its_reason(open_page, database, identities):
    app = open_page("partner", "km", ref="P-005", tab="Change")
    next(box for box in app.selectbox if box.label == "New status").select("paused")
    next(text for text in app.text_input if text.label == "Reason").input("Short of staff")
    app = press(app, "Set status")
    assert not app.exception and "Status: Short of staff." in said(app)
    assert commands.ask(database, identities["viewer"].user, partners.view, "P-005").status == "paused"


def test_a_pair_is_decided_and_said_in_words(open_page):
    app = open_page("partners", "km", tab="May")
    assert "“Lakeshore Sheriff (demo)”" in said(app)
    app.radio[0].set_value("first")
    app = press(app, "Keep decision")
    assert not app.exception
    assert "Lakeshore Sheriff's Office (demo) is now another name of Lakeshore Sheriff (demo)." in said(app)
    assert "No pair to decide." in said(app)


def test_a_pair_without_a_choice_stays_a_pair(open_page):
    app = press(open_page("partners", "km", tab="May"), "Keep decision")
    assert not app.exception and "“Lakeshore Sheriff (demo)”" in said(app)
    assert "No decision is chosen." in app.error[0].value


def test_a_waiting_name_is_given_to_the_agency_it_means(open_page):
    app = open_page("partners", "km", tab="Names")
    assert "Illinois St. Police" in said(app)
    app.radio[0].set_value("P-001")
    app = press(app, "Make it a name of this agency")
    assert not app.exception and not app.error
    assert "Illinois St. Police" not in said(app)
    assert "Illinois St. Police" in said(open_page("partner", "km", ref="P-001"))


def test_only_active_agencies_stand_in_the_plan_s_box(open_page):
    box = next(box for box in open_page("plan", "km").selectbox if box.label == "Partner")
    assert len(box.options) == 1 + 41 - 6  # "not chosen yet"; six are paused, ended or prospects
