"""The standing table and what it was built for."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "standing",
        sa.Column("state_id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column(
            "applicability",
            sa.String(length=20),
            nullable=False,
            comment="Whether it counts for it",
        ),
        sa.Column("reported", sa.Integer(), nullable=True, comment="Level that the state reports"),
        sa.Column(
            "reported_answer", sa.String(length=20), nullable=True, comment="How the entry answers"
        ),
        sa.Column(
            "reported_reason", sa.Text(), nullable=True, comment="Why its entry has no level"
        ),
        sa.Column(
            "evidenced", sa.Integer(), nullable=True, comment="Level that the evidence shows"
        ),
        sa.Column("assessed", sa.Integer(), nullable=True, comment="Level that reviewers conclude"),
        sa.Column(
            "settled",
            sa.Integer(),
            nullable=True,
            comment="Assessed, else evidenced, else reported",
        ),
        sa.Column("basis", sa.String(length=10), nullable=True, comment="The lane that settled it"),
        sa.Column(
            "contested",
            sa.Boolean(),
            nullable=False,
            comment="Two votes differ by two levels or more",
        ),
        sa.Column("confidence", sa.String(length=6), nullable=True, comment="high, medium or low"),
        sa.Column(
            "regressed", sa.Boolean(), nullable=False, comment="Lower than 24 months earlier"
        ),
        sa.Column(
            "gap", sa.Double(), nullable=True, comment="1 minus the value of the settled level"
        ),
        sa.Column(
            "divergence", sa.Double(), nullable=True, comment="Reported minus what others see"
        ),
        sa.Column("streams", sa.Integer(), nullable=False, comment="Number of streams that vote"),
        sa.Column("newest_on", sa.Date(), nullable=True, comment="Date of the newest record"),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitment.id"], name=op.f("fk_standing_commitment_id_commitment")
        ),
        sa.ForeignKeyConstraint(
            ["state_id"], ["state.id"], name=op.f("fk_standing_state_id_state")
        ),
        sa.PrimaryKeyConstraint("state_id", "commitment_id", name=op.f("pk_standing")),
    )
    op.create_index(
        "ix_standing_commitment_state", "standing", ["commitment_id", "state_id"], unique=False
    )
    op.create_table(
        "standing_build",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False, comment="Every cell is as of this day"),
        sa.Column(
            "revision", sa.Integer(), nullable=False, comment="Public revision it is equal to"
        ),
        sa.Column(
            "methodology", sa.String(length=10), nullable=False, comment="Version of the rules"
        ),
        sa.CheckConstraint("id = 1", name=op.f("ck_standing_build_single_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standing_build")),
    )


def downgrade() -> None:
    op.drop_table("standing_build")
    op.drop_table("standing")
