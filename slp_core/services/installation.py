"""One running installation: its settings, its signer, and which database belongs to whom."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..demo.make import make
from ..settings import Mode, Settings
from ..store.db import Database, open_database
from . import setup
from .identity import Identity, Signer, signer
from .visitors import TEMPLATE, Visitors

DEMO_KEPT = timedelta(days=1)  # a demo's days are counted from the day it was made: an older one is made again


@dataclass(frozen=True, slots=True)
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
        return self.real or open_database(f"sqlite:///{self.settings.demo_folder / TEMPLATE}")


def open_installation(settings: Settings) -> Installation:
    """Open what the settings name. Nothing is created or migrated here."""
    visitors = Visitors(settings.demo_folder, settings.most_visitors, settings.visitor_lifetime)
    real = None if settings.mode is Mode.DEMO else open_database(settings.database_url)
    return Installation(settings, signer(settings.secret_file), visitors, real)


def prepare(settings: Settings, now: datetime, say: Callable[[str], object]) -> None:
    """Make the databases ready to serve: a demo's template for today, or the real one in its present form.

    Raises Conflict for a real database that was never begun.
    """
    if settings.mode is Mode.DEMO:
        template = settings.demo_folder / TEMPLATE
        if not template.exists() or now.timestamp() - template.stat().st_mtime > DEMO_KEPT.total_seconds():
            say("Making the demo data: an invented program of 300 engagements.")
            make(template, now.date())
        return
    database = open_database(settings.database_url)
    try:
        setup.require_real(database)
    finally:
        database.dispose()
