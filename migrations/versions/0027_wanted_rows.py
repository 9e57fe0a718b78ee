"""Of a file that is imported, some rows can be chosen."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "import_run",
        sa.Column(
            "wanted_rows",
            sa.JSON(),
            nullable=True,
            comment="By column, values and words of the rows that are wanted; none: every row",
        ),
    )


def downgrade() -> None:
    op.drop_column("import_run", "wanted_rows")
