"""Assessments that wait for the state's answer, the records they rely on, second ratings."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "assessment",
        sa.Column(
            "made_by", sa.String(length=60), nullable=True, comment="Opaque key of the reviewer"
        ),
    )
    op.add_column(
        "assessment",
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True, comment="When it was made"),
    )
    op.add_column(
        "assessment",
        sa.Column(
            "reply_until",
            sa.Date(),
            nullable=True,
            comment="Last day on which it waits for the state's answer",
        ),
    )
    op.create_index(op.f("ix_assessment_made_by"), "assessment", ["made_by"], unique=False)
    op.create_index(op.f("ix_assessment_reply_until"), "assessment", ["reply_until"], unique=False)
    op.create_table(
        "assessment_record",
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column(
            "record",
            sa.String(length=60),
            nullable=False,
            comment="Reference of the record, or of the report",
        ),
        sa.Column("kind", sa.String(length=10), nullable=False, comment="report, value or action"),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["assessment.id"],
            name=op.f("fk_assessment_record_assessment_id_assessment"),
        ),
        sa.PrimaryKeyConstraint("assessment_id", "record", name=op.f("pk_assessment_record")),
    )
    op.create_table(
        "second_rating",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "assessment_id",
            sa.Integer(),
            nullable=False,
            comment="The first rating of the same cell",
        ),
        sa.Column("level", sa.Integer(), nullable=False, comment="0 not started to 4 complete"),
        sa.Column("confidence", sa.String(length=6), nullable=False, comment="high, medium or low"),
        sa.Column("rationale", sa.Text(), nullable=False, comment="Why, and from which records"),
        sa.Column(
            "effective_on", sa.Date(), nullable=False, comment="The day its evidence is as of"
        ),
        sa.Column(
            "made_by", sa.String(length=60), nullable=False, comment="Opaque key of the reviewer"
        ),
        sa.Column(
            "made_at", sa.DateTime(timezone=True), nullable=False, comment="When it was made"
        ),
        sa.CheckConstraint("level BETWEEN 0 AND 4", name=op.f("ck_second_rating_level_on_scale")),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["assessment.id"],
            name=op.f("fk_second_rating_assessment_id_assessment"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_rating")),
        sa.UniqueConstraint("assessment_id", name=op.f("uq_second_rating_assessment_id")),
    )
    op.create_index(op.f("ix_second_rating_made_by"), "second_rating", ["made_by"], unique=False)


def downgrade() -> None:
    op.drop_table("second_rating")
    op.drop_table("assessment_record")
    op.drop_index(op.f("ix_assessment_reply_until"), table_name="assessment")
    op.drop_index(op.f("ix_assessment_made_by"), table_name="assessment")
    for name in ("reply_until", "made_at", "made_by"):
        op.drop_column("assessment", name)
