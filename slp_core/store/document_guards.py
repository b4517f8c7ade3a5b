"""Triggers by which the database itself keeps an approved estimate as it is, and the lines of every stored one."""

from sqlalchemy import UniqueConstraint

from .base import Base

MESSAGE = "an approved estimate and stored lines never change"
PARENT = "(SELECT status FROM estimate WHERE id = NEW.estimate_id)"


def sqlite() -> list[str]:
    """Guards of SQLite. REPLACE deletes unseen what it replaces: a row that would is refused."""
    return [
        *_sqlite("estimate", "DELETE", "OLD.status = 'approved'"),
        *_sqlite("estimate", "UPDATE", f"OLD.status = 'approved' OR {_clashes('estimate', 'status', 'approved')}"),
        *_sqlite("estimate", "INSERT", _clashes("estimate", "status", "approved")),
        *_sqlite("estimate_line", "DELETE"),
        *_sqlite("estimate_line", "UPDATE"),
        *_sqlite("estimate_line", "INSERT", f"{PARENT} <> 'draft' OR {_clashes('estimate_line')}"),
    ]


def postgresql() -> list[str]:
    refuse = f"RAISE EXCEPTION '{MESSAGE}';"
    return [
        *_function("slp_keep_lines", f"BEGIN {refuse} END"),
        *_function(
            "slp_keep_approved",
            f"BEGIN IF OLD.status = 'approved' THEN {refuse} END IF;"
            " IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END",
        ),
        *_function("slp_keep_line_set", f"BEGIN IF {PARENT} <> 'draft' THEN {refuse} END IF; RETURN NEW; END"),
        *_trigger("estimate", "UPDATE OR DELETE", "ROW", "slp_keep_approved"),
        *_trigger("estimate_line", "UPDATE OR DELETE", "ROW", "slp_keep_lines"),
        *_trigger("estimate_line", "INSERT", "ROW", "slp_keep_line_set"),
        *_trigger("estimate", "TRUNCATE", "STATEMENT", "slp_keep_lines"),
        *_trigger("estimate_line", "TRUNCATE", "STATEMENT", "slp_keep_lines"),
    ]


def lifted(made: list[str]) -> list[str]:
    """What takes guards away, out of what makes them: a migration changes the form of what they keep."""
    return [statement for statement in made if statement.startswith("DROP TRIGGER")]


def _clashes(table: str, column: str = "", value: str = "") -> str:
    """Is there another row, kept as it is, with one of the unique values of the new one?"""
    source = Base.metadata.tables[table]
    unique = [[c.name] for c in source.columns if c.primary_key or c.unique]
    unique += [[c.name for c in one.columns] for one in source.constraints if isinstance(one, UniqueConstraint)]
    same = " OR ".join("(" + " AND ".join(f"kept.{name} = NEW.{name}" for name in names) + ")" for names in unique)
    kept = f"kept.{column} = '{value}' AND " if column else ""
    return f"EXISTS (SELECT 1 FROM {table} kept WHERE {kept}({same}))"


def _sqlite(table: str, change: str, when: str = "") -> tuple[str, str]:
    name = f"keep_{table}_{change.lower()}"
    body = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    condition = f"WHEN {when}" if when else ""
    return f"DROP TRIGGER IF EXISTS {name}", f"CREATE TRIGGER {name} BEFORE {change} ON {table} {condition} {body}"


def _function(name: str, body: str) -> list[str]:
    return [f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$"]


def _trigger(table: str, change: str, each: str, function: str) -> list[str]:
    name = f"keep_{table}_{change.lower().replace(' ', '_')}"
    return [
        f"DROP TRIGGER IF EXISTS {name} ON {table}",
        f"CREATE TRIGGER {name} BEFORE {change} ON {table} FOR EACH {each} EXECUTE FUNCTION {function}()",
    ]
