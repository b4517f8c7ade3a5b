"""Back undoes a choice and leads off the page; Enter never decides where there is more than one decision."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
SETTLED = 2000  # milliseconds after which an address is surely the browser's


def at(me, path):
    expect(me.page).to_have_url(re.compile(f":[0-9]+{re.escape(path)}$"))
    me.settle().page.wait_for_timeout(SETTLED)


def test_back_takes_one_filter_after_the_other_back_and_leads_off_the_list(officer):
    me = officer().enter("Helen", "/partners")
    me.type("Search", "police")
    at(me, "/partners?find=police")
    me.choose("Sector", "Police")
    at(me, "/partners?find=police&sector=police")
    me.page.go_back()
    at(me, "/partners?find=police")
    assert me.value("Search") == "police" and me.value("Sector") != "Police"
    me.page.go_back()
    at(me, "/partners")
    assert me.page.get_by_label("Search", exact=True).first.input_value() == ""
    me.page.go_forward()
    at(me, "/partners?find=police")
    assert me.value("Search") == "police"


def test_back_undoes_a_change_of_a_plan_and_leads_back_to_where_one_came_from(officer):
    me = officer().enter("Tamsin", "/needs")
    me.page.get_by_role("link", name="Plan", exact=True).first.click()
    me.sees("Plan an engagement").settle().page.wait_for_timeout(SETTLED)
    before = me.value("Returns")
    me.type("Returns", "2027-05-21")
    expect(me.page).to_have_url(re.compile("returns=2027-05-21"))
    me.page.wait_for_timeout(SETTLED)
    me.page.go_back()
    expect(me.page.get_by_label("Returns", exact=True).first).to_have_value(before)
    me.settle().page.wait_for_timeout(SETTLED)
    for _ in range(2):
        me.page.go_back()
        me.settle().page.wait_for_timeout(SETTLED)
    me.is_headed("Needs")


def test_enter_in_a_reason_decides_nothing(officer):
    me = officer().enter("Helen", "/needs?status=raised")
    me.page.goto(me.page.locator('a[href*="need?ref="]').first.evaluate("link => link.href"))
    me.settle().sees("Decline need")
    reason = me.page.get_by_label("Reason", exact=True).first
    reason.fill("Fits the plan")
    reason.press("Enter")
    me.settle().page.wait_for_timeout(SETTLED)
    assert reason.input_value() == "Fits the plan" and me.sees("Decline need", "Accept need")
