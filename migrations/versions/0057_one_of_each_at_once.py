"""At most one role, open invitation, answer under way and extra report under way of each kind.

What was there twice is kept: the later extra report gets its reference into its title, of roles the
oldest goes on, of invitations the newest, of answers the one that came furthest.
"""

import sqlalchemy as sa
from alembic import op

revision = "0057"
down_revision = "0047"
branch_labels = None
depends_on = None

HELD = "ended_at IS NULL"
OFFERED = "accepted_at IS NULL AND revoked_at IS NULL"
REPORT = "due_id IS NULL AND status IN ('draft', 'cleared', 'submitted', 'returned')"
REPLY = "kind = 'reply' AND status IN ('draft', 'submitted', 'second_review', 'returned')"
# A role is held for a state, for an organisation, for both or for neither; NULL equals nothing.
SCOPES = {
    "plain": ((), "state IS NULL AND organisation_id IS NULL"),
    "state": (("state",), "state IS NOT NULL AND organisation_id IS NULL"),
    "organisation": (("organisation_id",), "state IS NULL AND organisation_id IS NOT NULL"),
    "both": (("state", "organisation_id"), "state IS NOT NULL AND organisation_id IS NOT NULL"),
}
INDEXES = (
    *(
        (f"uq_membership_held_{name}", "membership", ("user_id", "role", *columns), HELD, where)
        for name, (columns, where) in SCOPES.items()
    ),
    *(
        (f"uq_invitation_open_{name}", "invitation", ("email", "role", *columns), OFFERED, where)
        for name, (columns, where) in SCOPES.items()
    ),
    ("uq_report_extra_under_way", "report", ("state_id", "title", "period_end"), REPORT, None),
    ("uq_submission_reply_of_state", "submission", ("about",), REPLY, "organisation_id IS NULL"),
    (
        "uq_submission_reply_of_organisation",
        "submission",
        ("about", "organisation_id"),
        REPLY,
        "organisation_id IS NOT NULL",
    ),
)


def upgrade() -> None:
    connection = op.get_bind()
    same = "COALESCE({0}.state, '') = COALESCE({1}.state, '')"
    same += " AND COALESCE({0}.organisation_id, 0) = COALESCE({1}.organisation_id, 0)"
    connection.execute(
        sa.text(
            f"UPDATE membership SET ended_at = began_at WHERE {HELD} AND EXISTS (SELECT 1"  # noqa: S608
            " FROM membership AS other WHERE other.ended_at IS NULL"
            " AND other.user_id = membership.user_id AND other.role = membership.role"
            f" AND other.id < membership.id AND {same.format('other', 'membership')})"
        )
    )
    connection.execute(
        sa.text(
            f"UPDATE invitation SET revoked_at = created_at WHERE {OFFERED} AND EXISTS (SELECT 1"  # noqa: S608
            " FROM invitation AS other WHERE other.accepted_at IS NULL"
            " AND other.revoked_at IS NULL AND other.email = invitation.email"
            " AND other.role = invitation.role"
            f" AND other.id > invitation.id AND {same.format('other', 'invitation')})"
        )
    )
    _tell_reports_apart(connection)
    _give_up_replies(connection)
    for name, table, columns, first, second in INDEXES:
        where = sa.text(f"{first} AND {second}" if second else first)
        op.create_index(
            name, table, list(columns), unique=True, sqlite_where=where, postgresql_where=where
        )


def _tell_reports_apart(connection: sa.Connection) -> None:
    query = f"SELECT id, reference, state_id, title, period_end FROM report WHERE {REPORT}"  # noqa: S608
    seen = set()
    for row in connection.execute(sa.text(f"{query} ORDER BY id")).all():
        key = (row.state_id, row.title, row.period_end)
        if key in seen:
            title = f"{row.title} ({row.reference})"
            connection.execute(
                sa.text("UPDATE report SET title = :title WHERE id = :id"),
                {"title": title, "id": row.id},
            )
        seen.add(key)


def _give_up_replies(connection: sa.Connection) -> None:
    query = f"SELECT id, about, organisation_id FROM submission WHERE {REPLY}"  # noqa: S608
    further = "CASE status WHEN 'draft' THEN 1 ELSE 0 END, id DESC"
    seen = set()
    for row in connection.execute(sa.text(f"{query} ORDER BY {further}")).all():
        if (row.about, row.organisation_id) in seen:
            connection.execute(
                sa.text("UPDATE submission SET status = 'discarded' WHERE id = :id"),
                {"id": row.id},
            )
        seen.add((row.about, row.organisation_id))


def downgrade() -> None:
    for name, table, *_rest in reversed(INDEXES):
        op.drop_index(name, table)
