"""The records of each State as columns of numbers, from which past days are settled at once.

Empty at first: until ``flask gap rebuild`` past days come from the records themselves.
"""

import sqlalchemy as sa
from alembic import op

revision = "0522"
down_revision = "0402"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "state_columns",
        sa.Column("state_id", sa.Integer(), nullable=False),
        sa.Column(
            "registry_revision",
            sa.Integer(),
            nullable=False,
            comment="Last change of the registry in it",
        ),
        sa.Column(
            "state_revision",
            sa.Integer(),
            nullable=False,
            comment="Last change of the state's records in it",
        ),
        sa.Column(
            "content",
            sa.LargeBinary(),
            nullable=False,
            comment="Public records of its cells, packed and compressed",
        ),
        sa.ForeignKeyConstraint(
            ["state_id"], ["state.id"], name=op.f("fk_state_columns_state_id_state")
        ),
        sa.PrimaryKeyConstraint("state_id", name=op.f("pk_state_columns")),
    )


def downgrade() -> None:
    op.drop_table("state_columns")
