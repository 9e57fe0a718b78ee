"""The public revision."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "public_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "number", sa.Integer(), nullable=False, comment="Rises by one with each public change"
        ),
        sa.Column(
            "changed_at", sa.DateTime(timezone=True), nullable=True, comment="When it last rose"
        ),
        sa.CheckConstraint("id = 1", name=op.f("ck_public_revision_single_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_revision")),
    )


def downgrade() -> None:
    op.drop_table("public_revision")
