"""Which agency an archived one became another name of; of those made one before, nobody noted it."""

import sqlalchemy as sa
from alembic import op

from slp_core.store.base import Key

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("partner", sa.Column("became_id", Key, nullable=True))
    with op.batch_alter_table("partner") as table:
        table.create_foreign_key(op.f("fk_partner_became_id"), "partner", ["became_id"], ["id"])
