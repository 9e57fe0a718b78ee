"""Progress reports and their entries: what states say."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=False, comment="Public reference"),
        sa.Column("state_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False, comment="Title of the report"),
        sa.Column("period_start", sa.Date(), nullable=True, comment="First day reported on"),
        sa.Column("period_end", sa.Date(), nullable=False, comment="Last day reported on"),
        sa.Column(
            "published_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="When it became public; none: not public",
        ),
        sa.Column(
            "ended_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="When it was withdrawn or superseded",
        ),
        sa.Column(
            "ended_as", sa.String(length=12), nullable=True, comment="withdrawn or superseded"
        ),
        sa.Column("ended_reason", sa.Text(), nullable=True, comment="Why it was withdrawn"),
        sa.ForeignKeyConstraint(["state_id"], ["state.id"], name=op.f("fk_report_state_id_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("reference", name=op.f("uq_report_reference")),
    )
    op.create_index(op.f("ix_report_published_at"), "report", ["published_at"], unique=False)
    op.create_index(op.f("ix_report_state_id"), "report", ["state_id"], unique=False)
    op.create_table(
        "report_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column(
            "answer",
            sa.String(length=20),
            nullable=False,
            comment="level, not_assessed, not_applicable",
        ),
        sa.Column(
            "level", sa.Integer(), nullable=True, comment="0 to 4 when the answer is a level"
        ),
        sa.Column("reason", sa.Text(), nullable=True, comment="Why there is no level"),
        sa.Column("measures_taken", sa.Text(), nullable=True, comment="What the state says it did"),
        sa.Column(
            "survivors",
            sa.String(length=16),
            nullable=False,
            comment="led, consulted, not_consulted or not_stated",
        ),
        sa.CheckConstraint(
            "(answer = 'level' AND level IS NOT NULL) OR (answer <> 'level' AND level IS NULL)",
            name=op.f("ck_report_entry_level_only_with_answer"),
        ),
        sa.CheckConstraint(
            "level IS NULL OR level BETWEEN 0 AND 4", name=op.f("ck_report_entry_level_on_scale")
        ),
        sa.ForeignKeyConstraint(
            ["commitment_id"],
            ["commitment.id"],
            name=op.f("fk_report_entry_commitment_id_commitment"),
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_entry_report_id_report")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_entry")),
        sa.UniqueConstraint(
            "report_id", "commitment_id", name=op.f("uq_report_entry_report_id_commitment_id")
        ),
    )
    op.create_index(
        op.f("ix_report_entry_commitment_id"), "report_entry", ["commitment_id"], unique=False
    )
    op.create_index(op.f("ix_report_entry_report_id"), "report_entry", ["report_id"], unique=False)


def downgrade() -> None:
    op.drop_table("report_entry")
    op.drop_table("report")
