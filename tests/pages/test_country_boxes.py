"""Every select box of a country takes any of its names; what is not certain is asked about and changes nothing."""

from datetime import UTC, datetime

import pytest

from slp_core.reference import shipped
from slp_core.services import commands, drafts
from tests.pages.reading import said

NOW = datetime(2026, 11, 25, 15, tzinfo=UTC)
PLAN = {"country": "KEN", "place": "Nairobi", "departs": "2027-06-07", "returns": "2027-06-18", "travelers": "2"}
BOXES = {
    "plan": ("plan", "plan-country", PLAN),
    "estimate": ("estimate", "plan-country", PLAN),
    "delegation": ("plan", "plan-country", PLAN | {"kind": "hosting"}),
    "filter of engagements": ("engagements", "country", {"country": "KEN"}),
    "map": ("map", "country", {"country": "KEN"}),
}
STOP = {"stops": 1, "stop1-country": "KEN", "stop1-place": "Nairobi", "stop1-from": "2027-06-10"}
NAMES = {
    "Ivory Coast": "CIV",
    "BURMA": "MMR",
    "Myanmar": "MMR",
    "Zaire": "COD",
    "DRC": "COD",
    "KOS": "XKX",
    "niger": "NER",
    "Nigeria": "NGA",
    "nga": "NGA",
    "Georgia": "GEO",
}
NAMES_OF_ALL = {
    "Swaziland": "SWZ",
    "Cape Verde": "CPV",
    "Cabo Verde": "CPV",
    "Turkiye": "TUR",
    "Congo-Brazzaville": "COG",
}
REFUSED = {
    "Congo": "“Congo” can mean more than one country. Write which one: Democratic Republic of the Congo (COD)",
    "Gorgia": "“Gorgia” is not a country's name as it stands. If Georgia (country) (GEO) is meant, write that.",
    "Nige": "Write which one: Niger (NER) or Nigeria (NGA).",
    "ia": "“ia” is not a country's name as it stands.",
    "GA": "“GA” means different countries in different schemes",
    "Sahel": "Sahel is a region, not a country.",
    "Georgia, US": "Georgia, US is a U.S. state, not a country.",
    "<b>x</b>": "“<b>x</b>” is not a country's name as it stands.",
    "x" * 5000: "is not a country's name as it stands.",
}
OUTSIDE = {"Swaziland": "Eswatini", "Cape Verde": "Cabo Verde", "Turkiye": "Turkey", "FRA": "France"}


@pytest.fixture
def box(request, open_page):
    """The page of one box, with Kenya chosen, and the box's key."""
    page, key, address = BOXES[request.param]
    return open_page(page, "km", **address), key


@pytest.fixture
def stop(open_page, database, identities):
    """The plan with a second stop in Kenya."""
    commands.keep(database, identities["km"].user, NOW, drafts.keep, "plan", STOP | {"country": "GEO"})
    return open_page("plan", "km")


every_box = pytest.mark.parametrize("box", BOXES, indirect=True)


def typed(app, key, text):
    """Type into a select box what may be none of its options, and press Enter."""
    field = app.selectbox(key=key)
    field.options.append(text)  # a test may send options only
    field.set_value(text).run()
    assert not app.exception
    return app


def seen(app, key):
    """The code that is chosen; the browser is told its label, whatever was typed."""
    field = app.selectbox(key=key)
    assert field.proto.raw_value in ("", field.options[field.index])
    return field.value


@every_box
def test_any_name_of_a_country_chooses_it(box):
    app, key = box
    for text, code in NAMES.items():
        assert seen(typed(app, key, text), key) == code, text
        assert app.selectbox(key=key).proto.raw_value == shipped().countries.label(code)
        assert "stays chosen" not in said(app)
        assert app.query_params["country"] in (code, [code])


