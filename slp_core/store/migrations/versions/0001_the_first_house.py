"""The first house: people, places, partners, engagements, checklists, money, publications, trail and versions."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from slp_core.store.base import Key
from slp_core.store.types import Dollars, Exact, Json, UtcMoment

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BEGINNING = datetime(2026, 11, 25, tzinfo=UTC)  # when the program's own principal began


def upgrade() -> None:
    op.create_table(
        "database_marker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("made_at", UtcMoment(), nullable=False),
        sa.Column("made_for", sa.Date(), nullable=False),
        sa.CheckConstraint("kind IN ('real', 'demo')", name=op.f("ck_database_marker_kind_known")),
        sa.CheckConstraint("id = 1", name=op.f("ck_database_marker_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_database_marker")),
    )
    op.create_table(
        "outbox_message",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("payload", Json, nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("sent_at", UtcMoment(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("id", Key, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_message")),
    )
    op.create_index("ix_outbox_message_sent_at", "outbox_message", ["sent_at"])

    op.create_table(
        "principal",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("archived_at", UtcMoment(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.CheckConstraint("kind IN ('user', 'invitee', 'system')", name=op.f("ck_principal_kind_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_principal")),
    )
    op.create_table(
        "reference_counter",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_reference_counter")),
    )
    op.create_table(
        "assignment_version",
        sa.Column("version_id", Key, nullable=False),
        sa.Column("row_id", Key, nullable=False),
        sa.Column("valid_from", UtcMoment(), nullable=False),
        sa.Column("valid_to", UtcMoment(), nullable=True),
        sa.Column("actor_id", Key, nullable=False),
        sa.Column("engagement_id", Key, nullable=False),
        sa.Column("expert_id", Key, nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(), nullable=True),
        sa.Column("departs_on", sa.Date(), nullable=False),
        sa.Column("returns_on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("import_batch_id", Key, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("archived_at", UtcMoment(), nullable=True),
        sa.ForeignKeyConstraint(["actor_id"], ["principal.id"], name=op.f("fk_assignment_version_actor_id")),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_assignment_version")),
    )
    op.create_index("ix_assignment_version_row", "assignment_version", ["row_id", "valid_from"])
    op.create_index("ix_assignment_version_valid", "assignment_version", ["valid_from", "valid_to"])

    op.create_table(
        "audit_entry",
        sa.Column("moment", UtcMoment(), nullable=False),
        sa.Column("batch", sa.String(), nullable=False),
        sa.Column("actor_id", Key, nullable=False),
        sa.Column("started_by", Key, nullable=True),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("changes", Json, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("id", Key, nullable=False),
        sa.CheckConstraint("action IN ('insert', 'update')", name=op.f("ck_audit_entry_action_known")),
        sa.ForeignKeyConstraint(["actor_id"], ["principal.id"], name=op.f("fk_audit_entry_actor_id")),
        sa.ForeignKeyConstraint(["started_by"], ["principal.id"], name=op.f("fk_audit_entry_started_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    op.create_index("ix_audit_entry_moment", "audit_entry", ["moment"])
    op.create_index("ix_audit_entry_row", "audit_entry", ["table_name", "row_id"])

    op.create_table(
        "checklist_entry_version",
        sa.Column("version_id", Key, nullable=False),
        sa.Column("row_id", Key, nullable=False),
        sa.Column("valid_from", UtcMoment(), nullable=False),
        sa.Column("valid_to", UtcMoment(), nullable=True),
        sa.Column("actor_id", Key, nullable=False),
        sa.Column("engagement_id", Key, nullable=False),
        sa.Column("assignment_id", Key, nullable=True),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("gate", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_by", Key, nullable=True),
        sa.Column("evidence_reference", sa.String(), nullable=True),
        sa.Column("citation", Json, nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("import_batch_id", Key, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("archived_at", UtcMoment(), nullable=True),
        sa.ForeignKeyConstraint(["actor_id"], ["principal.id"], name=op.f("fk_checklist_entry_version_actor_id")),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_checklist_entry_version")),
    )
    op.create_index("ix_checklist_entry_version_row", "checklist_entry_version", ["row_id", "valid_from"])
    op.create_index("ix_checklist_entry_version_valid", "checklist_entry_version", ["valid_from", "valid_to"])

    op.create_table(
        "draft",
        sa.Column("principal_id", Key, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("body", Json, nullable=False),
        sa.Column("updated_at", UtcMoment(), nullable=False),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(["principal_id"], ["principal.id"], name=op.f("fk_draft_principal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("principal_id", "name", name=op.f("uq_draft_principal_id_name")),
    )
    op.create_table(
        "engagement_version",
        sa.Column("version_id", Key, nullable=False),
        sa.Column("row_id", Key, nullable=False),
        sa.Column("valid_from", UtcMoment(), nullable=False),
        sa.Column("valid_to", UtcMoment(), nullable=True),
        sa.Column("actor_id", Key, nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("need_id", Key, nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("search_key", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("post_id", Key, nullable=True),
        sa.Column("departs_on", sa.Date(), nullable=False),
        sa.Column("returns_on", sa.Date(), nullable=False),
        sa.Column("travelers", sa.Integer(), nullable=False),
        sa.Column("plan", Json, nullable=False),
        sa.Column("checklist_edition", sa.String(), nullable=False),
        sa.Column("estimate", Dollars(), nullable=True),
        sa.Column("estimate_provisional", sa.Boolean(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("owner_id", Key, nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("import_batch_id", Key, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("archived_at", UtcMoment(), nullable=True),
        sa.ForeignKeyConstraint(["actor_id"], ["principal.id"], name=op.f("fk_engagement_version_actor_id")),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_engagement_version")),
    )
    op.create_index("ix_engagement_version_row", "engagement_version", ["row_id", "valid_from"])
    op.create_index("ix_engagement_version_valid", "engagement_version", ["valid_from", "valid_to"])

    op.create_table(
        "idempotency_key",
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("use_case", sa.String(), nullable=False),
        sa.Column("principal_id", Key, nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.ForeignKeyConstraint(["principal_id"], ["principal.id"], name=op.f("fk_idempotency_key_principal_id")),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_idempotency_key")),
    )
    op.create_index(op.f("ix_idempotency_key_created_at"), "idempotency_key", ["created_at"])

    op.create_table(
        "import_batch",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("accepted", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("applied_by", Key, nullable=False),
        sa.Column("applied_at", UtcMoment(), nullable=False),
        sa.Column("undone_at", UtcMoment(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("archived_at", UtcMoment(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(["applied_by"], ["principal.id"], name=op.f("fk_import_batch_applied_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    op.create_table(
        "attachment",
        sa.Column("owner_table", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("import_batch_id", Key, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("archived_at", UtcMoment(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(["import_batch_id"], ["import_batch.id"], name=op.f("fk_attachment_import_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("source", "external_id", name=op.f("uq_attachment_source_external_id")),
    )
    op.create_index("ix_attachment_owner", "attachment", ["owner_table", "owner_id"])

    op.create_table(
        "institution",
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("city", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("import_batch_id", Key, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("archived_at", UtcMoment(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(["import_batch_id"], ["import_batch.id"], name=op.f("fk_institution_import_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_institution")),
        sa.UniqueConstraint("source", "external_id", name=op.f("uq_institution_source_external_id")),
    )
    op.create_table(
        "override",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("scope_kind", sa.String(), nullable=False),
        sa.Column("scope_key", sa.String(), nullable=False),
        sa.Column("value", Json, nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("decided_by", Key, nullable=False),
        sa.Column("decided_at", UtcMoment(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("until_day", sa.Date(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("import_batch_id", Key, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("archived_at", UtcMoment(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.CheckConstraint("scope_kind IN ('all', 'post', 'mechanism')", name=op.f("ck_override_scope_kind_known")),
        sa.ForeignKeyConstraint(["decided_by"], ["principal.id"], name=op.f("fk_override_decided_by")),
        sa.ForeignKeyConstraint(["import_batch_id"], ["import_batch.id"], name=op.f("fk_override_import_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_override")),
        sa.UniqueConstraint("source", "external_id", name=op.f("uq_override_source_external_id")),
    )
    op.create_index("ix_override_key", "override", ["key", "scope_kind", "scope_key"])

    op.create_table(
        "partner",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("search_key", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("sector", sa.String(), nullable=False),
        sa.Column("yearly_capacity", sa.Integer(), nullable=True),
        sa.Column("invented", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("import_batch_id", Key, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("archived_at", UtcMoment(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.CheckConstraint("level IN ('state', 'county', 'municipal', 'port')", name=op.f("ck_partner_level_known")),
        sa.CheckConstraint(
            "sector IN ('police', 'prosecution', 'defense', 'courts', 'corrections', 'ports', 'municipal')",
            name=op.f("ck_partner_sector_known"),
        ),
        sa.ForeignKeyConstraint(["import_batch_id"], ["import_batch.id"], name=op.f("fk_partner_import_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner")),
        sa.UniqueConstraint("reference", name=op.f("uq_partner_reference")),
        sa.UniqueConstraint("source", "external_id", name=op.f("uq_partner_source_external_id")),
    )
    op.create_index("ix_partner_search_key", "partner", ["search_key"])

    op.create_table(
        "person",
        sa.Column("display_name", sa.String(), nullable=False),
        sa.Column("given_name", sa.String(), nullable=True),
        sa.Column("family_name", sa.String(), nullable=True),
        sa.Column("search_key", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("import_batch_id", Key, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("archived_at", UtcMoment(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(["import_batch_id"], ["import_batch.id"], name=op.f("fk_person_import_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("source", "external_id", name=op.f("uq_person_source_external_id")),
    )
    op.create_index("ix_person_search_key", "person", ["search_key"])

    op.create_table(
        "place",
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("locality", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=True),
        sa.Column("latitude", Exact(), nullable=True),
        sa.Column("longitude", Exact(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("import_batch_id", Key, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("archived_at", UtcMoment(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(["import_batch_id"], ["import_batch.id"], name=op.f("fk_place_import_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        sa.UniqueConstraint("country", "locality", name=op.f("uq_place_country_locality")),
        sa.UniqueConstraint("source", "external_id", name=op.f("uq_place_source_external_id")),
    )
    op.create_table(
        "post",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("import_batch_id", Key, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("archived_at", UtcMoment(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(["import_batch_id"], ["import_batch.id"], name=op.f("fk_post_import_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
        sa.UniqueConstraint("key", name=op.f("uq_post_key")),
        sa.UniqueConstraint("source", "external_id", name=op.f("uq_post_source_external_id")),
    )
    op.create_table(
        "publication",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("received_by", Key, nullable=False),
        sa.Column("received_at", UtcMoment(), nullable=False),
        sa.Column("import_batch_id", Key, nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(["import_batch_id"], ["import_batch.id"], name=op.f("fk_publication_import_batch_id")),
        sa.ForeignKeyConstraint(["received_by"], ["principal.id"], name=op.f("fk_publication_received_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
        sa.UniqueConstraint("sha256", name=op.f("uq_publication_sha256")),
    )
    op.create_index("ix_publication_kind", "publication", ["kind", "as_of"])

    op.create_table(
        "app_user",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("subject", sa.String(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("session_epoch", sa.Integer(), nullable=False),
        sa.Column("principal_id", Key, nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("import_batch_id", Key, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("archived_at", UtcMoment(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(["import_batch_id"], ["import_batch.id"], name=op.f("fk_app_user_import_batch_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_app_user_person_id")),
        sa.ForeignKeyConstraint(["principal_id"], ["principal.id"], name=op.f("fk_app_user_principal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_app_user")),
        sa.UniqueConstraint("principal_id", name=op.f("uq_app_user_principal_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_app_user_reference")),
        sa.UniqueConstraint("source", "external_id", name=op.f("uq_app_user_source_external_id")),
        sa.UniqueConstraint("subject", name=op.f("uq_app_user_subject")),
    )
    op.create_table(
        "expert",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("partner_id", Key, nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("import_batch_id", Key, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("archived_at", UtcMoment(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(["import_batch_id"], ["import_batch.id"], name=op.f("fk_expert_import_batch_id")),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_expert_partner_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_expert_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expert")),
        sa.UniqueConstraint("reference", name=op.f("uq_expert_reference")),
        sa.UniqueConstraint("source", "external_id", name=op.f("uq_expert_source_external_id")),
    )
    op.create_index(op.f("ix_expert_partner_id"), "expert", ["partner_id"])

    op.create_table(
        "need",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("post_id", Key, nullable=True),
        sa.Column("institution_id", Key, nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("sector", sa.String(), nullable=True),
        sa.Column("window_start", sa.Date(), nullable=True),
        sa.Column("window_end", sa.Date(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("requested_by", Key, nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("import_batch_id", Key, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("archived_at", UtcMoment(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(["import_batch_id"], ["import_batch.id"], name=op.f("fk_need_import_batch_id")),
        sa.ForeignKeyConstraint(["institution_id"], ["institution.id"], name=op.f("fk_need_institution_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_need_post_id")),
        sa.ForeignKeyConstraint(["requested_by"], ["principal.id"], name=op.f("fk_need_requested_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need")),
        sa.UniqueConstraint("reference", name=op.f("uq_need_reference")),
        sa.UniqueConstraint("source", "external_id", name=op.f("uq_need_source_external_id")),
    )
    op.create_table(
        "post_country",
        sa.Column("post_id", Key, nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("import_batch_id", Key, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("archived_at", UtcMoment(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(["import_batch_id"], ["import_batch.id"], name=op.f("fk_post_country_import_batch_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_post_country_post_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_country")),
        sa.UniqueConstraint("post_id", "country", name=op.f("uq_post_country_post_id_country")),
        sa.UniqueConstraint("source", "external_id", name=op.f("uq_post_country_source_external_id")),
    )
    op.create_table(
        "engagement",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("need_id", Key, nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("search_key", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("post_id", Key, nullable=True),
        sa.Column("departs_on", sa.Date(), nullable=False),
        sa.Column("returns_on", sa.Date(), nullable=False),
        sa.Column("travelers", sa.Integer(), nullable=False),
        sa.Column("plan", Json, nullable=False),
        sa.Column("checklist_edition", sa.String(), nullable=False),
        sa.Column("estimate", Dollars(), nullable=True),
        sa.Column("estimate_provisional", sa.Boolean(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("owner_id", Key, nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("import_batch_id", Key, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("archived_at", UtcMoment(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.CheckConstraint(
            "kind IN ('deployment', 'mentoring', 'hosting', 'knowledge_exchange')",
            name=op.f("ck_engagement_kind_known"),
        ),
        sa.CheckConstraint(
            "stage IN ('identify_need', 'partner_selection', 'mechanism', 'pre_deployment', 'deployment',"
            " 'post_deployment', 'closed', 'cancelled', 'declined')",
            name=op.f("ck_engagement_stage_known"),
        ),
        sa.CheckConstraint("returns_on >= departs_on", name=op.f("ck_engagement_returns_after_departure")),
        sa.CheckConstraint("travelers >= 1", name=op.f("ck_engagement_someone_travels")),
        sa.ForeignKeyConstraint(["import_batch_id"], ["import_batch.id"], name=op.f("fk_engagement_import_batch_id")),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_engagement_need_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["principal.id"], name=op.f("fk_engagement_owner_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_engagement_post_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_engagement")),
        sa.UniqueConstraint("reference", name=op.f("uq_engagement_reference")),
        sa.UniqueConstraint("source", "external_id", name=op.f("uq_engagement_source_external_id")),
    )
    op.create_index("ix_engagement_country", "engagement", ["country", "departs_on"])
    op.create_index("ix_engagement_departs_on", "engagement", ["departs_on", "returns_on"])
    op.create_index("ix_engagement_post_id", "engagement", ["post_id"])
    op.create_index("ix_engagement_returns_on", "engagement", ["returns_on"])
    op.create_index("ix_engagement_stage", "engagement", ["stage", "departs_on"])

    op.create_table(
        "role_grant",
        sa.Column("principal_id", Key, nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("scope_kind", sa.String(), nullable=False),
        sa.Column("post_id", Key, nullable=True),
        sa.Column("partner_id", Key, nullable=True),
        sa.Column("expert_id", Key, nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("import_batch_id", Key, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("archived_at", UtcMoment(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.CheckConstraint(
            "(scope_kind = 'post') = (post_id IS NOT NULL) AND (scope_kind = 'agency') = (partner_id IS NOT NULL)"
            " AND (scope_kind = 'self') = (expert_id IS NOT NULL)",
            name=op.f("ck_role_grant_scope_matches_kind"),
        ),
        sa.CheckConstraint(
            "scope_kind IN ('all', 'post', 'agency', 'self')", name=op.f("ck_role_grant_scope_kind_known")
        ),
        sa.ForeignKeyConstraint(["expert_id"], ["expert.id"], name=op.f("fk_role_grant_expert_id")),
        sa.ForeignKeyConstraint(["import_batch_id"], ["import_batch.id"], name=op.f("fk_role_grant_import_batch_id")),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_role_grant_partner_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_role_grant_post_id")),
        sa.ForeignKeyConstraint(["principal_id"], ["principal.id"], name=op.f("fk_role_grant_principal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
        sa.UniqueConstraint("source", "external_id", name=op.f("uq_role_grant_source_external_id")),
    )
    op.create_index(op.f("ix_role_grant_principal_id"), "role_grant", ["principal_id"])

    op.create_table(
        "assignment",
        sa.Column("engagement_id", Key, nullable=False),
        sa.Column("expert_id", Key, nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(), nullable=True),
        sa.Column("departs_on", sa.Date(), nullable=False),
        sa.Column("returns_on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("import_batch_id", Key, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("archived_at", UtcMoment(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(["engagement_id"], ["engagement.id"], name=op.f("fk_assignment_engagement_id")),
        sa.ForeignKeyConstraint(["expert_id"], ["expert.id"], name=op.f("fk_assignment_expert_id")),
        sa.ForeignKeyConstraint(["import_batch_id"], ["import_batch.id"], name=op.f("fk_assignment_import_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        sa.UniqueConstraint("engagement_id", "position", name=op.f("uq_assignment_engagement_id_position")),
        sa.UniqueConstraint("source", "external_id", name=op.f("uq_assignment_source_external_id")),
    )
    op.create_index("ix_assignment_expert_id", "assignment", ["expert_id", "departs_on", "returns_on"])

    op.create_table(
        "claim",
        sa.Column("engagement_id", Key, nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("version_no", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("claimed", Dollars(), nullable=False),
        sa.Column("allowed", Dollars(), nullable=True),
        sa.Column("paid", Dollars(), nullable=True),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("submitted_by", Key, nullable=True),
        sa.Column("decided_by", Key, nullable=True),
        sa.Column("submitted_at", UtcMoment(), nullable=True),
        sa.Column("decided_at", UtcMoment(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("import_batch_id", Key, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("archived_at", UtcMoment(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(["decided_by"], ["principal.id"], name=op.f("fk_claim_decided_by")),
        sa.ForeignKeyConstraint(["engagement_id"], ["engagement.id"], name=op.f("fk_claim_engagement_id")),
        sa.ForeignKeyConstraint(["import_batch_id"], ["import_batch.id"], name=op.f("fk_claim_import_batch_id")),
        sa.ForeignKeyConstraint(["submitted_by"], ["principal.id"], name=op.f("fk_claim_submitted_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
        sa.UniqueConstraint("engagement_id", "version_no", name=op.f("uq_claim_engagement_id_version_no")),
        sa.UniqueConstraint("number", name=op.f("uq_claim_number")),
        sa.UniqueConstraint("source", "external_id", name=op.f("uq_claim_source_external_id")),
    )
    op.create_table(
        "engagement_link",
        sa.Column("from_id", Key, nullable=False),
        sa.Column("to_id", Key, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("import_batch_id", Key, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("archived_at", UtcMoment(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.CheckConstraint("kind IN ('series', 'bundle')", name=op.f("ck_engagement_link_kind_known")),
        sa.CheckConstraint("from_id <> to_id", name=op.f("ck_engagement_link_not_itself")),
        sa.ForeignKeyConstraint(["from_id"], ["engagement.id"], name=op.f("fk_engagement_link_from_id")),
        sa.ForeignKeyConstraint(
            ["import_batch_id"], ["import_batch.id"], name=op.f("fk_engagement_link_import_batch_id")
        ),
        sa.ForeignKeyConstraint(["to_id"], ["engagement.id"], name=op.f("fk_engagement_link_to_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_engagement_link")),
        sa.UniqueConstraint("from_id", "to_id", "kind", name=op.f("uq_engagement_link_from_id_to_id_kind")),
        sa.UniqueConstraint("source", "external_id", name=op.f("uq_engagement_link_source_external_id")),
    )
    op.create_index(op.f("ix_engagement_link_to_id"), "engagement_link", ["to_id"])

    op.create_table(
        "engagement_partner",
        sa.Column("engagement_id", Key, nullable=False),
        sa.Column("partner_id", Key, nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("import_batch_id", Key, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("archived_at", UtcMoment(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.CheckConstraint("role IN ('lead', 'support')", name=op.f("ck_engagement_partner_role_known")),
        sa.ForeignKeyConstraint(["engagement_id"], ["engagement.id"], name=op.f("fk_engagement_partner_engagement_id")),
        sa.ForeignKeyConstraint(
            ["import_batch_id"], ["import_batch.id"], name=op.f("fk_engagement_partner_import_batch_id")
        ),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_engagement_partner_partner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_engagement_partner")),
        sa.UniqueConstraint("engagement_id", "partner_id", name=op.f("uq_engagement_partner_engagement_id_partner_id")),
        sa.UniqueConstraint("source", "external_id", name=op.f("uq_engagement_partner_source_external_id")),
    )
    op.create_index(op.f("ix_engagement_partner_partner_id"), "engagement_partner", ["partner_id"])

    op.create_table(
        "estimate",
        sa.Column("engagement_id", Key, nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("version_no", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("total", Dollars(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("prepared_by", Key, nullable=False),
        sa.Column("approved_by", Key, nullable=True),
        sa.Column("issued_at", UtcMoment(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("import_batch_id", Key, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("archived_at", UtcMoment(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.CheckConstraint(
            "status IN ('draft', 'submitted', 'approved', 'superseded')", name=op.f("ck_estimate_status_known")
        ),
        sa.ForeignKeyConstraint(["approved_by"], ["principal.id"], name=op.f("fk_estimate_approved_by")),
        sa.ForeignKeyConstraint(["engagement_id"], ["engagement.id"], name=op.f("fk_estimate_engagement_id")),
        sa.ForeignKeyConstraint(["import_batch_id"], ["import_batch.id"], name=op.f("fk_estimate_import_batch_id")),
        sa.ForeignKeyConstraint(["prepared_by"], ["principal.id"], name=op.f("fk_estimate_prepared_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_estimate")),
        sa.UniqueConstraint("engagement_id", "version_no", name=op.f("uq_estimate_engagement_id_version_no")),
        sa.UniqueConstraint("number", name=op.f("uq_estimate_number")),
        sa.UniqueConstraint("source", "external_id", name=op.f("uq_estimate_source_external_id")),
    )
    op.create_table(
        "checklist_entry",
        sa.Column("engagement_id", Key, nullable=False),
        sa.Column("assignment_id", Key, nullable=True),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("gate", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_by", Key, nullable=True),
        sa.Column("evidence_reference", sa.String(), nullable=True),
        sa.Column("citation", Json, nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("import_batch_id", Key, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("archived_at", UtcMoment(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.CheckConstraint(
            "evidence IN ('none', 'date', 'reference', 'document')", name=op.f("ck_checklist_entry_evidence_known")
        ),
        sa.CheckConstraint(
            "owner IN ('km', 'post', 'rso', 'partner', 'expert')", name=op.f("ck_checklist_entry_owner_known")
        ),
        sa.CheckConstraint("status IN ('open', 'done', 'excused')", name=op.f("ck_checklist_entry_status_known")),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_checklist_entry_assignment_id")),
        sa.ForeignKeyConstraint(["done_by"], ["principal.id"], name=op.f("fk_checklist_entry_done_by")),
        sa.ForeignKeyConstraint(["engagement_id"], ["engagement.id"], name=op.f("fk_checklist_entry_engagement_id")),
        sa.ForeignKeyConstraint(
            ["import_batch_id"], ["import_batch.id"], name=op.f("fk_checklist_entry_import_batch_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_entry")),
        sa.UniqueConstraint("source", "external_id", name=op.f("uq_checklist_entry_source_external_id")),
    )
    op.create_index(op.f("ix_checklist_entry_assignment_id"), "checklist_entry", ["assignment_id"])
    op.create_index("ix_checklist_entry_engagement_id", "checklist_entry", ["engagement_id", "due_on"])
    op.create_index("ix_checklist_entry_status", "checklist_entry", ["status", "due_on", "owner"])

    op.create_table(
        "estimate_line",
        sa.Column("estimate_id", Key, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("formula", sa.String(), nullable=False),
        sa.Column("travelers", sa.Integer(), nullable=False),
        sa.Column("quantity", Exact(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("share", Exact(), nullable=False),
        sa.Column("rate", Dollars(), nullable=False),
        sa.Column("amount", Dollars(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("locality", sa.String(), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("trace", Json, nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("import_batch_id", Key, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("archived_at", UtcMoment(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(["estimate_id"], ["estimate.id"], name=op.f("fk_estimate_line_estimate_id")),
        sa.ForeignKeyConstraint(
            ["import_batch_id"], ["import_batch.id"], name=op.f("fk_estimate_line_import_batch_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_estimate_line")),
        sa.UniqueConstraint("estimate_id", "sequence", name=op.f("uq_estimate_line_estimate_id_sequence")),
        sa.UniqueConstraint("source", "external_id", name=op.f("uq_estimate_line_source_external_id")),
    )
    op.create_table(
        "leg",
        sa.Column("assignment_id", Key, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("destination", sa.String(), nullable=False),
        sa.Column("departs_at", UtcMoment(), nullable=False),
        sa.Column("departs_zone", sa.String(), nullable=False),
        sa.Column("arrives_at", UtcMoment(), nullable=True),
        sa.Column("arrives_zone", sa.String(), nullable=True),
        sa.Column("carrier", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("import_batch_id", Key, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("archived_at", UtcMoment(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_leg_assignment_id")),
        sa.ForeignKeyConstraint(["import_batch_id"], ["import_batch.id"], name=op.f("fk_leg_import_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leg")),
        sa.UniqueConstraint("source", "external_id", name=op.f("uq_leg_source_external_id")),
    )
    op.create_index(op.f("ix_leg_assignment_id"), "leg", ["assignment_id"])

    op.create_table(
        "stay",
        sa.Column("engagement_id", Key, nullable=False),
        sa.Column("assignment_id", Key, nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("place_id", Key, nullable=False),
        sa.Column("arrives_on", sa.Date(), nullable=False),
        sa.Column("leaves_on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("import_batch_id", Key, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("archived_at", UtcMoment(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_stay_assignment_id")),
        sa.ForeignKeyConstraint(["engagement_id"], ["engagement.id"], name=op.f("fk_stay_engagement_id")),
        sa.ForeignKeyConstraint(["import_batch_id"], ["import_batch.id"], name=op.f("fk_stay_import_batch_id")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_stay_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stay")),
        sa.UniqueConstraint("source", "external_id", name=op.f("uq_stay_source_external_id")),
    )
    op.create_index("ix_stay_engagement_id", "stay", ["engagement_id"])

    op.create_table(
        "claim_line",
        sa.Column("claim_id", Key, nullable=False),
        sa.Column("estimate_line_id", Key, nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("spent_on", sa.Date(), nullable=False),
        sa.Column("original_amount", Exact(), nullable=False),
        sa.Column("original_currency", sa.String(), nullable=False),
        sa.Column("exchange_rate", Exact(), nullable=True),
        sa.Column("claimed", Dollars(), nullable=False),
        sa.Column("allowed", Dollars(), nullable=True),
        sa.Column("paid", Dollars(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("import_batch_id", Key, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("archived_at", UtcMoment(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_claim_line_claim_id")),
        sa.ForeignKeyConstraint(
            ["estimate_line_id"], ["estimate_line.id"], name=op.f("fk_claim_line_estimate_line_id")
        ),
        sa.ForeignKeyConstraint(["import_batch_id"], ["import_batch.id"], name=op.f("fk_claim_line_import_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_line")),
        sa.UniqueConstraint("claim_id", "sequence", name=op.f("uq_claim_line_claim_id_sequence")),
        sa.UniqueConstraint("source", "external_id", name=op.f("uq_claim_line_source_external_id")),
    )
    op.create_table(
        "waiver",
        sa.Column("checklist_entry_id", Key, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("granted_by", Key, nullable=False),
        sa.Column("granted_at", UtcMoment(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("import_batch_id", Key, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("archived_at", UtcMoment(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(
            ["checklist_entry_id"], ["checklist_entry.id"], name=op.f("fk_waiver_checklist_entry_id")
        ),
        sa.ForeignKeyConstraint(["granted_by"], ["principal.id"], name=op.f("fk_waiver_granted_by")),
        sa.ForeignKeyConstraint(["import_batch_id"], ["import_batch.id"], name=op.f("fk_waiver_import_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiver")),
        sa.UniqueConstraint("source", "external_id", name=op.f("uq_waiver_source_external_id")),
    )
    op.create_index(op.f("ix_waiver_checklist_entry_id"), "waiver", ["checklist_entry_id"])
    op.execute(
        sa.text(
            "INSERT INTO principal (id, kind, label, version, created_at) VALUES (1, 'system', 'System', 1, :now)"
        ).bindparams(sa.bindparam("now", BEGINNING, type_=UtcMoment))
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SELECT setval(pg_get_serial_sequence('principal', 'id'), 1)")


def downgrade() -> None:
    raise RuntimeError("There is no way back but the backup taken before the migration.")
