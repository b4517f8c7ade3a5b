"""The self-check’s page: answers are kept at once, an invitation opens nothing else, a dry run stores nothing."""

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from slp_core.reference import shipped
from slp_core.self_check import Grade
from slp_core.services import commands, invitations, self_check_views, self_checks, users
from slp_core.services.identity import Identity
from slp_core.store.db import Actor, reading, work
from slp_core.store.models import SelfCheckSummary
from tests.pages.conftest import VISITOR
from tests.pages.reading import press, said
from tests.pages.test_every_page import TITLES, titles
from ui import upkeep

SECRET = invitations.new_secret()
QUESTIONS = shipped().questionnaires[0].questions


@pytest.fixture
def guest(database, identities):
    """Whoever holds an open invitation to P-010, whose self-check is half done."""
    now = datetime.now(UTC)
    call = (invitations.invite, "P-010", invitations.hash_of(SECRET), 14, None, now)
    reference = commands.do(database, identities["km"].user, now, "invite", *call)
    return Identity(reference, VISITOR, int((now + timedelta(14)).timestamp()))


def cells(app):
    return " ".join(str(cell).replace("\\", "") for table in app.table for cell in table.value.to_numpy().ravel())


def labeled(elements, start):
    return next(one for one in elements if one.label.startswith(start))


def test_an_answer_is_kept_at_once_and_there_again_after_a_reload(open_page, database, guest):
    app = open_page("self_check", guest, part="money")
    labeled(app.radio, "Does your agency have a written travel policy").set_value("yes").run()
    assert not app.exception and "What shows it is missing: it counts in half." in said(app)
    next(text for text in app.text_input if text.label == "What shows it").input("Policy 12").run()
    kept = commands.ask(database, guest.user, self_checks.latest, "P-010").answers["travel_policy"]
    assert (kept.value, kept.reference) == ("yes", "Policy 12")
    again = open_page("self_check", guest, part="money")
    assert labeled(again.radio, "Does your agency have a written travel policy").value == "yes"
    assert [text.value for text in again.text_input if text.label == "What shows it"] == ["Policy 12"]


def test_what_cannot_be_kept_is_said_below_it_and_stays_as_typed(open_page, database, guest):
    app = open_page("self_check", guest, part="money")
    labeled(app.radio, "Does your agency have a written travel policy").set_value("yes").run()
    until = next(text for text in app.text_input if text.label.startswith("Last day it runs"))
    until.input("soon").run()
    assert "“soon” is not a day." in said(app)
    assert next(text for text in app.text_input if text.label.startswith("Last day it runs")).value == "soon"
    assert commands.ask(database, guest.user, self_checks.latest, "P-010").answers["travel_policy"].until is None


def test_two_at_one_self_check_do_not_overwrite_each_other(open_page, database, identities, guest):
    mine = open_page("self_check", guest, part="money")
    theirs = open_page("self_check", "km", ref="P-010", part="money")
    labeled(theirs.radio, "Can you record the hours").set_value("yes").run()
    labeled(mine.radio, "Can you record the hours").set_value("no").run()
    assert "changed by someone else" in said(mine)
    assert commands.ask(database, guest.user, self_checks.latest, "P-010").answers["hours_recorded"].value == "yes"
    labeled(mine.radio, "Can you record the hours").set_value("partly").run()
    assert commands.ask(database, guest.user, self_checks.latest, "P-010").answers["hours_recorded"].value == "partly"


@pytest.mark.parametrize("page", sorted(set(TITLES) - {"self_check"}))
def test_an_invitation_opens_no_other_page(open_page, everything, demo_file, guest, page):
    app = open_page(page, guest, ref="P-010", country="GEO", tab="Self-check")
    assert not app.exception and titles(app) == ["Not open to you"]
    assert "Your invitation does not open this." in said(app)
    assert not (app.selectbox or app.text_input or app.table or app.metric)
    with sqlite3.connect(demo_file) as db:
        names = [name for (name,) in db.execute("SELECT title FROM engagement UNION SELECT name FROM partner")]
    assert [name for name in names if name in everything(app)] == []


@pytest.mark.parametrize("partner", ["P-005", "P-999", "' OR 1=1"])
def test_an_invitation_opens_no_other_agency(open_page, guest, partner):
    app = open_page("self_check", guest, ref=partner)
    assert not app.exception and titles(app) == ["Agency not found"]


def test_an_invitation_that_has_expired_says_so_and_shows_nothing(open_page, guest):
    app = open_page("self_check", Identity(guest.user, VISITOR, 1))
    assert titles(app) == ["Sign in"] and "This invitation has expired." in said(app)
    assert not app.radio


def test_an_invitation_that_was_taken_back_says_so_at_the_next_click(open_page, database, identities, guest):
    app = open_page("self_check", guest, part="money")
    now = datetime.now(UTC)
    commands.do(database, identities["km"].user, now, "revoke", invitations.revoke, guest.user, 1, now)
    app.run()
    assert titles(app) == ["Sign in"] and "This invitation was taken back." in said(app)
    app.query_params["link"] = "revoked"  # its link, followed again
    assert len(app.run().warning) == 1


