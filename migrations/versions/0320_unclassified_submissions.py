"""Actions that are sent without a classification, and which reviewer classified them when."""

import sqlalchemy as sa
from alembic import op

revision = "0320"
down_revision = "0350"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "submission",
        sa.Column(
            "unclassified",
            sa.Boolean(),
            nullable=False,
            server_default=sa.false(),
            comment="Sent without type, commitments or strength; has no record until classified",
        ),
    )
    op.add_column(
        "submission",
        sa.Column(
            "classified_by",
            sa.String(60),
            nullable=True,
            comment="Opaque key of the reviewer who classified it",
        ),
    )
    op.add_column(
        "submission",
        sa.Column(
            "classified_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="When a reviewer classified it",
        ),
    )


def downgrade() -> None:
    count = sa.text("SELECT count(*) FROM submission WHERE unclassified")
    if op.get_bind().scalar(count):
        raise RuntimeError("actions that are not classified are on record")
    op.drop_column("submission", "classified_at")
    op.drop_column("submission", "classified_by")
    op.drop_column("submission", "unclassified")
