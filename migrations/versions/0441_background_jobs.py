"""Background jobs: when each is due, who runs it, how it ended."""

import sqlalchemy as sa
from alembic import op

revision = "0441"
down_revision = "0452"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "background_job",
        sa.Column("name", sa.String(40), primary_key=True, comment="Name of the job"),
        sa.Column("due_at", moment, nullable=False, comment="When it is to run next"),
        sa.Column(
            "claimed_by",
            sa.String(60),
            nullable=True,
            comment="The process that runs it; none: it waits",
        ),
        sa.Column(
            "claimed_until",
            moment,
            nullable=True,
            comment="When the claim ends unless the process extends it",
        ),
        sa.Column("attempts", sa.Integer(), nullable=False, comment="Runs since it last succeeded"),
        sa.Column(
            "started_at",
            moment,
            nullable=True,
            comment="When the last run began; none: it has never run",
        ),
        sa.Column(
            "succeeded_at", moment, nullable=True, comment="When it last succeeded; none: never"
        ),
        sa.Column(
            "failing_since",
            moment,
            nullable=True,
            comment="When it failed first since it last succeeded; none: it has not",
        ),
        sa.Column(
            "error",
            sa.String(200),
            nullable=True,
            comment="Kind of the last error, without its message, which may quote anything",
        ),
    )


def downgrade() -> None:
    op.drop_table("background_job")
