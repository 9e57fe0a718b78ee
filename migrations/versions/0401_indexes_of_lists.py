"""Indexes in the order of the public lists, so that a page is found without reading the table."""

import sqlalchemy as sa
from alembic import op

revision = "0401"
down_revision = "0411"
branch_labels = None
depends_on = None

LISTED = ("effective_on", "reference")
SHOWN = ("published_at", "ended_at", "effective_precision")
REPORTS = ("period_end", "published_at", "reference")
NEW = {
    "ix_action_listed": ("action", (*LISTED, "state_id", *SHOWN)),
    "ix_action_state_listed": ("action", ("state_id", *LISTED, *SHOWN)),
    "ix_action_organisation_listed": (
        "action",
        ("organisation_id", "name_withheld", *LISTED, *SHOWN),
    ),
    "ix_report_listed": ("report", (*REPORTS, "state_id", "ended_at")),
    "ix_report_placed": (
        "report",
        ("period_end", "reference", "published_at", "state_id", "ended_at"),
    ),
    "ix_indicator_value_listed": ("indicator_value", LISTED),
    "ix_report_state_listed": ("report", ("state_id", *REPORTS, "ended_at")),
    "ix_report_submitted_at": ("report", ("submitted_at",)),
    "ix_report_move_made_at": ("report_move", ("made_at",)),
    "ix_entry_fact_record": ("entry_fact", ("record",)),
}
# Of the few records that were withdrawn or superseded.
ENDED = {
    "ix_action_ended_at": ("action", ("ended_at",)),
    "ix_action_ended_as": ("action", ("ended_as", "reference")),
    "ix_report_ended_at": ("report", ("ended_at",)),
    "ix_reply_ended_at": ("reply", ("ended_at",)),
}
# What begins with the same column as a new one.
OLD = {
    "ix_action_effective_on": ("action", ["effective_on"]),
    "ix_action_organisation_id": ("action", ["organisation_id"]),
    "ix_indicator_value_effective_on": ("indicator_value", ["effective_on"]),
    "ix_report_state_id": ("report", ["state_id"]),
}


def upgrade() -> None:
    for name, (table, columns) in NEW.items():
        op.create_index(name, table, list(columns))
    for name, (table, columns) in ENDED.items():
        where = sa.text(f"{columns[0]} IS NOT NULL")
        op.create_index(name, table, list(columns), sqlite_where=where, postgresql_where=where)
    for name, (table, _columns) in OLD.items():
        op.drop_index(name, table_name=table)


def downgrade() -> None:
    for name, (table, of_old) in OLD.items():
        op.create_index(name, table, of_old)
    for name, (table, _columns) in (NEW | ENDED).items():
        op.drop_index(name, table_name=table)
