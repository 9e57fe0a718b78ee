"""The two ways to an account: an invitation and a request."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
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
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False, comment="Random id"),
        sa.Column(
            "token_hash", sa.String(length=64), nullable=False, comment="SHA-256 of the link"
        ),
        sa.Column("email", sa.String(length=254), nullable=False, comment="To whom it was sent"),
        sa.Column("role", sa.String(length=24), nullable=False, comment="The role offered"),
        sa.Column("state", sa.String(length=3), nullable=True, comment="ISO3 code"),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column(
            "invited_by", sa.String(length=60), nullable=False, comment="Opaque key of who invited"
        ),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), nullable=False, comment="When it was sent"
        ),
        sa.Column(
            "expires_at", sa.DateTime(timezone=True), nullable=False, comment="From when it is void"
        ),
        sa.Column(
            "accepted_at", sa.DateTime(timezone=True), nullable=True, comment="None: not yet"
        ),
        sa.Column(
            "revoked_at", sa.DateTime(timezone=True), nullable=True, comment="None: not taken back"
        ),
        sa.CheckConstraint(ROLE_FITS, name=op.f("ck_invitation_role_fits")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_invitation_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(["state"], ["state.iso3"], name=op.f("fk_invitation_state_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("public_id", name=op.f("uq_invitation_public_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitation_token_hash")),
    )
    op.create_index(op.f("ix_invitation_email"), "invitation", ["email"], unique=False)
    op.create_index(
        op.f("ix_invitation_organisation_id"), "invitation", ["organisation_id"], unique=False
    )
    op.create_table(
        "account_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False, comment="Random id"),
        sa.Column(
            "name", sa.String(length=200), nullable=False, comment="Who asks; emptied when declined"
        ),
        sa.Column(
            "email",
            sa.String(length=254),
            nullable=False,
            comment="Where to answer; emptied likewise",
        ),
        sa.Column(
            "organisation",
            sa.String(length=200),
            nullable=False,
            comment="State or organisation, as told",
        ),
        sa.Column("role", sa.String(length=24), nullable=False, comment="The role wished for"),
        sa.Column("reason", sa.Text(), nullable=False, comment="Why, and how it can be verified"),
        sa.Column(
            "language", sa.String(length=5), nullable=False, comment="Language of the answer"
        ),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), nullable=False, comment="When it was made"
        ),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True, comment="None: waits"),
        sa.Column("decision", sa.String(length=10), nullable=True, comment="approved or declined"),
        sa.Column("decided_by", sa.String(length=60), nullable=True, comment="Opaque key"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_request")),
        sa.UniqueConstraint("public_id", name=op.f("uq_account_request_public_id")),
    )


def downgrade() -> None:
    op.drop_table("account_request")
    op.drop_table("invitation")
