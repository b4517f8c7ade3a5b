"""Lists to choose from: what reads alike is told apart, else the last of them would be taken whichever was meant."""

import ast

import pytest

from slp_core.services import commands, portfolio, steps, vetting
from slp_core.services.portfolio import Filters, When
from tests.pages.conftest import ROOT
from ui import look


@pytest.fixture
def ask(database, identities):
    return lambda who, use_case, *args: commands.ask(database, identities[who].user, use_case, *args)


@pytest.fixture
def ahead(database, identities, today):
    """An engagement that has not left, as its reference."""
    found = commands.ask(database, identities["km"].user, portfolio.page, Filters(when=When.UPCOMING), today)
    return found.rows[0]["reference"]


def choose(app, label, number):
    """By its place in the list, as a click does: what the browser sends is the word that stands there."""
    box = next(one for one in app.selectbox if one.label == label)
    return box.select(box.options[number])


def press(app, label):
    next(one for one in app.button if one.label == label).click()
    return app.run()


def test_words_that_are_alike_are_numbered_and_others_stay():
    found = look.distinct({1: "Ann Lee", 2: "Bo Ray", 3: "Ann Lee", 4: "Ann Lee (1)"})
    assert found == {1: "Ann Lee (1)", 2: "Bo Ray", 3: "Ann Lee (2)", 4: "Ann Lee (1) (2)"}
    assert look.distinct({}) == {}


def test_the_first_of_two_batches_of_the_same_size_can_be_handed_in(open_page, ahead, ask, database, identities, now):
    commands.do(database, identities["km"].user, now, "plan", vetting.plan_batches, ahead, "leahy", 100)
    before = ask("km", vetting.of_engagement, ahead)
    app = open_page("engagement", "km", ref=ahead, tab="Clearances")
    app.session_state[f"handing-{ahead}"] = True
    app.run()
    first, second = [at for at, one in enumerate(before) if one.batch.participants == 50]
    choose(app, "Batch", first).run()
    press(app, "Hand in batch")
    assert not app.exception
    after = ask("km", vetting.of_engagement, ahead)
    assert after[first].batch.submitted is not None and after[second] == before[second]
    choose(app, "Batch", len(after) - 1).run()
    press(app, "Take batch away")
    assert ask("km", vetting.of_engagement, ahead) == after[:-1]


def test_a_mark_made_by_mistake_is_taken_back(open_page, ahead, ask):
    done = [one for one in ask("km", steps.of_engagement, ahead) if one.status == "done" and one.mine]
    app = open_page("engagement", "km", ref=ahead, tab="Checklist")
    app.session_state[f"done-{ahead}"] = True
    app.run()
    choose(app, "Marked by mistake", 0)
    press(app, "Open step again")
    assert not app.exception
    left = [one for one in ask("km", steps.of_engagement, ahead) if one.status == "done" and one.mine]
    assert left == done[1:]


def test_enter_takes_the_first_match_and_never_all_of_them():
    """Streamlit puts “Select all” first, and takes it when a reader types a name and presses Enter."""
    calls = [
        call
        for file in (ROOT / "ui").glob("*.py")
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "multiselect"
    ]
    said = [{one.arg: ast.unparse(one.value) for one in call.keywords}.get("select_all") for call in calls]
    assert said == ["False"] * len(calls) and calls
