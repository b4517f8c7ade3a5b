"""A real server on a free port with a small demo, a real Chromium, and an officer who uses both."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from slp_core.demo.make import make

ROOT = Path(__file__).parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
]
OWN = re.compile(r"^(https?|wss?)://127\.0\.0\.1[:/]|^data:|^blob:")
PROBES = re.compile(r"/_stcore/(health|host-config)$")  # Streamlit looks for its base address below a deep link
JOINER = "\u2060"  # without width: between signs of people's texts of which Streamlit would draw an icon
LONGEST = 300  # looks of 50 ms
READY = '[data-testid="stApp"][data-test-connection-state="CONNECTED"][data-test-script-state="notRunning"]'


class Server:
    """`serve.py` as `make run` starts it."""

    def __init__(self, home: Path, **environment: str) -> None:
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = (home / f"server-{self.port}.log").open("w")
        command = [sys.executable, "-m", "streamlit", "run", "serve.py", "--server.port", str(self.port)]
        known = os.environ | {"SLP_HOME": str(home), "SLP_MODE": "demo"} | environment
        self.process = subprocess.Popen(command, cwd=ROOT, env=known, stdout=self.log, stderr=subprocess.STDOUT)

    def wait(self, path: str = "/health") -> "Server":
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"{self.address}{path}", timeout=1):
                    return self
            except OSError:
                time.sleep(0.1)
        raise TimeoutError(Path(self.log.name).read_text())

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)
        self.log.close()


class Officer:
    """Someone at a browser: goes to addresses, enters as a person, and sees only what came from this server."""

    def __init__(self, context: BrowserContext, server: Server) -> None:
        self.context, self.server = context, server
        self.page: Page = context.new_page()
        self.outside: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda request: OWN.match(request.url) or self.outside.append(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("response", self._answered)
        self.waits = False
        self.page.on("websocket", self._listen)

    def go(self, path: str) -> "Officer":
        self.page.goto(self.server.address + path)
        return self.settle()

    def settle(self) -> "Officer":
        """Wait until the page has been drawn: twice in a row nothing asked is unanswered, and no script runs."""
        for _ in range(2):
            self.page.wait_for_timeout(200)
            for _ in range(LONGEST):
                if not self.waits:
                    break
                self.page.wait_for_timeout(50)
            self.page.wait_for_selector(READY, timeout=30_000)
        return self

    def enter(self, name: str, path: str = "/") -> "Officer":
        self.go(path)
        card = self.page.locator('[data-testid="stHorizontalBlock"]').filter(has_text=name).last
        card.get_by_role("button").first.click()
        self.page.wait_for_selector("text=Account")
        return self.settle()

    def become(self, name: str) -> "Officer":
        """Go on as another person of the demo, in the same copy of it."""
        self.go("/account")
        self.page.get_by_text("Become another person").click()
        self.page.wait_for_timeout(500)  # the fold opens slowly, and what is in it moves
        card = self.page.locator('[data-testid="stHorizontalBlock"]').filter(has_text=name).last
        with self.page.expect_event("load"):  # the sign-in's address has answered, and the page it leads to stands
            card.get_by_role("button").click()
        return self.settle().go("/").sees(name)

    def type(self, label: str, text: str) -> None:
        field = self.page.get_by_label(label, exact=True).first
        field.fill(text)
        field.press("Tab")
        self.settle()

    def value(self, label: str) -> str:
        """What a field holds; one that was just drawn stands empty for a moment."""
        field = self.page.get_by_label(label, exact=True).first
        for _ in range(20):
            if held := field.input_value():
                return held
            self.page.wait_for_timeout(100)
        return ""

    def choose(self, label: str, option: str) -> None:
        field = self.page.get_by_label(label, exact=True).first
        field.click()
        field.fill(option)
        self.page.get_by_role("option", name=option, exact=True).click()
        self.settle()

    @property
    def text(self) -> str:
        """What the page says at this moment."""
        return self.page.inner_text('[data-testid="stMain"]').replace("\u00a0", " ").replace(JOINER, "")

    def finds(self, pattern: str) -> re.Match[str]:
        """Where the page says it; a part that the browser still loads may take a moment."""
        for _ in range(LONGEST):
            if found := re.search(pattern, self.text):
                return found
            self.page.wait_for_timeout(50)
        raise AssertionError(f"{pattern} is nowhere in: {self.text}")

    def sees(self, *words: str) -> "Officer":
        """The page says all of it."""
        for one in words:
            self.finds(re.escape(one))
        return self

    def is_headed(self, title: str) -> "Officer":
        letters = f"{JOINER}?".join(map(re.escape, title))
        expect(self.page.locator("h1").first).to_have_text(re.compile(f"^{letters}$"))
        return self

    def _listen(self, socket) -> None:
        """A busy server may answer late; until then the page looks finished."""
        socket.on("framesent", lambda _: setattr(self, "waits", True))
        socket.on("framereceived", lambda _: setattr(self, "waits", False))
        socket.on("close", lambda _: setattr(self, "waits", False))

    def _answered(self, response) -> None:
        if response.status >= 400 and not PROBES.search(response.url):
            self.errors.append(f"{response.status} {response.url}")


@pytest.fixture(scope="session")
def demo_template(tmp_path_factory) -> Path:
    """A small demo of today, made once."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    make(path, datetime.now(UTC).date(), 63)
    return path


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory, demo_template) -> Path:
    return _home(tmp_path_factory.mktemp("home"), demo_template)


@pytest.fixture(scope="session")
def server(demo_home) -> Iterator[Server]:
    started = Server(demo_home)
    yield started.wait()
    started.stop()


@pytest.fixture
def fresh_server(tmp_path, demo_template) -> Iterator[Server]:
    """A server that nobody has asked anything yet, but whether it is there."""
    started = Server(_home(tmp_path, demo_template))
    yield started.wait()
    started.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium is installed")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def officer(browser, server) -> Iterator[Callable[..., Officer]]:
    """Opens browsers of different people; afterwards, nothing was asked of any other machine and no script failed."""
    people: list[Officer] = []

    def opens(at: Server = server, **options: object) -> Officer:
        settings = {"viewport": {"width": 1280, "height": 900}, "timezone_id": "Asia/Tbilisi"} | options
        people.append(Officer(browser.new_context(**settings), at))
        return people[-1]

    yield opens
    for person in people:
        person.context.close()
        assert person.outside == []
        assert person.errors == []


def _home(folder: Path, template: Path) -> Path:
    (folder / "demo").mkdir(parents=True)
    shutil.copy(template, folder / "demo" / "template.db")
    return folder


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