@pytest.mark.parametrize("link", ["expired", "revoked", "unknown", "gone", "<script>"])
def test_a_link_that_did_not_open_says_why(open_page, link):
    app = open_page("self_check", None, link=link)
    said = [warning.value for warning in app.warning]
    assert titles(app) == ["Sign in"] and bool(said) == (link != "<script>")
    assert "script" not in " ".join(said)


@pytest.mark.parametrize("person", [None, "viewer", "officer"])
def test_a_dry_run_stores_nothing_and_reads_nothing(open_page, everything, installation, person):
    app = open_page("self_check", person, dry="1", part="leadership")
    labeled(app.radio, "Does the head of your agency agree").set_value("yes").run()
    assert not app.exception and titles(app) == ["Readiness self-check"] and "1 of 30 answered" in everything(app)
    if person is None:
        assert not (installation.settings.demo_folder / "visitors").exists()
    app.session_state["part"] = "result"
    app.run()
    assert "Not known." in said(app) and "every trip abroad" in cells(app)
    assert titles(open_page("self_check", person, dry="1")) == ["Readiness self-check"]
    assert "0 of 30 answered" in everything(open_page("self_check", person, dry="1"))


def test_a_dry_run_is_begun_and_ended_with_a_click(open_page):
    app = press(open_page("self_check", None), "Try the questions")
    labeled(app.radio, "Does the head of your agency agree").set_value("yes").run()
    assert titles(app) == ["Readiness self-check"]
    app = press(app, "End dry run")
    assert titles(app) == ["Sign in"] and "dry-answers" not in app.session_state


def test_a_self_check_is_finished_and_compared_with_last_time(open_page, database, identities):
    app = press(open_page("self_check", "coordinator"), "Begin a new one")
    app.session_state["part"] = "training"
    labeled(app.run().number_input, "How many of those named hold").set_value(2).run()
    app.session_state["part"] = "result"
    app = press(app.run(), "Finish self-check")
    assert not app.exception
    standing = commands.ask(
        database, identities["officer"].user, self_check_views.standing, "P-005", datetime.now(UTC).date()
    )
    assert standing.age == 0 and standing.then in tuple(Grade)
    told = cells(app)
    assert "How many of those named hold a current instructor" in told and "Gap →" in told


def test_an_agency_s_page_shows_the_grade_and_its_age_to_a_post_and_no_invitation(open_page):
    app = open_page("partner", "officer", ref="P-008", tab="Self-check")
    assert not app.exception and "Not known" in said(app) and "months old" in said(app)
    assert "Invitations" not in said(app)


def test_my_work_shows_a_coordinator_the_own_agency_s_self_check_and_nobody_else_one(open_page):
    shown = {who: "Readiness self-check" in said(open_page("home", who)) for who in ("coordinator", "km", "officer")}
    assert shown == {"coordinator": True, "km": False, "officer": False}


def test_a_link_is_made_shown_once_and_taken_back(open_page, database, identities, installation, monkeypatch):
    object.__setattr__(installation.settings, "served", True)
    app = press(open_page("partner", "km", ref="P-006", tab="Self-check"), "Make link")
    (link,) = [code.value for code in app.code]
    token = installation.signer.read_link(link.partition("token=")[2])
    assert token.visitor == VISITOR
    now = datetime.now(UTC)
    found = commands.look(database, invitations.opened, token.secret, now)
    app = press(app, "I have copied it")
    assert not app.code and found in said(app)
    app = press(app, "Take back")
    assert found not in said(app)


def test_every_question_can_be_seen(open_page, guest):
    seen = set()
    for section in shipped().questionnaires[0].sections:
        app = open_page("self_check", guest, part=section.id)
        inputs = [*app.radio, *app.number_input, *app.text_input]
        seen |= {q.id for q in QUESTIONS if any(q.text == one.label for one in inputs)}
    assert seen == {question.id for question in QUESTIONS}


def test_grades_of_an_earlier_day_are_renewed_beside_the_list(open_page, database, today, now):
    def kept():
        with reading(database) as db:
            rows = db.scalars(select(SelfCheckSummary).where(SelfCheckSummary.grade.is_not(None))).all()
            return {row.partner_id: (row.grade, row.ready, row.unknown) for row in rows}

    right = kept()
    with work(database, Actor(users.SYSTEM), now) as db:
        row = db.scalars(select(SelfCheckSummary).where(SelfCheckSummary.grade.is_not(None))).first()
        row.ready, row.changes_on = 0, today
    app = open_page("partners", "km", tab="self")
    assert "1 grade of an earlier day; it is being renewed" in said(app)
    upkeep.finished()
    assert kept() == right
    assert "earlier day" not in said(app.run())


def test_the_agencies_that_answered_are_listed_for_those_who_may_know_their_grade(open_page):
    app = open_page("partners", "km", tab="self", **{"self-check": "ready"})
    assert not app.exception and not app.error
    (listed,) = app.table
    assert len(listed.value) == 1 and "Ready" in listed.value.to_csv()
    assert "**1\u00a0agency**" in "\n".join(one.value for one in app.markdown)
    assert "Self-checks" in [one.label for one in open_page("partners", "rso").tabs]
    assert not open_page("partners", "viewer").tabs
