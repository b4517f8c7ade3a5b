"""Raising a need: a draft that survives, an offer that fills what is empty, days that are never a silent yes."""

from datetime import UTC, datetime

import pytest

from slp_core.imports.forms import RegistryKind
from slp_core.needs import NeedStatus
from slp_core.services import commands, drafts, need_views, needs, needs_list, portfolio, registry_imports
from slp_core.services.needs_list import NeedFilters
from tests.pages.reading import button, press, said

NOW = datetime(2026, 11, 25, 15, tzinfo=UTC)
WINDOW = {"opens": "2027-06-01", "closes": "2027-08-31"}


@pytest.fixture
def intake(open_page):
    return open_page("need_intake", "officer")


def type_in(app, form="need", **values):
    for field, value in values.items():
        key = f"{form}-{field}"
        widget = next(w for w in (*app.text_input, *app.selectbox, *app.number_input, *app.checkbox) if w.key == key)
        widget.set_value(value).run()
    return app


def value(app, field, form="need"):
    return app.session_state[f"{form}-{field}"]


def found(database, identities, who="officer", **filters):
    page = commands.ask(database, identities[who].user, needs_list.page, NeedFilters(**filters))
    return [row.reference for row in page.rows]


def test_an_offer_fills_what_is_empty_and_leaves_what_was_typed(intake):
    type_in(intake, title="My own title", offer="crash_investigation")
    assert (value(intake, "title"), value(intake, "sector"), value(intake, "days")) == ("My own title", "police", 12)
    type_in(intake, offer="prison_emergency")
    assert (value(intake, "title"), value(intake, "sector")) == ("My own title", "corrections")
    assert value(intake, "audience") == "Corrections officers"
    type_in(intake, offer="")
    assert (value(intake, "title"), value(intake, "sector"), value(intake, "days")) == ("My own title", "", None)


def test_what_is_typed_is_kept_at_every_change_and_opens_in_a_new_tab(intake, open_page, database, identities):
    type_in(intake, offer="trial_advocacy", opens="soon", participants=0)
    kept = commands.ask(database, identities["officer"].user, drafts.read, "need")
    assert (kept["offer"], kept["opens"], kept["participants"]) == ("trial_advocacy", "soon", 0)
    again = open_page("need_intake", "officer")
    assert (value(again, "title"), value(again, "opens")) == ("Trial advocacy course", "soon")
    assert "“soon” is not a day." in said(again)
    assert not [one for one in again.button if "Raise" in one.label]
    other = open_page("need_intake", "other officer")
    assert (value(other, "title"), value(other, "country")) == ("", "COL")


def test_a_raised_need_is_one_record_and_its_draft_is_gone(intake, database, identities):
    type_in(intake, offer="crash_investigation", title="<b>Raised</b> “once” محمد", **WINDOW)
    button(intake, "Raise need").click().run()
    assert not intake.exception
    (reference,) = found(database, identities, text="once")
    assert reference in intake.query_params["ref"]
    assert intake.title[0].value.replace("\\", "") == "<b>Raised</b> “once” محمد"
    assert commands.ask(database, identities["officer"].user, drafts.read, "need") == {}


MISTAKES = {
    "no offer at all": ({"title": "Only a title"}, "The kind is not chosen."),
    "no target": ({"offer": "crash_investigation", "target": "", **WINDOW}, "The target is missing."),
    "0 participants": ({"offer": "crash_investigation", "participants": 0, **WINDOW}, "0 participants cannot be"),
    "a title of 5,000 characters": ({"offer": "crash_investigation", "title": "x" * 5000, **WINDOW}, "at most 200 fit"),
}


