"""A file is fetched by a click in a real browser, where no page runs that could say who is here."""

from pathlib import Path

import pytest

pytestmark = pytest.mark.browser


def test_the_list_of_engagements_is_downloaded_by_the_one_who_sees_it(officer):
    me = officer(accept_downloads=True).enter("Helen", "/engagements")
    with me.page.expect_download(timeout=20_000) as fetched:
        me.page.get_by_role("button", name="as CSV").click()
    lines = Path(fetched.value.path()).read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("reference,title") and len(lines) == 1 + 63
    assert me.context.request.get(fetched.value.url).status == 200
    stranger = officer()
    assert stranger.context.request.get(fetched.value.url).status == 404


def test_a_signed_copy_is_brought_and_fetched_again(officer, tmp_path):
    scan = tmp_path / "MOU.pdf"
    scan.write_bytes(b"%PDF-1.7 signed")
    me = officer(accept_downloads=True).enter("Helen", "/mechanism?ref=M-002&tab=signed")
    me.page.locator("input[type=file]").set_input_files(scan)
    me.settle().page.get_by_role("button", name="Keep signed copy").click()
    with me.settle().page.expect_download(timeout=20_000) as fetched:
        me.page.get_by_role("button", name="Download copy").click()
    assert fetched.value.suggested_filename == "MOU.pdf"
    assert Path(fetched.value.path()).read_bytes() == scan.read_bytes()


def test_an_estimate_is_fetched_as_it_was_issued_and_as_it_is_priced_now(officer):
    me = officer(accept_downloads=True).enter("Helen", "/engagements")
    one = me.page.locator('a[href*="engagement?ref="]').first.get_attribute("href").rpartition("/")[2]
    for path, stem in ((f"/{one}&tab=cost", "C-"), ("/estimate", "estimate-not-issued-")):
        me.go(path)
        if path == "/estimate":
            me.page.get_by_text("Take along").click()
        for word, begins in (("PDF", b"%PDF-"), ("Excel", b"PK"), ("CSV", b"\xef\xbb\xbf"), ("JSON", b"{")):
            with me.page.expect_download(timeout=20_000) as fetched:
                me.page.get_by_role("button", name=word, exact=True).click()
            assert fetched.value.suggested_filename.startswith(stem)
            assert Path(fetched.value.path()).read_bytes().startswith(begins)
    assert not me.outside
