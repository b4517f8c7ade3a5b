"""How Alembic reaches the database: on the connection of whoever asked, in their transaction."""

from alembic import context

from slp_core.store import guards, versions  # noqa: F401  (the version tables belong to the metadata)
from slp_core.store.base import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
guards.install(connection)
