"""Records that are hidden until a person decides, with the moment from which they were public."""

import sqlalchemy as sa
from alembic import op

revision = "0530"
down_revision = "0522"
branch_labels = None
depends_on = None

_OPEN = sa.text("closed_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "hiding",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("public_id", sa.String(26), nullable=False, unique=True, comment="Random id"),
        sa.Column(
            "kind", sa.String(12), nullable=False, comment="action, reply, report or assessment"
        ),
        sa.Column(
            "reference",
            sa.String(60),
            nullable=False,
            comment="Reference of the version that was named",
        ),
        sa.Column(
            "root",
            sa.String(60),
            nullable=False,
            comment="Reference of its first version; one open case for each",
        ),
        sa.Column(
            "ground",
            sa.String(16),
            nullable=False,
            comment="Kind of the reason, which its authors may know: danger or personal_data",
        ),
        sa.Column(
            "note",
            sa.Text(),
            nullable=False,
            comment="To those who decide; emptied by the decision. Empty: no note",
        ),
        sa.Column(
            "hidden_at", sa.DateTime(timezone=True), nullable=False, comment="When it was hidden"
        ),
        sa.Column("hidden_by", sa.String(60), nullable=False, comment="Opaque key of who did"),
        sa.Column(
            "decide_by",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="When it must be decided",
        ),
        sa.Column("closed_at", sa.DateTime(timezone=True), comment="None: still hidden"),
        sa.Column("closed_by", sa.String(60), comment="Opaque key of who decided"),
        sa.Column("outcome", sa.String(10), comment="restored or removed; none: still hidden"),
    )
    op.create_index("ix_hiding_root", "hiding", ["root"])
    op.create_index(
        "uq_hiding_open",
        "hiding",
        ["root"],
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
    op.create_table(
        "hidden_record",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("hiding_id", sa.Integer(), sa.ForeignKey("hiding.id"), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False, comment="Table of the record"),
        sa.Column("record_id", sa.Integer(), nullable=False, comment="Row id in that table"),
        sa.Column("reference", sa.String(60), nullable=False, comment="Its public reference"),
        sa.Column(
            "published_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="When it became public",
        ),
    )
    op.create_index("ix_hidden_record_hiding_id", "hidden_record", ["hiding_id"])
    op.create_index("ix_hidden_record_of", "hidden_record", ["kind", "record_id"])
    op.create_index("ix_hidden_record_reference", "hidden_record", ["reference"])


def downgrade() -> None:
    query = sa.text("SELECT count(*) FROM hiding WHERE closed_at IS NULL")
    if op.get_bind().scalar(query):
        raise RuntimeError("records are hidden, and would stay out of sight")
    op.drop_table("hidden_record")
    op.drop_table("hiding")
