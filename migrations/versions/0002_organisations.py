"""Organisations: who speaks."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False, comment="Random public id"),
        sa.Column("name", sa.Text(), nullable=False, comment="Its name"),
        sa.Column(
            "kind",
            sa.String(length=20),
            nullable=False,
            comment="civil_society or state_institution",
        ),
        sa.Column(
            "survivor_led", sa.Boolean(), nullable=False, comment="Led by survivors of trafficking"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("public_id", name=op.f("uq_organisation_public_id")),
    )


def downgrade() -> None:
    op.drop_table("organisation")
