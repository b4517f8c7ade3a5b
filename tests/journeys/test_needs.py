"""A post raises a need and loses nothing on the way; INL/KM finds and accepts it; another post does not find it."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.journeys.conftest import Officer

pytestmark = pytest.mark.browser
OFFER = "Traffic crash investigation course (12 days)"


def day(ahead: int) -> str:
    return (datetime.now(UTC).date() + timedelta(ahead)).isoformat()


def typed(officer, title):
    """The Tbilisi officer's browser, with a need from a standard offer typed in and not saved."""
    me = officer().enter("Tamsin", "/needs")
    me.page.get_by_role("link", name="Raise a need").first.click()
    me.settle()
    me.choose("Start from a standard offer", OFFER)
    me.type("Title", title)
    me.type("Window opens", day(150))
    me.type("Window closes", day(240))
    return me


def raised(officer, title):
    me = typed(officer, title)
    me.page.get_by_role("button", name="Raise need").click()
    me.page.wait_for_url(re.compile("need\\?ref="))
    me.settle()
    return me, me.page.url.partition("ref=")[2]


def test_a_reload_and_a_walk_through_other_pages_lose_nothing(officer):
    me = typed(officer, "Kept while I look around")
    me.page.reload()
    me.settle()
    assert (me.value("Title"), me.value("Window opens")) == ("Kept while I look around", day(150))
    assert (me.value("Audience"), me.value("Days of the trip")) == ("Traffic police", "12")
    me.page.get_by_role("link", name="Engagements").first.click()
    me.settle()
    me.page.get_by_role("link", name="Needs", exact=True).first.click()
    me.settle()
    me.page.get_by_role("link", name="Raise a need").first.click()
    me.settle()
    assert (me.value("Title"), me.value("Window closes")) == ("Kept while I look around", day(240))
    me.sees("Every week of the window can work.")


def test_what_somebody_else_changed_meanwhile_stands_beside_and_the_next_save_goes_over_it(officer):
    me = officer().enter("Tamsin", "/need_intake?ref=N-2026-001")
    other = Officer(me.context, me.server).go("/need_intake?ref=N-2026-001")
    me.type("Outcome", "Mine")
    other.type("Outcome", "Theirs")
    other.page.get_by_role("button", name="Save change").click()
    other.page.wait_for_url(re.compile("need\\?ref="))
    me.page.get_by_role("button", name="Save change").click()
    me.settle().sees("It stands now with other words than yours. Outcome: Theirs.")
    me.page.get_by_role("button", name="Save change").click()
    me.page.wait_for_url(re.compile("need\\?ref="))
    me.settle().sees("Mine")


def test_a_post_raises_a_need_inl_km_finds_and_accepts_it_and_a_plan_meets_it(officer):
    me, reference = raised(officer, "Mountain road crashes")
    me.sees("INL/KM has not decided yet.")
    me.is_headed("Mountain road crashes")
    me.become("Helen")
    me.go("/needs")
    me.type("Search", "mountain road")
    me.sees("1 need\n", reference)
    me.page.get_by_role("link", name="Mountain road crashes").click()
    me.settle()
    me.page.get_by_label("Reason", exact=True).fill("The roads are the embassy's first aim.")
    me.page.get_by_role("button", name="Accept need").click()
    me.settle()
    me.sees("The roads are the embassy's first aim.", "Helen Marsh")
    me.become("Tamsin")
    me.go(f"/need?ref={reference}")
    me.page.get_by_role("link", name="Plan an engagement for this need").click()
    me.settle()
    assert (me.value("Departs"), me.value("Returns")) == (day(150), day(161))
    me.page.get_by_role("button", name=re.compile("^Save")).click()
    me.page.wait_for_url(re.compile("engagement\\?ref="))
    me.settle()
    engagement = me.page.url.partition("ref=")[2]
    me.is_headed("Mountain road crashes")
    me.go(f"/need?ref={reference}")
    me.sees("Engagements that meet it (1)", f"{engagement} was planned for it.")


def test_another_posts_officer_finds_it_neither_by_list_nor_link_nor_search(officer):
    me, reference = raised(officer, "For Georgia alone")
    me.become("Rafael")
    assert "For Georgia alone" not in me.go("/needs").sees("need").text and reference not in me.text
    me.go("/needs?find=for+georgia+alone").sees("No need matches.")
    me.go(f"/need?ref={reference}").sees("There is no such need")
    assert "For Georgia alone" not in me.text


def test_a_double_click_raises_one_need(officer):
    me = typed(officer, "Twice clicked need")
    me.page.get_by_role("button", name="Raise need").dblclick()
    me.page.wait_for_url(re.compile("need\\?ref="))
    me.settle()
    me.go("/needs?find=twice+clicked+need").sees("1 need\n")


def test_who_asks_for_the_form_in_the_moment_of_saving_is_led_to_what_was_saved(officer):
    me, reference = raised(officer, "Asked for too soon")
    me.page.go_back()
    me.settle()
    assert me.is_headed("Asked for too soon").page.url.endswith(f"need?ref={reference}")
    me.page.wait_for_timeout(3000)
    me.page.go_back()
    me.settle()
    assert "need_intake" in me.page.url


def test_a_need_outside_the_program_is_refused_in_words_and_nothing_is_lost(officer):
    me = typed(officer, "Stays as typed")
    field = me.page.get_by_label("Country", exact=True).first
    field.click()
    field.fill("Germany")
    field.press("Enter")
    me.settle()
    me.sees("Germany is not one of the 63 countries of the program.")
    me.sees("a need or an engagement may not")
    me.sees("Georgia (country) stays chosen.")
    assert me.value("Title") == "Stays as typed"
