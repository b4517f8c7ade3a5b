"""${message}"""

import sqlalchemy as sa
from alembic import op

from slp_core.store.base import Key
from slp_core.store.types import Dollars, Exact, Json, UtcMoment

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    raise RuntimeError("There is no way back but the backup taken before the migration.")
