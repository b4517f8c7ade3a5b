"""One running installation: its settings, its signer, and which database belongs to whom."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path

from .. import doctor
from ..demo.make import make
from ..doctor import Health
from ..reference import shipped
from ..settings import Mode, Settings
from ..store import migrate
from ..store.db import Database, open_database
from . import setup
from .identity import Identity, Signer, signer
from .visitors import TEMPLATE, Visitors

log = logging.getLogger("slp")
DEMO_KEPT = timedelta(days=1)  # a demo's days are counted from the day it was made: an older one is made again


@dataclass(frozen=True)
class Installation:
    settings: Settings
    signer: Signer
    visitors: Visitors
    real: Database | None  # only outside a demo: a demo never opens the real database

    def database(self, who: Identity) -> Database:
        """The database of an identity. In a demo every visitor has an own copy."""
        return self.visitors.database(who.visitor) if self.real is None else self.real

    def front(self) -> Database:
        """The database that the sign-in reads: the demo's template, or the real one."""
        return self.real or self._template

    @cached_property
    def _template(self) -> Database:
        return open_database(f"sqlite:///{self.settings.demo_folder / TEMPLATE}")


def open_installation(settings: Settings, now: datetime) -> Installation:
    """Open what the settings name, made ready: a demo's template for today, or the real database in its present form.

    Raises Conflict for a real database that was never begun, or that holds a demo.
    """
    for finding in doctor.of_zones(shipped()):
        if finding.health is not Health.GOOD:
            log.warning("%s", finding.text)
    visitors = Visitors(settings.demo_folder, settings.most_visitors, settings.visitor_lifetime)
    if settings.mode is Mode.DEMO:
        _make_template(settings.demo_folder / TEMPLATE, now, settings.demo_engagements)
        return Installation(settings, signer(settings.secret_file), visitors, real=None)
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    real = open_database(settings.database_url)
    setup.require_real(real)
    return Installation(settings, signer(settings.secret_file), visitors, real)


def _is_outdated(path: Path) -> bool:
    """Was the template made by a release whose database had another form?"""
    template = open_database(f"sqlite:///{path}")
    try:
        return not migrate.is_current(template)
    finally:
        template.dispose()


def _make_template(path: Path, now: datetime, number: int) -> None:
    if not path.exists() or now.timestamp() - path.stat().st_mtime > DEMO_KEPT.total_seconds() or _is_outdated(path):
        log.warning("Making the demo data: an invented program of %d engagements.", number)
        make(path, now.date(), number)
