"""The rate of a stored line keeps all its decimals: 72.5 cents a mile is no whole number of cents."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

AS_TEXT = "CAST(rate / 100 AS VARCHAR) || '.' || CAST(rate % 100 / 10 AS VARCHAR) || CAST(rate % 10 AS VARCHAR)"


def upgrade() -> None:
    op.add_column("estimate_line", sa.Column("exact_rate", sa.String(40), nullable=True))
    op.execute(f"UPDATE estimate_line SET exact_rate = {AS_TEXT}")
    with op.batch_alter_table("estimate_line") as table:
        table.drop_column("rate")
        table.alter_column("exact_rate", new_column_name="rate", existing_type=sa.String(40), nullable=False)
