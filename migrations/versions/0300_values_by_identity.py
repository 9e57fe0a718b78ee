"""Find the values of a file by what tells them from all others, however many there are.

The index begins with the indicator, so the one on the indicator alone is no longer needed.
"""

from alembic import op

revision = "0300"
down_revision = "0202"
branch_labels = None
depends_on = None

IDENTITY = ["indicator_id", "state_id", "effective_on", "source_id"]


def upgrade() -> None:
    op.create_index("ix_indicator_value_identity", "indicator_value", IDENTITY, unique=False)
    op.drop_index(op.f("ix_indicator_value_indicator_id"), table_name="indicator_value")


def downgrade() -> None:
    op.create_index(
        op.f("ix_indicator_value_indicator_id"), "indicator_value", ["indicator_id"], unique=False
    )
    op.drop_index("ix_indicator_value_identity", table_name="indicator_value")
