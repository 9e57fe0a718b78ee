"""The audit trail, which triggers keep from being changed."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_event",
        sa.Column(
            "sequence",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="1, 2, 3 … without gaps",
        ),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False, comment="When"),
        sa.Column("actor", sa.String(length=60), nullable=False, comment="Opaque key of who acted"),
        sa.Column("verb", sa.String(length=60), nullable=False, comment="part:subject:action"),
        sa.Column("subject", sa.String(length=100), nullable=False, comment="kind:reference"),
        sa.Column(
            "content_hash", sa.String(length=64), nullable=False, comment="SHA-256 of the content"
        ),
        sa.Column(
            "previous_hash",
            sa.String(length=64),
            nullable=False,
            comment="Hash of the event before",
        ),
        sa.Column("hash", sa.String(length=64), nullable=False, comment="SHA-256 of this event"),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_audit_event")),
        sa.UniqueConstraint("hash", name=op.f("uq_audit_event_hash")),
    )
    op.create_index(op.f("ix_audit_event_actor"), "audit_event", ["actor"], unique=False)
    op.create_index(op.f("ix_audit_event_subject"), "audit_event", ["subject"], unique=False)
    op.create_index(op.f("ix_audit_event_verb"), "audit_event", ["verb"], unique=False)
    op.create_table(
        "audit_content",
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", sa.JSON(), nullable=True, comment="None once redacted"),
        sa.Column(
            "redacted_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="None: not redacted",
        ),
        sa.Column(
            "redacted_by", sa.String(length=60), nullable=True, comment="Opaque key of who did"
        ),
        sa.Column("redacted_reason", sa.String(length=500), nullable=True, comment="Why, in words"),
        sa.ForeignKeyConstraint(
            ["sequence"],
            ["audit_event.sequence"],
            name=op.f("fk_audit_content_sequence_audit_event"),
        ),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_audit_content")),
    )
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False, comment="Number of the last event"),
        sa.Column("hash", sa.String(length=64), nullable=False, comment="Hash of the last event"),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_head_single_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    for statement in TRIGGERS[op.get_bind().dialect.name]:
        op.execute(statement)


# An event may never be changed or removed; what it says may only be redacted: emptied, with the
# moment of it told.
TRIGGERS = {
    "sqlite": (
        """CREATE TRIGGER audit_event_keeps BEFORE UPDATE ON audit_event
        BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END""",
        """CREATE TRIGGER audit_event_stays BEFORE DELETE ON audit_event
        BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END""",
        """CREATE TRIGGER audit_content_keeps BEFORE UPDATE ON audit_content
        WHEN NEW.body IS NOT NULL OR NEW.redacted_at IS NULL OR NEW.sequence <> OLD.sequence
        BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END""",
        """CREATE TRIGGER audit_content_stays BEFORE DELETE ON audit_content
        BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END""",
    ),
    "postgresql": (
        """CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$""",
        """CREATE TRIGGER audit_event_keeps BEFORE UPDATE OR DELETE ON audit_event
        FOR EACH ROW EXECUTE FUNCTION audit_refuse()""",
        """CREATE TRIGGER audit_content_keeps BEFORE UPDATE ON audit_content FOR EACH ROW
        WHEN (NEW.body IS NOT NULL OR NEW.redacted_at IS NULL OR NEW.sequence <> OLD.sequence)
        EXECUTE FUNCTION audit_refuse()""",
        """CREATE TRIGGER audit_content_stays BEFORE DELETE ON audit_content
        FOR EACH ROW EXECUTE FUNCTION audit_refuse()""",
    ),
}


def downgrade() -> None:
    op.drop_table("audit_head")
    op.drop_table("audit_content")
    op.drop_table("audit_event")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_refuse()")
