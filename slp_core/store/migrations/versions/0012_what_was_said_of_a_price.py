"""What was said of a price when it was worked out; of earlier ones it is not known any more."""

import sqlalchemy as sa
from alembic import op

from slp_core.store.types import Json

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("estimate", sa.Column("notices", Json, nullable=True))
