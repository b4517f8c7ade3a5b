"""Route, rooms and meals on the page of a trip's cost: kept in the draft, restored, kept out aloud where they end."""

import pytest

from slp_core.services import commands, drafts
from tests.pages.reading import button, said

TRIP = {"country": "GEO", "place": "Tbilisi", "departs": "2027-06-07", "returns": "2027-06-18", "travelers": "1"}
ROUTE, MEALS = "Route and rooms", "Meals"
HOSTED = {"kind": "hosting", "country": "GEO", "departs": "2026-12-07", "returns": "2026-12-11"}


@pytest.fixture
def opened(open_page):
    """The page with one of its tabs open, on a plan of the address."""

    def opens(tab: str, **address: str):
        app = open_page("estimate", "officer", **TRIP | address)
        app.session_state["plan-flight"] = None  # per diem alone, to be worked out by hand
        app.session_state["money-tabs"] = tab
        return app.run()

    return opens


def kept(database, identities):
    return commands.ask(database, identities["officer"].user, drafts.read, "plan")


def typed(app, **texts: str):
    for key, text in texts.items():
        app.text_input(key=key.replace("_", "-")).set_value(text)
    return app


def with_leg(app, day: str = "2027-06-07", on: str = ""):
    typed(app, leg_from="IAD", leg_to="Tbilisi", leg_day=day, leg_leaves="17:40", leg_arrives="13:20", leg_on=on)
    return button(app, "Add this leg").click().run()


def test_a_leg_without_its_day_of_arrival_is_shown_before_it_is_used(opened, database, identities):
    app = with_leg(opened(ROUTE))
    assert not app.exception
    assert "IAD to TBS would arrive on Tue 8 Jun 2027, 13:20 in Tbilisi, after 11 h 40 min." in said(app)
    assert kept(database, identities).get("legs", []) == []
    button(app, "Add it so").click().run()
    assert [leg["arrives"] for leg in kept(database, identities)["legs"]] == ["2027-06-08T13:20"]
    assert "11 h 40 min" in said(app)


def test_a_night_under_way_is_offered_as_the_first_night_and_restored_after_a_reload(opened, open_page):
    app = with_leg(opened(ROUTE), on="2027-06-08")
    assert "By the legs the first night is that of Tue 8 Jun 2027" in said(app)
    button(app, "as the first night").click().run()
    assert "First night taken from the legs" in said(app) and "By the legs" not in said(app)
    again = open_page("estimate", "officer")
    assert not again.exception
    assert again.session_state["plan-first_night"] == "2027-06-08" and "10 nights" in said(again)


MISTAKES = {
    "a leg that arrives before it leaves": ({"leg_on": "2027-06-07", "leg_arrives": "09:00"}, "before it leaves"),
    "a city with several airports": ({"leg_from": "London"}, "“London” has several airports"),
    "a city without an airport": ({"leg_from": "Atlantis"}, "is no airport or city with one"),
    "a time in words": ({"leg_leaves": "noon"}, "“noon” is not a time"),
}


@pytest.mark.parametrize(("changed", "sentence"), MISTAKES.values(), ids=MISTAKES)
def test_a_leg_that_cannot_be_gets_a_sentence_and_stays_typed(opened, changed, sentence):
    whole = {"leg_from": "IAD", "leg_to": "TBS", "leg_day": "2027-06-07", "leg_leaves": "17:40", "leg_arrives": "13:20"}
    app = typed(opened(ROUTE), **whole | changed)
    button(app, "Add this leg").click().run()
    assert not app.exception and sentence in said(app)
    assert all(app.text_input(key=key.replace("_", "-")).value == text for key, text in changed.items())


def test_friends_cost_nothing_until_an_extra_cost_is_proven(opened):  # CST-17
    app = opened(ROUTE)
    app.selectbox(key="route-kind-0").set_value("private").run()
    unproven = price_of(app)  # M&IE of Tbilisi alone: 2 x 0.75 x 102 + 10 x 102
    assert "$1,173.00" in unproven
    app.text_input(key="route-charge-0").set_value("19.00").run()
    assert "is not proven" in said(app) and app.text_input(key="route-charge-0").value == "19.00"
    assert price_of(app) == unproven
    app.text_input(key="route-evidence-0").set_value("Heating bill").run()
    assert "is not proven" not in said(app) and "$1,382.00" in price_of(app)  # 11 x 19 = 209 more


def test_a_weekend_at_home_is_a_stop_between_two_stays(opened):  # CST-20
    app = opened(ROUTE)
    for _ in range(2):
        button(app, "Add a stop").click().run()
    app.text_input(key="plan-stop1-from").set_value("2027-06-11")
    app.text_input(key="plan-stop2-from").set_value("2027-06-14").run()
    app.selectbox(key="route-stay").set_value(1).run()
    app.selectbox(key="route-kind-1").set_value("home").run()
    assert not app.exception and not app.error and "Home, United States" in said(app).replace("**", "")
    # 4 + 4 nights of 236; 4 days of travel at 76.50, 7 to 11 and 14 to 18 June, and 6 whole days at 102
    assert "$2,806.00" in price_of(app)
    for _ in range(2):
        button(app, "Remove the last stop").click().run()
    assert "the stop is gone" not in said(app)  # what was entered for its rooms went with it


