"""An index in which decisions are counted by month and waiting time."""

from alembic import op

revision = "0402"
down_revision = "0453"
branch_labels = None
depends_on = None

NAME = "ix_submission_move_counted"


def upgrade() -> None:
    op.create_index(NAME, "submission_move", ["move", "made_at", "waited", "submission_id"])


def downgrade() -> None:
    op.drop_index(NAME, table_name="submission_move")
