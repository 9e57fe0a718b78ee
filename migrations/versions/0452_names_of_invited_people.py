"""The name and the language of an invited person, as the inviter wrote them."""

import sqlalchemy as sa
from alembic import op

revision = "0452"
down_revision = "0451"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "invitation",
        sa.Column(
            "name",
            sa.String(200),
            nullable=False,
            server_default="",
            comment="As the inviter wrote it; may be empty",
        ),
    )
    op.add_column(
        "invitation",
        sa.Column(
            "language",
            sa.String(5),
            nullable=False,
            server_default="en",
            comment="Language of its letter",
        ),
    )


def downgrade() -> None:
    op.drop_column("invitation", "language")
    op.drop_column("invitation", "name")
