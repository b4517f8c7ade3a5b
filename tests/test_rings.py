"""The rings that import-linter cannot see: screens, what pure modules need, statements that escape the audit trail."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SCREENS = ("app.py", "pages/*.py")
PURE = ("slp_core/*.py",)
SERVICES = ("slp_core/services/**/*.py", "slp_core/demo/**/*.py")
NOT_PURE = frozenset({"__main__.py"})

SCREENS_USE = frozenset({"streamlit", "ui", "slp_core"})
SERVER_USES = SCREENS_USE | {"starlette", "pandas", "pydeck", "altair"}  # warmed up before the first visitor
PURE_USE = frozenset({"yaml", "pydantic", "holidays", "rapidfuzz", "tzdata", "slp_core"})
NOT_ON_SCREENS = frozenset({"slp_core.store", "slp_core.documents", "slp_core.demo", "slp_core.cli"})
NOT_IN_PURE = NOT_ON_SCREENS | {"slp_core.services"}

UNTRACKED = frozenset({"insert", "update", "delete", "text"})
RAW = frozenset({"connection", "exec_driver_sql"})


def files(*patterns: str) -> list[Path]:
    return sorted(path for pattern in patterns for path in ROOT.glob(pattern))


def imports(tree: ast.AST, package: str) -> Iterator[tuple[str, str]]:
    """Each full dotted name a file imports, and the name it gets there; `package` completes the relative ones."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, alias.asname or alias.name.split(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            module = ".".join([*above, node.module] if node.module else above)
            yield from ((f"{module}.{alias.name}", alias.asname or alias.name) for alias in node.names)


def within(name: str, rings: frozenset[str]) -> bool:
    return any(f"{name}.".startswith(f"{ring}.") for ring in rings)


def strangers(source: str, may_use: frozenset[str], never: frozenset[str], package: str = "") -> list[str]:
    """What a file imports although its ring must not know it."""
    names = {name for name, _ in imports(ast.parse(source), package)}
    return sorted(n for n in names if within(n, never) or not within(n, may_use | sys.stdlib_module_names))


def escapes(source: str) -> list[str]:
    """Statements that change rows behind the audit trail, or carry SQL as text."""
    tree = ast.parse(source)
    sql = {pair for pair in imports(tree, "") if within(pair[0], frozenset({"sqlalchemy"}))}
    known = {here for _, here in sql}
    found = [name for name, _ in sql if name.split(".")[-1] in UNTRACKED]
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in UNTRACKED:
            root = ast.unparse(node.value).split(".")[0]
            found += [ast.unparse(node)] if root in known else []
        elif isinstance(node, ast.Call) and (called := ast.unparse(node.func).split(".")[-1]) in RAW:
            found.append(f"{called}()")
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "text":
            found.append("text()")
    return sorted(found)


def test_a_screen_knows_only_streamlit_ui_services_and_pure_values() -> None:
    found = {path.name: strangers(path.read_text("utf-8"), SCREENS_USE, NOT_ON_SCREENS) for path in files(*SCREENS)}
    assert {name: names for name, names in found.items() if names} == {}


def test_the_server_entry_knows_no_table_and_no_statement() -> None:
    found = {path.name: strangers(path.read_text("utf-8"), SERVER_USES, NOT_ON_SCREENS) for path in files("serve.py")}
    assert {name: names for name, names in found.items() if names} == {}


def test_a_pure_module_needs_no_database_no_frame_and_no_outer_ring() -> None:
    pure = [path for path in files(*PURE) if path.name not in NOT_PURE]
    assert pure
    found = {path.name: strangers(path.read_text("utf-8"), PURE_USE, NOT_IN_PURE, "slp_core") for path in pure}
    assert {name: names for name, names in found.items() if names} == {}


def test_no_service_escapes_the_audit_trail() -> None:
    found = {str(path.relative_to(ROOT)): escapes(path.read_text("utf-8")) for path in files(*SERVICES)}
    assert {name: names for name, names in found.items() if names} == {}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import sqlalchemy", ["sqlalchemy"]),
        ("def draw():\n    import pandas.api", ["pandas.api"]),
        ("from slp_core import store, money", ["slp_core.store"]),
        ("import slp_core.documents.pdf as pdf", ["slp_core.documents.pdf"]),
        ("from slp_core.services import plans\nimport streamlit as st\nfrom datetime import date", []),
    ],
)
def test_a_screen_that_reaches_too_deep_is_found(source: str, found: list[str]) -> None:
    assert strangers(source, SCREENS_USE, NOT_ON_SCREENS) == found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from .services import plans", ["slp_core.services.plans"]),
        ("from . import store", ["slp_core.store"]),
        ("from .store.db import reading", ["slp_core.store.db.reading"]),
        ("from .money import cents\nimport yaml", []),
    ],
)
def test_a_pure_module_that_reaches_outward_is_found(source: str, found: list[str]) -> None:
    assert strangers(source, PURE_USE, NOT_IN_PURE, "slp_core") == found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from sqlalchemy import select, update", ["sqlalchemy.update"]),
        ("from sqlalchemy.dialects.sqlite import insert as put", ["sqlalchemy.dialects.sqlite.insert"]),
        ("import sqlalchemy as sa\nsa.sql.text('select 1')", ["sa.sql.text"]),
        ("from sqlalchemy.dialects import postgresql\npostgresql.insert(Need)", ["postgresql.insert"]),
        ("s.connection().execute(statement)", ["connection()"]),
        ("s.execute(text('delete from need'))", ["text()"]),
        ("from sqlalchemy import select\nfrom slp_core import text\nvalues.update(a=text.folded(b))", []),
    ],
)
def test_a_statement_behind_the_trail_is_found(source: str, found: list[str]) -> None:
    assert escapes(source) == found
