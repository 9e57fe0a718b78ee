"""Where in the whole database a text can be read; for proving that nothing is left of it."""

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import String, Text, cast, select


def places(db: SQLAlchemy, *traces: str) -> list[str]:
    """Every column of every table in which one of the traces can be read."""
    found = []
    for table in db.metadata.sorted_tables:
        for column in table.columns:
            text = column if isinstance(column.type, String | Text) else cast(column, Text)
            for trace in traces:
                hit = select(table).where(text.contains(trace)).limit(1)
                if db.session.execute(hit).first():
                    found.append(f"{table.name}.{column.name}")
    return found
