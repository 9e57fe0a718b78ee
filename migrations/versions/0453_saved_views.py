"""Views of the public pages that people saved under a name."""

import sqlalchemy as sa
from alembic import op

revision = "0453"
down_revision = "0401"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "public_id",
            sa.String(26),
            nullable=False,
            unique=True,
            comment="Names it on the page",
        ),
        sa.Column(
            "user_id",
            sa.Integer(),
            sa.ForeignKey("user_account.id"),
            nullable=False,
            comment="Whose it is",
        ),
        sa.Column("name", sa.String(100), nullable=False, comment="What the person calls it"),
        sa.Column(
            "address",
            sa.String(2000),
            nullable=False,
            comment="Path and query, without the language",
        ),
        sa.Column(
            "saved_at", sa.DateTime(timezone=True), nullable=False, comment="When it was saved"
        ),
        sa.UniqueConstraint("user_id", "address", name="uq_saved_view_user_id_address"),
    )


def downgrade() -> None:
    op.drop_table("saved_view")
