"""The registry: what is known of partners, experts, mechanisms, needs and counterparts."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from slp_core.store.base import Key
from slp_core.store.types import Dollars, Json, UtcMoment

revision = "0003"
down_revision = "0002"
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
    op.create_table(
        "imported_row",
        sa.Column("import_batch_id", Key, nullable=False),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("before", Json, nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(["import_batch_id"], ["import_batch.id"], name=op.f("fk_imported_row_import_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_row")),
    )
    op.create_index("ix_imported_row_import_batch_id", "imported_row", ["import_batch_id"])
    op.create_table(
        "counterpart",
        sa.Column("institution_id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        *record(),
        sa.ForeignKeyConstraint(["institution_id"], ["institution.id"], name=op.f("fk_counterpart_institution_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_counterpart_person_id")),
        *keys("counterpart"),
        sa.UniqueConstraint("institution_id", "person_id", name=op.f("uq_counterpart_institution_id_person_id")),
    )
    op.create_table(
        "mechanism",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("partner_id", Key, nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("search_key", sa.String(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("ceiling", Dollars(), nullable=True),
        sa.Column("runs_until", sa.Date(), nullable=True),
        sa.Column("ceiling_now", Dollars(), nullable=True),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("report_days", sa.Integer(), nullable=False),
        sa.Column("claim_days", sa.Integer(), nullable=False),
        sa.Column("retention_years", sa.Integer(), nullable=False),
        sa.Column("amendments", sa.Integer(), nullable=False),
        *record(),
        sa.CheckConstraint("basis IN ('federal_rates', 'partner_policy')", name=op.f("ck_mechanism_basis_known")),
        sa.CheckConstraint("ends_on >= begins_on", name=op.f("ck_mechanism_days_in_order")),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_mechanism_partner_id")),
        *keys("mechanism"),
        sa.UniqueConstraint("reference", name=op.f("uq_mechanism_reference")),
    )
    op.create_index("ix_mechanism_runs_until", "mechanism", ["runs_until"])
    op.create_index("ix_mechanism_partner_id", "mechanism", ["partner_id", "begins_on", "runs_until"])
    op.create_table(
        "partner_alias",
        sa.Column("partner_id", Key, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("search_key", sa.String(), nullable=False),
        *record(),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_partner_alias_partner_id")),
        *keys("partner_alias"),
        sa.UniqueConstraint("partner_id", "search_key", name=op.f("uq_partner_alias_partner_id_search_key")),
    )
    op.create_index("ix_partner_alias_search_key", "partner_alias", ["search_key"])
    op.create_table(
        "partner_contact",
        sa.Column("partner_id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        *record(),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_partner_contact_partner_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_partner_contact_person_id")),
        *keys("partner_contact"),
        sa.UniqueConstraint("partner_id", "person_id", name=op.f("uq_partner_contact_partner_id_person_id")),
    )
    op.create_table(
        "partner_language",
        sa.Column("partner_id", Key, nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        *record(),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_partner_language_partner_id")),
        *keys("partner_language"),
        sa.UniqueConstraint("partner_id", "language", name=op.f("uq_partner_language_partner_id_language")),
    )
    op.create_index("ix_partner_language_language", "partner_language", ["language"])
    op.create_table(
        "partner_specialty",
        sa.Column("partner_id", Key, nullable=False),
        sa.Column("specialty", sa.String(), nullable=False),
        *record(),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_partner_specialty_partner_id")),
        *keys("partner_specialty"),
        sa.UniqueConstraint("partner_id", "specialty", name=op.f("uq_partner_specialty_partner_id_specialty")),
    )
    op.create_index("ix_partner_specialty_specialty", "partner_specialty", ["specialty"])
    op.create_table(
        "partner_apart",
        sa.Column("first_id", Key, nullable=False),
        sa.Column("second_id", Key, nullable=False),
        *record(),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_partner_apart_in_order")),
        sa.ForeignKeyConstraint(["first_id"], ["partner.id"], name=op.f("fk_partner_apart_first_id")),
        sa.ForeignKeyConstraint(["second_id"], ["partner.id"], name=op.f("fk_partner_apart_second_id")),
        *keys("partner_apart"),
        sa.UniqueConstraint("first_id", "second_id", name=op.f("uq_partner_apart_first_id_second_id")),
    )
    op.create_index("ix_partner_apart_second_id", "partner_apart", ["second_id"])
    op.create_table(
        "unknown_agency",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("search_key", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=True),
        sa.Column("seen_in", sa.String(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("partner_id", Key, nullable=True),
        *record(),
        sa.CheckConstraint("times >= 1", name=op.f("ck_unknown_agency_met_once_or_more")),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_unknown_agency_partner_id")),
        *keys("unknown_agency"),
    )
    op.create_index("ix_unknown_agency_search_key", "unknown_agency", ["search_key", "state"])
    op.create_table(
        "absence",
        sa.Column("expert_id", Key, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        *record(),
        sa.CheckConstraint("kind IN ('leave', 'duty', 'other')", name=op.f("ck_absence_kind_known")),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_absence_days_in_order")),
        sa.ForeignKeyConstraint(["expert_id"], ["expert.id"], name=op.f("fk_absence_expert_id")),
        *keys("absence"),
    )
    op.create_index("ix_absence_expert_id", "absence", ["expert_id", "first_day", "last_day"])
    op.create_table(
        "amendment",
        sa.Column("mechanism_id", Key, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("ceiling_change", Dollars(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        *record(),
        sa.CheckConstraint("kind IN ('renewal', 'dates', 'money', 'no_cost')", name=op.f("ck_amendment_kind_known")),
        sa.ForeignKeyConstraint(["mechanism_id"], ["mechanism.id"], name=op.f("fk_amendment_mechanism_id")),
        *keys("amendment"),
    )
    op.create_index("ix_amendment_mechanism_id", "amendment", ["mechanism_id"])
    op.create_table(
        "contact_note",
        sa.Column("partner_id", Key, nullable=False),
        sa.Column("contact_id", Key, nullable=True),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("noted_by", Key, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        *record(),
        sa.ForeignKeyConstraint(["contact_id"], ["partner_contact.id"], name=op.f("fk_contact_note_contact_id")),
        sa.ForeignKeyConstraint(["noted_by"], ["principal.id"], name=op.f("fk_contact_note_noted_by")),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_contact_note_partner_id")),
        *keys("contact_note"),
    )
    op.create_index("ix_contact_note_partner_id", "contact_note", ["partner_id", "on_day"])
    op.create_table(
        "credential",
        sa.Column("expert_id", Key, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("never_expires", sa.Boolean(), nullable=False),
        sa.Column("confirmed_by", Key, nullable=True),
        *record(),
        sa.CheckConstraint("kind IN ('training', 'certificate')", name=op.f("ck_credential_kind_known")),
        sa.CheckConstraint("expires_on IS NULL OR NOT never_expires", name=op.f("ck_credential_expires_or_never")),
        sa.ForeignKeyConstraint(["confirmed_by"], ["principal.id"], name=op.f("fk_credential_confirmed_by")),
        sa.ForeignKeyConstraint(["expert_id"], ["expert.id"], name=op.f("fk_credential_expert_id")),
        *keys("credential"),
    )
    op.create_index("ix_credential_expert_id", "credential", ["expert_id"])
    op.create_table(
        "experience",
        sa.Column("expert_id", Key, nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("first_year", sa.Integer(), nullable=False),
        sa.Column("last_year", sa.Integer(), nullable=True),
        *record(),
        sa.CheckConstraint("last_year >= first_year", name=op.f("ck_experience_years_in_order")),
        sa.ForeignKeyConstraint(["expert_id"], ["expert.id"], name=op.f("fk_experience_expert_id")),
        *keys("experience"),
    )
    op.create_index("ix_experience_expert_id", "experience", ["expert_id"])
    op.create_table(
        "expert_language",
        sa.Column("expert_id", Key, nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("confirmed_by", Key, nullable=True),
        *record(),
        sa.CheckConstraint(
            "level IN ('limited', 'professional', 'full', 'native')", name=op.f("ck_expert_language_level_known")
        ),
        sa.ForeignKeyConstraint(["confirmed_by"], ["principal.id"], name=op.f("fk_expert_language_confirmed_by")),
        sa.ForeignKeyConstraint(["expert_id"], ["expert.id"], name=op.f("fk_expert_language_expert_id")),
        *keys("expert_language"),
        sa.UniqueConstraint("expert_id", "language", name=op.f("uq_expert_language_expert_id_language")),
    )
    op.create_index("ix_expert_language_language", "expert_language", ["language", "level"])
    op.create_table(
        "expert_skill",
        sa.Column("expert_id", Key, nullable=False),
        sa.Column("specialty", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("confirmed_by", Key, nullable=True),
        *record(),
        sa.CheckConstraint("level IN ('assists', 'teaches', 'leads')", name=op.f("ck_expert_skill_level_known")),
        sa.ForeignKeyConstraint(["confirmed_by"], ["principal.id"], name=op.f("fk_expert_skill_confirmed_by")),
        sa.ForeignKeyConstraint(["expert_id"], ["expert.id"], name=op.f("fk_expert_skill_expert_id")),
        *keys("expert_skill"),
        sa.UniqueConstraint("expert_id", "specialty", name=op.f("uq_expert_skill_expert_id_specialty")),
    )
    op.create_index("ix_expert_skill_specialty", "expert_skill", ["specialty", "level"])
    op.create_table(
        "need_step",
        sa.Column("need_id", Key, nullable=False),
        sa.Column("from_status", sa.String(), nullable=False),
        sa.Column("to_status", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("moved_by", Key, nullable=False),
        sa.Column("moved_on", sa.Date(), nullable=False),
        *record(),
        sa.ForeignKeyConstraint(["moved_by"], ["principal.id"], name=op.f("fk_need_step_moved_by")),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_need_step_need_id")),
        *keys("need_step"),
    )
    op.create_index("ix_need_step_need_id", "need_step", ["need_id"])
    op.create_table(
        "appraisal",
        sa.Column("expert_id", Key, nullable=False),
        sa.Column("engagement_id", Key, nullable=False),
        sa.Column("rating", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("given_by", Key, nullable=False),
        *record(),
        sa.CheckConstraint("rating BETWEEN 1 AND 5", name=op.f("ck_appraisal_rating_1_to_5")),
        sa.ForeignKeyConstraint(["engagement_id"], ["engagement.id"], name=op.f("fk_appraisal_engagement_id")),
        sa.ForeignKeyConstraint(["expert_id"], ["expert.id"], name=op.f("fk_appraisal_expert_id")),
        sa.ForeignKeyConstraint(["given_by"], ["principal.id"], name=op.f("fk_appraisal_given_by")),
        *keys("appraisal"),
    )
    op.create_index("ix_appraisal_expert_id", "appraisal", ["expert_id"])
    for name in ("engagement", "engagement_version"):
        op.add_column(name, sa.Column("mechanism_id", Key, nullable=True))
    with op.batch_alter_table("engagement") as table:
        table.create_foreign_key(op.f("fk_engagement_mechanism_id"), "mechanism", ["mechanism_id"], ["id"])
        table.create_index("ix_engagement_mechanism_id", ["mechanism_id"])
        table.create_index("ix_engagement_need_id", ["need_id"])
        table.drop_index("ix_engagement_returns_on")
        table.create_index("ix_engagement_returns_on", ["returns_on", "country", "stage", "archived_at", "search_key"])
    for name in ("title", "station", "inactive_reason"):
        op.add_column("expert", sa.Column(name, sa.String(), nullable=True))
    change_partners()
    change_needs()
    change_institutions()


def change_partners() -> None:
    op.add_column("partner", sa.Column("county", sa.String(), nullable=True))
    op.add_column("partner", sa.Column("status", sa.String(), nullable=True))
    op.add_column("partner", sa.Column("status_reason", sa.String(), nullable=True))
    op.add_column("partner", sa.Column("size", sa.Integer(), nullable=True))
    op.add_column("partner", sa.Column("away_at_once", sa.Integer(), nullable=True))
    op.execute("UPDATE partner SET status = 'active'")
    with op.batch_alter_table("partner") as table:
        table.alter_column("status", existing_type=sa.String(), nullable=False)
        table.create_check_constraint(
            op.f("ck_partner_status_known"), "status IN ('prospect', 'active', 'paused', 'ended')"
        )
        table.create_check_constraint(op.f("ck_partner_yearly_capacity_1_to_30"), "yearly_capacity BETWEEN 1 AND 30")
        table.create_index("ix_partner_state", ["state", "sector"])


def change_needs() -> None:
    texts = ("kind", "offer", "specialty", "audience", "outcome", "indicator", "target", "language", "priority")
    for name in (*texts, "search_key"):
        op.add_column("need", sa.Column(name, sa.String(), nullable=True))
    for name in ("participants", "days"):
        op.add_column("need", sa.Column(name, sa.Integer(), nullable=True))
    op.execute("UPDATE need SET kind = 'deployment', priority = 'normal', search_key = lower(title), status = 'raised'")
    with op.batch_alter_table("need") as table:
        for name in ("kind", "priority", "search_key"):
            table.alter_column(name, existing_type=sa.String(), nullable=False)
        statuses = "'raised', 'accepted', 'matched', 'met', 'declined', 'withdrawn'"
        table.create_check_constraint(op.f("ck_need_status_known"), f"status IN ({statuses})")
        table.create_check_constraint(op.f("ck_need_priority_known"), "priority IN ('low', 'normal', 'high')")
        table.create_check_constraint(op.f("ck_need_window_in_order"), "window_end >= window_start")
        table.create_check_constraint(op.f("ck_need_someone_takes_part"), "participants >= 1")
        table.create_check_constraint(op.f("ck_need_a_day_or_more"), "days >= 1")
        table.create_index("ix_need_country", ["country", "status"])
        table.create_index("ix_need_status", ["status", "priority", "window_start"])


def change_institutions() -> None:
    op.add_column("institution", sa.Column("reference", sa.String(), nullable=True))
    op.add_column("institution", sa.Column("search_key", sa.String(), nullable=True))
    op.execute("UPDATE institution SET search_key = lower(name)")
    with op.batch_alter_table("institution") as table:
        table.alter_column("search_key", existing_type=sa.String(), nullable=False)
        table.create_unique_constraint(op.f("uq_institution_reference"), ["reference"])
        table.create_index("ix_institution_country", ["country", "search_key"])