def test_a_rest_stop_comes_before_the_place_of_the_plan(opened):  # E8
    app = opened(ROUTE, country="TJK", place="Dushanbe", departs="2026-05-10", returns="2026-05-23")
    button(app, "Add a stop").click().run()
    app.selectbox(key="plan-stop1-country").set_value("DEU").run()
    app.selectbox(key="plan-stop1-place").set_value("Frankfurt am Main").run()
    typed(app, plan_stop1_from="2026-05-11", plan_room="200")
    app.text_input(key="plan-place_from").set_value("soon").run()
    assert not app.exception and "is not a day" in said(app)
    app.text_input(key="plan-place_from").set_value("2026-05-13").run()
    app.selectbox(key="route-stay").set_value(0).run()  # the first one on the way, which the form has as its first stop
    app.checkbox(key="route-rest-1").set_value(True).run()
    app.text_input(key="route-leaves-1").set_value("2026-05-12").run()
    assert not app.exception and not app.error and "rest stop" in said(app)
    assert "$3,540.00" in price_of(app)  # 258 + 10 x 200, and 101.25 + 135 + 89 + 10 x 89 + 66.75
    button(app, "Remove the last stop").click().run()
    button(app, "Add a stop").click().run()
    assert not app.exception and not app.error


def price_of(app) -> str:
    return next(one.value for one in (*app.warning, *app.success) if "$" in one.value).replace("\\", "")


def test_nights_that_the_days_contradict_are_refused_where_they_are_typed(opened):  # CST-22
    app = opened(ROUTE)
    app.text_input(key="route-booked-0").set_value("14").run()
    assert "14 nights in Tbilisi do not fit 7 Jun 2027 to 18 Jun 2027" in said(app)
    app.text_input(key="route-booked-0").set_value("11").run()
    assert not app.error and "do not fit" not in said(app)


@pytest.mark.parametrize(("key", "text", "sentence"), [
    ("route-actual-0", "400", "Actual expense of 400 % of the per diem cannot be authorized"),
    ("route-actual-0", "much", "“much” is not a percentage"),
    ("route-leaves-0", "2027-07-01", "cannot end on 1 Jul 2027"),
])  # fmt: skip
def test_a_mistake_in_the_rooms_gets_a_sentence_and_is_kept_out(opened, key, text, sentence):
    app = opened(ROUTE)
    app.text_input(key=key).set_value(text).run()
    assert not app.exception and sentence in said(app) and "Kept out of the plan" in said(app)
    assert app.text_input(key=key).value == text


def test_rooms_of_another_place_are_kept_out_until_somebody_says(opened):
    app = opened(ROUTE)
    app.selectbox(key="route-kind-0").set_value("quarters").run()
    app.selectbox(key="plan-place").set_value("Kutaisi").run()
    assert "What was entered for the rooms in Tbilisi: the place is Kutaisi now." in said(app)
    button(app, "Use it for Kutaisi").click().run()
    assert "Kept out" not in said(app) and app.selectbox(key="route-kind-0").value == "quarters"


def test_lunch_on_every_day_of_a_course_is_set_at_once(opened, database, identities):  # CST-11
    app = opened(MEALS)
    button(app, "Set these meals").click().run()
    assert not app.exception
    held = kept(database, identities)["meals"]
    assert [one["day"][-2:] for one in held] == [f"{day:02}" for day in range(8, 18)]
    assert {(one["meal"], one["provider"]) for one in held} == {("lunch", "host_agency")}
    assert "Tue 8 Jun to Thu 17 Jun 2027, 10 days" in said(app) and "Comes off" in said(app)


def test_workdays_only_leave_the_weekend_out_and_clearing_takes_meals_off(opened, database, identities):
    app = opened(MEALS)
    app.checkbox(key="meals-workdays").check()
    button(app, "Set these meals").click().run()
    assert len(kept(database, identities)["meals"]) == 8
    app.selectbox(key="meals-from").set_value("2027-06-16")
    button(app, "Clear these meals").click().run()
    assert [one["day"] for one in kept(database, identities)["meals"]][-1] == "2027-06-15"


def test_meals_on_days_that_the_trip_no_longer_has_are_said_and_come_back_with_them(opened):
    app = opened(MEALS)
    button(app, "Set these meals").click().run()
    app.text_input(key="plan-returns").set_value("2027-06-14").run()
    assert "3 meals on days outside the trip" in said(app)
    app.text_input(key="plan-returns").set_value("2027-06-18").run()
    assert "Kept out" not in said(app)


def test_meals_on_days_that_the_trip_no_longer_has_can_be_thrown_away(opened, database, identities):
    app = opened(MEALS)
    button(app, "Set these meals").click().run()
    app.text_input(key="plan-returns").set_value("2027-06-14").run()
    button(app, "Throw away 3\u00a0meals").click().run()
    assert not app.exception and "Kept out" not in said(app)
    assert [one["day"] for one in kept(database, identities)["meals"]][-1] == "2027-06-14"


