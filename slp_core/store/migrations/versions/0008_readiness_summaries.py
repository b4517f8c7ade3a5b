"""How ready each engagement is; those that stand are worked out when a list is opened next."""

import sqlalchemy as sa
from alembic import op

from slp_core.store.base import Key

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

VERDICTS = "verdict IN ('go', 'waiver', 'no_go')"
COUNTS = ("ready", "waived", "at_risk", "not_ready", "unknown")


def upgrade() -> None:
    op.create_table(
        "readiness_summary",
        sa.Column("engagement_id", Key, nullable=False),
        sa.Column("verdict", sa.String(), nullable=True),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in COUNTS),
        sa.Column("first_reason", sa.String(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("changes_on", sa.Date(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.CheckConstraint(VERDICTS, name=op.f("ck_readiness_summary_verdict_known")),
        sa.ForeignKeyConstraint(["engagement_id"], ["engagement.id"], name=op.f("fk_readiness_summary_engagement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readiness_summary")),
        sa.UniqueConstraint("engagement_id", name=op.f("uq_readiness_summary_engagement_id")),
    )
    op.create_index("ix_readiness_summary_verdict", "readiness_summary", ["verdict"])
    op.create_index("ix_readiness_summary_changes_on", "readiness_summary", ["changes_on"])
    op.execute(
        f"INSERT INTO readiness_summary (engagement_id, {', '.join(COUNTS)}, first_reason, seen_on, changes_on)"
        " SELECT id, 0, 0, 0, 0, 0, '', '2000-01-01', '2000-01-01' FROM engagement"
    )
