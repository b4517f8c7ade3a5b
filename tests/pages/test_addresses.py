"""An address can say anything, and a saved draft can be out of date: the page opens, with a sentence."""

from datetime import UTC, datetime

import pytest

from slp_core.services import commands, drafts
from tests.pages.reading import said

NOW = datetime(2026, 11, 25, 15, tzinfo=UTC)
INJECTION = "E-1' OR 1=1 --"
MARKUP = "<script>alert(1)</script>"

ODD = {
    "a country that is none": ("country", {"country": "ZZZ"}, "“ZZZ” is not a country's name as it stands."),
    "no country": ("country", {}, "The country is missing."),
    "a country outside the program": ("country", {"country": "FRA"}, "not one of the 63 countries"),
    "a country that is markup": ("country", {"country": MARKUP}, "is not a country's name as it stands."),
    "SQL as a reference": ("engagement", {"ref": INJECTION}, "There is no such engagement"),
    "no reference": ("engagement", {}, "There is no such engagement"),
    "a reference of 5,000 characters": ("engagement", {"ref": "E" * 5000}, "There is no such engagement"),
    "SQL as an agreement": ("mechanism", {"ref": INJECTION}, "There is no such agreement"),
    "an agreement of 5,000 characters": ("mechanism", {"ref": "M" * 5000}, "There is no such agreement"),
    "a tab that does not exist": ("mechanism", {"ref": "M-001", "tab": "x"}, "Federal travel rates"),
    "agreements of no type": ("mechanisms", {"type": "treaty"}, "Type “treaty” is not known and was left out"),
    "agreements in no state": ("mechanisms", {"which": MARKUP}, "is not known and was left out"),
    "a map of no country": ("map", {"country": "ZZZ"}, "Country “ZZZ” is not known and was left out"),
    "a map of nothing": ("map", {"show": "everything"}, "Show “everything” is not known and was left out"),
    "a zoom to nowhere": ("map", {"view": "Moon"}, "Zoom to “Moon” is not known and was left out"),
    "a stage that does not exist": ("engagements", {"stage": "x"}, "Stage “x” is not known and was left out"),
    "a time that does not exist": ("engagements", {"when": "x"}, "When “x” is not known and was left out"),
    "a list of no country": ("engagements", {"country": MARKUP}, "is not known and was left out"),
    "an agency that is none": ("partner", {"ref": INJECTION}, "There is no such agency"),
    "no agency": ("partner", {}, "There is no such agency"),
    "a state that is none": ("partners", {"state": "GEO"}, "State “GEO” is not known and was left out"),
    "a capacity in words": ("partners", {"capacity": "many"}, "“many” is not known and was left out"),
    "a plan for no country": ("plan", {"country": "ZZZ"}, "Left out of the address, as it cannot be used: country."),
    "travelers in words": ("plan", {"travelers": "abc"}, "as it cannot be used: travelers."),
    "travelers that only look like a number": ("plan", {"travelers": "²"}, "as it cannot be used: travelers."),
    "a day that does not exist": ("plan", {"departs": "2027-02-30"}, "as it cannot be used: departs."),
    "a price of no travelers": ("estimate", {"travelers": "-3"}, "as it cannot be used: travelers."),
    "a plan that ends before it starts": (
        "plan",
        {"departs": "2027-03-12", "returns": "2027-03-01"},
        "is before the departure",
    ),
    "400 days": ("plan", {"departs": "2027-01-04", "returns": "2028-02-08"}, "The trip lasts 401 days"),
}


@pytest.mark.parametrize(("page", "address", "sentence"), ODD.values(), ids=ODD)
def test_an_address_that_cannot_be_meant_opens_the_page_with_a_sentence(open_page, page, address, sentence):
    app = open_page(page, "km", **address)
    assert not app.exception
    assert len(app.title) == 1
    assert sentence in said(app)


@pytest.mark.parametrize("number", ["-1", "0", "abc", "²", "٣", "1e9", "999999", "9" * 30, "1; DROP TABLE engagement"])
def test_any_page_number_opens_a_page_of_the_list(open_page, number):
    app = open_page("engagements", "km", page=number)
    assert not app.exception
    assert "30 engagements" in said(app)


@pytest.mark.parametrize("words", ["' OR 1=1 --", "%", "_", "\\", MARKUP, "عربي", "x" * 5000])
def test_a_search_for_anything_finds_only_what_holds_it(open_page, words):
    app = open_page("engagements", "km", find=words)
    assert not app.exception
    assert "No engagement matches." in said(app)


