"""Comparing on the page of a trip's cost: scenarios survive a reload, are taken up again, and nobody else sees them."""

import pytest

from slp_core.services import commands, drafts, scenarios
from tests.pages.reading import button, pick, press, said

SHARM = {
    "country": "EGY",
    "place": "Sharm el Sheikh",
    "departs": "2027-09-25",
    "returns": "2027-09-27",
    "travelers": "1",
}
COMPARE = "Compare"


@pytest.fixture
def money(open_page):
    """Opens the page of a trip's cost with its comparison open."""

    def opened(person="km", part=None, **address):
        app = open_page("estimate", person, **address)
        app.session_state["plan-flight"] = None  # per diem alone, to be worked out by hand
        app.session_state["money-tabs"] = COMPARE
        app.run()
        return choose(app, part) if part else app

    return opened


def choose(app, part):
    return app.segmented_control(key="compare-part").set_value(part).run()


def table(app, number=-1):
    """The cells of a table as plain text, a list a row."""
    return [
        [str(cell).replace("\\", "").replace("\u00a0", " ") for cell in row] for row in app.table[number].value.values
    ]


def kept_names(database, identities, person="km"):
    return [one.name for one in commands.ask(database, identities[person].user, scenarios.kept)]


def test_a_first_visit_says_how_scenarios_come_to_be(money):
    app = money(**SHARM)
    assert not app.exception
    assert "Nothing to compare yet." in said(app) and not app.table


def test_scenarios_stand_side_by_side_and_differ_from_the_first(money, database, identities):
    """Sharm el Sheikh, two nights in the low season: 2 x 220 + 2.5 x 111 = 717.50; two travelers: 1,435.00."""
    app = press(money(**SHARM), "Keep as scenario (0 of 4)")
    app.number_input(key="plan-travelers").set_value(2).run()
    app.text_input(key="compare-name").set_value("Two of us").run()
    press(app, "Keep as scenario (1 of 4)")
    assert kept_names(database, identities) == ["Sharm el Sheikh, 25 Sep 2027", "Two of us"]
    rows = {row[0]: row[1:] for row in table(app)}
    assert list(app.table[-1].value.columns)[1:] == ["Sharm el Sheikh, 25 Sep 2027", "Two of us"]
    assert ["717.50" in rows["**Total**"][0], "1,435.00" in rows["**Total**"][1]] == [True, True]
    assert "717.50" in rows["A traveler"][1]
    difference = next(cells for words, cells in rows.items() if words == "Against the first")
    assert "+$717.50" in difference[1]


def test_a_reload_and_another_page_find_the_scenarios_again(money, open_page):
    press(money(**SHARM), "Keep as scenario")
    open_page("plan", "km")
    again = money()
    assert "717.50" in str(table(again)) and not again.exception


def test_nobody_else_sees_them(money, database, identities):
    press(money(**SHARM), "Keep as scenario")
    assert kept_names(database, identities, "administrator") == []
    assert "Nothing to compare yet." in said(money("administrator"))


def test_the_same_inputs_are_not_kept_twice_and_a_name_stands_once(money):
    app = press(money(**SHARM), "Keep as scenario")
    press(app, "Keep as scenario")
    assert "These inputs are kept already" in said(app)
    app.number_input(key="plan-travelers").set_value(3).run()
    app.text_input(key="compare-name").set_value("sharm el sheikh, 25 Sep 2027").run()
    press(app, "Keep as scenario")
    assert "There is a scenario" in said(app)
    assert app.text_input(key="compare-name").value == "sharm el sheikh, 25 Sep 2027", "nothing typed is lost"


def test_a_fifth_does_not_fit(money, database, identities):
    app = money(**SHARM)
    for number in range(1, 5):
        app.number_input(key="plan-travelers").set_value(number).run()
        press(app, "Keep as scenario")
    assert button(app, "Keep as scenario (4 of 4)").disabled
    assert len(kept_names(database, identities)) == 4


def test_one_is_taken_up_again_with_its_stops_and_becomes_the_draft(money, database, identities):
    app = money(**SHARM)
    press(app, "Add a stop")
    app.text_input(key="plan-stop1-from").set_value("2027-09-26").run()
    press(app, "Keep as scenario")
    press(app, "Remove the last stop")
    app.text_input(key="plan-returns").set_value("2027-10-03").run()
    press(pick(app, "Scenario").run(), "Use this one")
    assert app.text_input(key="plan-returns").value == "2027-09-27"
    assert app.text_input(key="plan-stop1-from").value == "2027-09-26"
    kept = commands.ask(database, identities["km"].user, drafts.read, "plan")
    assert (kept["returns"], kept["stops"]) == ("2027-09-27", 1)


def test_one_is_removed(money, database, identities):
    app = press(money(**SHARM), "Keep as scenario")
    press(pick(app, "Scenario").run(), "Remove it")
    assert kept_names(database, identities) == [] and "Nothing to compare yet." in said(app)


def test_text_with_a_social_security_number_is_no_name(money, database, identities):
    app = money(**SHARM)
    app.text_input(key="compare-name").set_value("For 123-45-6789").run()
    press(app, "Keep as scenario")
    assert "Social Security number" in said(app) and kept_names(database, identities) == []


