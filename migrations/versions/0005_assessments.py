"""Assessments: what reviewers conclude."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "assessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=False, comment="Public reference"),
        sa.Column("state_id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False, comment="0 not started to 4 complete"),
        sa.Column("confidence", sa.String(length=6), nullable=False, comment="high, medium or low"),
        sa.Column("rationale", sa.Text(), nullable=False, comment="Why, and from which records"),
        sa.Column(
            "effective_on", sa.Date(), nullable=False, comment="The day its evidence is as of"
        ),
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
        sa.CheckConstraint("level BETWEEN 0 AND 4", name=op.f("ck_assessment_level_on_scale")),
        sa.ForeignKeyConstraint(
            ["commitment_id"],
            ["commitment.id"],
            name=op.f("fk_assessment_commitment_id_commitment"),
        ),
        sa.ForeignKeyConstraint(
            ["state_id"], ["state.id"], name=op.f("fk_assessment_state_id_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
        sa.UniqueConstraint("reference", name=op.f("uq_assessment_reference")),
    )
    op.create_index("ix_assessment_cell", "assessment", ["state_id", "commitment_id"], unique=False)
    op.create_index(
        op.f("ix_assessment_commitment_id"), "assessment", ["commitment_id"], unique=False
    )
    op.create_index(
        op.f("ix_assessment_published_at"), "assessment", ["published_at"], unique=False
    )


def downgrade() -> None:
    op.drop_table("assessment")
