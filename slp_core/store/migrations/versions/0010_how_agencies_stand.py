"""How each agency stands by its last self-check; those that were begun are worked out when the list is opened next."""

import sqlalchemy as sa
from alembic import op

from slp_core.store.base import Key

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

GRADES = "grade IN ('not_known', 'not_ready', 'nearly', 'ready')"
COUNTS = ("ready", "partly", "gaps", "unknown")


def upgrade() -> None:
    op.create_table(
        "self_check_summary",
        sa.Column("partner_id", Key, nullable=False),
        sa.Column("grade", sa.String(), nullable=True),
        sa.Column("finished_on", sa.Date(), nullable=True),
        sa.Column("running", sa.Boolean(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in COUNTS),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("changes_on", sa.Date(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.CheckConstraint(GRADES, name=op.f("ck_self_check_summary_grade_known")),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_self_check_summary_partner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_self_check_summary")),
        sa.UniqueConstraint("partner_id", name=op.f("uq_self_check_summary_partner_id")),
    )
    op.create_index("ix_self_check_summary_grade", "self_check_summary", ["grade"])
    op.create_index("ix_self_check_summary_changes_on", "self_check_summary", ["changes_on"])
    op.execute(
        f"INSERT INTO self_check_summary (partner_id, running, {', '.join(COUNTS)}, seen_on, changes_on)"
        " SELECT partner_id, FALSE, 0, 0, 0, 0, '2000-01-01', '2000-01-01' FROM self_check GROUP BY partner_id"
    )
