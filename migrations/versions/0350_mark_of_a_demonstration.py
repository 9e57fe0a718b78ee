"""The mark of a demonstration moves into the database, so that a copy of it keeps its banner.

A database that an earlier version filled with invented records gets the mark here: all its States
have codes that ISO 3166 leaves to users, and it knows the invented organisations by their ids.
"""

import sqlalchemy as sa
from alembic import op

revision = "0350"
down_revision = "0381"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("public_revision") as table:
        table.add_column(
            sa.Column(
                "demonstration",
                sa.Boolean(),
                nullable=False,
                server_default=sa.false(),
                comment="Whether every State and record here is invented",
            )
        )
    op.execute(
        sa.text(
            "UPDATE public_revision SET demonstration = :yes"
            " WHERE EXISTS (SELECT 1 FROM organisation WHERE public_id LIKE 'demo-%')"
            " AND EXISTS (SELECT 1 FROM state)"
            " AND NOT EXISTS (SELECT 1 FROM state WHERE iso3 NOT LIKE 'X%')"
        ).bindparams(sa.bindparam("yes", True, sa.Boolean()))
    )


def downgrade() -> None:
    with op.batch_alter_table("public_revision") as table:
        table.drop_column("demonstration")
