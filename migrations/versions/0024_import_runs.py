"""Files on their way onto the record, and how the columns of such files were matched before."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "import_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False, comment="Random; its address"),
        sa.Column(
            "user_id", sa.Integer(), nullable=False, comment="Who brings it; nobody else sees it"
        ),
        sa.Column(
            "kind",
            sa.String(length=40),
            nullable=False,
            comment="Kind of record, such as commitments",
        ),
        sa.Column(
            "context",
            sa.String(length=60),
            nullable=True,
            comment="Organisation or report into which it is brought; none: the registry",
        ),
        sa.Column(
            "file_name",
            sa.String(length=200),
            nullable=False,
            comment="Name of the file as it was sent",
        ),
        sa.Column("file_hash", sa.String(length=64), nullable=False, comment="SHA-256 of the file"),
        sa.Column(
            "choice",
            sa.JSON(),
            nullable=True,
            comment="How it is read: encoding, separator, sheet, header; none: as recognised",
        ),
        sa.Column(
            "matching",
            sa.JSON(),
            nullable=True,
            comment="Which column of the file is which; none: as guessed",
        ),
        sa.Column(
            "value_map",
            sa.JSON(),
            nullable=True,
            comment="By column, what values of the file mean; none: as recognised",
        ),
        sa.Column(
            "accept_valid",
            sa.Boolean(),
            nullable=False,
            comment="Whether rows without fault are written although others are refused",
        ),
        sa.Column(
            "state",
            sa.String(length=12),
            nullable=False,
            comment="waiting, running, done, cancelled or failed",
        ),
        sa.Column(
            "task",
            sa.String(length=8),
            nullable=True,
            comment="plan or write: what a process is to do; none: its owner decides",
        ),
        sa.Column(
            "worker",
            sa.String(length=120),
            nullable=True,
            comment="The process that works on it; none: nobody does",
        ),
        sa.Column(
            "heartbeat_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="When that process last said that it is at work",
        ),
        sa.Column(
            "cancel_asked", sa.Boolean(), nullable=False, comment="Whether its owner wants it ended"
        ),
        sa.Column("progress", sa.Integer(), nullable=False, comment="Rows gone through"),
        sa.Column("total", sa.Integer(), nullable=False, comment="Rows of the file"),
        sa.Column(
            "counts",
            sa.JSON(),
            nullable=True,
            comment="Created, changed, left, refused; of the plan, then of what was written",
        ),
        sa.Column(
            "shown",
            sa.JSON(),
            nullable=True,
            comment="What a preview tells: first rows, field by field, and unknown values",
        ),
        sa.Column(
            "refusals",
            sa.JSON(),
            nullable=True,
            comment="The first refusals: row, column, value, what would be accepted",
        ),
        sa.Column(
            "plan_digest",
            sa.String(length=64),
            nullable=True,
            comment="SHA-256 of all that the plan would write; none: not planned",
        ),
        sa.Column(
            "failure",
            sa.String(length=300),
            nullable=True,
            comment="Why it could not be done; none where it could",
        ),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), nullable=False, comment="When the file came"
        ),
        sa.Column(
            "started_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="When work on it last began",
        ),
        sa.Column(
            "ended_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="When it was done, cancelled or given up",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_import_run_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run")),
        sa.UniqueConstraint("public_id", name=op.f("uq_import_run_public_id")),
    )
    op.create_index(op.f("ix_import_run_created_at"), "import_run", ["created_at"])
    op.create_index(op.f("ix_import_run_state"), "import_run", ["state"])
    op.create_index(op.f("ix_import_run_user_id"), "import_run", ["user_id"])
    op.create_table(
        "import_matching",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False, comment="Whose it is"),
        sa.Column("kind", sa.String(length=40), nullable=False, comment="Kind of record"),
        sa.Column("name", sa.String(length=80), nullable=False, comment="Its owner's name for it"),
        sa.Column(
            "columns_hash",
            sa.String(length=64),
            nullable=False,
            comment="SHA-256 of the file's columns: the same ones are matched again alike",
        ),
        sa.Column(
            "matching", sa.JSON(), nullable=False, comment="Which column of the file is which"
        ),
        sa.Column(
            "value_map", sa.JSON(), nullable=True, comment="By column, what values of the file mean"
        ),
        sa.Column(
            "used_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="When it was last saved or used",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_import_matching_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_matching")),
        sa.UniqueConstraint(
            "user_id", "kind", "name", name=op.f("uq_import_matching_user_id_kind_name")
        ),
    )
    op.create_index(op.f("ix_import_matching_used_at"), "import_matching", ["used_at"])
    op.create_index(op.f("ix_import_matching_user_id"), "import_matching", ["user_id"])


def downgrade() -> None:
    op.drop_table("import_matching")
    op.drop_table("import_run")
