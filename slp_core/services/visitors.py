"""A demo visitor's own copy of the demo database: made on arrival, replaced on reset, gone when unused."""

import hashlib
import shutil
import threading
import time
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from ..errors import Conflict
from ..store import migrate
from ..store.db import Database, open_database
from ..store.marker import DatabaseKind
from . import setup

TEMPLATE = "template.db"


@dataclass
class Visitors:
    """The copies below one folder. `most` bounds their number, `lifetime` how long an unused one is kept, and for the
    time of `trusted` a copy that was looked at is taken to be there: a page asks for it many times."""

    folder: Path
    most: int
    lifetime: timedelta
    trusted: timedelta = timedelta(seconds=1)
    _open: dict[Path, Database] = field(default_factory=dict)
    _trusted_until: dict[Path, float] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def database(self, visitor: str) -> Database:
        """The visitor's own database, copied from the template when it is new.

        Raises Conflict when too many visitors are here, or when the template is not marked as a demo.
        """
        path = self._path(visitor)
        with self._lock:
            if time.monotonic() >= self._trusted_until.get(path, 0.0):
                self._make_sure(path)
                self._trusted_until[path] = time.monotonic() + self.trusted.total_seconds()
            return self._open[path]

    def knows(self, visitor: str) -> bool:
        """Is there a copy of this visitor's? One that nobody used for long is gone, and with it what was in it."""
        return self._path(visitor).exists()

    def reset(self, visitor: str) -> None:
        """Replace the visitor's copy by a fresh one: all that was changed in it is gone."""
        path = self._path(visitor)
        with self._lock:
            self._remove(path)
            self._make_room()
            self._copy(path)

    def close(self) -> None:
        with self._lock:
            for path in list(self._open):
                self._close(path)

    def _make_sure(self, path: Path) -> None:
        """The copy is there, open and of this release, and known to be in use."""
        if path not in self._open or not path.exists():
            self._close(path)
            if not path.exists():
                self._make_room()
                self._copy(path)
            self._open[path] = open_database(f"sqlite:///{path}")
            if not migrate.is_current(self._open[path]):  # a copy that an earlier release made
                migrate.upgrade(self._open[path])
        path.touch()

    def _copy(self, path: Path) -> None:
        template = self.folder / TEMPLATE
        require_demo(template)
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        shutil.copyfile(template, fresh)
        fresh.replace(path)

    def _make_room(self) -> None:
        copies = sorted(self._copies(), key=lambda copy: copy.stat().st_mtime)
        oldest_kept = time.time() - self.lifetime.total_seconds()
        for copy in [copy for copy in copies if copy.stat().st_mtime < oldest_kept]:
            self._remove(copy)
        if len(self._copies()) >= self.most:
            raise Conflict(
                f"{self.most} demo visitors are here already.",
                hint="Try again later: a copy that nobody uses is freed by itself.",
            )

    def _copies(self) -> list[Path]:
        return list((self.folder / "visitors").glob("*.db"))

    def _remove(self, path: Path) -> None:
        self._close(path)
        for file in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
            file.unlink(missing_ok=True)

    def _close(self, path: Path) -> None:
        self._trusted_until.pop(path, None)
        if path in self._open:
            self._open.pop(path).dispose()

    def _path(self, visitor: str) -> Path:
        name = hashlib.sha256(visitor.encode()).hexdigest()[:32]
        return self.folder / "visitors" / f"{name}.db"


def require_demo(path: Path) -> None:
    """Raises Conflict unless the database in this file is marked as a demo: real data is never handed to visitors."""
    database = open_database(f"sqlite:///{path}")
    try:
        kind = setup.kind_of(database) if path.exists() else None
    finally:
        database.dispose()
    if kind is not DatabaseKind.DEMO:
        raise Conflict("The demo was refused: its database is not marked as a demo.", hint="Make the demo data again.")
