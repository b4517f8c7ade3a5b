"""Why a training session was called off, for those who have a seat in it."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("training_session", sa.Column("cancelled_because", sa.String(), nullable=True))
