"""The app without a browser: any page, as any person of the demo, on a copy of the demo database of its own."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from slp_core.services import users
from slp_core.services.identity import Identity
from slp_core.services.installation import Installation
from slp_core.store.db import Database
from ui import second_click, session

ROOT = Path(__file__).parents[2]
PEOPLE = {
    "officer": "Embassy INL officer, Embassy Tbilisi",
    "other officer": "Embassy INL officer, Embassy Bogota",
    "rso": "Regional Security Officer, Embassy Tbilisi",
    "km": "INL/KM officer",
    "coordinator": "Partner coordinator",
    "expert": "Expert",
    "viewer": "Viewer",
    "administrator": "Administrator",
}
VISITOR = "one-visitor"


@pytest.fixture(autouse=True)
def installation(demo_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Installation]:
    """A demo installation in a folder of this test's own."""
    (tmp_path / "demo").mkdir()
    shutil.copyfile(demo_file, tmp_path / "demo" / "template.db")
    for name in [name for name in os.environ if name.startswith("SLP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("SLP_HOME", str(tmp_path))
    monkeypatch.setattr(second_click, "MOMENT", 0)  # a test presses faster than anybody reads
    session.opened.cache_clear()
    yield session.here()
    session.here().visitors.close()
    session.opened.cache_clear()


@pytest.fixture
def identities(installation: Installation) -> dict[str, Identity]:
    """The demo's people by what they are; all of them share one visitor's database."""
    by_roles = {person.roles: person.reference for person in users.front(installation.front(), everyone=True)}
    return {short: Identity(by_roles[roles], VISITOR) for short, roles in PEOPLE.items()}


@pytest.fixture
def database(installation: Installation, identities: dict[str, Identity]) -> Database:
    """What all of them work in."""
    return installation.database(identities["officer"])


@pytest.fixture
def open_page(identities: dict[str, Identity]) -> Callable[..., AppTest]:
    """Open a page through app.py as someone (None: a stranger) with the parameters of an address."""

    def opened(page: str, person: str | Identity | None, /, **address: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        for folded in ("open-plan-more", "open-plan-stops"):
            app.session_state[folded] = True  # what a reader opens by a click
        if person:
            app.session_state["identity"] = identities.get(person, person)
        if page != "home":
            app.run()
            app.switch_page(f"pages/{page}.py")
        app.query_params.update(address)
        return app.run()

    return opened


@pytest.fixture
def everything() -> Callable[[AppTest], str]:
    """All that a page sent to the browser, as one text."""

    def of_node(node: object) -> str:
        own = str(getattr(node, "proto", None) or "").encode().decode("unicode_escape", "replace")
        return own + "".join(map(of_node, getattr(node, "children", {}).values()))

    return lambda app: of_node(app.main) + of_node(app.sidebar)
