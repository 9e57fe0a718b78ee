"""Reports in review can be taken up as actions and replies can."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "report",
        sa.Column(
            "claimed_by",
            sa.String(length=60),
            nullable=True,
            comment="Opaque key of the reviewer at work on it",
        ),
    )
    op.add_column(
        "report",
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True, comment="Since when"),
    )


def downgrade() -> None:
    op.drop_column("report", "claimed_at")
    op.drop_column("report", "claimed_by")
