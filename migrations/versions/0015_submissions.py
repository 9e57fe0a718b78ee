"""Submissions: what is on its way to readers, its steps, and what was settled about it."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "submission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "reference",
            sa.String(length=40),
            nullable=False,
            comment="Random; the public reference of what it becomes",
        ),
        sa.Column("kind", sa.String(length=12), nullable=False, comment="action or reply"),
        sa.Column("status", sa.String(length=16), nullable=False, comment="Where it stands"),
        sa.Column("version", sa.Integer(), nullable=False, comment="Rises with every change"),
        sa.Column(
            "state",
            sa.String(length=3),
            nullable=True,
            comment="ISO3 code of the state it concerns",
        ),
        sa.Column(
            "organisation_id",
            sa.Integer(),
            nullable=True,
            comment="Who submits; none: the state itself",
        ),
        sa.Column(
            "name_withheld",
            sa.Boolean(),
            nullable=False,
            comment="The organisation's name is known to reviewers only",
        ),
        sa.Column(
            "replaces",
            sa.String(length=40),
            nullable=True,
            comment="Reference of the published record that it corrects",
        ),
        sa.Column(
            "about",
            sa.String(length=90),
            nullable=True,
            comment="What a reply answers: action:REF or entry:REPORT:REF",
        ),
        sa.Column(
            "own_key",
            sa.String(length=60),
            nullable=True,
            comment="The submitter's own number for it; finds it again in a second upload",
        ),
        sa.Column("text", sa.JSON(), nullable=False, comment="What was typed, by field"),
        sa.Column(
            "created_by", sa.String(length=60), nullable=False, comment="Opaque key of who began it"
        ),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), nullable=False, comment="When it was begun"
        ),
        sa.Column(
            "submitted_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="When it last went to the reviewers",
        ),
        sa.Column(
            "claimed_by",
            sa.String(length=60),
            nullable=True,
            comment="Opaque key of the reviewer at work on it",
        ),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True, comment="Since when"),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_submission_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(["state"], ["state.iso3"], name=op.f("fk_submission_state_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint("reference", name=op.f("uq_submission_reference")),
    )
    op.create_index(op.f("ix_submission_about"), "submission", ["about"], unique=False)
    op.create_index(
        op.f("ix_submission_organisation_id"), "submission", ["organisation_id"], unique=False
    )
    op.create_index(op.f("ix_submission_replaces"), "submission", ["replaces"], unique=False)
    op.create_index(op.f("ix_submission_state"), "submission", ["state"], unique=False)
    op.create_index(
        "ix_submission_status_submitted", "submission", ["status", "submitted_at"], unique=False
    )
    op.create_table(
        "submission_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("move", sa.String(length=12), nullable=False, comment="What was done"),
        sa.Column(
            "from_status", sa.String(length=16), nullable=False, comment="Where it stood before"
        ),
        sa.Column(
            "to_status", sa.String(length=16), nullable=False, comment="Where it stands since"
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False, comment="When"),
        sa.Column(
            "actor", sa.String(length=60), nullable=False, comment="Opaque key of who did it"
        ),
        sa.Column(
            "role",
            sa.String(length=24),
            nullable=False,
            comment="In which role; what readers are told",
        ),
        sa.Column(
            "ground",
            sa.String(length=20),
            nullable=True,
            comment="Why it was declined, as a word of a list",
        ),
        sa.Column("reason", sa.Text(), nullable=True, comment="Why, where the move must say so"),
        sa.Column(
            "remarks",
            sa.JSON(),
            nullable=True,
            comment="What to mend, by field, where it is returned",
        ),
        sa.Column(
            "waited",
            sa.Integer(),
            nullable=True,
            comment="Whole days from submission to this decision; none: no decision",
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
            name=op.f("fk_submission_move_submission_id_submission"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission_move")),
    )
    op.create_index(
        op.f("ix_submission_move_made_at"), "submission_move", ["made_at"], unique=False
    )
    op.create_index(
        op.f("ix_submission_move_submission_id"), "submission_move", ["submission_id"], unique=False
    )
    op.create_table(
        "settlement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=60), nullable=False, comment="Where it was found"),
        sa.Column(
            "finding",
            sa.String(length=24),
            nullable=False,
            comment="What it may be: name, telephone …",
        ),
        sa.Column(
            "fingerprint", sa.String(length=32), nullable=False, comment="Hash of the passage"
        ),
        sa.Column(
            "explanation",
            sa.Text(),
            nullable=True,
            comment="Why the writer says that it harms nobody",
        ),
        sa.Column(
            "settled_as",
            sa.String(length=16),
            nullable=True,
            comment="What a reviewer found: harmless or harmful; none: not looked at",
        ),
        sa.Column(
            "settled_by", sa.String(length=60), nullable=True, comment="Opaque key of the reviewer"
        ),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True, comment="When"),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
            name=op.f("fk_settlement_submission_id_submission"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settlement")),
        sa.UniqueConstraint(
            "submission_id",
            "field",
            "fingerprint",
            name=op.f("uq_settlement_submission_id_field_fingerprint"),
        ),
    )
    op.create_index(
        op.f("ix_settlement_submission_id"), "settlement", ["submission_id"], unique=False
    )


def downgrade() -> None:
    op.drop_table("settlement")
    op.drop_table("submission_move")
    op.drop_table("submission")
