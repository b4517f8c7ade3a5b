"""Every page as every role and as a stranger: its title, or one sentence; never a fault, never somebody else's data."""

import sqlite3
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from slp_core.errors import SlpError
from slp_core.services import commands, mechanism_list, portfolio
from slp_core.services.identity import Identity
from ui.navigation import ENTRIES

ROOT = Path(__file__).parents[2]
ROLES = ("officer", "rso", "km", "coordinator", "expert", "viewer", "administrator")
TITLES = {
    "home": "My work",
    "my_trip": "My trip",
    "calendar": "What is due",
    "plan": "Plan an engagement",
    "needs": "Needs",
    "need": "Crime-scene management course",
    "need_intake": "Raise a need",
    "engagements": "Engagements",
    "engagement": None,  # the engagement's own
    "partners": "Partners",
    "partner": "Lakeshore Sheriff (demo)",
    "experts": "Experts",
    "expert": "Alex Brightwater (demo)",  # X-005, of the coordinator's agency
    "map": "Countries",
    "estimate": "Cost of a trip",
    "self_check": "Readiness self-check",
    "mechanism": None,  # the agreement's own
    "mechanisms": "Agreements",
    "country": "Georgia (country)",
    "rules": "Rules and data",
    "exchange": "Import",
    "rate_impact": "What the new rates change",
    "admin": "Users",
    "account": "Account",
    "briefing": "Security briefing",
    "training": "Training",
}
REFUSED = {(page, "expert") for page in ("plan", "estimate", "partners", "partner")}
REFUSED |= {(page, role) for page in ("needs", "need") for role in ("coordinator", "expert")}
REFUSED |= {("my_trip", role) for role in ROLES if role != "expert"}
REFUSED |= {("need_intake", role) for role in ROLES if role not in ("officer", "km")}
REFUSED |= {("admin", role) for role in ROLES if role != "administrator"}
REFUSED |= {(page, role) for page in ("mechanism", "mechanisms") for role in ("rso", "expert", "viewer")}
REFUSED |= {(page, role) for page in ("experts", "expert") for role in ("rso", "viewer")}
REFUSED |= {("rate_impact", role) for role in ("rso", "expert", "viewer")}
REFUSED |= {("briefing", role) for role in ("coordinator", "viewer")}
REFUSED |= {("training", role) for role in ("rso", "viewer")}
REFUSED |= {("exchange", role) for role in ROLES if role not in ("administrator", "km")}
ADDRESSES = {
    "country": {"country": "GEO"},
    "expert": {"ref": "X-005"},
    "need": {"ref": "N-2026-001"},
    "partner": {"ref": "P-005"},
}
NAMELESS = {("expert", "officer"): "Expert X-005"}  # not on an engagement of the post, nor of an agency on one
REFUSAL = "Your role does not include this."


@pytest.fixture
def secrets(demo_file):
    """The titles of engagements and the names of experts: what no stranger may read."""
    with sqlite3.connect(demo_file) as database:
        titles = database.execute("SELECT title FROM engagement UNION SELECT title FROM mechanism").fetchall()
        names = database.execute("SELECT display_name FROM person JOIN expert ON person_id = person.id").fetchall()
        return [text for (text,) in titles + names]


@pytest.fixture
def own_engagement(database, identities, today):
    """The reference and title of the first engagement that someone may see."""

    def of(person):
        page = commands.ask(database, identities[person].user, portfolio.page, portfolio.Filters(), today)
        return page.rows[0]["reference"], page.rows[0]["title"]

    return of


@pytest.fixture
def own_agreement(database, identities, today):
    """The reference and title of the first agreement that someone may see; of nobody's where there is none."""

    def of(person):
        try:
            call = (mechanism_list.page, mechanism_list.Filters(), today)
            row = commands.ask(database, identities[person].user, *call).rows[0]
        except SlpError:
            return "M-001", ""
        return row.reference, row.title

    return of


