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
