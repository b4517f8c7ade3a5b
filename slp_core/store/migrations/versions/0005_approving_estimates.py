"""Estimates are submitted and decided, and keep the size of the trip that they price."""

import sqlalchemy as sa
from alembic import op

from slp_core.store.base import Key
from slp_core.store.types import Json, UtcMoment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

STATUSES = "'draft', 'submitted', 'returned', 'approved', 'superseded'"
DAYS = {
    "sqlite": "CAST(julianday(returns_on) - julianday(departs_on) AS INTEGER) + 1",
    "postgresql": "returns_on - departs_on + 1",
}


def upgrade() -> None:
    with op.batch_alter_table("estimate") as table:
        for column in (
            sa.Column("travelers", sa.Integer()), sa.Column("days", sa.Integer()), sa.Column("submitted_by", Key),
            sa.Column("submitted_at", UtcMoment()), sa.Column("decided_by", Key), sa.Column("decided_at", UtcMoment()),
            sa.Column("reason", sa.String()), sa.Column("decision", Json),
        ):  # fmt: skip
            table.add_column(column)
        table.drop_constraint(op.f("fk_estimate_approved_by"), type_="foreignkey")
        table.drop_column("approved_by")  # nobody could approve one
        table.drop_constraint(op.f("ck_estimate_status_known"), type_="check")
        table.create_check_constraint(op.f("ck_estimate_status_known"), f"status IN ({STATUSES})")
        for name in ("submitted_by", "decided_by"):
            table.create_foreign_key(op.f(f"fk_estimate_{name}"), "principal", [name], ["id"])
        table.create_index("ix_estimate_status", ["status", "engagement_id"])
    of_trip = "(SELECT {} FROM engagement WHERE engagement.id = estimate.engagement_id)"
    days = of_trip.format(DAYS[op.get_bind().dialect.name])
    op.execute(f"UPDATE estimate SET travelers = {of_trip.format('travelers')}, days = {days}")
    with op.batch_alter_table("estimate") as table:
        for name in ("travelers", "days"):
            table.alter_column(name, existing_type=sa.Integer(), nullable=False)
