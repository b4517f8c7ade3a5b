"""Go or no-go on an engagement, an expert's own trip, what is due: drawn for each role from its own reach."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from slp_core.checklists import Owner
from slp_core.readiness import Verdict
from slp_core.services import commands, my_trips, portfolio, readiness, users
from slp_core.services.portfolio import Filters, Ready, When
from slp_core.store.db import Actor, reading, work
from slp_core.store.models import ReadinessSummary
from tests.pages.reading import said
from ui import upkeep


@pytest.fixture
def ask(database, identities):
    return lambda person, use_case, *args: commands.ask(database, identities[person].user, use_case, *args)


def first(ask, today, ready, who="km"):
    return ask(who, portfolio.page, Filters(when=When.UPCOMING, ready=ready), today).rows[0]["reference"]


def test_a_team_that_may_go_is_said_to_with_nothing_in_the_way(open_page, ask, today):
    app = open_page("engagement", "km", ref=first(ask, today, Ready.GO))
    assert not app.exception
    assert "Go] **as of" in said(app) and "No-go" not in said(app)
    assert not [one for one in app.header if one.value.startswith(("In the way", "Not known"))]


def test_what_is_not_known_stands_apart_with_what_to_fix_next(open_page, ask, today):
    page = ask("km", portfolio.page, Filters(when=When.UPCOMING, ready=Ready.UNKNOWN), today)
    reference = next(
        row["reference"]
        for row in page.rows
        if not ask("km", readiness.of_engagement, row["reference"], today).shown.in_the_way
    )
    app = open_page("engagement", "km", ref=reference)
    assert "No-go" in said(app) and "not known" in said(app) and "**Fix next: Medical fitness**" in said(app)
    assert [one.value[:9] for one in app.header] == ["Not known"]


def test_another_day_is_judged_when_it_is_typed_and_no_day_is_refused(open_page, ask, today):
    reference = first(ask, today, Ready.GO)
    app = open_page("engagement", "km", ref=reference)
    app.text_input(key="go-day").set_value("2030-01-01").run()
    assert "as of Tue 1 Jan 2030" in said(app) and "The team left on" in said(app)
    app.text_input(key="go-day").set_value("soon").run()
    assert not app.exception and "is not a day" in said(app)


def test_an_expert_sees_the_own_trip_its_steps_and_a_calendar(open_page, ask, today):
    (found, *_) = ask("expert", my_trips.of_me, today)
    app = open_page("my_trip", "expert")
    assert not app.exception
    trip = ask("expert", my_trips.view, found.reference, today)
    assert trip.title in [one.value.replace("\\", "") for one in app.header]
    assert all(step.text in said(app).replace("\\", "") for step in trip.steps)


def test_the_trip_of_somebody_else_is_not_shown(open_page, ask, today):
    own = {one.reference for one in ask("expert", my_trips.of_me, today)}
    row = next(row for row in ask("km", portfolio.page, Filters(), today).rows if row["reference"] not in own)
    app = open_page("my_trip", "expert", ref=row["reference"])
    assert not app.exception
    assert row["title"] not in said(app).replace("\\", "")


@pytest.mark.parametrize("person", ["officer", "expert", "viewer"])
def test_what_is_due_is_listed_from_the_readers_reach(open_page, ask, today, person):
    app = open_page("calendar", person, week="all")
    assert not app.exception and not app.error
    own = {row["reference"] for row in ask(person, portfolio.page, Filters(), today).rows}
    everybody = {row["reference"] for row in ask("km", portfolio.page, Filters(), today).rows}
    assert not [reference for reference in everybody - own if person != "viewer" and reference in said(app)]


def test_the_list_narrows_to_a_verdict(open_page, ask, today):
    app = open_page("engagements", "km", ready="go")
    assert not app.exception and "Go]" in said(app) and "No-go" not in said(app)
    assert {row["verdict"] for row in ask("km", portfolio.page, Filters(ready=Ready.GO), today).rows} == {Verdict.GO}


def test_verdicts_of_an_earlier_day_are_renewed_beside_the_list(open_page, database, today, now):
    def kept():
        with reading(database) as db:
            rows = db.scalars(select(ReadinessSummary).where(ReadinessSummary.verdict.is_not(None))).all()
            return {row.engagement_id: (row.verdict, row.unknown, row.first_reason) for row in rows}

    right = kept()
    with work(database, Actor(users.SYSTEM), now) as db:
        for row in db.scalars(select(ReadinessSummary).where(ReadinessSummary.verdict.is_not(None))):
            row.verdict, row.changes_on = Verdict.WAIVER, today
    app = open_page("engagements", "km", ready="waiver")
    assert f"{len(right)} verdicts of an earlier day" in said(app) and f"{len(right)} engagements" in said(app)
    upkeep.finished()
    assert kept() == right
    assert "earlier day" not in said(app.run())
    assert f"{sum(verdict == Verdict.WAIVER for verdict, _, _ in right.values())} engagements" in said(app)


def test_no_team_that_leaves_soon_and_may_not_go_is_greeted_in_green(open_page, ask, today):
    page = ask("km", portfolio.page, Filters(when=When.UPCOMING, ready=Ready.NO_GO), today)
    row = next(row for row in page.rows if row["departs"] <= today + timedelta(30))
    app = open_page("engagement", "km", ref=row["reference"])
    assert not app.success
    assert "No-go as things stand" in app.error[0].value and "not known" in app.error[0].value


def test_an_expert_reads_apart_what_others_do_and_has_the_card_at_hand(open_page, ask, today):
    found = ask("expert", my_trips.view, ask("expert", my_trips.of_me, today)[0].reference, today)
    others = [one for one in found.open_things if one.owner is not Owner.EXPERT]
    app = open_page("my_trip", "expert")
    heads = [one.value.replace("\\", "") for one in app.header]
    mine = app.table[0].value.to_csv().replace("\\", "")
    assert not any(one.title in mine for one in others if one.title not in {step.text for step in found.steps})
    assert (f"What others do for me ({len(others)})" in heads) is bool(others) and "Emergency card" in heads
