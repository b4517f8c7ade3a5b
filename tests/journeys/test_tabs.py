"""A tab is open after one click, on every page that has tabs."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
PAGES = (
    "/plan",
    "/estimate",
    "/engagement?ref=E-2027-001",
    "/country?country=GEO",
    "/rules",
    "/partner?ref=P-001",
    "/partners",
)


def selected(me):
    return me.page.get_by_role("tab", selected=True).first.inner_text()


@pytest.mark.parametrize("path", PAGES)
def test_every_tab_opens_at_the_first_click_and_stays_open(officer, path):
    me = officer(viewport={"width": 1280, "height": 1400}).enter("Helen", path)
    names = [tab.inner_text() for tab in me.page.get_by_role("tablist").first.get_by_role("tab").all()]
    assert len(names) > 1
    for name in [*names[1:], names[0]]:
        tab = me.page.get_by_role("tab", name=name, exact=True).first
        tab.click()
        expect(tab).to_have_attribute("aria-selected", "true")  # a busy server may answer late
        me.settle()
        assert selected(me) == name


def test_the_checklist_stays_open_while_one_step_after_the_other_is_marked(officer):
    me = officer().enter("Helen", "/engagement?ref=E-2027-001")
    me.page.get_by_role("tab", name="Checklist").click()
    me.sees("Mark as done")
    for _ in range(2):
        before = selected(me)
        me.page.get_by_label("Reference, where the step asks for one").fill("R-1")
        me.page.get_by_role("button", name="Mark as done").click()
        expect(me.page.get_by_role("tab", name=before, exact=True)).to_have_count(0)
        assert selected(me.settle()).startswith("Checklist (")
        me.page.wait_for_timeout(1000)  # what is next is read before it is pressed, else the click counts for nothing
