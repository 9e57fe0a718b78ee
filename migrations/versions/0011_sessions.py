"""Sessions, and what proves who somebody is."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "user_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "public_id", sa.String(length=26), nullable=False, comment="Names it on the page"
        ),
        sa.Column("token_hash", sa.String(length=64), nullable=False, comment="SHA-256 of the id"),
        sa.Column("user_id", sa.Integer(), nullable=False, comment="Whose it is"),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="When the password was given",
        ),
        sa.Column(
            "last_seen_at", sa.DateTime(timezone=True), nullable=False, comment="Kept to the minute"
        ),
        sa.Column(
            "second_factor_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="When a code was given; none: without second factor",
        ),
        sa.Column(
            "renew",
            sa.Boolean(),
            nullable=False,
            comment="Gets a new id at the next request: roles changed",
        ),
        sa.Column(
            "revoked_at", sa.DateTime(timezone=True), nullable=True, comment="None: not ended"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_user_session_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_session")),
        sa.UniqueConstraint("public_id", name=op.f("uq_user_session_public_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_user_session_token_hash")),
    )
    op.create_index(op.f("ix_user_session_user_id"), "user_session", ["user_id"], unique=False)
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False, comment="Whose it is"),
        sa.Column("code_hash", sa.String(length=64), nullable=False, comment="SHA-256 of 120 bits"),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True, comment="None: still good"),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_recovery_code_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_recovery_code_code_hash")),
    )
    op.create_index(op.f("ix_recovery_code_user_id"), "recovery_code", ["user_id"], unique=False)
    op.create_table(
        "password_reset",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "token_hash", sa.String(length=64), nullable=False, comment="SHA-256 of the link"
        ),
        sa.Column("user_id", sa.Integer(), nullable=True, comment="None: nobody has that address"),
        sa.Column(
            "expires_at", sa.DateTime(timezone=True), nullable=False, comment="From when it is void"
        ),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True, comment="None: still good"),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_password_reset_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_password_reset")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_password_reset_token_hash")),
    )
    op.create_index(op.f("ix_password_reset_user_id"), "password_reset", ["user_id"], unique=False)
    op.create_table(
        "api_token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False, comment="Whose it is"),
        sa.Column("prefix", sa.String(length=12), nullable=False, comment="Its visible beginning"),
        sa.Column(
            "secret_hash", sa.String(length=64), nullable=False, comment="SHA-256 of all of it"
        ),
        sa.Column("name", sa.String(length=100), nullable=False, comment="What its owner calls it"),
        sa.Column(
            "scopes",
            sa.String(length=200),
            nullable=False,
            comment="What it may do, spaces between",
        ),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), nullable=False, comment="When it was made"
        ),
        sa.Column(
            "expires_at", sa.DateTime(timezone=True), nullable=False, comment="From when it is void"
        ),
        sa.Column("last_used_on", sa.Date(), nullable=True, comment="Kept to the day"),
        sa.Column(
            "revoked_at", sa.DateTime(timezone=True), nullable=True, comment="None: not ended"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_api_token_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("prefix", name=op.f("uq_api_token_prefix")),
    )
    op.create_index(op.f("ix_api_token_user_id"), "api_token", ["user_id"], unique=False)


def downgrade() -> None:
    op.drop_table("api_token")
    op.drop_table("password_reset")
    op.drop_table("recovery_code")
    op.drop_table("user_session")
