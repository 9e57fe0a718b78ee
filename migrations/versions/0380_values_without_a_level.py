"""A value of a scale may show no level: an unseen failing is recorded and shows nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0380"
down_revision = "0300"
branch_labels = None
depends_on = None

COMMENT = "0 not started to 4 complete; empty: the value states no level"


def upgrade() -> None:
    with op.batch_alter_table("indicator_level") as table:
        table.alter_column("level", existing_type=sa.Integer(), nullable=True, comment=COMMENT)


def downgrade() -> None:
    op.execute("DELETE FROM indicator_level WHERE level IS NULL")
    with op.batch_alter_table("indicator_level") as table:
        table.alter_column(
            "level",
            existing_type=sa.Integer(),
            nullable=False,
            comment="0 not started to 4 complete",
        )
