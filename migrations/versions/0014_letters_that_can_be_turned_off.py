"""Letters that can be turned off one kind at a time, and the moment a letter leaves."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

WISHES = {
    "notify_digest": "Wants the monthly list of what is long overdue",
    "notify_clearance": "Wants to know that a cleared report waits to be submitted",
    "notify_queue": "As a reviewer, wants to know that a report waits for a decision",
}


def upgrade() -> None:
    # Not in batch: SQLite would make the table anew, and others refer to it.
    for name, meaning in WISHES.items():
        op.add_column(
            "user_account",
            sa.Column(
                name, sa.Boolean(), nullable=False, server_default=sa.true(), comment=meaning
            ),
        )
    with op.batch_alter_table("outbox_mail") as batch:
        batch.add_column(
            sa.Column(
                "reader_id",
                sa.Integer(),
                nullable=True,
                comment="Who may turn it off; none: always sent",
            )
        )
        batch.add_column(
            sa.Column(
                "handed_at",
                sa.DateTime(timezone=True),
                nullable=True,
                comment="When its text began to leave; set and not sent: perhaps it arrived",
            )
        )
        batch.create_foreign_key(
            batch.f("fk_outbox_mail_reader_id_user_account"),
            "user_account",
            ["reader_id"],
            ["id"],
        )
        batch.create_index(batch.f("ix_outbox_mail_reader_id"), ["reader_id"])


def downgrade() -> None:
    with op.batch_alter_table("outbox_mail") as batch:
        batch.drop_index(batch.f("ix_outbox_mail_reader_id"))
        batch.drop_constraint(batch.f("fk_outbox_mail_reader_id_user_account"), type_="foreignkey")
        batch.drop_column("handed_at")
        batch.drop_column("reader_id")
    for name in reversed(WISHES):
        op.drop_column("user_account", name)
