"""Official wordings of commitments, by language, from files that maintainers bring."""

import sqlalchemy as sa
from alembic import op

revision = "0202"
down_revision = "0192"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "official_wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column(
            "language",
            sa.String(length=12),
            nullable=False,
            comment="Language that the file says of itself, such as fr",
        ),
        sa.Column(
            "paragraph",
            sa.String(length=40),
            nullable=False,
            comment="Number printed before the paragraph, such as 16 or 16 (a)",
        ),
        sa.Column(
            "text",
            sa.Text(),
            nullable=False,
            comment="The wording, a line for each block, without footnotes",
        ),
        sa.Column(
            "sha256",
            sa.String(length=64),
            nullable=False,
            comment="SHA-256 of the file that was read",
        ),
        sa.Column(
            "origin",
            sa.Text(),
            nullable=False,
            comment="Address of the file, or its name where no address was given",
        ),
        sa.Column(
            "read_on", sa.Date(), nullable=False, comment="Day on which the file was read here"
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
            ["commitment_id"],
            ["commitment.id"],
            name=op.f("fk_official_wording_commitment_id_commitment"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_official_wording")),
        sa.UniqueConstraint(
            "commitment_id",
            "language",
            "published_at",
            name=op.f("uq_official_wording_commitment_id_language_published_at"),
        ),
    )
    op.create_index(
        op.f("ix_official_wording_commitment_id"), "official_wording", ["commitment_id"]
    )
    op.create_index(op.f("ix_official_wording_published_at"), "official_wording", ["published_at"])


def downgrade() -> None:
    op.drop_table("official_wording")
