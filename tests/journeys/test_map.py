"""The map by mouse: what lies under it is named, with what the table says of it; a press picks it."""

import math
from statistics import median
from urllib.parse import quote

import pytest
from playwright.sync_api import TimeoutError as TooLong
from playwright.sync_api import expect

from slp_core.reference import shipped
from ui.maps import PHONE, VIEWS

pytestmark = pytest.mark.browser
TILE = 512  # pixels around the world at zoom 0
A_PHONE = "Mozilla/5.0 (Linux; Android 14; Phone) AppleWebKit/537.36 (KHTML, like Gecko) Mobile Safari/537.36"
IN_VIEW = {  # the outermost of each
    "World": ("KAZ", "MEX", "PHL", "PER", "UKR"),
    "Americas": ("COL", "MEX", "PER", "SUR", "BHS"),
    "Africa": ("GHA", "SEN", "SOM", "TZA", "TUN"),
    "Europe, Caucasus": ("UKR", "ALB", "BIH", "ARM"),
    "Asia": ("KAZ", "TKM", "PHL", "IDN"),
}
PATIENCE = 20_000  # milliseconds: a machine without a graphics card draws the map anew before it answers
CLICK = 250  # milliseconds that a press may last to be a click, with the time to find what lies under it
FINDING = """
    const read = WebGL2RenderingContext.prototype.readPixels;
    window.found = [];
    WebGL2RenderingContext.prototype.readPixels = function (...place) {
        const begun = performance.now();
        read.apply(this, place);
        window.found.push(performance.now() - begun);
    };
"""


def place(page, code: str, view: str = "World", less: float = 0) -> tuple[float, float]:
    """Where a country's mark lies on the screen, at so much less zoom: Web Mercator around the middle of the view."""
    latitude, longitude = map(float, shipped().countries.program[code].marker)
    middle_latitude, middle_longitude, zoom = VIEWS[view]
    world = page.get_by_test_id("stDeckGlJsonChart").bounding_box()
    around = TILE * 2 ** (zoom - less)
    return (
        world["x"] + world["width"] / 2 + (longitude - middle_longitude) * around / 360,
        world["y"] + world["height"] / 2 - (_north(latitude) - _north(middle_latitude)) * around,
    )


def _north(latitude: float) -> float:
    """How far north of the equator, as a share of the way around the world."""
    return math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)) / (2 * math.pi)


def point(page, code: str, view: str = "World", beside: int = 0, less: float = 0) -> str:
    """Move onto a country, or so many pixels beside its mark, until the map names it: then it is drawn and at rest."""
    x, y = place(page, code, view, less)
    named = page.locator(".deck-tooltip", has_text=f"{shipped().countries.label(code)}:")
    for turn in range(120):
        page.mouse.move(x + beside + turn % 2, y)
        try:
            named.wait_for(timeout=500)
            return named.inner_text()
        except TooLong:
            continue
    pytest.fail(f"the map does not name {code}")


def press(me, code: str, view: str = "World", beside: int = 0) -> None:
    """Press a country; again where a busy machine took too long over it for a click."""
    for _ in range(3):
        point(me.page, code, view, beside)
        me.page.mouse.down()
        me.page.mouse.up()  # at once, for a long press is no click
        try:
            me.page.wait_for_url(f"**country={code}*", timeout=PATIENCE)
            break
        except TooLong:
            continue
    else:
        pytest.fail(f"the map did not hear a press on {code}")
    me.settle()


def assert_picked(me, code: str) -> None:
    label = shipped().countries.label(code)
    assert me.value("Country") == label
    expect(me.page.get_by_role("heading", name=label, exact=True)).to_be_visible(timeout=PATIENCE)


def test_pointing_at_a_country_names_it_with_its_level(officer):
    me = officer().enter("Helen", "/map")
    assert point(me.page, "KAZ").startswith(f"Kazakhstan: level {shipped().advisories['KAZ'].level}")


def test_what_lies_under_the_mouse_is_found_well_within_a_click(officer):
    me = officer()
    me.page.add_init_script(FINDING)
    me.enter("Helen", "/map")
    for beside in range(20, 30):
        point(me.page, "KAZ", beside=beside)
        me.page.wait_for_timeout(50)
    assert median(me.page.evaluate("found.slice(-5)")) < CLICK / 2


@pytest.mark.parametrize("view", VIEWS)
def test_on_a_phone_every_country_of_a_view_is_in_it_and_found_where_it_lies(officer, view):
    me = officer(viewport={"width": 390, "height": 844}, user_agent=A_PHONE)
    me.enter("Helen", f"/map?view={quote(view)}")
    frame = me.page.get_by_test_id("stDeckGlJsonChart").bounding_box()
    for code in IN_VIEW[view]:
        x, y = place(me.page, code, view, PHONE)
        assert 4 < x - frame["x"] < frame["width"] - 4 and 4 < y - frame["y"] < frame["height"] - 4, code
    assert point(me.page, IN_VIEW[view][0], view, less=PHONE)


def test_a_press_on_a_country_picks_it_in_the_address_the_list_and_the_brief(officer):
    me = officer().enter("Helen", "/map")
    press(me, "PER")
    assert_picked(me, "PER")
    press(me, "KAZ", beside=25)  # its area, not its mark
    assert_picked(me, "KAZ")


def test_the_smallest_are_picked_by_a_press(officer):
    me = officer().enter("Helen", "/map")
    for code in ("BHS", "TTO"):
        press(me, code)
        assert_picked(me, code)
    me.page.mouse.move(0, 0)  # on the map it would show the map's own buttons, and they cover this choice
    me.choose("Zoom to", "Europe, Caucasus")
    press(me, "XKX", "Europe, Caucasus")
    assert_picked(me, "XKX")


def test_a_country_pressed_before_is_heard_again_after_another_was_chosen(officer):
    me = officer().enter("Helen", "/map")
    press(me, "KAZ")
    selected = me.page.get_by_role("button", name="Clear selection")
    expect(selected).to_have_count(0, timeout=PATIENCE)  # else the next press would only undo the first
    me.choose("Country", "Peru")
    press(me, "KAZ")
    assert_picked(me, "KAZ")
