"""Readiness: training sessions, briefings and their attestation, security on record, clearances and vetting."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from slp_core.store.base import Key
from slp_core.store.types import Json, UtcMoment

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def record() -> list[sa.Column[Any]]:
    """The columns of every record."""
    return [
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("import_batch_id", Key, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("archived_at", UtcMoment(), nullable=True),
        sa.Column("id", Key, nullable=False),
    ]


def keys(table: str) -> list[sa.Constraint]:
    """The constraints of every record."""
    return [
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.ForeignKeyConstraint(["import_batch_id"], ["import_batch.id"], name=op.f(f"fk_{table}_import_batch_id")),
        sa.UniqueConstraint("source", "external_id", name=op.f(f"uq_{table}_source_external_id")),
    ]


def upgrade() -> None:
    for name in ("module", "evidence"):
        op.add_column("credential", sa.Column(name, sa.String(), nullable=True))
    for name in ("checklist_entry", "checklist_entry_version"):
        op.add_column(name, sa.Column("excused_until", sa.Date(), nullable=True))
    add_training()
    add_security()
    add_clearances()


def add_training() -> None:
    op.create_table(
        "training_session",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("modules", Json, nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        *record(),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_training_session_days_in_order")),
        sa.CheckConstraint("seats >= 1", name=op.f("ck_training_session_some_seats")),
        *keys("training_session"),
        sa.UniqueConstraint("reference", name=op.f("uq_training_session_reference")),
    )
    op.create_index("ix_training_session_first_day", "training_session", ["first_day", "last_day"])
    op.create_table(
        "training_seat",
        sa.Column("session_id", Key, nullable=False),
        sa.Column("expert_id", Key, nullable=False),
        sa.Column("attendance", sa.String(), nullable=False),
        sa.Column("noted_by", Key, nullable=True),
        *record(),
        sa.CheckConstraint(
            "attendance IN ('booked', 'attended', 'absent', 'withdrawn')",
            name=op.f("ck_training_seat_attendance_known"),
        ),
        sa.ForeignKeyConstraint(["session_id"], ["training_session.id"], name=op.f("fk_training_seat_session_id")),
        sa.ForeignKeyConstraint(["expert_id"], ["expert.id"], name=op.f("fk_training_seat_expert_id")),
        sa.ForeignKeyConstraint(["noted_by"], ["principal.id"], name=op.f("fk_training_seat_noted_by")),
        *keys("training_seat"),
        sa.UniqueConstraint("session_id", "expert_id", name=op.f("uq_training_seat_session_id_expert_id")),
    )
    op.create_index("ix_training_seat_expert_id", "training_seat", ["expert_id"])


def add_security() -> None:
    op.create_table(
        "post_briefing",
        sa.Column("post_id", Key, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sections", Json, nullable=False),
        sa.Column("written_by", Key, nullable=False),
        sa.Column("published_at", UtcMoment(), nullable=False),
        *record(),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_post_briefing_post_id")),
        sa.ForeignKeyConstraint(["written_by"], ["principal.id"], name=op.f("fk_post_briefing_written_by")),
        *keys("post_briefing"),
        sa.UniqueConstraint("post_id", "number", name=op.f("uq_post_briefing_post_id_number")),
    )
    op.create_table(
        "briefing_attestation",
        sa.Column("briefing_id", Key, nullable=False),
        sa.Column("expert_id", Key, nullable=False),
        sa.Column("attested_at", UtcMoment(), nullable=False),
        sa.Column("attested_by", Key, nullable=False),
        *record(),
        sa.ForeignKeyConstraint(
            ["briefing_id"], ["post_briefing.id"], name=op.f("fk_briefing_attestation_briefing_id")
        ),
        sa.ForeignKeyConstraint(["expert_id"], ["expert.id"], name=op.f("fk_briefing_attestation_expert_id")),
        sa.ForeignKeyConstraint(["attested_by"], ["principal.id"], name=op.f("fk_briefing_attestation_attested_by")),
        *keys("briefing_attestation"),
        sa.UniqueConstraint("briefing_id", "expert_id", name=op.f("uq_briefing_attestation_briefing_id_expert_id")),
    )
    op.create_index("ix_briefing_attestation_expert_id", "briefing_attestation", ["expert_id"])
    op.create_table(
        "security_entry",
        sa.Column("engagement_id", Key, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("authority", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("danger", sa.Integer(), nullable=False),
        sa.Column("entered_by", Key, nullable=False),
        *record(),
        sa.CheckConstraint(
            "kind IN ('risk', 'weapons', 'devices', 'ci_briefing', 'ci_debrief')",
            name=op.f("ck_security_entry_kind_known"),
        ),
        sa.CheckConstraint(
            "outcome IN ('requested', 'approved', 'refused', 'done', 'not_needed')",
            name=op.f("ck_security_entry_outcome_known"),
        ),
        sa.ForeignKeyConstraint(["engagement_id"], ["engagement.id"], name=op.f("fk_security_entry_engagement_id")),
        sa.ForeignKeyConstraint(["entered_by"], ["principal.id"], name=op.f("fk_security_entry_entered_by")),
        *keys("security_entry"),
    )
    op.create_index("ix_security_entry_engagement_id", "security_entry", ["engagement_id", "kind"])
    op.create_table(
        "emergency_card",
        sa.Column("engagement_id", Key, nullable=False),
        sa.Column("contacts", Json, nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("entered_by", Key, nullable=False),
        *record(),
        sa.ForeignKeyConstraint(["engagement_id"], ["engagement.id"], name=op.f("fk_emergency_card_engagement_id")),
        sa.ForeignKeyConstraint(["entered_by"], ["principal.id"], name=op.f("fk_emergency_card_entered_by")),
        *keys("emergency_card"),
        sa.UniqueConstraint("engagement_id", name=op.f("uq_emergency_card_engagement_id")),
    )


def add_clearances() -> None:
    op.create_table(
        "clearance_entry",
        sa.Column("engagement_id", Key, nullable=True),
        sa.Column("expert_id", Key, nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("requested_on", sa.Date(), nullable=True),
        sa.Column("granted_on", sa.Date(), nullable=True),
        sa.Column("begins_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("never_expires", sa.Boolean(), nullable=False),
        sa.Column("blank_pages", sa.Integer(), nullable=True),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("held_by", sa.String(), nullable=True),
        sa.Column("entered_by", Key, nullable=False),
        *record(),
        sa.CheckConstraint("expires_on IS NULL OR NOT never_expires", name=op.f("ck_clearance_entry_expires_or_never")),
        sa.CheckConstraint(
            "kind IN ('country', 'passport', 'visa', 'yellow_fever', 'medical', 'insurance')",
            name=op.f("ck_clearance_entry_kind_known"),
        ),
        sa.CheckConstraint(
            "engagement_id IS NOT NULL OR expert_id IS NOT NULL", name=op.f("ck_clearance_entry_of_something")
        ),
        sa.CheckConstraint(
            "status IN ('requested', 'granted', 'refused', 'not_needed')", name=op.f("ck_clearance_entry_status_known")
        ),
        sa.ForeignKeyConstraint(["engagement_id"], ["engagement.id"], name=op.f("fk_clearance_entry_engagement_id")),
        sa.ForeignKeyConstraint(["expert_id"], ["expert.id"], name=op.f("fk_clearance_entry_expert_id")),
        sa.ForeignKeyConstraint(["entered_by"], ["principal.id"], name=op.f("fk_clearance_entry_entered_by")),
        *keys("clearance_entry"),
    )
    op.create_index("ix_clearance_entry_engagement_id", "clearance_entry", ["engagement_id", "kind"])
    op.create_index("ix_clearance_entry_expert_id", "clearance_entry", ["expert_id", "kind"])
    op.create_table(
        "vetting_batch",
        sa.Column("engagement_id", Key, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("participants", sa.Integer(), nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("cleared", sa.Integer(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("why", sa.String(), nullable=True),
        sa.Column("entered_by", Key, nullable=False),
        *record(),
        sa.CheckConstraint("cleared BETWEEN 0 AND participants", name=op.f("ck_vetting_batch_cleared_of_them")),
        sa.CheckConstraint("returned_on >= submitted_on", name=op.f("ck_vetting_batch_days_in_order")),
        sa.CheckConstraint("kind IN ('leahy', 'courtesy', 'none')", name=op.f("ck_vetting_batch_kind_known")),
        sa.CheckConstraint("participants >= 1", name=op.f("ck_vetting_batch_somebody")),
        sa.ForeignKeyConstraint(["engagement_id"], ["engagement.id"], name=op.f("fk_vetting_batch_engagement_id")),
        sa.ForeignKeyConstraint(["entered_by"], ["principal.id"], name=op.f("fk_vetting_batch_entered_by")),
        *keys("vetting_batch"),
    )
    op.create_index("ix_vetting_batch_engagement_id", "vetting_batch", ["engagement_id"])
