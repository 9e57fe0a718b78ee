"""What readers report: a mistake on a page, or that a page endangers somebody."""

import sqlalchemy as sa
from alembic import op

revision = "0381"
down_revision = "0380"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "feedback_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(26), nullable=False, comment="Random id"),
        sa.Column("subject", sa.String(10), nullable=False, comment="mistake or danger"),
        sa.Column(
            "page", sa.String(300), nullable=False, comment="Address of the page on this site"
        ),
        sa.Column(
            "problem", sa.Text(), nullable=False, comment="What is wrong; emptied after a year"
        ),
        sa.Column(
            "proposal", sa.Text(), nullable=False, comment="What would be right; emptied likewise"
        ),
        sa.Column(
            "source",
            sa.Text(),
            nullable=False,
            comment="Where that can be checked; emptied likewise",
        ),
        sa.Column(
            "email",
            sa.String(254),
            nullable=False,
            comment="Where to answer; empty: nowhere. Emptied 30 days after the answer",
        ),
        sa.Column("language", sa.String(5), nullable=False, comment="Language of the answer"),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), nullable=False, comment="When it was sent"
        ),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True, comment="None: waits"),
        sa.Column(
            "outcome", sa.String(10), nullable=True, comment="corrected, removed or unchanged"
        ),
        sa.Column("closed_by", sa.String(60), nullable=True, comment="Opaque key"),
        sa.Column(
            "answer", sa.Text(), nullable=False, comment="What was answered; emptied after a year"
        ),
        sa.Column(
            "correction",
            sa.Text(),
            nullable=True,
            comment="The public sentence about the correction. Empty: none",
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("public_id"),
    )
    op.create_index(
        "ix_feedback_report_open", "feedback_report", ["closed_at", "created_at"], unique=False
    )


def downgrade() -> None:
    op.drop_index("ix_feedback_report_open", table_name="feedback_report")
    op.drop_table("feedback_report")
