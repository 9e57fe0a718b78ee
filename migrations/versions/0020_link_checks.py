"""Whether the addresses of sources still answer."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "link_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "url_hash",
            sa.String(length=64),
            nullable=False,
            comment="SHA-256 of the address; addresses can be long",
        ),
        sa.Column("url", sa.Text(), nullable=False, comment="The address"),
        sa.Column(
            "answer",
            sa.String(length=10),
            nullable=False,
            comment="alive, gone, failing, refused or not_asked",
        ),
        sa.Column(
            "detail",
            sa.String(length=80),
            nullable=False,
            comment="Status code, or what went wrong, in a word",
        ),
        sa.Column(
            "checked_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="When it was last asked",
        ),
        sa.Column(
            "failing_since",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="First of the failures without a break; none: it answers",
        ),
        sa.Column("failures", sa.Integer(), nullable=False, comment="Failures without a break"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_check")),
        sa.UniqueConstraint("url_hash", name=op.f("uq_link_check_url_hash")),
    )
    op.create_index(op.f("ix_link_check_checked_at"), "link_check", ["checked_at"], unique=False)


def downgrade() -> None:
    op.drop_table("link_check")
