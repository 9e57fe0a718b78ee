"""Tries are counted in the database; a program's request names the process that works on it."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "used_allowance",
        sa.Column(
            "key",
            sa.String(length=64),
            nullable=False,
            comment="Keyed hash of the purpose and of what is counted",
        ),
        sa.Column(
            "full_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="When all of it is given back",
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_used_allowance")),
    )
    op.create_index(op.f("ix_used_allowance_full_at"), "used_allowance", ["full_at"])
    op.add_column(
        "kept_answer",
        sa.Column(
            "owner",
            sa.String(length=60),
            nullable=True,
            comment="The process that works on it; once that is gone, the key is free",
        ),
    )


def downgrade() -> None:
    op.drop_column("kept_answer", "owner")
    op.drop_index(op.f("ix_used_allowance_full_at"), table_name="used_allowance")
    op.drop_table("used_allowance")
