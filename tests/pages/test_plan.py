"""Typing into the plan: every mistake gets its sentence, nothing typed is lost, one token saves one record."""

import pytest

from slp_core.services import commands, drafts, portfolio
from tests.pages.reading import button, said

GOOD = {"country": "GEO", "place": "Tbilisi", "departs": "2027-06-07", "returns": "2027-06-18", "travelers": "2"}
TEXTS = {
    "markup": "<script>alert(1)</script>",
    "quotes": "“Côte d’Ivoire” 'single' \"double\" `code` **bold** $x$ [a](b)",
    "Arabic": "دورة تدريبية في الشرطة",
    "a formula": "=HYPERLINK(1)",
    "long": "x" * 200,
}
MISTAKES = {
    "ends before it starts": ("plan-returns", "2027-06-01", "is before the departure"),
    "400 days": ("plan-returns", "2028-07-11", "at most 365"),
    "not a day": ("plan-departs", "soon", "“soon” is not a day."),
    "American order": ("plan-departs", "06/07/2027", "is not a day."),
    "no day": ("plan-departs", "", "The day is missing."),
    "markup as a day": ("plan-departs", "<script>alert(1)</script>", "is not a day."),
    "a day of long ago": ("plan-departs", "0001-01-01", "from 2000 to 2099"),
    "a day too far ahead": ("plan-returns", "9999-12-31", "from 2000 to 2099"),
    "a price in words": ("plan-fare", "much", "“much” is not"),
    "a title of 5,000 characters": ("plan-title", "x" * 5000, "at most 200 fit"),
    "notes of 50,000 characters": ("plan-notes", "x" * 50_000, "at most 40,000 fit"),
}


@pytest.fixture
def plan(open_page):
    return open_page("plan", "officer", **GOOD)


def field(app, key):
    return app.text_area(key=key) if key == "plan-notes" else app.text_input(key=key)


def kept(database, identities):
    return commands.ask(database, identities["officer"].user, drafts.read, "plan")


@pytest.mark.parametrize(("key", "typed", "sentence"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_gets_a_sentence_and_nothing_is_lost(plan, database, identities, key, typed, sentence):
    plan.text_input(key="plan-title").set_value("Stays").run()
    field(plan, key).set_value(typed).run()
    assert not plan.exception
    assert sentence in said(plan)
    assert plan.error or plan.warning
    assert not [one for one in plan.button if "Save" in one.label]
    assert field(plan, key).value == typed and kept(database, identities)[key.removeprefix("plan-")] == typed
    assert key == "plan-title" or kept(database, identities)["title"] == "Stays"


@pytest.mark.parametrize(("key", "typed"), [("plan-title", "x" * 201), ("plan-notes", "a123-45-6789 " * 2)])
def test_a_text_that_is_refused_is_said_at_its_field(plan, key, typed):
    field(plan, key).set_value(typed).run()
    assert "One input cannot be read." in said(plan) and not plan.error


@pytest.mark.parametrize("number", [0, 999])
def test_a_team_that_cannot_be_gets_a_sentence(plan, number):
    plan.number_input(key="plan-travelers").set_value(number).run()
    assert not plan.exception
    assert f"A team of {number} cannot be planned." in said(plan)


@pytest.mark.parametrize("typed", TEXTS.values(), ids=TEXTS)
def test_any_text_is_saved_as_typed_and_shown_as_typed(plan, open_page, typed):
    plan.text_input(key="plan-title").set_value(typed).run()
    plan.text_area(key="plan-notes").set_value(typed).run()
    button(plan, "Save").click().run()
    assert not plan.exception
    reference = plan.query_params["ref"]
    saved = open_page(
        "engagement", "officer", tab="overview", ref=reference if isinstance(reference, str) else reference[0]
    )
    assert not saved.exception
    assert unescaped(saved.title[0].value) == typed
    assert typed in [text.value for text in saved.text]


def test_a_saved_plan_is_one_record_and_its_draft_is_gone(plan, database, identities, today):
    plan.text_input(key="plan-title").set_value("Once").run()
    button(plan, "Save").click().run()
    user = identities["officer"].user
    found = commands.ask(database, user, portfolio.page, portfolio.Filters(text="once"), today)
    assert [row["title"] for row in found.rows] == ["Once"]
    assert kept(database, identities) == {}


def test_a_second_click_brings_all_inputs_once_more_and_leads_to_what_the_first_saved(plan, database, identities):
    plan.text_input(key="plan-title").set_value("Twice").run()
    button(plan, "Save").click()
    clicked = plan._tree.get_widget_states()
    plan.run()
    plan.switch_page("pages/plan.py")._run(clicked)
    assert not plan.exception, plan.exception[0].value
    assert plan.title[0].value == "Twice"
    assert kept(database, identities) == {}


def test_a_new_tab_opens_the_draft_as_it_stood(plan, open_page):
    plan.text_input(key="plan-title").set_value("Typed in another tab").run()
    plan.text_input(key="plan-departs").set_value("not yet known").run()
    other = open_page("plan", "officer")
    assert other.text_input(key="plan-title").value == "Typed in another tab"
    assert other.text_input(key="plan-departs").value == "not yet known"


def test_nobody_opens_the_draft_of_somebody_else(plan, open_page, everything):
    plan.text_input(key="plan-title").set_value("Mine alone").run()
    assert "Mine alone" not in everything(open_page("plan", "other officer"))


def test_who_cannot_save_can_still_price(open_page):
    for person in ("rso", "viewer", "coordinator", "administrator"):
        app = open_page("plan", person, **GOOD)
        assert app.metric and not [one for one in app.button if "Save" in one.label], person


def test_an_officer_prices_every_country_and_saves_only_those_of_the_post(open_page):
    app = open_page("plan", "officer", **GOOD | {"country": "KEN", "place": "Nairobi"})
    assert app.metric and not [one for one in app.button if "Save" in one.label]
    assert "only its own post or INL/KM can save it" in " ".join(one.value for one in app.caption)


def unescaped(markdown):
    """Markdown read back: the mark before every sign that would mean something."""
    out, escaped = [], False
    for char in markdown:
        escaped = char == "\\" and not escaped
        if not escaped:
            out.append(char)
    return "".join(out)


def test_what_is_folded_away_keeps_its_value_and_its_mistake(open_page, database, identities) -> None:
    plan = open_page("plan", "officer")
    plan.text_input(key="plan-title").set_value("Folded away").run()
    plan.text_input(key="plan-fare").set_value("much").run()
    for _ in range(3):
        plan.session_state["open-plan-more"] = False
        plan.run()
        assert not [one for one in plan.text_input if one.key == "plan-title"]
        assert "“much” is not" in said(plan)
    assert kept(database, identities)["title"] == "Folded away"
    plan.session_state["open-plan-more"] = True
    plan.run()
    assert plan.text_input(key="plan-title").value == "Folded away"
    assert plan.text_input(key="plan-fare").value == "much"
