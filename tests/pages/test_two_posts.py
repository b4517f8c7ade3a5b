"""Two officers one after the other in one process and one database: neither sees a row of the other's (SEC-01)."""

from datetime import UTC, datetime, timedelta

import pytest

from slp_core.errors import NotFound
from slp_core.itinerary import Itinerary, Stay
from slp_core.plan import Plan
from slp_core.reference import shipped
from slp_core.services import commands, engagements, portfolio, users

NOW = datetime.now(UTC)
SOON = NOW.date() + timedelta(20)
TITLES = {"officer": "Grape harvest patrol course", "other officer": "Emerald market patrol course"}
COUNTRIES = {"officer": "GEO", "other officer": "COL"}
LISTS = ("home", "engagements", "map")


@pytest.fixture
def references(database, identities):
    """An engagement of each officer's own post, soon to leave, with steps that are due."""
    return {person: save(database, identities[person], COUNTRIES[person], TITLES[person]) for person in TITLES}


def save(database, who, country, title):
    place = shipped().countries.program[country].rate_locality
    trip = Itinerary(SOON, SOON + timedelta(9), (Stay(country, place, SOON, SOON + timedelta(9)),))
    plan = Plan(country, trip, 2, title=title, provisional=True)
    return commands.do(database, who.user, NOW, f"token-{title}", engagements.open_from_plan, plan, NOW.date(), NOW)


@pytest.mark.parametrize(("first", "second"), [("officer", "other officer"), ("other officer", "officer")])
def test_what_one_post_sees_the_next_one_does_not(open_page, everything, references, first, second):
    for page in LISTS:
        open_page(page, first)
        said = everything(open_page(page, second))
        assert TITLES[first] not in said and references[first] not in said, page
    assert TITLES[second] in everything(open_page("engagements", second))
    assert TITLES[second] in everything(open_page("home", second))


@pytest.mark.parametrize("person", TITLES)
def test_a_link_to_another_posts_engagement_reads_as_if_there_were_none(open_page, everything, references, person):
    other = next(one for one in TITLES if one != person)
    assert TITLES[person] in everything(open_page("engagement", person, ref=references[person]))
    said = everything(open_page("engagement", person, ref=references[other]))
    absent = everything(open_page("engagement", person, ref="E-2099-999"))
    assert "There is no such engagement" in said and TITLES[other] not in said
    assert said == absent


def test_the_brief_and_the_map_count_no_engagement_of_another_post(open_page, everything, references):
    assert TITLES["officer"] in everything(open_page("country", "officer", country="GEO", tab="Engagements"))
    assert TITLES["officer"] not in everything(open_page("country", "other officer", country="GEO", tab="Engagements"))
    brief = " ".join(text.value for text in open_page("map", "other officer", country="GEO").markdown)
    assert "**Open engagements** 0" in brief


def test_headless_and_export_reach_no_further_than_the_screen(database, identities, references, today):
    for person, other in (("officer", "other officer"), ("other officer", "officer")):
        user = identities[person].user
        file = commands.ask(database, user, portfolio.export_csv, portfolio.Filters(), today).decode("utf-8-sig")
        assert references[person] in file and references[other] not in file
        with pytest.raises(NotFound):
            commands.ask(database, user, engagements.view, references[other])


def test_a_role_taken_away_is_gone_with_the_next_click(open_page, database, identities, references):
    administrator = identities["administrator"].user
    officer = identities["officer"].user
    assert open_page("engagements", "officer").title[0].value == "Engagements"
    account = next(one for one in commands.ask(database, administrator, users.table) if one.reference == officer)
    commands.do(database, administrator, NOW, "out", users.set_active, officer, account.version, active=False)
    assert open_page("engagements", "officer").title[0].value == "Sign in"
