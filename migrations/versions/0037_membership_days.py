"""The day on which a state became a member, and whose a value of an earlier date is."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "state",
        sa.Column(
            "member_on",
            sa.Date(),
            nullable=True,
            comment="Day of UN membership; none: only the year is known, or no member",
        ),
    )
    op.add_column(
        "indicator_value",
        sa.Column(
            "before_membership",
            sa.String(length=12),
            nullable=True,
            comment="Dated before UN membership: of the predecessor, or of the same_state",
        ),
    )


def downgrade() -> None:
    op.drop_column("indicator_value", "before_membership")
    op.drop_column("state", "member_on")
