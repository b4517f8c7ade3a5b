"""The pages of experts: found and narrowed by address, names for those who may see them, forms that write once."""

import pytest

from slp_core.services import commands, engagements, expert_list, expert_view, portfolio, team
from slp_core.services.expert_list import Filters, Offered
from tests.pages.reading import press, said


@pytest.fixture
def ask(database, identities):
    return lambda who, use_case, *args: commands.ask(database, identities[who].user, use_case, *args)


ODD = {
    "a specialty that does not exist": ({"specialty": "x"}, "Specialty “x” is not known and was left out"),
    "a language that does not exist": ({"language": "x"}, "Language “x” is not known and was left out"),
    "a day that does not exist": ({"from": "2027-02-30", "to": "2027-03-01"}, "“2027-02-30” is not a day."),
    "days in the wrong order": ({"from": "2027-03-12", "to": "2027-03-01"}, "is before the first day"),
    "only a last day": ({"to": "2027-03-01"}, "The day is missing."),
    "nobody": ({"find": "' OR 1=1 --"}, "No expert matches."),
    "a wildcard": ({"find": "%"}, "No expert matches."),
}


@pytest.mark.parametrize(("address", "sentence"), ODD.values(), ids=ODD)
def test_an_address_that_cannot_be_meant_opens_the_list_with_a_sentence(open_page, address, sentence):
    app = open_page("experts", "km", **address)
    assert not app.exception and sentence in said(app)


def test_a_reference_that_is_none_says_so(open_page):
    for reference in ("", "X-999", "<script>"):
        app = open_page("expert", "km", ref=reference)
        assert not app.exception and "There is no such expert" in said(app)


def test_the_list_is_narrowed_by_its_address_and_says_what_it_counts(open_page, ask, today):
    rows = ask("km", portfolio.page, portfolio.Filters(when=portfolio.When.UPCOMING), today).rows
    trip = next(row for row in rows if any(one.name for one in ask("km", team.of_engagement, row["reference"])))
    app = open_page("experts", "km", **{"from": str(trip["departs"]), "to": str(trip["returns"])})
    assert "on offer and free from" in said(app)
    everybody = ask("km", expert_list.page, Filters()).count
    number = int(next(m.value for m in app.markdown if "on offer" in m.value).split()[0].strip("*"))
    assert 0 < number < everybody
    assert "1 expert" in said(open_page("experts", "km", find="X-005"))


def test_inactive_people_are_shown_only_when_they_are_asked_for(open_page, ask):
    inactive = ask("km", expert_list.page, Filters(offered=Offered.INACTIVE)).rows[0]
    assert inactive.name.split()[0] not in said(open_page("experts", "km", find=inactive.reference))
    assert "Inactive" in said(open_page("experts", "km", find=inactive.reference, offered="inactive"))
    assert "Not on offer:" in said(open_page("expert", "km", ref=inactive.reference))


def test_an_officer_sees_a_reference_where_the_name_is_not_for_the_post(open_page, ask):
    hidden = next(row for row in ask("officer", expert_list.page, Filters()).rows if not row.name)
    app = open_page("expert", "officer", ref=hidden.reference)
    assert not app.exception
    assert app.title[0].value.replace("\\", "") == f"Expert {hidden.reference}"
    assert ask("km", expert_view.view, hidden.reference).name not in said(app)
    assert not [tab for tab in app.tabs if tab.label.startswith(("Free", "Engagements"))]


@pytest.mark.parametrize("tab", ["Skills", "Free", "Credentials", "Experience", "Engagements", "Appraisals", "Change"])
@pytest.mark.parametrize("person", ["km", "coordinator", "expert"])
def test_every_part_opens_for_whoever_may_open_it(open_page, person, tab):
    app = open_page("expert", person, ref="X-005", tab=tab, **{"from": "2027-03-01", "to": "2027-03-12"})
    assert not app.exception and not app.error
    enters = [button.label for button in app.button if button.label.startswith(("Set", "Add", "Renew", "Confirm"))]
    assert person != "expert" or not enters


def test_a_level_is_set_from_the_page_once_and_asks_for_nothing_again(open_page, ask):
    app = open_page("expert", "km", ref="X-005")
    next(box for box in app.selectbox if box.label == "Specialty").set_value("aviation")
    app = press(app, "Set specialty")
    assert not app.exception and "aviation" in {one.key for one in ask("km", expert_view.view, "X-005").skills}
    assert "Aviation" in said(app)


def test_an_absence_that_ends_before_it_begins_is_refused_and_what_was_typed_stays(open_page):
    app = open_page("expert", "expert", ref="X-005", tab="Free")
    first, last = (next(x for x in app.text_input if x.label.startswith(word)) for word in ("First day", "Last day"))
    first.set_value("2027-03-12"), last.set_value("2027-03-01")
    app = press(app, "Declare absence")
    assert "is before the first day" in said(app)
    assert next(x for x in app.text_input if x.label == "First day").value == "2027-03-12"


def test_a_social_security_number_is_refused_on_the_page(open_page, ask):
    app = open_page("expert", "km", ref="X-005", tab="Change")
    next(x for x in app.text_input if x.label == "Title").set_value("SSN 219-09-9999")
    app = press(app, "Save changes")
    assert "seems to hold a U.S. Social Security number" in said(app)
    assert "219" not in ask("km", expert_view.view, "X-005").title


def open_naming(app, reference):
    app.session_state[f"naming-{reference}"] = True
    return app.run()


def test_the_team_names_one_of_the_free_and_says_why_the_others_are_not(open_page, ask, today):
    upcoming = portfolio.Filters(when=portfolio.When.UPCOMING)
    pages = ask("km", portfolio.page, upcoming, today).pages
    rows = [row for number in range(pages) for row in ask("km", portfolio.page, upcoming, today, number + 1).rows]
    places = {
        row["reference"]: [m.position for m in ask("km", team.of_engagement, row["reference"]) if not m.name]
        for row in rows
    }
    reference = next(
        one
        for one, empty in places.items()
        if empty and any(who.answer.free for who in ask("km", team.candidates, one, empty[0], today))
    )
    app = open_naming(open_page("engagement", "km", tab="overview", ref=reference), reference)
    assert not app.exception
    before = sum(bool(m.name) for m in ask("km", team.of_engagement, reference))
    app = press(app, "Name expert")
    assert not app.exception and not app.error
    assert sum(bool(m.name) for m in ask("km", team.of_engagement, reference)) == before + 1


def test_a_viewer_sees_a_team_without_names_and_without_naming(open_page, ask, today):
    reference = ask("viewer", portfolio.page, portfolio.Filters(), today).rows[0]["reference"]
    assert ask("viewer", engagements.view, reference).reference == reference
    app = open_page("engagement", "viewer", tab="overview", ref=reference)
    assert not [one for one in app.expander if one.label == "Name an expert"]
