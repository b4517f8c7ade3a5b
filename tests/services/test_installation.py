"""One running installation: a demo opens copies and never the real database; a real one has nothing else."""

import shutil
import sqlite3

import pytest

from slp_core.errors import Conflict
from slp_core.services import setup, users
from slp_core.services.identity import Identity
from slp_core.services.installation import open_installation
from slp_core.services.visitors import TEMPLATE
from slp_core.settings import from_environment
from slp_core.store import migrate
from slp_core.store.db import open_database


@pytest.fixture
def settings(tmp_path):
    return lambda mode, **more: from_environment({"SLP_MODE": mode, "SLP_HOME": str(tmp_path)} | more)


@pytest.fixture
def demo_installation(settings, demo_file, now):
    """A demo whose template was made a moment ago."""
    here = settings("demo")
    here.demo_folder.mkdir()
    shutil.copyfile(demo_file, here.demo_folder / TEMPLATE)
    installation = open_installation(here, now)
    yield installation
    installation.visitors.close()


def test_a_demo_gives_each_visitor_an_own_database_and_opens_no_real_one(demo_installation, tmp_path) -> None:
    anna, ben = (demo_installation.database(Identity("U-001", visitor)) for visitor in ("anna", "ben"))
    assert anna is not ben and anna.engine.url.database != ben.engine.url.database
    assert demo_installation.real is None
    assert not (tmp_path / "slp.db").exists()


def test_the_sign_in_of_a_demo_offers_a_person_for_every_role(demo_installation) -> None:
    front = demo_installation.front()
    offered = users.front(front, everyone=True)
    front.dispose()
    assert len(offered) == 10  # two of INL/KM: one plans, the other approves
    assert all(person.name.endswith("(demo)") for person in offered)


def test_a_real_installation_that_was_never_begun_is_not_opened(settings, now) -> None:
    with pytest.raises(Conflict) as refusal:
        open_installation(settings("single"), now)
    assert "make init" in refusal.value.hint


def test_a_real_installation_does_not_open_a_demo(settings, demo_file, now) -> None:
    here = settings("single")
    shutil.copyfile(demo_file, here.home / "slp.db")
    with pytest.raises(Conflict, match="holds a demo"):
        open_installation(here, now)


def test_a_real_installation_has_one_database_for_everybody(settings, now, tmp_path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'slp.db'}")
    setup.first_administrator(database, "ada@example.gov", now, lambda said: None)
    database.dispose()
    installation = open_installation(settings("single"), now)
    one, two = (installation.database(Identity("U-001", visitor)) for visitor in ("anna", ""))
    assert one is two is installation.front()
    one.dispose()


def test_a_demo_of_an_earlier_release_is_made_anew_as_large_as_is_wished(settings, demo_file, now) -> None:
    here = settings("demo", SLP_DEMO_ENGAGEMENTS="20")
    here.demo_folder.mkdir()
    template = here.demo_folder / TEMPLATE
    shutil.copyfile(demo_file, template)
    with sqlite3.connect(template) as old:
        old.execute("UPDATE alembic_version SET version_num = '0001'")
    open_installation(here, now)
    with sqlite3.connect(template) as made:
        assert made.execute("SELECT count(*) FROM engagement").fetchone() == (20,)
    assert migrate.is_current(open_database(f"sqlite:///{template}"))
