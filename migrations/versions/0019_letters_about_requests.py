"""Administrators may turn off letters about requests for an account."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

WISH = "notify_requests"
MEANING = "As an administrator, wants to know that a request for access waits"


def upgrade() -> None:
    # Not in batch: SQLite would make the table anew, and others refer to it.
    op.add_column(
        "user_account",
        sa.Column(WISH, sa.Boolean(), nullable=False, server_default=sa.true(), comment=MEANING),
    )


def downgrade() -> None:
    op.drop_column("user_account", WISH)
