"""Every page: no barrier that a machine can find, no sideways scroll, and the map's small countries."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.conftest import ROOT

pytestmark = pytest.mark.browser

ADDRESSES = {
    "home": "/",
    "plan": "/plan?country=GEO&place=Tbilisi&departs=2027-06-07&returns=2027-06-18&travelers=2",
    "engagements": "/engagements?when=upcoming",
    "engagement": "/engagement?ref=E-2027-001",
    "engagement overview": "/engagement?ref=E-2027-001&tab=overview",
    "calendar": "/calendar?whose=all",
    "my_trip": "/my_trip",
    "engagement checklist": "/engagement?ref=E-2027-001&tab=checklist",
    "engagement cost": "/engagement?ref=E-2027-001&tab=cost",
    "self_check": "/self_check?dry=1",
    "self_check result": "/self_check?dry=1&part=result",
    "mechanism": "/mechanism?ref=M-002",
    "mechanisms": "/mechanisms",
    "needs": "/needs",
    "need": f"/need?ref=N-{(datetime.now(UTC) - timedelta(3)).year}-001",
    "need_intake": "/need_intake?country=GEO",
    "experts": "/experts?specialty=canine&from=2027-03-01&to=2027-03-12&offered=all",
    "expert": "/expert?ref=X-005",
    "expert credentials": "/expert?ref=X-005&tab=Credentials",
    "partners": "/partners?status=active",
    "partner": "/partner?ref=P-005",
    "partner contacts": "/partner?ref=P-006&tab=Contacts",
    "map": "/map?country=XKX",
    "country": "/country?country=GEO",
    "estimate": "/estimate",
    "rate_impact": "/rate_impact",
    "training": "/training",
    "briefing": "/briefing?post=tbilisi",
    "rules": "/rules",
    "rules data": "/rules?tab=Data",
    "exchange": "/exchange",
    "admin": "/admin",
    "account": "/account",
}
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


def test_every_file_in_pages_is_looked_at():
    assert {path.stem for path in (ROOT / "pages").glob("*.py")} == {name.split()[0] for name in ADDRESSES}


@pytest.mark.parametrize(("width", "scheme", "narrowest"), [(1280, "light", 1024), (390, "dark", 320)])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(officer, scheme, width, narrowest):
    me = officer(color_scheme=scheme, viewport={"width": width, "height": 900}).enter("Ada")
    found = {}
    for name, address in {"sign in": "/", **ADDRESSES}.items():
        me.page.set_viewport_size({"width": width, "height": 900})
        me.go(address)
        me.page.wait_for_timeout(200)
        for violation in Axe().run(me.page, options=RULES).response["violations"]:
            nodes = [node["html"][:160] for node in violation["nodes"] if not _is_streamlits(violation["id"], node)]
            found |= {f"{name}: {violation['id']}": nodes[:3]} if nodes else {}
        for across in (width, narrowest):
            me.page.set_viewport_size({"width": across, "height": 900})
            found |= {f"{name}: wider than {across}": True} if _overflows(me.page) else {}
    assert found == {}


def _is_streamlits(rule: str, node: dict) -> bool:
    """Streamlit's own file uploader gives its drop zone two roles; the button in it is sound."""
    return rule == "presentation-role-conflict" and "stFileUploaderDropzone" in node["html"]


@pytest.mark.parametrize("country", ["The Bahamas", "Trinidad and Tobago", "Kosovo"])
def test_the_small_countries_can_be_chosen_and_show_their_brief(officer, country):
    me = officer().enter("Helen", "/map")
    me.choose("Country", country)
    assert me.page.get_by_role("heading", name=country).count() == 1
    me.sees("Plan a deployment here")


def test_the_picture_in_the_readme_is_made_here(officer):
    picture = ROOT / "docs" / "screenshot.png"
    me = officer().enter("Tamsin", ADDRESSES["plan"])
    me.page.wait_for_timeout(1500)
    taken = me.page.screenshot()
    if os.environ.get("SLP_SCREENSHOTS"):
        Path(picture).write_bytes(taken)
    kept = picture.read_bytes()
    assert kept[:8] == taken[:8] == b"\x89PNG\r\n\x1a\n"
    assert kept[16:24] == taken[16:24]  # width and height


def _overflows(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
