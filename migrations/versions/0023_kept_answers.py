"""What programs were answered, so that the same request asked again changes nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kept_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False, comment="Whose request"),
        sa.Column(
            "route",
            sa.String(length=200),
            nullable=False,
            comment="Method and path that were asked",
        ),
        sa.Column(
            "key",
            sa.String(length=100),
            nullable=False,
            comment="The program's own name for the request",
        ),
        sa.Column(
            "request_hash",
            sa.String(length=64),
            nullable=False,
            comment="SHA-256 of what was sent, by which another request is told apart",
        ),
        sa.Column(
            "status",
            sa.Integer(),
            nullable=True,
            comment="Status that was answered; none: it is being worked on",
        ),
        sa.Column(
            "body",
            sa.JSON(),
            nullable=True,
            comment="What was answered: references and versions, no text of anybody's",
        ),
        sa.Column(
            "headers",
            sa.JSON(),
            nullable=True,
            comment="Address and version as they were answered",
        ),
        sa.Column(
            "begun_at", sa.DateTime(timezone=True), nullable=False, comment="When the request came"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_kept_answer_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_answer")),
        sa.UniqueConstraint(
            "user_id", "route", "key", name=op.f("uq_kept_answer_user_id_route_key")
        ),
    )
    op.create_index(op.f("ix_kept_answer_begun_at"), "kept_answer", ["begun_at"])


def downgrade() -> None:
    op.drop_table("kept_answer")
