"""Cycles, due dates, progress reports, their entries and moves: what states say."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reporting_cycle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False, comment="Public code"),
        sa.Column("title", sa.Text(), nullable=False, comment="What the cycle is called"),
        sa.Column("statement", sa.Text(), nullable=False, comment="What it asks for, in our words"),
        sa.Column(
            "scope",
            sa.String(length=16),
            nullable=False,
            comment="all_members, regional_group or listed",
        ),
        sa.Column("regional_group", sa.String(length=10), nullable=True, comment="With that scope"),
        sa.Column(
            "first_period_start", sa.Date(), nullable=False, comment="First day of the first period"
        ),
        sa.Column(
            "first_period_end", sa.Date(), nullable=False, comment="Last day of the first period"
        ),
        sa.Column(
            "first_due_on", sa.Date(), nullable=False, comment="Day on which the first is due"
        ),
        sa.Column(
            "every_months", sa.Integer(), nullable=True, comment="Months between rounds; none: once"
        ),
        sa.Column("last_due_on", sa.Date(), nullable=True, comment="No round is due after it"),
        sa.Column(
            "archived_at", sa.DateTime(timezone=True), nullable=True, comment="When it ended"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reporting_cycle")),
        sa.UniqueConstraint("code", name=op.f("uq_reporting_cycle_code")),
    )
    op.create_table(
        "due_date",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("state_id", sa.Integer(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False, comment="First day to report on"),
        sa.Column("period_end", sa.Date(), nullable=False, comment="Last day to report on"),
        sa.Column("due_on", sa.Date(), nullable=False, comment="Late from the day after"),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False, comment="When it was set"),
        sa.Column(
            "dropped_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="When it was moved or no longer asked",
        ),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["reporting_cycle.id"], name=op.f("fk_due_date_cycle_id_reporting_cycle")
        ),
        sa.ForeignKeyConstraint(
            ["state_id"], ["state.id"], name=op.f("fk_due_date_state_id_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_due_date")),
    )
    op.create_index(op.f("ix_due_date_cycle_id"), "due_date", ["cycle_id"], unique=False)
    op.create_index(op.f("ix_due_date_due_on"), "due_date", ["due_on"], unique=False)
    op.create_index("ix_due_date_state_due", "due_date", ["state_id", "due_on"], unique=False)
    op.create_index(
        "uq_due_date_present",
        "due_date",
        ["cycle_id", "state_id", "period_end"],
        unique=True,
        sqlite_where=sa.text("dropped_at IS NULL"),
        postgresql_where=sa.text("dropped_at IS NULL"),
    )
    op.create_table(
        "reporting_cycle_instrument",
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("instrument_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cycle_id"],
            ["reporting_cycle.id"],
            name=op.f("fk_reporting_cycle_instrument_cycle_id_reporting_cycle"),
        ),
        sa.ForeignKeyConstraint(
            ["instrument_id"],
            ["instrument.id"],
            name=op.f("fk_reporting_cycle_instrument_instrument_id_instrument"),
        ),
        sa.PrimaryKeyConstraint(
            "cycle_id", "instrument_id", name=op.f("pk_reporting_cycle_instrument")
        ),
    )
    op.create_index(
        op.f("ix_reporting_cycle_instrument_instrument_id"),
        "reporting_cycle_instrument",
        ["instrument_id"],
        unique=False,
    )
    op.create_table(
        "reporting_cycle_state",
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("state_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cycle_id"],
            ["reporting_cycle.id"],
            name=op.f("fk_reporting_cycle_state_cycle_id_reporting_cycle"),
        ),
        sa.ForeignKeyConstraint(
            ["state_id"], ["state.id"], name=op.f("fk_reporting_cycle_state_state_id_state")
        ),
        sa.PrimaryKeyConstraint("cycle_id", "state_id", name=op.f("pk_reporting_cycle_state")),
    )
    op.create_index(
        op.f("ix_reporting_cycle_state_state_id"),
        "reporting_cycle_state",
        ["state_id"],
        unique=False,
    )
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=False, comment="Public reference"),
        sa.Column("state_id", sa.Integer(), nullable=False),
        sa.Column(
            "due_id", sa.Integer(), nullable=True, comment="What it answers; none: an extra report"
        ),
        sa.Column("title", sa.Text(), nullable=False, comment="Title of the report"),
        sa.Column("period_start", sa.Date(), nullable=True, comment="First day reported on"),
        sa.Column("period_end", sa.Date(), nullable=False, comment="Last day reported on"),
        sa.Column(
            "survivors",
            sa.String(length=16),
            nullable=False,
            comment="led, consulted, not_consulted or not_stated",
        ),
        sa.Column("survivors_how", sa.Text(), nullable=True, comment="How, or why not"),
        sa.Column("status", sa.String(length=12), nullable=False, comment="Where it stands"),
        sa.Column("version", sa.Integer(), nullable=False, comment="Rises with every change"),
        sa.Column(
            "submitted_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="When first sent: what decides whether it was late",
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
            ["due_id"], ["due_date.id"], name=op.f("fk_report_due_id_due_date")
        ),
        sa.ForeignKeyConstraint(["state_id"], ["state.id"], name=op.f("fk_report_state_id_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("reference", name=op.f("uq_report_reference")),
    )
    op.create_index(op.f("ix_report_due_id"), "report", ["due_id"], unique=False)
    op.create_index(op.f("ix_report_published_at"), "report", ["published_at"], unique=False)
    op.create_index(op.f("ix_report_state_id"), "report", ["state_id"], unique=False)
    op.create_index(op.f("ix_report_status"), "report", ["status"], unique=False)
    op.create_index(
        "uq_report_under_way",
        "report",
        ["due_id"],
        unique=True,
        sqlite_where=sa.text("status IN ('draft', 'cleared', 'submitted', 'returned')"),
        postgresql_where=sa.text("status IN ('draft', 'cleared', 'submitted', 'returned')"),
    )
    op.create_table(
        "report_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("move", sa.String(length=12), nullable=False, comment="What was done"),
        sa.Column(
            "from_status", sa.String(length=12), nullable=False, comment="Where it stood before"
        ),
        sa.Column(
            "to_status", sa.String(length=12), nullable=False, comment="Where it stands since"
        ),
        sa.Column(
            "made_at", sa.DateTime(timezone=True), nullable=False, comment="When it was moved"
        ),
        sa.Column(
            "actor", sa.String(length=60), nullable=False, comment="Opaque key of who did it"
        ),
        sa.Column(
            "role",
            sa.String(length=24),
            nullable=False,
            comment="In which role; what readers are told",
        ),
        sa.Column("reason", sa.Text(), nullable=True, comment="Why, where the move must say so"),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_move_report_id_report")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_move")),
    )
    op.create_index(op.f("ix_report_move_report_id"), "report_move", ["report_id"], unique=False)
    op.create_table(
        "report_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column(
            "lead_id", sa.Integer(), nullable=True, comment="The entry whose answer it repeats"
        ),
        sa.Column(
            "answer",
            sa.String(length=20),
            nullable=True,
            comment="level, not_assessed or not_applicable; none: unfinished",
        ),
        sa.Column(
            "level", sa.Integer(), nullable=True, comment="0 to 4 when the answer is a level"
        ),
        sa.Column("reason", sa.Text(), nullable=True, comment="Why there is no level"),
        sa.Column("measures_taken", sa.Text(), nullable=True, comment="What the state says it did"),
        sa.Column("challenges", sa.Text(), nullable=True, comment="What stands in the way"),
        sa.Column("assistance", sa.Text(), nullable=True, comment="What help is needed"),
        sa.Column(
            "survivors",
            sa.String(length=16),
            nullable=False,
            comment="led, consulted, not_consulted or not_stated",
        ),
        sa.Column("survivors_how", sa.Text(), nullable=True, comment="How, or why not"),
        sa.Column(
            "sources",
            sa.Text(),
            nullable=True,
            comment="Where it can be checked: one source a line",
        ),
        sa.Column("version", sa.Integer(), nullable=False, comment="Rises with every change"),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True, comment="Last change"),
        sa.Column(
            "changed_by", sa.String(length=60), nullable=True, comment="Opaque key of who did"
        ),
        sa.CheckConstraint(
            "level IS NULL OR answer IS NOT NULL AND answer = 'level'",
            name=op.f("ck_report_entry_level_only_with_answer"),
        ),
        sa.CheckConstraint(
            "level IS NULL OR level BETWEEN 0 AND 4", name=op.f("ck_report_entry_level_on_scale")
        ),
        sa.ForeignKeyConstraint(
            ["commitment_id"],
            ["commitment.id"],
            name=op.f("fk_report_entry_commitment_id_commitment"),
        ),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["report_entry.id"], name=op.f("fk_report_entry_lead_id_report_entry")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_entry_report_id_report")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_entry")),
        sa.UniqueConstraint(
            "report_id", "commitment_id", name=op.f("uq_report_entry_report_id_commitment_id")
        ),
    )
    op.create_index(
        op.f("ix_report_entry_commitment_id"), "report_entry", ["commitment_id"], unique=False
    )
    op.create_index(op.f("ix_report_entry_lead_id"), "report_entry", ["lead_id"], unique=False)
    op.create_index(op.f("ix_report_entry_report_id"), "report_entry", ["report_id"], unique=False)
    op.create_table(
        "entry_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column(
            "record", sa.String(length=60), nullable=False, comment="Reference of the record"
        ),
        sa.Column(
            "response", sa.String(length=10), nullable=False, comment="confirm, correct or contest"
        ),
        sa.Column("note", sa.Text(), nullable=True, comment="What is right instead, or why not"),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["report_entry.id"], name=op.f("fk_entry_fact_entry_id_report_entry")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_fact")),
        sa.UniqueConstraint("entry_id", "record", name=op.f("uq_entry_fact_entry_id_record")),
    )
    op.create_index(op.f("ix_entry_fact_entry_id"), "entry_fact", ["entry_id"], unique=False)
    op.create_table(
        "entry_indicator_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column(
            "value",
            sa.String(length=40),
            nullable=False,
            comment="A value of the indicator's scale",
        ),
        sa.Column(
            "effective_on", sa.Date(), nullable=False, comment="Day from which the state says it is"
        ),
        sa.Column(
            "effective_precision", sa.String(length=5), nullable=False, comment="day, month or year"
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["report_entry.id"],
            name=op.f("fk_entry_indicator_value_entry_id_report_entry"),
        ),
        sa.ForeignKeyConstraint(
            ["indicator_id"],
            ["indicator.id"],
            name=op.f("fk_entry_indicator_value_indicator_id_indicator"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_indicator_value")),
        sa.UniqueConstraint(
            "entry_id",
            "indicator_id",
            "effective_on",
            name=op.f("uq_entry_indicator_value_entry_id_indicator_id_effective_on"),
        ),
    )
    op.create_index(
        op.f("ix_entry_indicator_value_entry_id"),
        "entry_indicator_value",
        ["entry_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_entry_indicator_value_indicator_id"),
        "entry_indicator_value",
        ["indicator_id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_table("entry_indicator_value")
    op.drop_table("entry_fact")
    op.drop_table("report_entry")
    op.drop_table("report_move")
    op.drop_table("report")
    op.drop_table("reporting_cycle_state")
    op.drop_table("reporting_cycle_instrument")
    op.drop_table("due_date")
    op.drop_table("reporting_cycle")
