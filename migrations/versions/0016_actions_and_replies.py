"""Actions with several sources, files and replies; actions are written from submissions.

The table of actions is made anew, for SQLite cannot drop a column that refers to another table.
Actions from before (only demonstrations had any) keep their source as their first citation.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

CITED = ("title", "publisher", "url", "language", "tier")


def upgrade() -> None:
    actions, bearings = _taken("action"), _taken("action_commitment")
    sources = {row["id"]: row for row in _rows("source")}
    _create_actions()
    _create_replies()
    _create_citations()
    _create_attachments()
    citations = []
    for row in actions:
        source = sources[row.pop("source_id")]
        row |= {"survivor_led_shown": False, "language": "en"}
        cited = {name: source[name] for name in CITED}
        citations.append({"action_id": row["id"], "position": 1, **cited})
    _put("action", actions)
    _put("action_commitment", bearings)
    _put("citation", citations)


def downgrade() -> None:
    """Back to one source an action: those that were typed become sources of their own."""
    citations = {row["action_id"]: row for row in _rows("citation") if row["position"] == 1}
    op.drop_table("attachment")
    op.drop_table("citation")
    op.drop_table("reply")
    actions, bearings = _taken("action"), _taken("action_commitment")
    number = max((row["id"] for row in _rows("source")), default=0)
    sources = []
    for row in actions:
        for name in ("submission_id", "survivor_led_shown", "began_on", "began_precision"):
            row.pop(name)
        row.pop("stage")
        row.pop("language")
        number += 1
        cited = citations[row["id"]]
        told = {name: cited[name] for name in CITED}
        code = f"action-{row['id']}"
        sources.append({"id": number, "code": code, "citation": cited["title"], **told})
        row["source_id"] = number
    _create_actions_as_before()
    _put("source", sources)
    _put("action", actions)
    _put("action_commitment", bearings)


def _table(name: str) -> sa.Table:
    return sa.Table(name, sa.MetaData(), autoload_with=op.get_bind())


def _rows(name: str) -> list[dict[str, Any]]:
    query = sa.select(_table(name))
    return [dict(row) for row in op.get_bind().execute(query).mappings()]


def _taken(name: str) -> list[dict[str, Any]]:
    """Rows of a table that is about to be made anew; it is dropped with those that refer to it."""
    rows = _rows(name)
    if name == "action_commitment":
        op.drop_table("action_commitment")
        op.drop_table("action")
    return rows


def _put(name: str, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        op.bulk_insert(_table(name), list(rows))
        _go_on_counting(name)


def _go_on_counting(name: str) -> None:
    """PostgreSQL numbers rows from a counter that does not see ids given by hand."""
    if op.get_bind().dialect.name == "postgresql" and name != "action_commitment":
        op.execute(
            f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), "  # noqa: S608
            f"(SELECT max(id) FROM {name}))"
        )


def _create_actions() -> None:
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
        sa.Column("submission_id", sa.Integer(), nullable=True, comment="How it came here"),
        sa.Column(
            "survivor_led_shown",
            sa.Boolean(),
            nullable=False,
            comment="Although the name is withheld, readers may know whether survivors lead it",
        ),
        sa.Column(
            "began_on",
            sa.Date(),
            nullable=True,
            comment="Where it is a period: its first day; it counts from its end",
        ),
        sa.Column(
            "began_precision", sa.String(length=5), nullable=True, comment="day, month or year"
        ),
        sa.Column(
            "stage",
            sa.String(length=8),
            nullable=True,
            comment="output (what was set up) or outcome (what came of it)",
        ),
        sa.Column(
            "language",
            sa.String(length=12),
            nullable=False,
            comment="Language of title and account",
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
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_action_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_action_submission_id_submission")
        ),
        sa.ForeignKeyConstraint(["state_id"], ["state.id"], name=op.f("fk_action_state_id_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
        sa.UniqueConstraint("reference", name=op.f("uq_action_reference")),
        sa.UniqueConstraint("submission_id", name=op.f("uq_action_submission_id")),
    )
    op.create_index(op.f("ix_action_effective_on"), "action", ["effective_on"], unique=False)
    op.create_index(op.f("ix_action_organisation_id"), "action", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_action_published_at"), "action", ["published_at"], unique=False)
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


def _create_actions_as_before() -> None:
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


def _create_replies() -> None:
    op.create_table(
        "reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=False, comment="Public reference"),
        sa.Column("submission_id", sa.Integer(), nullable=True, comment="How it came here"),
        sa.Column(
            "action_id", sa.Integer(), nullable=True, comment="The action that a state answers"
        ),
        sa.Column(
            "entry_id",
            sa.Integer(),
            nullable=True,
            comment="The entry that an organisation answers",
        ),
        sa.Column(
            "state_id",
            sa.Integer(),
            nullable=False,
            comment="The state that answers or is answered",
        ),
        sa.Column(
            "organisation_id", sa.Integer(), nullable=True, comment="Who answers; none: the state"
        ),
        sa.Column(
            "name_withheld",
            sa.Boolean(),
            nullable=False,
            comment="The organisation's name is known to reviewers only",
        ),
        sa.Column(
            "survivor_led_shown",
            sa.Boolean(),
            nullable=False,
            comment="Although the name is withheld, readers may know whether survivors lead it",
        ),
        sa.Column(
            "stance",
            sa.String(length=10),
            nullable=False,
            comment="confirm, correct, contest or take_note",
        ),
        sa.Column("text", sa.Text(), nullable=False, comment="The answer; never names a victim"),
        sa.Column("language", sa.String(length=12), nullable=False, comment="Language of the text"),
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
        sa.CheckConstraint(
            "(action_id IS NULL) <> (entry_id IS NULL)", name=op.f("ck_reply_answers_one_record")
        ),
        sa.CheckConstraint(
            "(action_id IS NULL) = (organisation_id IS NOT NULL)",
            name=op.f("ck_reply_from_the_other_side"),
        ),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action.id"], name=op.f("fk_reply_action_id_action")
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["report_entry.id"], name=op.f("fk_reply_entry_id_report_entry")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_reply_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(["state_id"], ["state.id"], name=op.f("fk_reply_state_id_state")),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_reply_submission_id_submission")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply")),
        sa.UniqueConstraint("reference", name=op.f("uq_reply_reference")),
        sa.UniqueConstraint("submission_id", name=op.f("uq_reply_submission_id")),
    )
    op.create_index(op.f("ix_reply_action_id"), "reply", ["action_id"], unique=False)
    op.create_index(op.f("ix_reply_entry_id"), "reply", ["entry_id"], unique=False)
    op.create_index(op.f("ix_reply_organisation_id"), "reply", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_reply_published_at"), "reply", ["published_at"], unique=False)
    op.create_index(op.f("ix_reply_state_id"), "reply", ["state_id"], unique=False)


def _create_citations() -> None:
    op.create_table(
        "citation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column("reply_id", sa.Integer(), nullable=True),
        sa.Column(
            "position",
            sa.Integer(),
            nullable=False,
            comment="From 1, the strongest tier first: its weight is that of the action's vote",
        ),
        sa.Column("title", sa.Text(), nullable=False, comment="Title of the source"),
        sa.Column("publisher", sa.Text(), nullable=False, comment="Who published it"),
        sa.Column("url", sa.Text(), nullable=True, comment="Its address"),
        sa.Column("archived_url", sa.Text(), nullable=True, comment="Address of an archived copy"),
        sa.Column("published_on", sa.Date(), nullable=True, comment="When it was published"),
        sa.Column(
            "published_precision", sa.String(length=5), nullable=True, comment="day, month or year"
        ),
        sa.Column(
            "language", sa.String(length=12), nullable=False, comment="Language of the source"
        ),
        sa.Column(
            "tier",
            sa.String(length=1),
            nullable=True,
            comment="A primary official, B independent institution, C civil society, D secondary",
        ),
        sa.CheckConstraint(
            "(action_id IS NULL) <> (reply_id IS NULL)", name=op.f("ck_citation_of_one_record")
        ),
        sa.CheckConstraint(
            "action_id IS NULL OR tier IS NOT NULL", name=op.f("ck_citation_tier_of_evidence")
        ),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action.id"], name=op.f("fk_citation_action_id_action")
        ),
        sa.ForeignKeyConstraint(
            ["reply_id"], ["reply.id"], name=op.f("fk_citation_reply_id_reply")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_citation")),
        sa.UniqueConstraint("action_id", "position", name=op.f("uq_citation_action_id_position")),
        sa.UniqueConstraint("reply_id", "position", name=op.f("uq_citation_reply_id_position")),
    )


def _create_attachments() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False, comment="Random public id"),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column(
            "position",
            sa.Integer(),
            nullable=False,
            comment="From 1, in the order in which they came",
        ),
        sa.Column(
            "sha256", sa.String(length=64), nullable=False, comment="Hash of the cleaned file"
        ),
        sa.Column(
            "media_type", sa.String(length=100), nullable=False, comment="Its type, by its content"
        ),
        sa.Column(
            "extension",
            sa.String(length=8),
            nullable=False,
            comment="Ending of the name it is served by",
        ),
        sa.Column("size", sa.Integer(), nullable=False, comment="Bytes of the cleaned file"),
        sa.Column(
            "caption", sa.Text(), nullable=False, comment="What it shows, in the submitter's words"
        ),
        sa.Column(
            "people_confirmed",
            sa.Boolean(),
            nullable=False,
            comment="The submitter has looked: nobody who could be harmed can be recognised in it",
        ),
        sa.Column(
            "added_at", sa.DateTime(timezone=True), nullable=False, comment="When it was added"
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
            name=op.f("fk_attachment_submission_id_submission"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("public_id", name=op.f("uq_attachment_public_id")),
        sa.UniqueConstraint(
            "submission_id", "sha256", name=op.f("uq_attachment_submission_id_sha256")
        ),
    )
    op.create_index(op.f("ix_attachment_sha256"), "attachment", ["sha256"], unique=False)