def test_the_words_of_an_address_stand_in_the_field(open_page):
    assert open_page("engagements", "km", find="o'neill <b>").text_input(key="find").value == "o'neill <b>"


def test_a_good_address_says_nothing_of_leaving_out(open_page):
    app = open_page("plan", "officer", country="GEO", departs="2027-06-07", returns="2027-06-18", travelers="3")
    assert "left out" not in said(app).casefold()
    assert app.text_input(key="plan-departs").value == "2027-06-07"
    assert app.number_input(key="plan-travelers").value == 3


GONE = {  # UIX-05
    "partner": {"partner": "P-9999"},
    "country": {"country": "XYZ", "place": "Nowhere"},
    "country of a stop": {"stops": 1, "stop1-country": "XYZ", "stop1-place": "Nowhere", "stop1-from": "2027-06-10"},
}


@pytest.mark.parametrize("body", GONE.values(), ids=GONE)
@pytest.mark.parametrize("page", ["plan", "estimate"])
def test_a_saved_draft_whose_choice_is_gone_opens_without_it_and_keeps_the_rest(
    open_page, database, identities, page, body
):
    keep(database, identities["officer"], body | {"title": "Kept “as typed”"})
    app = open_page(page, "officer")
    assert not app.exception
    assert "1 saved choice no longer exists and was left out." in said(app)
    assert app.text_input(key="plan-title").value == "Kept “as typed”"


def test_a_saved_place_that_left_the_table_is_still_the_place(open_page, database, identities):
    keep(database, identities["officer"], {"country": "GEO", "place": "Mtskheta-on-Sea"})
    app = open_page("plan", "officer")
    assert not app.exception
    assert app.selectbox(key="plan-place").value == "Mtskheta-on-Sea"


def test_a_reload_that_brings_the_address_of_before_the_last_change_loses_nothing(open_page):
    address = {"country": "GEO", "departs": "2027-06-07", "returns": "2027-06-18"}
    app = open_page("plan", "officer", **address)
    app.query_params = dict(address)  # the browser was not told of the full one yet
    app.text_input(key="plan-returns").set_value("2027-06-25").run()
    assert open_page("plan", "officer", **address).text_input(key="plan-returns").value == "2027-06-25"
    asks_another = open_page("plan", "officer", **address | {"departs": "2027-06-08"})
    assert asks_another.text_input(key="plan-returns").value == "2027-06-18"


def test_what_an_address_asked_for_over_an_older_draft_is_kept_with_the_next_change(open_page, database, identities):
    keep(database, identities["officer"], {"country": "GEO", "place": "Tbilisi", "returns": "2027-06-18"})
    app = open_page("plan", "officer", country="GEO", returns="2027-07-02")
    app.text_input(key="plan-title").set_value("Asked by a link").run()
    again = open_page("plan", "officer")
    assert again.text_input(key="plan-returns").value == "2027-07-02"
    assert again.text_input(key="plan-title").value == "Asked by a link"


def test_the_address_of_before_the_last_change_is_a_link_like_any_other_later_on(open_page, database, identities):
    address = {"country": "GEO", "returns": "2027-06-18"}
    keep(database, identities["officer"], {"country": "GEO", "returns": "2027-06-25", "address": address})
    assert open_page("plan", "officer", **address).text_input(key="plan-returns").value == "2027-06-18"


def keep(database, who, body):
    commands.keep(database, who.user, NOW, drafts.keep, "plan", body)


def test_back_undoes_the_last_change_of_a_plan_and_leads_off_the_page(open_page, monkeypatch):
    monkeypatch.setattr("ui.draft_address.LATE", 0)
    before = {"country": "GEO", "place": "Tbilisi", "departs": "2027-06-07", "returns": "2027-06-18", "travelers": "3"}
    app = open_page("plan", "officer", kind="deployment", **before)
    app.number_input(key="plan-travelers").set_value(5).run()
    assert "5" in app.query_params["travelers"]
    app.query_params["travelers"] = "3"
    assert app.run().number_input(key="plan-travelers").value == 3
    app.query_params.clear()
    app.run()
    assert not app.query_params and app.number_input(key="plan-travelers").value == 3


def test_just_after_a_change_an_address_that_lags_behind_changes_nothing_back(open_page):
    app = open_page("plan", "officer", country="GEO", travelers="3")
    app.number_input(key="plan-travelers").set_value(5).run()
    app.query_params["travelers"] = "3"
    app.checkbox(key="plan-overnight").set_value(True).run()
    assert app.number_input(key="plan-travelers").value == 5
