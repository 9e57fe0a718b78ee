"""Sources, indicator values and actions: what others see."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False, comment="Public code"),
        sa.Column("title", sa.Text(), nullable=False, comment="Title of the source"),
        sa.Column("publisher", sa.Text(), nullable=False, comment="Who published it"),
        sa.Column("url", sa.Text(), nullable=True, comment="Its address"),
        sa.Column(
            "tier",
            sa.String(length=1),
            nullable=False,
            comment="A primary official, B independent institution, C civil society, D secondary",
        ),
        sa.Column(
            "language", sa.String(length=12), nullable=False, comment="Language of the source"
        ),
        sa.Column("licence", sa.Text(), nullable=True, comment="Licence of the data"),
        sa.Column("current_on", sa.Date(), nullable=True, comment="Day on which it was current"),
        sa.Column(
            "current_precision", sa.String(length=5), nullable=True, comment="day, month or year"
        ),
        sa.Column("citation", sa.Text(), nullable=False, comment="How to cite it"),
        sa.Column("note", sa.Text(), nullable=True, comment="Anything a reader must know"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("code", name=op.f("uq_source_code")),
    )
    op.create_table(
        "indicator_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False, comment="Public reference"),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("state_id", sa.Integer(), nullable=False),
        sa.Column(
            "value",
            sa.String(length=40),
            nullable=False,
            comment="A value of the indicator's scale",
        ),
        sa.Column(
            "effective_on",
            sa.Date(),
            nullable=False,
            comment="Day from which it counts; a partial date: its last day",
        ),
        sa.Column(
            "effective_precision", sa.String(length=5), nullable=False, comment="day, month or year"
        ),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column(
            "act", sa.String(length=40), nullable=True, comment="The act behind it: ratification …"
        ),
        sa.Column(
            "note", sa.Text(), nullable=True, comment="What a reader must know of this value"
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
        sa.ForeignKeyConstraint(
            ["indicator_id"],
            ["indicator.id"],
            name=op.f("fk_indicator_value_indicator_id_indicator"),
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_indicator_value_source_id_source")
        ),
        sa.ForeignKeyConstraint(
            ["state_id"], ["state.id"], name=op.f("fk_indicator_value_state_id_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_value")),
        sa.UniqueConstraint("reference", name=op.f("uq_indicator_value_reference")),
    )
    op.create_index(
        op.f("ix_indicator_value_effective_on"), "indicator_value", ["effective_on"], unique=False
    )
    op.create_index(
        op.f("ix_indicator_value_indicator_id"), "indicator_value", ["indicator_id"], unique=False
    )
    op.create_index(
        op.f("ix_indicator_value_published_at"), "indicator_value", ["published_at"], unique=False
    )
    op.create_index(
        op.f("ix_indicator_value_source_id"), "indicator_value", ["source_id"], unique=False
    )
    op.create_index(
        "ix_indicator_value_state_indicator",
        "indicator_value",
        ["state_id", "indicator_id"],
        unique=False,
    )
    op.create_table(
        "action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=False, comment="Public reference"),
        sa.Column("state_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column(
            "name_withheld",
            sa.Boolean(),
            nullable=False,
            comment="The organisation's name is known to reviewers only",
        ),
        sa.Column(
            "kind",
            sa.String(length=20),
            nullable=False,
            comment="What happened: law, policy, budget …",
        ),
        sa.Column("title", sa.Text(), nullable=False, comment="What the state did, in one line"),
        sa.Column(
            "account", sa.Text(), nullable=False, comment="Short account; never names a victim"
        ),
        sa.Column("effective_on", sa.Date(), nullable=False, comment="Day from which it counts"),
        sa.Column(
            "effective_precision", sa.String(length=5), nullable=False, comment="day, month or year"
        ),
        sa.Column("source_id", sa.Integer(), nullable=False),
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
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_action_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_action_source_id_source")
        ),
        sa.ForeignKeyConstraint(["state_id"], ["state.id"], name=op.f("fk_action_state_id_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
        sa.UniqueConstraint("reference", name=op.f("uq_action_reference")),
    )
    op.create_index(op.f("ix_action_effective_on"), "action", ["effective_on"], unique=False)
    op.create_index(op.f("ix_action_organisation_id"), "action", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_action_published_at"), "action", ["published_at"], unique=False)
    op.create_index(op.f("ix_action_source_id"), "action", ["source_id"], unique=False)
    op.create_index(
        "ix_action_state_published", "action", ["state_id", "published_at"], unique=False
    )
    op.create_table(
        "action_commitment",
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column(
            "polarity",
            sa.String(length=12),
            nullable=False,
            comment="supports, contradicts or context",
        ),
        sa.Column(
            "level", sa.Integer(), nullable=True, comment="The level it shows, if it shows one"
        ),
        sa.CheckConstraint(
            "level IS NULL OR level BETWEEN 0 AND 4",
            name=op.f("ck_action_commitment_level_on_scale"),
        ),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action.id"], name=op.f("fk_action_commitment_action_id_action")
        ),
        sa.ForeignKeyConstraint(
            ["commitment_id"],
            ["commitment.id"],
            name=op.f("fk_action_commitment_commitment_id_commitment"),
        ),
        sa.PrimaryKeyConstraint("action_id", "commitment_id", name=op.f("pk_action_commitment")),
    )
    op.create_index(
        op.f("ix_action_commitment_commitment_id"),
        "action_commitment",
        ["commitment_id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_table("action_commitment")
    op.drop_table("action")
    op.drop_table("indicator_value")
    op.drop_table("source")
