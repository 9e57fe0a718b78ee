"""Letters about what is new, for people without an account."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "subscription",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "public_id",
            sa.String(length=26),
            nullable=False,
            comment="Random; what the links of its letters carry, signed",
        ),
        sa.Column(
            "email", sa.String(length=254), nullable=False, comment="Address in its normal form"
        ),
        sa.Column(
            "subject",
            sa.String(length=12),
            nullable=False,
            comment="everything, state, commitment, theme or organisation",
        ),
        sa.Column(
            "code",
            sa.String(length=60),
            nullable=False,
            comment="Of that; empty: everything",
        ),
        sa.Column("rhythm", sa.String(length=10), nullable=False, comment="immediate or weekly"),
        sa.Column(
            "language", sa.String(length=5), nullable=False, comment="Language of its letters"
        ),
        sa.Column(
            "token_hash",
            sa.String(length=64),
            nullable=True,
            comment="SHA-256 of the link that confirms it",
        ),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="When it was asked for",
        ),
        sa.Column(
            "confirmed_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="None: not confirmed",
        ),
        sa.Column(
            "told_until",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="What became known up to here was told, or nothing did",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscription")),
        sa.UniqueConstraint(
            "email", "subject", "code", name=op.f("uq_subscription_email_subject_code")
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_subscription_public_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_subscription_token_hash")),
    )
    op.create_index(
        op.f("ix_subscription_confirmed_at"), "subscription", ["confirmed_at"], unique=False
    )
    op.add_column(
        "outbox_mail",
        sa.Column(
            "subscription",
            sa.String(length=26),
            nullable=True,
            comment="Public id; not sent once that subscription was ended",
        ),
    )
    op.create_index(
        op.f("ix_outbox_mail_subscription"), "outbox_mail", ["subscription"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_outbox_mail_subscription"), table_name="outbox_mail")
    op.drop_column("outbox_mail", "subscription")
    op.drop_table("subscription")
