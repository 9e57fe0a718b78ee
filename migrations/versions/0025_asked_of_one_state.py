"""What other mechanisms ask of one state, and the positions of states."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

STATEMENT = "What is undertaken, in our words"
STATEMENT_OR_NONE = f"{STATEMENT}; empty: told by the source's wording alone"


def upgrade() -> None:
    op.create_table(
        "recommendation",
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column(
            "state_id", sa.Integer(), nullable=False, comment="The one state to which it speaks"
        ),
        sa.Column(
            "mechanism",
            sa.String(length=30),
            nullable=False,
            comment="Which mechanism publishes it",
        ),
        sa.Column(
            "session", sa.String(length=60), nullable=True, comment="Session, as the source says"
        ),
        sa.Column(
            "cycle", sa.String(length=60), nullable=True, comment="Cycle, as the source says"
        ),
        sa.Column("symbol", sa.String(length=120), nullable=True, comment="Symbol of the document"),
        sa.Column("url", sa.Text(), nullable=True, comment="Address of the document"),
        sa.Column(
            "asked_on", sa.Date(), nullable=False, comment="Day from which it counts as made"
        ),
        sa.Column(
            "asked_precision",
            sa.String(length=5),
            nullable=False,
            comment="day, month or year",
        ),
        sa.Column(
            "made_by",
            sa.Text(),
            nullable=True,
            comment="State or body that makes it, as the source names it",
        ),
        sa.Column(
            "number",
            sa.String(length=60),
            nullable=True,
            comment="Number or paragraph within the document",
        ),
        sa.Column(
            "language", sa.String(length=12), nullable=True, comment="Language of its wording"
        ),
        sa.Column(
            "issues",
            sa.Text(),
            nullable=True,
            comment="Issues or themes as the source names them, parted by ;",
        ),
        sa.ForeignKeyConstraint(
            ["commitment_id"],
            ["commitment.id"],
            name=op.f("fk_recommendation_commitment_id_commitment"),
        ),
        sa.ForeignKeyConstraint(
            ["state_id"], ["state.id"], name=op.f("fk_recommendation_state_id_state")
        ),
        sa.PrimaryKeyConstraint("commitment_id", name=op.f("pk_recommendation")),
    )
    op.create_index(
        op.f("ix_recommendation_mechanism"), "recommendation", ["mechanism"], unique=False
    )
    op.create_index(
        op.f("ix_recommendation_state_id"), "recommendation", ["state_id"], unique=False
    )
    _create_position()
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column(
            "commitment", "statement", comment=STATEMENT_OR_NONE, existing_comment=STATEMENT
        )


def _create_position() -> None:
    op.create_table(
        "position",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state_id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column(
            "position",
            sa.String(length=12),
            nullable=False,
            comment="supported, in_part, noted or not_stated",
        ),
        sa.Column(
            "stated_on",
            sa.Date(),
            nullable=True,
            comment="When it was stated; none: counts from when the commitment does",
        ),
        sa.Column(
            "stated_precision", sa.String(length=5), nullable=True, comment="day, month or year"
        ),
        sa.Column("source", sa.Text(), nullable=True, comment="Symbol or name of where it says so"),
        sa.Column("locator", sa.Text(), nullable=True, comment="Place within that source"),
        sa.Column("source_url", sa.Text(), nullable=True, comment="Address of that source"),
        sa.Column("note", sa.Text(), nullable=True, comment="Anything a reader must know"),
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
        sa.ForeignKeyConstraint(
            ["commitment_id"],
            ["commitment.id"],
            name=op.f("fk_position_commitment_id_commitment"),
        ),
        sa.ForeignKeyConstraint(
            ["state_id"], ["state.id"], name=op.f("fk_position_state_id_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_position")),
        sa.UniqueConstraint(
            "state_id",
            "commitment_id",
            "stated_on",
            "published_at",
            name=op.f("uq_position_state_id_commitment_id_stated_on_published_at"),
        ),
    )
    op.create_index(
        "ix_position_commitment_id_state_id",
        "position",
        ["commitment_id", "state_id"],
        unique=False,
    )
    op.create_index(op.f("ix_position_published_at"), "position", ["published_at"], unique=False)
    op.create_index(op.f("ix_position_state_id"), "position", ["state_id"], unique=False)


def downgrade() -> None:
    """Recommendations to one state lose what told their state; their commitments stay."""
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column(
            "commitment", "statement", comment=STATEMENT, existing_comment=STATEMENT_OR_NONE
        )
    op.drop_table("position")
    op.drop_table("recommendation")
