"""What the registry said before it was changed in place."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "past_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "subject", sa.String(length=40), nullable=False, comment="Kind of record, part:kind"
        ),
        sa.Column(
            "key", sa.String(length=160), nullable=False, comment="Public code of the record"
        ),
        sa.Column(
            "column", sa.String(length=40), nullable=False, comment="The column that changed"
        ),
        sa.Column("text", sa.Text(), nullable=False, comment="What it said"),
        sa.Column(
            "held_until", sa.DateTime(timezone=True), nullable=False, comment="When that ended"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_past_value")),
    )
    op.create_index(
        "ix_past_value_subject_held_until", "past_value", ["subject", "held_until"], unique=False
    )


def downgrade() -> None:
    op.drop_table("past_value")
