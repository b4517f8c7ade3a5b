"""One running installation: its settings, its signer, and which database belongs to whom."""

from dataclasses import dataclass

from ..settings import Mode, Settings
from ..store.db import Database, open_database
from .identity import Identity, Signer, signer
from .visitors import TEMPLATE, Visitors


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
