"""What a cell last said, what it said at the start, who votes, and when it next changes.

The standing table is derived: it is emptied here and made anew at the next write or rebuild.
"""

import sqlalchemy as sa
from alembic import op

revision = "0148"
down_revision = "0141"
branch_labels = None
depends_on = None

COLUMNS = (
    ("voices", sa.Text(), "Who votes, separated by spaces"),
    ("settled_on", sa.Date(), "Date of the newest record that settles it"),
    ("last_known", sa.Integer(), "Level that a cell without one last had"),
    ("last_known_on", sa.Date(), "Date of the newest record behind the last known level"),
    ("baseline", sa.Integer(), "Settled level on the day of adoption"),
    ("has_baseline", sa.Boolean(), "It applies and is no treaty obligation: movement is told"),
    ("changes_on", sa.Date(), "Next day on which it may differ without any new record"),
)
NEEDED = {"voices": sa.text("''"), "has_baseline": sa.false()}


def upgrade() -> None:
    op.execute("DELETE FROM standing")
    op.execute("DELETE FROM standing_build")
    for name, kind, comment in COLUMNS:
        op.add_column(
            "standing",
            sa.Column(
                name,
                kind,
                nullable=name not in NEEDED,
                server_default=NEEDED.get(name),
                comment=comment,
            ),
        )
    op.add_column(
        "standing_build",
        sa.Column(
            "changes_on",
            sa.Date(),
            nullable=True,
            comment="First day on which some cell may differ without any new record",
        ),
    )


def downgrade() -> None:
    op.drop_column("standing_build", "changes_on")
    for name, _kind, _comment in reversed(COLUMNS):
        op.drop_column("standing", name)