@every_box
def test_what_is_not_certain_keeps_the_former_country_and_says_so(box):
    app, key = box
    for text, sentence in REFUSED.items():
        assert seen(typed(app, key, text), key) == "KEN", text
        assert app.selectbox(key=key).proto.raw_value == "Kenya"
        assert sentence in said(app) and "Kenya stays chosen." in said(app), text
        assert app.query_params["country"] in ("KEN", ["KEN"])


@every_box
def test_a_country_outside_the_program_is_refused_by_its_own_name(box):
    app, key = box
    for text, name in OUTSIDE.items():
        assert seen(typed(app, key, text), key) == "KEN", text
        assert f"{name} is not one of the 63 countries of the program." in said(app), text


def test_a_stop_may_lie_in_any_country_that_has_a_rate(stop):
    for text, code in (NAMES | NAMES_OF_ALL).items():
        assert seen(typed(stop, "plan-stop1-country", text), "plan-stop1-country") == code, text
        assert stop.selectbox(key="plan-stop1-place").value in shipped().rates.localities(code)
    assert seen(stop, "plan-country") == "GEO"


def test_a_stop_that_is_not_certain_stays_where_it_was(stop):
    for text, sentence in (REFUSED | {"Puerto Rico": "has no table of per diem rates"}).items():
        assert seen(typed(stop, "plan-stop1-country", text), "plan-stop1-country") == "KEN", text
        assert stop.selectbox(key="plan-stop1-place").value == "Nairobi"
        assert sentence in said(stop), text


def test_niger_and_nigeria_are_never_mixed(open_page):
    app = open_page("plan", "km", **PLAN)
    for text, code in {"Niger": "NER", "nigeria": "NGA", "NIGER": "NER", "ia": "NGA"}.items():
        # the browser sends “ia” where Nigeria is typed over Niger: it takes the chosen word for the beginning
        assert seen(typed(app, "plan-country", text), "plan-country") == code


def test_a_typed_name_is_kept_in_the_draft_as_the_country_with_its_first_place(open_page, database, identities):
    app = typed(open_page("plan", "km", **PLAN), "plan-country", "Ivory Coast")
    kept = commands.ask(database, identities["km"].user, drafts.read, "plan")
    assert (kept["country"], kept["place"]) == ("CIV", "Abidjan")
    assert app.selectbox(key="plan-place").value == "Abidjan"


def test_another_name_of_the_chosen_country_leaves_the_place(open_page):
    app = open_page("plan", "km", **PLAN | {"country": "GEO", "place": "Batumi"})
    typed(app, "plan-country", "GEORGIA")
    assert app.selectbox(key="plan-place").value == "Batumi" and app.metric


def test_a_refusal_loses_no_other_input_and_goes_with_the_next_change(open_page):
    app = open_page("plan", "km", **PLAN | {"place": "Mombasa"})
    app.text_input(key="plan-title").set_value("Stays").run()
    typed(app, "plan-country", "Gorgia")
    assert app.text_input(key="plan-title").value == "Stays"
    assert app.selectbox(key="plan-place").value == "Mombasa" and app.metric
    app.number_input(key="plan-travelers").set_value(3).run()
    assert "Gorgia" not in said(app)


@pytest.mark.parametrize(("page", "none"), [("engagements", "ALL countries"), ("map", "choose a country")])
def test_no_country_is_chosen_by_its_words_and_a_refusal_leaves_it(open_page, page, none):
    app = open_page(page, "km", country="KEN")
    assert seen(typed(app, "country", none), "country") == ""
    assert "country" not in app.query_params
    assert seen(typed(app, "country", "Congo"), "country") == ""
    assert "can mean more than one country" in said(app) and "stays chosen" not in said(app)


@pytest.mark.parametrize("page", ["home", "plan", "estimate", "engagements", "map", "rules", "exchange", "account"])
def test_no_select_box_knows_a_country_by_its_label_alone(open_page, page):
    boxes = [box for box in open_page(page, "km").selectbox if "Kenya" in box.options]
    assert all(box.proto.accept_new_options for box in boxes)
