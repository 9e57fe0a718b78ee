"""Writes `docs/data-dictionary.md` from the models: `python -m tools.dictionary`.

Run it after a change of any table; a test compares the page with what this would write.
"""

from sqlalchemy import CheckConstraint, Column, Table

from tools.steps import ROOT
from tracker import models
from tracker.core.db import Base, db

PAGE = ROOT / "docs" / "data-dictionary.md"

HEAD = """# Data dictionary

Every table and column, written by `python -m tools.dictionary` from the models. Whoever changes a
table runs it again; nobody edits this page by hand.

Moments are stored in UTC with their zone, days without a time. An empty cell of a column that may
be empty means that nothing is known or nothing applies, as its line says; it never means zero.
Columns `published_at`, `ended_at`, `ended_as` and `ended_reason` belong to every record that
readers can see and are written by `tracker/review/publication.py` alone.
"""


def page() -> str:
    """The whole page as it should be."""
    tables = sorted(db.metadata.tables.values(), key=lambda table: (part_of(table), table.name))
    parts = sorted({part_of(table) for table in tables})
    pieces = [HEAD]
    for part in parts:
        pieces.append(f"\n## {part}\n")
        pieces += [_section(table) for table in tables if part_of(table) == part]
    return "".join(pieces)


def part_of(table: Table) -> str:
    """The part of the house that owns a table; a table of pairs goes with its first column's."""
    owners = {mapper.local_table: mapper.class_.__module__ for mapper in Base.registry.mappers}
    if table in owners:
        return str(owners[table].split(".")[1])
    first = next(iter(next(iter(table.columns)).foreign_keys))
    return part_of(first.column.table)


def meaning(column: Column[object]) -> str | None:
    """What a column holds: its comment, or what its being a key says; None if neither tells."""
    if column.comment:
        return column.comment
    for key in column.foreign_keys:
        return f"Row of `{key.column.table.name}`"
    if column.primary_key and column.name == "id":
        return "Row number, used inside the database only"
    return None


def _section(table: Table) -> str:
    rows = [_row(column) for column in table.columns]
    head = f"\n### {table.name}\n\n{_about(table)}| column | type | may be empty | what it holds |"
    return "\n".join([head, "|---|---|---|---|", *rows]) + "\n" + _checks(table)


def _row(column: Column[object]) -> str:
    empty = "yes" if column.nullable else ""
    holds = (meaning(column) or "").replace("|", "\\|")
    return f"| `{column.name}` | {_type(column)} | {empty} | {holds} |"


def _about(table: Table) -> str:
    for mapper in Base.registry.mappers:
        if mapper.local_table is table:
            first = (mapper.class_.__doc__ or "").strip().split("\n\n")[0]
            return " ".join(first.split()) + "\n\n"
    return ""


def _type(column: Column[object]) -> str:
    name = column.type.__class__.__name__
    told = {"UTCDateTime": "moment", "Text": "text", "String": "text", "JSON": "JSON"}
    length = getattr(column.type, "length", None)
    return told.get(name, name.lower()) + (f" ≤ {length}" if length else "")


def _checks(table: Table) -> str:
    """Rules that the database itself holds."""
    checks = sorted(
        " ".join(str(each.sqltext).split())
        for each in table.constraints
        if isinstance(each, CheckConstraint)
    )
    return "".join(f"\nHeld by the database: `{check}`.\n" for check in checks)


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")


__all__ = ["PAGE", "main", "meaning", "models", "page", "part_of"]

if __name__ == "__main__":
    main()
