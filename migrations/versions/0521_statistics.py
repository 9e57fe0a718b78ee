"""Statistics of the indexes that earlier migrations made, where SQLite has statistics at all.

SQLite trusts the statistics of a table: an index made after them is passed over for a worse one.
Without any it chooses well, and PostgreSQL renews its own.
"""

from alembic import op
from sqlalchemy import Connection, text

revision = "0521"
down_revision = "0402"
branch_labels = None
depends_on = None

ROWS_READ = 1_000  # of each index; enough to tell few rows from many


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name == "sqlite" and _has_statistics(connection):
        connection.execute(text(f"PRAGMA analysis_limit = {ROWS_READ}"))
        connection.execute(text("ANALYZE"))


def _has_statistics(connection: Connection) -> bool:
    query = text("SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_stat1'")
    return bool(connection.scalar(query))


def downgrade() -> None:
    """Nothing to take back."""
