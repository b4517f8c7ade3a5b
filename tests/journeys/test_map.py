"""The map by mouse: what lies under it is named, with what the table says of it."""

import pytest

from slp_core.reference import shipped

pytestmark = pytest.mark.browser
POINTED = "document.querySelector('.deck-tooltip')?.innerText ?? ''"
STEP = 20  # pixels from one try to the next


def named_under_the_mouse(page) -> str:
    """Move over the map until it names a country."""
    world = page.get_by_test_id("stDeckGlJsonChart").bounding_box()
    for down in range(int(world["height"] * 0.35), int(world["height"]), STEP):
        for across in range(STEP, int(world["width"]), STEP):
            page.mouse.move(world["x"] + across, world["y"] + down)
            page.wait_for_timeout(40)
            if ": level " in (named := page.evaluate(POINTED)):
                return named
    pytest.fail("no place on the map names a country")


def test_pointing_at_a_country_names_it_with_its_level(officer):
    me = officer().enter("Helen", "/map")
    me.page.wait_for_timeout(2000)  # until the map is drawn
    label, _, level = named_under_the_mouse(me.page).partition(": level ")
    land = next(land for land in shipped().countries.program.values() if land.label == label)
    assert level[:1] == str(shipped().advisories[land.code].level)
