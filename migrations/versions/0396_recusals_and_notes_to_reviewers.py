"""Conflicts of interest that reviewers declare, and notes from the first to the second reviewer."""

import sqlalchemy as sa
from alembic import op

revision = "0396"
down_revision = "0320"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "recusal",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "subject",
            sa.String(60),
            nullable=False,
            comment="action:REF, reply:REF or report:REF",
        ),
        sa.Column("reviewer", sa.String(60), nullable=False, comment="Opaque key of the reviewer"),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False, comment="When"),
        sa.UniqueConstraint("reviewer", "subject", name="uq_recusal_reviewer_subject"),
    )
    op.add_column(
        "submission_move",
        sa.Column(
            "note",
            sa.Text(),
            nullable=True,
            comment="What the first reviewer writes to the second; only reviewers read it",
        ),
    )


def downgrade() -> None:
    for what in ("SELECT count(*) FROM recusal", "SELECT count(note) FROM submission_move"):
        if op.get_bind().scalar(sa.text(what)):
            raise RuntimeError("conflicts of interest or notes of reviewers are on record")
    op.drop_column("submission_move", "note")
    op.drop_table("recusal")
