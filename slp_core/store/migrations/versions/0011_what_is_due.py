"""Steps that are not done, in the order of their due days: a page of what is due reads no more than it shows."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

COLUMNS = ["due_on", "engagement_id", "sequence", "item", "owner", "status", "excused_until"]
NOT_DONE = sa.text("status <> 'done' AND archived_at IS NULL")


def upgrade() -> None:
    op.create_index(
        "ix_checklist_entry_due", "checklist_entry", COLUMNS, sqlite_where=NOT_DONE, postgresql_where=NOT_DONE
    )
