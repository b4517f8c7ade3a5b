"""First paint in Chromium: from navigation until the script is done and the page's title stands on the screen."""

import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from bench.views import View

ROUNDS = 5
SETTLING = 0.4  # seconds for a new tab: a browser that starts one is busy with it, and its user's tab is long open
QUIET = ("--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync")
DONE = '[data-testid="stApp"][data-test-script-state="notRunning"]'
STANDS = """([done, title]) => document.querySelector(done)
    && [...document.querySelectorAll("h1")].some(one => one.innerText.includes(title))"""
WHOLE = """() => !document.querySelector('[data-testid="stSkeleton"]')"""


class Paint(NamedTuple):
    """Seconds from navigation: to the first paint of an empty browser, until nothing of that page is a placeholder any
    more, and to the first paint of a browser that holds the program's files."""

    first: float
    whole: float
    again: float


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium, or the one that Playwright has installed."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=QUIET)
        try:
            yield browser
        finally:
            browser.close()


def paints(browser: Browser, ports: Mapping[View, int]) -> dict[View, Paint]:
    """Pages take turns, round after round, and the fastest round counts: what slows a page itself slows it in each,
    and what the machine does beside it does not.
    """
    rounds = [{view: _paint(browser, port, view) for view, port in ports.items()} for _ in range(ROUNDS)]
    return {view: Paint(*(min(times) for times in zip(*(one[view] for one in rounds), strict=True))) for view in ports}


def _paint(browser: Browser, port: int, view: View) -> Paint:
    address = f"http://127.0.0.1:{port}/{view.page}{'?' + view.query if view.query else ''}"
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    if view.cookie:
        name, _, value = view.cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": f"http://127.0.0.1:{port}"}])
    try:
        first, whole = _seconds(context, address, view)
        return Paint(first, whole, _seconds(context, address, view)[0])
    finally:
        context.close()


def _seconds(context: BrowserContext, address: str, view: View) -> tuple[float, float]:
    page = context.new_page()
    time.sleep(SETTLING)
    began = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_function(STANDS, arg=[DONE, view.title], polling="raf")  # looked at before each frame
    stands = time.perf_counter() - began
    page.wait_for_function(WHOLE, polling="raf")
    whole = time.perf_counter() - began
    page.close()
    return stands, whole
