"""Self-checks of partner agencies, with their answers, documents and invitations."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from slp_core.store.base import Key
from slp_core.store.types import Json, UtcMoment

revision = "0007"
down_revision = "0006"
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


def refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"))


def upgrade() -> None:
    make_self_check()
    make_answer()
    make_document()
    make_invitation()


def make_self_check() -> None:
    op.create_table(
        "self_check",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("partner_id", Key, nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("begun_on", sa.Date(), nullable=False),
        sa.Column("begun_by", Key, nullable=False),
        sa.Column("finished_on", sa.Date(), nullable=True),
        *record(),
        sa.CheckConstraint("finished_on >= begun_on", name=op.f("ck_self_check_days_in_order")),
        refers("self_check", "partner_id", "partner"),
        refers("self_check", "begun_by", "principal"),
        *keys("self_check"),
        sa.UniqueConstraint("reference", name=op.f("uq_self_check_reference")),
    )
    op.create_index("ix_self_check_partner_id", "self_check", ["partner_id", "finished_on"])


def make_answer() -> None:
    op.create_table(
        "self_check_answer",
        sa.Column("self_check_id", Key, nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("said_by", Key, nullable=False),
        *record(),
        refers("self_check_answer", "self_check_id", "self_check"),
        refers("self_check_answer", "said_by", "principal"),
        *keys("self_check_answer"),
        sa.UniqueConstraint("self_check_id", "question", name=op.f("uq_self_check_answer_self_check_id_question")),
    )


def make_document() -> None:
    op.create_table(
        "self_check_document",
        sa.Column("self_check_id", Key, nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("grade", sa.String(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("content", Json, nullable=False),
        sa.Column("finished_by", Key, nullable=False),
        sa.Column("finished_at", UtcMoment(), nullable=False),
        sa.Column("id", Key, nullable=False),
        sa.CheckConstraint(
            "grade IN ('not_known', 'not_ready', 'nearly', 'ready')", name=op.f("ck_self_check_document_grade_known")
        ),
        refers("self_check_document", "self_check_id", "self_check"),
        refers("self_check_document", "finished_by", "principal"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_self_check_document")),
        sa.UniqueConstraint("self_check_id", name=op.f("uq_self_check_document_self_check_id")),
    )


def make_invitation() -> None:
    op.create_table(
        "invitation",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("partner_id", Key, nullable=False),
        sa.Column("contact_id", Key, nullable=True),
        sa.Column("principal_id", Key, nullable=False),
        sa.Column("link_hash", sa.String(), nullable=False),
        sa.Column("invited_by", Key, nullable=False),
        sa.Column("expires_at", UtcMoment(), nullable=False),
        sa.Column("revoked_at", UtcMoment(), nullable=True),
        *record(),
        refers("invitation", "partner_id", "partner"),
        refers("invitation", "contact_id", "partner_contact"),
        refers("invitation", "principal_id", "principal"),
        refers("invitation", "invited_by", "principal"),
        *keys("invitation"),
        sa.UniqueConstraint("reference", name=op.f("uq_invitation_reference")),
        sa.UniqueConstraint("principal_id", name=op.f("uq_invitation_principal_id")),
        sa.UniqueConstraint("link_hash", name=op.f("uq_invitation_link_hash")),
    )
    op.create_index("ix_invitation_partner_id", "invitation", ["partner_id"])
