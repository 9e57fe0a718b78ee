"""Accounts: people, and what each may speak for."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ROLE_FITS = (
    "(role IN ('focal_point', 'validating_authority') AND state IS NOT NULL"
    " AND organisation_id IS NULL)"
    " OR (role = 'contributor' AND organisation_id IS NOT NULL AND state IS NULL)"
    " OR role = 'reviewer'"
    " OR (role = 'administrator' AND state IS NULL AND organisation_id IS NULL)"
)


def upgrade() -> None:
    op.create_table(
        "user_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "public_id",
            sa.String(length=26),
            nullable=False,
            comment="Random; the opaque key in the audit trail",
        ),
        sa.Column(
            "email",
            sa.String(length=254),
            nullable=False,
            comment="Address in its normal form; never shown to others",
        ),
        sa.Column(
            "name",
            sa.String(length=200),
            nullable=False,
            comment="What the person wishes to be called",
        ),
        sa.Column("language", sa.String(length=5), nullable=False, comment="Language of letters"),
        sa.Column(
            "password_hash",
            sa.String(length=200),
            nullable=True,
            comment="argon2id; none: cannot sign in until a password is set",
        ),
        sa.Column(
            "totp_secret",
            sa.String(length=300),
            nullable=True,
            comment="Seed of one-time codes, encrypted; none: no second factor",
        ),
        sa.Column(
            "totp_last_step",
            sa.BigInteger(),
            nullable=True,
            comment="Time step of the last code accepted; no code works twice",
        ),
        sa.Column(
            "notify_decisions",
            sa.Boolean(),
            nullable=False,
            comment="Wants letters about decisions",
        ),
        sa.Column(
            "notify_reminders", sa.Boolean(), nullable=False, comment="Wants reminders of due dates"
        ),
        sa.Column(
            "disabled_at", sa.DateTime(timezone=True), nullable=True, comment="None: may sign in"
        ),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), nullable=False, comment="When it was made"
        ),
        sa.Column(
            "version",
            sa.Integer(),
            nullable=False,
            comment="Rises with each change; finds a lost update",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_account")),
        sa.UniqueConstraint("email", name=op.f("uq_user_account_email")),
        sa.UniqueConstraint("public_id", name=op.f("uq_user_account_public_id")),
    )
    op.create_table(
        "membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False, comment="Random id"),
        sa.Column("user_id", sa.Integer(), nullable=False, comment="Whose it is"),
        sa.Column("role", sa.String(length=24), nullable=False, comment="The role held"),
        sa.Column(
            "state",
            sa.String(length=3),
            nullable=True,
            comment="ISO3 code; a reviewer's is off limits",
        ),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False, comment="From when"),
        sa.Column(
            "ended_at", sa.DateTime(timezone=True), nullable=True, comment="None: still held"
        ),
        sa.Column(
            "granted_by",
            sa.String(length=60),
            nullable=False,
            comment="Opaque key of who granted it",
        ),
        sa.CheckConstraint(ROLE_FITS, name=op.f("ck_membership_role_fits")),
        sa.CheckConstraint(
            "ended_at IS NULL OR ended_at >= began_at",
            name=op.f("ck_membership_ends_after_it_began"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_membership_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(["state"], ["state.iso3"], name=op.f("fk_membership_state_state")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_membership_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint("public_id", name=op.f("uq_membership_public_id")),
    )
    op.create_index(
        op.f("ix_membership_organisation_id"), "membership", ["organisation_id"], unique=False
    )
    op.create_index(op.f("ix_membership_role"), "membership", ["role"], unique=False)
    op.create_index(op.f("ix_membership_state"), "membership", ["state"], unique=False)
    op.create_index(op.f("ix_membership_user_id"), "membership", ["user_id"], unique=False)


def downgrade() -> None:
    op.drop_table("membership")
    op.drop_table("user_account")
