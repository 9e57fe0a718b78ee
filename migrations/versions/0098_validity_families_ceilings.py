"""How long an indicator's values count, who really saw what a source tells, what a measure shows.

Columns are added in place: rebuilding a table that others refer to would need those set aside.
"""

import sqlalchemy as sa
from alembic import op

revision = "0098"
down_revision = "0057"
branch_labels = None
depends_on = None

CEILING = "The highest level that the indicator can show of the commitment"


def upgrade() -> None:
    op.add_column(
        "indicator",
        sa.Column(
            "speaks",
            sa.String(length=8),
            nullable=False,
            server_default="60",
            comment="How long a value counts: standing, or a number of months",
        ),
    )
    op.execute("UPDATE indicator SET speaks = 'standing' WHERE kind = 'membership'")
    op.add_column(
        "source",
        sa.Column(
            "family",
            sa.String(length=60),
            nullable=False,
            server_default="",
            comment="Who really saw it; sources of one family have one vote together",
        ),
    )
    op.execute("UPDATE source SET family = code")
    # Both databases take a rule together with the column, and drop it with the column.
    op.execute(
        "ALTER TABLE measure ADD COLUMN ceiling INTEGER DEFAULT 4 NOT NULL"
        " CONSTRAINT ck_measure_ceiling_on_scale CHECK (ceiling BETWEEN 0 AND 4)"
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"COMMENT ON COLUMN measure.ceiling IS '{CEILING}'")


def downgrade() -> None:
    op.drop_column("measure", "ceiling")
    op.drop_column("source", "family")
    op.drop_column("indicator", "speaks")
