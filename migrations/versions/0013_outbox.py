"""Letters that wait to be sent."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outbox_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.String(length=254), nullable=False, comment="Address"),
        sa.Column("kind", sa.String(length=40), nullable=False, comment="What sort of letter"),
        sa.Column("subject", sa.String(length=300), nullable=False, comment="Subject line"),
        sa.Column("body_text", sa.Text(), nullable=True, comment="None once sent"),
        sa.Column("body_html", sa.Text(), nullable=True, comment="None: text alone"),
        sa.Column(
            "due_key",
            sa.String(length=64),
            nullable=False,
            comment="Hash of recipient, kind, matter and day: no letter is sent twice",
        ),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), nullable=False, comment="When it was written"
        ),
        sa.Column(
            "claimed_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="When a sender last took it up",
        ),
        sa.Column("attempts", sa.Integer(), nullable=False, comment="How often sending was tried"),
        sa.Column(
            "sent_at", sa.DateTime(timezone=True), nullable=True, comment="None: not sent yet"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_mail")),
        sa.UniqueConstraint("due_key", name=op.f("uq_outbox_mail_due_key")),
    )
    op.create_index(op.f("ix_outbox_mail_kind"), "outbox_mail", ["kind"], unique=False)
    op.create_index(op.f("ix_outbox_mail_sent_at"), "outbox_mail", ["sent_at"], unique=False)


def downgrade() -> None:
    op.drop_table("outbox_mail")
