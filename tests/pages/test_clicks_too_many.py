"""A second click that comes at once acts on nothing else, and what is not easily made good is chosen first."""

import pytest

from slp_core.services import commands, portfolio, steps
from tests.pages.reading import press, said
from ui import second_click


def address(app, name):
    """What the address says, however AppTest holds it."""
    held = app.query_params.get(name, "")
    return held[0] if isinstance(held, list) else held


@pytest.fixture
def ask(database, identities):
    return lambda who, *call: commands.ask(database, identities[who].user, *call)


@pytest.fixture
def ahead(ask, today):
    """An engagement that lies ahead."""
    return ask("km", portfolio.page, portfolio.Filters(when=portfolio.When.UPCOMING), today).rows[0]["reference"]


def test_a_click_right_after_a_write_does_nothing_to_the_next_record_and_says_so(open_page, ask, ahead, monkeypatch):
    done = lambda: sum(one.status == "done" for one in ask("km", steps.of_engagement, ahead))  # noqa: E731
    app, before = open_page("engagement", "km", ref=ahead, tab="checklist"), done()
    monkeypatch.setattr(second_click, "MOMENT", 60)
    app = press(press(app, "Mark as done"), "Mark as done")
    assert done() == before + 1 and "The second click came at once after the first" in said(app)
    monkeypatch.setattr(second_click, "MOMENT", 0)
    press(app, "Mark as done")
    assert done() == before + 2


def test_the_step_after_the_one_that_was_marked_is_next_and_the_day_stays(open_page, ahead):
    app = open_page("engagement", "km", ref=ahead, tab="checklist")
    box = lambda: next(one for one in app.selectbox if one.label == "Mark a step as done")  # noqa: E731
    day = lambda: next(one for one in app.text_input if one.label == "Done on")  # noqa: E731
    third, fourth = box().options[2:4]
    box().select(third)
    day().set_value("2026-11-20")
    next(one for one in app.text_input if one.label.startswith("Reference")).set_value("R-1")
    press(app, "Mark as done")
    assert box().options.index(fourth) == 2 and day().value == "2026-11-20"
    assert box().index == 2 and third not in box().options


def test_nobody_is_shut_out_before_somebody_was_chosen(open_page):
    app = open_page("admin", "administrator")
    before = said(app).count("Shut out")
    press(app, "Change")
    assert "Nothing is chosen. Choose from the list first." in said(app) and said(app).count("Shut out") == before


def test_another_filter_begins_on_the_first_page(open_page):
    app = open_page("engagements", "km", page="3")
    assert "Page 3 of" in said(app)
    app.text_input(key="find").set_value("course").run()
    assert "page" not in app.query_params and "Page 1 of" in said(app)


def test_a_filter_that_the_browser_takes_back_is_taken_back(open_page, monkeypatch):
    monkeypatch.setattr("ui.address.LATE", 0)
    app = open_page("engagements", "km", stage="closed")
    app.text_input(key="find").set_value("course").run()
    assert address(app, "find") == "course"
    app.query_params.pop("find")
    assert app.run().text_input(key="find").value == "" and "find" not in app.query_params
    assert app.selectbox(key="stage").value == "closed"
    app.query_params["find"], app.query_params["stage"] = "course", "mechanism"
    assert app.run().text_input(key="find").value == "course" and app.selectbox(key="stage").value == "mechanism"


def test_just_after_a_choice_an_address_that_lags_behind_takes_nothing_back(open_page):
    app = open_page("engagements", "km")
    app.text_input(key="find").set_value("course").run()
    app.query_params.pop("find")
    app.selectbox(key="stage").set_value("closed").run()
    assert app.text_input(key="find").value == "course" and address(app, "find") == "course"