def test_what_was_set_on_one_page_counts_on_the_other(opened, open_page):
    app = opened(MEALS)
    button(app, "Set these meals").click().run()
    plan = open_page("plan", "officer")
    assert not plan.exception
    assert price_words(plan) == price_words(open_page("estimate", "officer"))


def test_what_the_partner_s_policy_pays_a_day_is_kept_and_holds_the_meals(opened, open_page, database, identities):
    """Eleven nights at 236 are 2,596.00; of twelve days each is paid min(75, 102) or min(75, 76.50): 900.00."""
    app = opened(MEALS)
    typed(app, meals_own="75").run()
    assert kept(database, identities)["own_mie"] == "75"
    again = open_page("estimate", "officer")
    assert "$3,496.00" in said(again) and "200.475(b)" in rules(again)
    again.session_state["money-tabs"] = MEALS
    assert again.run().text_input(key="meals-own").value == "75"
    typed(again, meals_own="much").run()
    assert "What the partner's policy pays a day" in said(again) and not again.exception


def rules(app) -> str:
    return " ".join(app.table[0].value["Rule"]).replace("\\", "")


def price_words(app) -> int:
    """Dollars of the draft's plan as the page's own use case has it."""
    return len(app.session_state["plan-meals"])


def test_an_ambiguous_zip_code_is_answered_by_choosing(open_page):
    where = HOSTED | {"place": "01011"}
    app = open_page("plan", "officer", **where)
    assert "The ZIP code 01011 lies in areas of different rates" in said(app)
    question = app.selectbox(key="place-question")
    assert question.options == ["01011, Northampton, MA", "01011, Springfield, MA"]
    question.set_value("01011, Springfield, MA").run()
    assert not app.exception and "different rates" not in said(app)
    assert app.session_state["plan-place"] == "01011, Springfield, MA"


def test_an_unknown_town_is_answered_by_its_county(open_page):
    where = {
        "kind": "hosting",
        "country": "GEO",
        "place": "Atlantis, TX",
        "departs": "2026-12-07",
        "returns": "2026-12-11",
    }
    app = open_page("estimate", "officer", **where)
    assert "Atlantis is not a place known in TX" in said(app)
    app.selectbox(key="place-question").set_value("Travis County, TX").run()
    assert not app.error and "$" in price_of(app)


def test_the_hours_of_a_day_trip_decide_whether_it_is_paid(opened):  # CST-28
    app = opened(ROUTE, departs="2026-04-15", returns="2026-04-15")
    typed(app, route_leaves="08:00").run()
    assert "The hours: one is missing." in said(app)
    typed(app, route_back="20:00").run()
    assert price_of(app).replace("\\", "").startswith("**$0.00.")
    typed(app, route_back="20:01").run()
    assert not price_of(app).replace("\\", "").startswith("**$0.00")


def test_of_two_lines_that_read_alike_each_is_opened(open_page):  # full days on both sides of 1 October
    where = {"kind": "hosting", "country": "GEO", "place": "Washington, DC"}
    app = open_page("estimate", "officer", **where, departs="2026-09-28", returns="2026-10-03", travelers="1")
    box = next(one for one in app.selectbox if one.label.startswith("Where does a figure"))
    alike = [number for number, words in enumerate(box.options) if words.startswith("M&IE, full days")]
    assert len({box.options[number] for number in alike}) == len(alike) == 2
    days = []
    for number in alike:
        box.select_index(number).run()
        days.append(next(row for row in app.table[-1].value.to_numpy() if "For the days" in row[0])[1])
        box = next(one for one in app.selectbox if one.label.startswith("Where does a figure"))
    assert "Sep" in days[0] and "Oct" in days[1]


def test_what_looks_like_a_mistake_is_said_beside_the_price(open_page):
    app = open_page("estimate", "officer", country="GEO", place="Atlanta", departs="2027-06-07", returns="2027-06-18")
    assert "Atlanta is known in" in said(app) and "check the country of this place" in said(app)


def test_hours_typed_for_a_trip_that_became_longer_can_be_taken_back(opened):
    app = opened(ROUTE, departs="2026-04-15", returns="2026-04-15")
    typed(app, route_leaves="08:00").run()
    typed(app, plan_returns="2026-04-25").run()
    assert "The hours: one is missing." in said(app)
    typed(app, route_leaves="").run()
    assert "The hours" not in said(app) and not [one for one in app.text_input if one.key == "route-leaves"]


def test_a_saved_engagement_shows_its_legs_and_kinds_of_lodging(opened, open_page):
    app = with_leg(opened(ROUTE), on="2027-06-08")
    app.selectbox(key="route-kind-0").set_value("quarters").run()
    plan = open_page("plan", "officer")
    button(plan, "Save").click().run()
    reference = plan.query_params["ref"]
    reference = reference if isinstance(reference, str) else reference[0]
    saved = open_page("engagement", "viewer", ref=reference, tab="overview")
    shown = " ".join(str(table.value) for table in saved.table)
    assert not saved.exception and "IAD to TBS" in shown and "Government quarters" in shown