def test_the_cheapest_week_names_its_days_and_moves_the_trip_there(money):
    """Three days: all low 717.50 to 26 Sep; all high 2 x 310 + 2.5 x 120 = 920.00 from 29 Sep."""
    app = money(part="Cheapest", **SHARM | {"departs": "2027-10-04", "returns": "2027-10-06"})
    app.text_input(key="compare-first").set_value("2027-09-20").run()
    app.text_input(key="compare-last").set_value("2027-10-10").run()
    assert not app.exception
    text = said(app)
    assert "Cheapest: $717.50" in text and "any day from Mon 20 Sep 2027 to Sun 26 Sep 2027" in text
    assert "$202.50 less than leaving on 4 Oct 2027" in text
    assert [("Cheapest" in row[2]) for row in table(app)] == [True, False, False]
    press(app, "Move to 20 Sep")
    assert app.text_input(key="plan-departs").value == "2027-09-20"


@pytest.mark.parametrize(
    ("first", "last"), [("soon", "2027-10-10"), ("2027-10-10", "2027-09-01"), ("2027-01-01", "2029-01-01")]
)
def test_a_range_that_cannot_be_gets_a_sentence_and_keeps_what_was_typed(money, first, last):
    app = money(part="Cheapest", **SHARM)
    app.text_input(key="compare-first").set_value(first).run()
    app.text_input(key="compare-last").set_value(last).run()
    assert not app.exception
    assert "is not a day" in said(app) or app.error
    assert app.text_input(key="compare-first").value == first


def test_a_day_more_costs_its_night_and_its_day(money):
    """As reckoned by hand for 2026: 331.00, 337.75 over the change of season, then 430.00."""
    app = money(part="Extra day", **SHARM)
    rows = {row[0].split("  ")[0]: row[1] for row in table(app)}
    assert [amount in rows[days] for days, amount in (("1 day more", "331.00"), ("2 days more", "337.75"))] == [
        True
    ] * 2
    assert "430.00" in rows["3 days more"]
    assert "One day more in Sharm el Sheikh costs $331.00" in said(app)


def test_a_swing_with_a_scenario_shows_what_it_saves_and_both_objectives(money):
    """Sharm 2 x 220 + 2.5 x 111 = 717.50; Tbilisi 4 x 236 + 4.5 x 102 = 1,403.00; apart 2,120.50.

    As one with a night on the way: 440 + 944; 83.25 + 111 + 5 x 102 + 76.50 = 780.75: 2,164.75, which is 44.25 more:
    the night on the way is a day of M&IE. With no night on the way: 102.00 less, so it saves 57.75.
    """
    app = money(**SHARM)
    app.text_input(key="plan-title").set_value("Ports").run()
    press(app, "Keep as scenario")
    for key, value in {"departs": "2027-10-11", "returns": "2027-10-15", "title": "Borders"}.items():
        app.text_input(key=f"plan-{key}").set_value(value).run()
    app.selectbox(key="plan-country").set_value("GEO").run()
    choose(app, "Swing")
    app.selectbox(key="compare-other").set_value("scenario Sharm el Sheikh, 25 Sep 2027").run()
    app.segmented_control(key="compare-order").set_value("First").run()
    assert not app.exception
    assert "One swing costs $44.25 more" in said(app) and "away as long, 8 days" in said(app)
    app.number_input(key="compare-gap").set_value(0).run()
    assert "One swing saves $57.75" in said(app) and "away 7 days instead of 8, 1 fewer" in said(app)
    assert "No airfare is compared" in said(app)
    objectives = str(table(app))
    assert "Ports" in objectives and "Borders" in objectives and "Embassy" in objectives


def test_a_swing_with_a_scenario_is_opened_as_two_linked_engagements(money, open_page, everything):
    app = money(**SHARM)
    press(app, "Keep as scenario")
    for key, value in {"returns": "2027-10-15", "departs": "2027-10-11", "title": "Borders"}.items():
        app.text_input(key=f"plan-{key}").set_value(value).run()
    choose(app, "Swing")
    app.selectbox(key="compare-other").set_value("scenario Sharm el Sheikh, 25 Sep 2027").run()
    press(app, "Open both as a swing")
    reference = app.query_params["ref"]
    saved = open_page("engagement", "km", ref=reference if isinstance(reference, str) else reference[0])
    assert not saved.exception and "One journey with" in said(saved)


def test_an_engagement_is_compared_and_not_opened_again(money):
    app = money(part="Swing", **SHARM | {"travelers": "2"})
    assert not [one for one in app.button if "Open both" in one.label]
    assert "here it is only compared" in said(app)


def test_a_post_opens_no_swing_to_a_country_it_does_not_serve(money):
    app = money("officer", **SHARM)
    press(app, "Keep as scenario")
    app.selectbox(key="plan-country").set_value("GEO").run()
    choose(app, "Swing")
    app.selectbox(key="compare-other").set_value("scenario Sharm el Sheikh, 25 Sep 2027").run()
    assert not [one for one in app.button if "Open both" in one.label]
    assert "Who serves both countries" in said(app)


def test_a_swing_without_another_trip_says_what_it_needs(money, open_page):
    app = money("administrator", part="Swing", **SHARM | {"travelers": "57"})
    assert "No other trip to join." in said(app)


@pytest.mark.parametrize("part", ["Scenarios", "Cheapest", "Extra day", "Swing"])
@pytest.mark.parametrize("person", ["officer", "rso", "coordinator", "viewer", "administrator"])
def test_everybody_who_prices_compares(money, person, part):
    app = money(person, part=part, **SHARM)
    assert not app.exception and app.segmented_control(key="compare-part").value == part
