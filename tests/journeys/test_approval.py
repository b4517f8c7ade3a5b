"""An estimate on its way: whoever submits it does not approve it; another does, knowing what it does to the ceiling."""

import re

import pytest

pytestmark = pytest.mark.browser
TITLE = "Approval of a course"
CEILING = r"Of \$[\d,.]+ under M-\d+, \$[\d,.]+ are planned for other engagements; this estimate leaves \$[\d,.]+\."


def saved_under_an_agreement(me) -> str:
    """A plan of the second agency under its agreement, which has a ceiling, saved as an engagement."""
    me.type("Departs", "2027-06-07")
    me.type("Returns", "2027-06-18")
    me.page.get_by_text("Partner, topic, prices").click()
    me.settle()
    me.choose("Partner", "Illinois State Police (IL)")
    me.type("Title", TITLE)
    agreement = me.page.get_by_role("combobox", name="Agreement")
    agreement.click()
    me.page.get_by_role("option", name=re.compile("covers the trip")).first.click()
    me.settle()
    me.page.get_by_role("button", name="Save as engagement").click()
    me.page.wait_for_url(re.compile("engagement\\?ref="))
    return me.settle().page.url.partition("ref=")[2]


def test_one_submits_another_approves_and_the_document_has_a_number_and_a_version(officer):
    me = officer().enter("Helen", "/plan?country=GEO")
    reference = saved_under_an_agreement(me)
    me.go(f"/engagement?ref={reference}&tab=cost")
    me.sees("Not submitted yet")
    me.finds(CEILING)
    me.page.get_by_role("button", name="Submit for approval").click()
    me.settle()
    me.finds("You (prepared|submitted) it")
    assert me.page.get_by_role("button", name="Approve estimate").count() == 0

    me.become("Graham")
    me.page.get_by_text(TITLE).first.wait_for()  # on My work, once its tables are drawn
    me.go(f"/engagement?ref={reference}&tab=cost")
    number = me.finds(r"C-\d{4}-\d+")[0]
    me.sees(f"{number} waits for your decision")
    me.finds(CEILING)
    for point in me.page.get_by_role("checkbox", name=re.compile("^Seen:")).all():
        point.press("Space")
    me.page.get_by_role("button", name="Approve estimate").click()
    me.settle()
    me.sees(f"{number}, version 1.")
    me.finds(r"Approved\s+by Graham")
    assert me.page.get_by_role("button", name="Approve estimate").count() == 0
