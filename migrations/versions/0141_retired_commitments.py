"""Retired commitments with their reason, and room for the relation later_form_of.

Going back refuses while a relation of that kind is on record: nothing may be lost by it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0141"
down_revision = "0098"
branch_labels = None
depends_on = None

BEFORE = "same, narrower (the first is within the second) or related"
NOW = (
    "same, later_form_of (the first is the second one made again later), "
    "narrower (the first is within the second) or related"
)


def upgrade() -> None:
    with op.batch_alter_table("commitment") as table:
        table.add_column(
            sa.Column(
                "retired_reason",
                sa.Text(),
                nullable=True,
                comment="Why it was retired, in our words; none: it was not",
            )
        )
        table.add_column(
            sa.Column(
                "replaced_by",
                sa.String(40),
                nullable=True,
                comment="Reference of the commitment to read instead of a retired one",
            )
        )
    with op.batch_alter_table("relation") as table:
        table.alter_column(
            "kind",
            existing_type=sa.String(10),
            existing_nullable=False,
            type_=sa.String(20),
            comment=NOW,
            existing_comment=BEFORE,
        )


def downgrade() -> None:
    count = sa.text("SELECT count(*) FROM relation WHERE kind = 'later_form_of'")
    if op.get_bind().scalar(count):
        raise RuntimeError("relations of the kind later_form_of are on record")
    with op.batch_alter_table("relation") as table:
        table.alter_column(
            "kind",
            existing_type=sa.String(20),
            existing_nullable=False,
            type_=sa.String(10),
            comment=BEFORE,
            existing_comment=NOW,
        )
    with op.batch_alter_table("commitment") as table:
        table.drop_column("replaced_by")
        table.drop_column("retired_reason")
