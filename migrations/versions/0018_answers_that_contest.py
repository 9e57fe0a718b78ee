"""States answer assessments too, and cells say when a record that counts is contested.

What a reply answers is one of three kinds now. Citations of replies step aside meanwhile: SQLite
makes the table anew, and they refer to it.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

ONE_OF_TWO = "(action_id IS NULL) <> (entry_id IS NULL)"
FROM_ONE_SIDE_OF_TWO = "(action_id IS NULL) = (organisation_id IS NOT NULL)"
ONE_OF_THREE = (
    "(CASE WHEN action_id IS NULL THEN 0 ELSE 1 END)"
    " + (CASE WHEN entry_id IS NULL THEN 0 ELSE 1 END)"
    " + (CASE WHEN assessment_id IS NULL THEN 0 ELSE 1 END) = 1"
)
FROM_ONE_SIDE_OF_THREE = "(entry_id IS NULL) = (organisation_id IS NULL)"
ABOUT = "What a reply answers: action:REF or entry:REPORT:REF"
ABOUT_THREE = "What a reply answers: action:REF, entry:REPORT:REF, assessment:REF"


def upgrade() -> None:
    op.add_column(
        "standing",
        sa.Column(
            "disputed",
            sa.Boolean(),
            nullable=False,
            server_default=sa.false(),
            comment="A record that counts is contested in a public answer",
        ),
    )
    with _citations_aside(), op.batch_alter_table("reply") as batch:
        batch.add_column(
            sa.Column(
                "assessment_id",
                sa.Integer(),
                nullable=True,
                comment="The assessment that a state answers",
            )
        )
        batch.create_foreign_key(
            batch.f("fk_reply_assessment_id_assessment"),
            "assessment",
            ["assessment_id"],
            ["id"],
        )
        batch.create_index(batch.f("ix_reply_assessment_id"), ["assessment_id"])
        _check(batch, "answers_one_record", ONE_OF_THREE)
        _check(batch, "from_the_other_side", FROM_ONE_SIDE_OF_THREE)
    _tell(ABOUT, ABOUT_THREE)


def downgrade() -> None:
    """Answers to assessments go: nothing before could hold them."""
    op.execute(
        "DELETE FROM citation WHERE reply_id IN"
        " (SELECT id FROM reply WHERE assessment_id IS NOT NULL)"
    )
    op.execute("DELETE FROM reply WHERE assessment_id IS NOT NULL")
    with _citations_aside(), op.batch_alter_table("reply") as batch:
        batch.drop_index(batch.f("ix_reply_assessment_id"))
        batch.drop_constraint(batch.f("fk_reply_assessment_id_assessment"), type_="foreignkey")
        _check(batch, "answers_one_record", ONE_OF_TWO)
        _check(batch, "from_the_other_side", FROM_ONE_SIDE_OF_TWO)
        batch.drop_column("assessment_id")
    _tell(ABOUT_THREE, ABOUT)
    op.drop_column("standing", "disputed")


def _check(batch: "op.BatchOperations", name: str, condition: str) -> None:
    # SQLite's table is made anew without its checks, for they cannot be read back.
    if op.get_bind().dialect.name == "postgresql":
        batch.drop_constraint(batch.f(f"ck_reply_{name}"), type_="check")
    batch.create_check_constraint(batch.f(f"ck_reply_{name}"), condition)


def _tell(before: str, after: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("submission", "about", comment=after, existing_comment=before)


@contextmanager
def _citations_aside() -> Iterator[None]:
    connection = op.get_bind()
    citation = sa.Table("citation", sa.MetaData(), autoload_with=connection)
    of_replies = citation.c.reply_id.is_not(None)
    rows = [
        dict(row) for row in connection.execute(sa.select(citation).where(of_replies)).mappings()
    ]
    connection.execute(sa.delete(citation).where(of_replies))
    yield
    if rows:
        connection.execute(sa.insert(citation), rows)
