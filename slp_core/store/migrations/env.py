"""How Alembic reaches the database: on the connection of whoever asked, in their transaction."""

from typing import Any, Literal

from alembic import context

from slp_core.store import types, versions  # noqa: F401  (the version tables belong to the metadata)
from slp_core.store.base import Base, Key


def render(kind: str, item: Any, _: Any) -> str | Literal[False]:
    """Our own column types under their own names, in migrations written by comparing."""
    own = {types.UtcMoment: "UtcMoment()", types.Dollars: "Dollars()", types.Exact: "Exact()"}
    if kind == "type" and item is Key:
        return "Key"
    if kind == "type" and item is types.Json:
        return "Json"
    return own.get(type(item), False) if kind == "type" else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
    render_item=render,
)
with context.begin_transaction():
    context.run_migrations()
