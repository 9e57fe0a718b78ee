"""A public revision for each part: the registry, the records of each State, what all share."""

import sqlalchemy as sa
from alembic import op

revision = "0192"
down_revision = "0148"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "part_revision",
        sa.Column(
            "part", sa.String(length=30), nullable=False, comment="registry, shared or state:<id>"
        ),
        sa.Column(
            "number",
            sa.Integer(),
            nullable=False,
            comment="Public revision at which the part last changed",
        ),
        sa.Column(
            "changed_at", sa.DateTime(timezone=True), nullable=True, comment="When it last changed"
        ),
        sa.PrimaryKeyConstraint("part", name=op.f("pk_part_revision")),
    )
    # What is public by now counts as one change of the registry, on which everything rests.
    op.execute(
        "INSERT INTO part_revision (part, number, changed_at)"
        " SELECT 'registry', number, changed_at FROM public_revision"
    )


def downgrade() -> None:
    op.drop_table("part_revision")
