"""A partner without an account answers its self-check through an invitation: by keyboard, on a phone, and safely."""

from pathlib import Path
from urllib.parse import urlparse

import pytest

from tests.journeys.test_who_gets_in import answer

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}}
FOCUSED = """() => {
    const at = document.activeElement, group = at.closest('[role=radiogroup]');
    const words = at.tagName === 'BUTTON' ? at.innerText : '';
    return [at.getAttribute('aria-label'), group && group.getAttribute('aria-label'), words].join(' ');
}"""


def link_of(km) -> str:
    """A new link to P-011, of which nothing is known yet."""
    km.go("/partner?ref=P-011&tab=Self-check")
    km.page.get_by_role("button", name="Make link").click()
    return km.settle().page.locator('[data-testid="stCode"]').inner_text().strip()


def tab_to(guest, words: str) -> None:
    """Press Tab until something of this name has the focus."""
    for _ in range(40):
        guest.page.keyboard.press("Tab")
        if words in guest.page.evaluate(FOCUSED):
            return
    raise AssertionError(f"the keyboard does not reach “{words}”")


def press(guest, *keys: str) -> None:
    for key in keys:
        guest.page.keyboard.press(key)
    guest.settle()


def test_a_partner_answers_through_an_invitation_by_keyboard_on_a_phone(officer, server):
    km = officer().enter("Helen", "/partner?ref=P-011&tab=Self-check")
    link = link_of(km)
    guest = officer(**PHONE)
    guest.page.goto(link)
    guest.settle()
    assert urlparse(guest.page.url)[2:] == ("/self_check", "", "", "")  # no token in the address
    (cookie,) = [one for one in guest.context.cookies() if one["name"] == "slp_identity"]
    assert cookie["httpOnly"] and cookie["sameSite"] == "Lax"

    tab_to(guest, "Begin self-check")
    press(guest, "Enter")
    tab_to(guest, "Does the head of your agency agree")
    press(guest, "Space")
    guest.sees("it counts in half")
    tab_to(guest, "What shows it")
    guest.page.keyboard.type("Letter of 3 May")
    press(guest, "Tab")
    guest.sees("Kept, counts until")
    assert "it counts in half" not in guest.text
    tab_to(guest, "Next section")
    press(guest, "Enter")
    guest.sees("People and release")
    tab_to(guest, "Section")
    guest.page.keyboard.type("Result")
    press(guest, "Enter")
    guest.sees("Not known.", "What to do")
    assert guest.page.evaluate("document.documentElement.scrollWidth") <= 390

    guest.go("/self_check")  # a reload: the answer is stored, not remembered by the tab
    guest.sees("1 of 30 answered")
    guest.go("/engagements?when=all")
    guest.is_headed("Not open to you")
    km.go("/self_check?ref=P-011")
    km.sees("1 of 30 answered")

    scanner = [answer(link) for _ in range(2)]  # opening burns nothing
    assert [(status, headers["location"]) for status, headers in scanner] == [(303, "/self_check")] * 2
    assert scanner[0][1]["referrer-policy"] == "no-referrer" and scanner[0][1]["cache-control"] == "no-store"
    km.go("/partner?ref=P-011&tab=Self-check").page.get_by_role("button", name="Take back").first.click()
    km.settle()
    assert answer(link)[1]["location"] == "/self_check?link=revoked"
    guest.go("/self_check").sees("was taken back")
    token = link.partition("token=")[2]
    assert token not in Path(server.log.name).read_text()


@pytest.mark.parametrize("token", ["", "x", "eyJzZWNyZXQiOiJ4IiwidmlzaXRvciI6IngiLCJ1bnRpbCI6OX0.c2ln"])
def test_a_link_that_was_not_made_here_lets_nobody_in(server, token):
    status, headers = answer(f"{server.address}/invitation?token={token}")
    assert (status, headers["location"]) == (303, "/self_check?link=unknown") and "set-cookie" not in headers
    assert headers["referrer-policy"] == "no-referrer"


def test_whoever_leaves_an_invitation_is_who_they_were_before(officer):
    km = officer().enter("Helen", "/partner?ref=P-011&tab=Self-check")
    km.page.goto(link_of(km))
    km.settle().sees("you see this self-check and nothing else")
    km.page.get_by_role("button", name="Leave").click()
    km.page.wait_for_selector("text=Account")
    km.go("/partner?ref=P-011&tab=Self-check").sees("Take back")


def test_a_stranger_may_try_without_a_link(officer):
    stranger = officer().go("/self_check")
    stranger.page.get_by_role("button", name="Try the questions").click()
    stranger.settle().is_headed("Readiness self-check")
    assert stranger.context.cookies() == [] or all("slp" not in one["name"] for one in stranger.context.cookies())