@pytest.mark.parametrize(("typed", "sentence"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_gets_a_sentence_and_nothing_is_lost(intake, database, identities, typed, sentence):
    before = found(database, identities)
    type_in(intake, **typed)
    button(intake, "Raise need").click().run()
    assert not intake.exception and sentence in said(intake)
    assert all(value(intake, field) == text for field, text in typed.items())
    assert found(database, identities) == before


DAYS = {
    "nothing chosen": ({}, "Country, kind and days tell which departure can be reached."),
    "no window yet": ({"offer": "crash_investigation"}, "if work begins today. Give the window"),
    "a window far ahead": ({"offer": "crash_investigation", **WINDOW}, "Every week of the window can work."),
    "a window that is too near": (
        {"offer": "crash_investigation", "opens": "{today}", "closes": "{soon}"},
        "The window closes before a team can leave.",
    ),
    "a window that ends before it opens": (
        {"offer": "crash_investigation", "opens": "2027-06-01", "closes": "2027-05-01"},
        "The window closes before it opens.",
    ),
    "400 days": ({"offer": "crash_investigation", "days": 400, **WINDOW}, "does not fit into this window"),
}


@pytest.mark.parametrize(("typed", "sentence"), DAYS.values(), ids=DAYS)
def test_the_days_are_never_a_silent_yes(intake, typed, sentence):
    now = datetime.now(UTC).date()
    days = {"today": now.isoformat(), "soon": now.fromordinal(now.toordinal() + 14).isoformat()}
    typed = {key: text.format(**days) if isinstance(text, str) else text for key, text in typed.items()}
    type_in(intake, **typed)
    assert not intake.exception and sentence in said(intake)


def test_past_engagements_like_the_title_are_shown_and_only_those_in_reach(open_page, database, identities, today):
    page = commands.ask(database, identities["km"].user, portfolio.page, portfolio.Filters(when="past"), today)
    row = page.rows[0]
    words = row["title"].split(",")[0]
    km = type_in(open_page("need_intake", "km"), title=words)
    assert row["reference"] in said(km)
    officer = type_in(open_page("need_intake", "officer"), title=words)
    assert row["reference"] not in said(officer)


def test_a_country_outside_the_program_is_refused_in_a_clear_sentence(open_page):
    for asked in ("DEU", "Germany"):
        app = open_page("need_intake", "km", country=asked)
        assert "Germany is not one of the 63 countries of the program." in said(app)
        assert "a need or an engagement may not" in said(app)
        assert value(app, "country") == ""


def test_a_country_of_another_post_is_refused_when_the_need_is_raised(open_page, database, identities):
    app = type_in(open_page("need_intake", "officer", country="KEN"), offer="crash_investigation", **WINDOW)
    button(app, "Raise need").click().run()
    assert "This country is not served by your post." in said(app)


def test_a_saved_draft_whose_choice_is_gone_opens_without_it_and_keeps_the_rest(open_page, database, identities):
    body = {"country": "XYZ", "offer": "gone", "institution": "I-999", "title": "Kept “as typed”"}
    commands.keep(database, identities["officer"].user, NOW, drafts.keep, "need", body)
    app = open_page("need_intake", "officer")
    assert not app.exception
    assert "left out: country, offer, institution." in said(app)
    assert value(app, "title") == "Kept “as typed”"


def test_a_change_made_on_an_older_state_is_refused_and_stays_typed(open_page, database, identities):
    mine = open_page("need_intake", "officer", ref="N-2026-001")
    form = "need N-2026-001"
    type_in(mine, form, title="Mine")
    theirs = type_in(open_page("need_intake", "km", ref="N-2026-001"), form, title="Theirs")
    button(theirs, "Save change").click().run()
    button(mine, "Save change").click().run()
    assert "changed by someone else" in said(mine) and value(mine, "title", form) == "Mine"
    button(mine, "Begin anew").click().run()
    assert value(mine, "title", form) == "Theirs"
    type_in(mine, form, title="Mine after all")
    button(mine, "Save change").click().run()
    assert mine.title[0].value == "Mine after all"


def test_after_such_a_refusal_the_other_words_stand_beside_and_the_next_save_goes_over_them(
    open_page, database, identities
):
    form = "need N-2026-001"
    mine = type_in(open_page("need_intake", "officer", ref="N-2026-001"), form, outcome="Mine")
    press(type_in(open_page("need_intake", "km", ref="N-2026-001"), form, outcome="Theirs"), "Save change")
    press(mine, "Save change")
    assert "with other words than yours. Outcome: Theirs." in said(mine)
    again = open_page("need_intake", "officer", ref="N-2026-001")  # reloaded: nothing is lost
    assert value(again, "outcome", form) == "Mine"
    press(mine, "Save change")
    need = commands.ask(database, identities["officer"].user, need_views.view, "N-2026-001")
    assert need.request.outcome == "Mine"


def test_only_those_who_may_decide_see_the_button_and_a_reason_is_asked_for(open_page):
    for person, words in (("officer", ["Withdraw need"]), ("rso", []), ("viewer", [])):
        app = open_page("need", person, ref="N-2026-001")
        assert [one.label for one in app.button if one.label.endswith("need")] == words
    km = open_page("need", "km", ref="N-2026-001")
    button(km, "Accept need").click().run()
    assert "The reason is missing." in said(km)
    km.text_input[0].set_value("Fits.")
    button(km, "Accept need").click().run()
    assert "Accepted. Fits." in said(km).replace("**", "")


def test_a_need_of_another_post_is_found_neither_by_link_nor_by_list(open_page):
    other = open_page("need", "other officer", ref="N-2026-001")
    assert "There is no such need among those you may see." in said(other) and len(other.title) == 1
    assert "N-2026-001" not in said(open_page("needs", "other officer"))
    assert "N-2026-001" in said(open_page("needs", "officer"))


def test_a_viewer_sees_no_name_of_who_raised_a_need(open_page, everything):
    assert "Tamsin Ferrow" in everything(open_page("need", "km", ref="N-2026-001"))
    assert "Tamsin Ferrow" not in everything(open_page("need", "viewer", ref="N-2026-001"))


ODD = {
    "needs": {"status": "x", "country": "ZZZ", "priority": "x", "sector": "x", "specialty": "x", "page": "9" * 30},
    "need": {"ref": "' OR 1=1 --"},
    "need_intake": {"ref": "N-2026-999"},
}


@pytest.mark.parametrize("page", ODD)
def test_an_address_that_cannot_be_meant_opens_the_page_with_a_sentence(open_page, page):
    app = open_page(page, "km", **ODD[page])
    assert not app.exception and len(app.title) == 1
    assert "was left out" in said(app) or "There is no such need" in said(app)


def test_a_need_that_says_little_says_what_is_not_known_yet(open_page, database, identities):
    call = (RegistryKind.NEEDS, "a.csv", b"Country,Title\nKosovo,Bare need\n", (), (1, 0), NOW)
    commands.do(database, identities["km"].user, NOW, "t", registry_imports.apply, *call)
    (reference,) = found(database, identities, "km", text="Bare need")
    page = open_page("need", "km", ref=reference)
    seen = said(page) + " ".join(str(table.value) for table in page.table)
    assert "No window yet" in seen and "Window over" not in seen and "0 participants" not in seen
    listed = said(open_page("needs", "km", find="Bare need"))
    assert "no sector; no days yet" in listed and "0 participants" not in listed


def test_a_need_that_was_decided_meanwhile_is_not_decided_again_from_the_old_page(open_page, database, identities):
    (reference, *_) = found(database, identities, "km", status="raised")
    page = open_page("need", "km", ref=reference)
    version = commands.ask(database, identities["km"].user, need_views.view, reference).version
    move = needs.move, reference, NeedStatus.ACCEPTED, "It fits.", version, NOW.date()
    commands.do(database, identities["km"].user, NOW, "accept", *move)
    reason = next(one for one in page.text_input if one.label == "Reason")
    reason.set_value("No money.")
    press(page, "Decline need")
    assert "changed by someone else" in said(page) and "Accepted" in said(page)
    assert next(one for one in page.text_input if one.label == "Reason").value == "No money."
    press(page, "Decline need")
    assert "changed by someone else" not in said(page) and "Declined" in said(page)


def test_a_need_that_is_decided_while_its_form_is_open_says_so_and_the_draft_stays(open_page, database, identities):
    mine = type_in(open_page("need_intake", "officer", ref="N-2026-001"), "need N-2026-001", title="Mine")
    km = open_page("need", "km", ref="N-2026-001")
    km.text_input[0].set_value("Fits.")
    button(km, "Accept need").click().run()
    assert "INL/KM has accepted this need: only INL/KM changes what it asks for now." in said(mine.run())
    assert not mine.exception and not [one for one in mine.button if one.label == "Save change"]
    draft = commands.ask(database, identities["officer"].user, drafts.read, "need N-2026-001")
    assert draft["title"] == "Mine"
