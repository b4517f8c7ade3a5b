"""First paint in Chromium: from navigation until the script is done and the page's title stands on the screen."""

import shutil
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from bench.views import View

PAINTS = 3
QUIET = ("--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync")
DRAWING = (
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
)  # the map, without a graphics card
DONE = '[data-testid="stApp"][data-test-script-state="notRunning"]'
STANDS = """([done, title]) => document.querySelector(done)
    && [...document.querySelectorAll("h1")].some(one => one.innerText.includes(title))"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium, or the one that Playwright has installed."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=[*QUIET, *DRAWING])
        try:
            yield browser
        finally:
            browser.close()


def paints(browser: Browser, port: int, view: View) -> tuple[float, float]:
    """Median seconds to the first paint: of an empty browser, and of one that holds the program's files."""
    pairs = [_paint(browser, port, view) for _ in range(PAINTS)]
    return statistics.median(cold for cold, _ in pairs), statistics.median(warm for _, warm in pairs)


def _paint(browser: Browser, port: int, view: View) -> tuple[float, float]:
    address = f"http://127.0.0.1:{port}/{view.page}{'?' + view.query if view.query else ''}"
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    if view.cookie:
        name, _, value = view.cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": f"http://127.0.0.1:{port}"}])
    try:
        return _seconds(context, address, view), _seconds(context, address, view)
    finally:
        context.close()


def _seconds(context: BrowserContext, address: str, view: View) -> float:
    page = context.new_page()
    began = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_function(STANDS, arg=[DONE, view.title], polling="raf")  # looked at before each frame
    taken = time.perf_counter() - began
    page.close()
    return taken
