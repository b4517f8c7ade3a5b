"""Whoever goes on to another page straight out of a field finds that page, and what was typed when coming back."""

import pytest

pytestmark = pytest.mark.browser

PRESSED = 600  # ms: a firm press, so that the change is told before the next page is asked for; see test_late_changes


def goes_on(me, page):
    """By the menu, from the field in which the cursor stands."""
    box = me.page.get_by_role("link", name=page, exact=True).first.bounding_box()
    me.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    me.page.mouse.down()
    me.page.wait_for_timeout(PRESSED)
    me.page.mouse.up()
    me.settle().is_headed(page)


def test_a_change_of_the_plan_is_kept_and_the_next_page_has_its_own_address(officer):
    me = officer().enter("Helen", "/plan?country=GEO")
    me.page.get_by_label("Returns", exact=True).first.fill("2027-09-20")
    goes_on(me, "Engagements")
    me.sees("engagements").page.wait_for_timeout(1000)  # an address that comes late would have come by then
    assert me.page.url.endswith("/engagements")
    me.page.get_by_role("link", name="Plan", exact=True).first.click()
    me.settle().is_headed("Plan an engagement")
    assert me.value("Returns") == "2027-09-20"


def test_a_word_of_a_need_is_kept(officer):
    me = officer().enter("Helen", "/need_intake")
    me.page.get_by_label("Title", exact=True).first.fill("Left in the middle")
    goes_on(me, "Needs")
    me.page.get_by_role("link", name="Raise a need").first.click()
    me.settle().is_headed("Raise a need")
    assert me.value("Title") == "Left in the middle"


def test_what_is_searched_for_stays_on_its_own_page(officer):
    me = officer().enter("Helen", "/engagements")
    me.page.get_by_label("Search").first.fill("course")
    goes_on(me, "Needs")
    me.sees("needs")
    assert me.value("Search") == "" and me.page.url.endswith("/needs")
