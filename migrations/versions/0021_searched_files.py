"""What the text of an attached file tells of people, found once when it is attached."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("attachment") as batch:
        batch.add_column(
            sa.Column(
                "passages",
                sa.JSON(),
                server_default="[]",
                nullable=False,
                comment="Places in its text that may tell who a person is, by kind, with examples",
            )
        )
        batch.add_column(
            sa.Column(
                "searched_whole",
                sa.Boolean(),
                server_default=sa.false(),
                nullable=False,
                comment="All of its text could be searched; else somebody has to look through it",
            )
        )


def downgrade() -> None:
    with op.batch_alter_table("attachment") as batch:
        batch.drop_column("searched_whole")
        batch.drop_column("passages")
