"""The map by mouse: what lies under it is named, and a click picks it, as the select box does."""

import re

import pytest

pytestmark = pytest.mark.browser
POINTED = "document.querySelector('.deck-tooltip')?.innerText ?? ''"
STEP = 20  # pixels from one try to the next


def country_under_the_mouse(page) -> str:
    """Move over the map until it names a country, and stay there."""
    world = page.get_by_test_id("stDeckGlJsonChart").bounding_box()
    for down in range(int(world["height"] * 0.35), int(world["height"]), STEP):
        for across in range(STEP, int(world["width"]), STEP):
            page.mouse.move(world["x"] + across, world["y"] + down)
            page.wait_for_timeout(40)
            if ": level " in (named := page.evaluate(POINTED)):
                return named.partition(":")[0]
    pytest.fail("no place on the map names a country")


def test_a_click_on_a_country_picks_it_and_stands_in_the_address(officer):
    me = officer().enter("Helen", "/map")
    me.page.wait_for_timeout(2000)  # until the map is drawn
    for _ in range(4):  # a map drawn without a graphics card may miss a press while it is busy
        country = country_under_the_mouse(me.page)
        me.page.wait_for_timeout(600)
        me.page.mouse.down()
        me.page.wait_for_timeout(120)
        me.page.mouse.up()
        me.page.wait_for_timeout(3000)
        if "country=" in me.page.url:
            break
    me.settle()
    assert re.search(r"country=[A-Z]{3}", me.page.url)
    assert country in me.page.get_by_label("Country", exact=True).first.input_value()
    assert me.page.get_by_role("heading", name=country).is_visible()
