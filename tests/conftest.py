"""Databases for tests: SQLite files and a throwaway PostgreSQL server; each test gets a copy of a prepared one."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import psycopg
import pytest

from slp_core.demo.make import make
from slp_core.store import migrate
from slp_core.store.db import Database, open_database

MOMENT = datetime(2026, 11, 25, 15, tzinfo=UTC)
DEBIAN = Path("/usr/lib/postgresql")  # where Debian keeps the server's programs, outside PATH
SPEED = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses=''"

Prepare = Callable[[Database], object]


class SqliteDatabases:
    """Copies of prepared databases as files of one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.prepared, self.numbers = folder, {}, count()

    @contextmanager
    def copy_of(self, prepare: Prepare) -> Iterator[Database]:
        """A database of its own, as `prepare` left it: that runs once a session."""
        if prepare not in self.prepared:
            self.prepared[prepare] = self._new(prepare)
        path = self.folder / f"{next(self.numbers)}.db"
        shutil.copyfile(self.prepared[prepare], path)
        with opened(f"sqlite:///{path}") as database:
            yield database

    def _new(self, prepare: Prepare) -> Path:
        path = self.folder / f"prepared-{next(self.numbers)}.db"
        with opened(f"sqlite:///{path}") as database:
            prepare(database)
            database.checkpoint()
        return path


class PostgresqlDatabases:
    """Copies of prepared databases on one server, reached by its socket's folder."""

    def __init__(self, socket: str, server: psycopg.Connection) -> None:
        self.socket, self.server, self.prepared, self.numbers = socket, server, {}, count()

    @contextmanager
    def copy_of(self, prepare: Prepare) -> Iterator[Database]:
        if prepare not in self.prepared:
            self.prepared[prepare] = self._new(prepare)
        name = f"copy_{next(self.numbers)}"
        self.server.execute(f"CREATE DATABASE {name} TEMPLATE {self.prepared[prepare]}")
        with opened(self._address(name)) as database:
            yield database
        self.server.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def _new(self, prepare: Prepare) -> str:
        name = f"prepared_{next(self.numbers)}"
        self.server.execute(f"CREATE DATABASE {name}")
        with opened(self._address(name)) as database:
            prepare(database)
        return name

    def _address(self, name: str) -> str:
        return f"postgresql://postgres@/{name}?host={self.socket}"


@contextmanager
def opened(address: str) -> Iterator[Database]:
    database = open_database(address)
    try:
        yield database
    finally:
        database.dispose()


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> SqliteDatabases:
    return SqliteDatabases(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgresql_databases() -> Iterator[PostgresqlDatabases]:
    """A PostgreSQL server for this session, on a socket of its own; skips where PostgreSQL is not installed."""
    initdb, pg_ctl = _program("initdb"), _program("pg_ctl")
    account = "postgres" if os.getuid() == 0 else None  # the server refuses to run as root
    folder = Path(tempfile.mkdtemp(prefix="slp-pg-"))  # short: a socket's path is limited to some 100 characters
    if account:
        os.chown(folder, pwd.getpwnam(account).pw_uid, pwd.getpwnam(account).pw_gid)
    options = {"check": True, "user": account, "cwd": folder, "stdout": subprocess.DEVNULL}
    data, log = folder / "data", folder / "log"
    try:
        subprocess.run(
            [initdb, "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "-N"], **options
        )
        subprocess.run([pg_ctl, "-D", data, "-l", log, "-w", "-o", f"-k {folder} {SPEED}", "start"], **options)
        with psycopg.connect(host=str(folder), user="postgres", dbname="postgres", autocommit=True) as server:
            yield PostgresqlDatabases(str(folder), server)
        subprocess.run([pg_ctl, "-D", data, "-m", "immediate", "stop"], **options)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _program(name: str) -> str:
    found = shutil.which(name) or next(map(str, sorted(DEBIAN.glob(f"*/bin/{name}"), reverse=True)), None)
    if found is None:
        pytest.skip(f"PostgreSQL is not installed: there is no {name}")
    return found


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest) -> SqliteDatabases | PostgresqlDatabases:
    """Whatever uses this is tested on both."""
    return request.getfixturevalue(f"{request.param}_databases")


@pytest.fixture
def database(databases: SqliteDatabases | PostgresqlDatabases) -> Iterator[Database]:
    """A migrated, empty database: SQLite, then PostgreSQL."""
    with databases.copy_of(migrate.upgrade) as fresh:
        yield fresh


@pytest.fixture
def sqlite_database(sqlite_databases: SqliteDatabases) -> Iterator[Database]:
    """A migrated, empty SQLite database."""
    with sqlite_databases.copy_of(migrate.upgrade) as fresh:
        yield fresh


@pytest.fixture(scope="session")
def now() -> datetime:
    """The moment at which tests happen."""
    return MOMENT


@pytest.fixture(scope="session")
def today() -> date:
    return MOMENT.date()


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory, today: date) -> Path:
    """A demo with 30 engagements: copy it, do not write to it."""
    path = tmp_path_factory.mktemp("demo") / "template.db"
    make(path, today, 30)
    return path


@pytest.fixture(scope="session")
def demo(demo_file: Path) -> Iterator[Database]:
    """The demo, to read."""
    with opened(f"sqlite:///{demo_file}") as database:
        yield database


@pytest.fixture
def demo_copy(demo_file: Path, tmp_path: Path) -> Iterator[Database]:
    """The demo, to change."""
    shutil.copyfile(demo_file, tmp_path / "demo.db")
    with opened(f"sqlite:///{tmp_path / 'demo.db'}") as database:
        yield database
