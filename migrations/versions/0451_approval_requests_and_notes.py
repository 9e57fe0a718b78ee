"""Requests of focal points for approval, and notes for those who take over from them."""

import sqlalchemy as sa
from alembic import op

revision = "0451"
down_revision = "0396"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "approval_request",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("report_id", sa.Integer(), sa.ForeignKey("report.id"), nullable=False),
        sa.Column(
            "content", sa.String(40), nullable=False, comment="Hash of the report when asked"
        ),
        sa.Column(
            "asked_at", sa.DateTime(timezone=True), nullable=False, comment="When it was asked"
        ),
        sa.Column(
            "asked_by", sa.String(60), nullable=False, comment="Opaque key of the focal point"
        ),
        sa.Column("note", sa.Text(), comment="To the authority; none: no note"),
        sa.Column("closed_at", sa.DateTime(timezone=True), comment="None: still open"),
        sa.Column("closed_by", sa.String(60), comment="Opaque key of who did"),
        sa.Column(
            "outcome",
            sa.String(12),
            comment="approved, returned, replaced or deleted; none: still open",
        ),
        sa.Column("reason", sa.Text(), comment="Why it was returned"),
    )
    op.create_index("ix_approval_request_report_id", "approval_request", ["report_id"])
    op.create_index(
        "uq_approval_request_open",
        "approval_request",
        ["report_id"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "successor_note",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "state",
            sa.String(3),
            sa.ForeignKey("state.iso3"),
            nullable=False,
            unique=True,
            comment="ISO3 code",
        ),
        sa.Column("text", sa.Text(), nullable=False, comment="Empty: nothing to pass on"),
        sa.Column("version", sa.Integer(), nullable=False, comment="Rises with every change"),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False, comment="Last change"),
        sa.Column("changed_by", sa.String(60), nullable=False, comment="Opaque key of who did"),
    )


def downgrade() -> None:
    for table in ("approval_request", "successor_note"):
        if op.get_bind().scalar(sa.text(f"SELECT count(*) FROM {table}")):  # noqa: S608
            raise RuntimeError("requests for approval or notes for successors are on record")
    op.drop_table("successor_note")
    op.drop_table("approval_request")
