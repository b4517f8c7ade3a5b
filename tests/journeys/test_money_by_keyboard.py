"""Meals and other costs of a trip are given by keyboard alone."""

import pytest

pytestmark = pytest.mark.browser
TABS, LONGEST = 5, 160  # letters: what is longer is a whole part of the page
FOCUSED = """(() => { const at = document.activeElement; const label = at.labels && at.labels[0];
return [at.getAttribute('aria-label'), label && label.innerText, at.innerText]
.filter(Boolean).join(' | ') })()"""


def tab_to(me, words: str, most: int = 90) -> None:
    """Press Tab until what is focused is called so."""
    for _ in range(most):
        me.page.keyboard.press("Tab")
        called = me.page.evaluate(FOCUSED)
        if words in called and len(called) < LONGEST and not called.startswith("Help for"):
            return
    raise AssertionError(f"{words} is not reached by Tab")


def open_tab(me, words: str) -> None:
    """The tabs are one stop of Tab; arrows lead from one to the next."""
    opened = me.page.locator("[role=tab][aria-selected=true]").last
    for _ in range(TABS):
        if opened.inner_text() == words:
            return
        if me.page.evaluate("document.activeElement.role") != "tab":
            tab_to(me, opened.inner_text())
        me.page.keyboard.press("ArrowRight")
        me.settle()
    assert opened.inner_text() == words


def test_meals_are_set_by_keyboard_alone(officer):
    me = officer().enter("Helen", "/estimate?country=GEO&departs=2027-06-07&returns=2027-06-18")
    open_tab(me, "Meals")
    tab_to(me, "Furnished by")
    me.page.keyboard.type("registration")
    me.page.keyboard.press("Enter")
    tab_to(me, "Set these meals")
    me.page.keyboard.press("Enter")
    me.settle()
    me.sees("A registration fee", "Tue 8 Jun to Thu 17 Jun")
    tab_to(me, "dollars a day for meals")
    me.page.keyboard.type("75")
    me.page.keyboard.press("Tab")
    me.settle()
    me.go("/estimate")
    me.sees("by the partner's policy")


def test_an_item_in_another_currency_is_added_by_keyboard_alone(officer):
    me = officer().enter("Helen", "/estimate?country=SEN&departs=2027-06-07&returns=2027-06-18")
    open_tab(me, "Other costs")
    for name, typed in (("Category", "Special services"), ("Item", "Visa"), ("Currency", "XOF")):
        tab_to(me, name)
        me.page.keyboard.type(typed)
        me.page.keyboard.press("Enter")
        me.settle()
    me.page.keyboard.press("Shift+Tab")  # back to the price, before the currency
    me.page.keyboard.type("65000")
    typed = {"Units for one dollar": "600", "Day of that rate": "2027-03-02", "Source of that rate": "Bank",
             "Where the price comes from": "Embassy"}  # fmt: skip
    for name, text in typed.items():
        tab_to(me, name)
        me.page.keyboard.press("Control+A")
        me.page.keyboard.type(text)
    tab_to(me, "Add item")
    me.page.keyboard.press("Enter")
    me.settle()
    me.sees("65,000 XOF ÷ 600", "65,000 XOF at 600 XOF a dollar on 2 Mar 2027 (Bank)")