def titles(app):
    return [title.value.replace("\\", "") for title in app.title]


def test_these_tests_know_every_page():
    assert {path.stem for path in (ROOT / "pages").glob("*.py")} == set(TITLES) == {entry.file for entry in ENTRIES}


@pytest.mark.parametrize("person", ROLES)
@pytest.mark.parametrize("page", TITLES)
def test_a_page_shows_its_title_or_says_that_the_role_does_not_include_it(
    open_page, own_engagement, own_agreement, page, person
):
    reference, title = (own_agreement if page == "mechanism" else own_engagement)(person)
    about = {"ref": reference}
    app = open_page(page, person, **{"engagement": about, "mechanism": about, **ADDRESSES}.get(page, {}))
    assert not app.exception
    if (page, person) in REFUSED:
        assert titles(app) == ["Not open to you"]
        assert [error.value for error in app.error if error.value.startswith(REFUSAL)]
        assert not (app.selectbox or app.text_input or app.table)
    else:
        assert titles(app) == [NAMELESS.get((page, person)) or TITLES[page] or title]
        for box in app.selectbox:  # found by what is typed, and each told apart
            assert not [option for option in box.options if "\u00a0" in option], box.label
            assert len(set(box.options)) == len(box.options), box.label
        assert not app.error or page in ("plan", "engagement")  # where a red verdict is one


@pytest.mark.parametrize("page", TITLES)
def test_a_stranger_sees_the_sign_in_and_no_data(open_page, everything, own_engagement, secrets, page):  # SEC-02
    reference, _ = own_engagement("km")
    app = open_page(page, None, ref=reference, country="GEO", find="a")
    assert_is_sign_in(app, everything, secrets)


@pytest.mark.parametrize("page", TITLES)
def test_the_file_of_a_page_run_without_the_app_shows_a_stranger_the_sign_in(everything, secrets, page):
    app = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=60)
    app.query_params.update({"ref": "E-2026-001", "country": "GEO"})
    assert_is_sign_in(app.run(), everything, secrets)


@pytest.mark.parametrize("page", TITLES)
def test_somebody_who_is_no_user_is_a_stranger(open_page, everything, secrets, page):
    assert_is_sign_in(open_page(page, Identity("U-999", "one-visitor")), everything, secrets)


def test_the_bar_leaves_out_what_a_role_does_not_include(open_page, monkeypatch):
    shown = {person: visible_pages(open_page, monkeypatch, person) for person in ("officer", "expert", None)}
    assert shown["officer"] - shown["expert"] == {"Plan", "Money", "Partners", "Needs"}
    assert {"My work", "Engagements", "Account"} <= shown["expert"]
    assert shown[None] == set()


def visible_pages(open_page, monkeypatch, person):
    """The titles that app.py hands to Streamlit's navigation as visible."""
    seen = []
    real = st.navigation
    monkeypatch.setattr(st, "navigation", lambda pages, **more: seen.append(pages) or real(pages, **more))
    open_page("account", person)
    monkeypatch.setattr(st, "navigation", real)
    return {page.title for page in seen[-1] if page.visibility == "visible"}


def assert_is_sign_in(app, everything, secrets):
    said = everything(app)
    assert not app.exception
    assert titles(app) == ["Sign in"]
    assert "invented people" in said  # the text of the page was really read
    assert not (app.selectbox or app.text_input or app.table or app.metric)
    assert [secret for secret in secrets if secret in said] == []


def test_the_search_for_secrets_would_find_one(open_page, everything, secrets):
    said = everything(open_page("engagements", "km"))
    assert [secret for secret in secrets if secret in said.replace("\\", "")]


def test_what_a_service_refuses_is_refused_on_the_page_too(database, identities, today):
    with pytest.raises(SlpError, match="role does not include"):
        commands.ask(database, identities["viewer"].user, portfolio.export_csv, portfolio.Filters(), today)
