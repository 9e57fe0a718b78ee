"""A table of a file in the words of its kind, with every cell that could not be understood."""

from typing import Any

from tracker.drafts import Origin
from tracker.exchange.matching import Matching
from tracker.exchange.sheets import Row, Sheet
from tracker.exchange.specification import Specification
from tracker.exchange.untidy.table import Table
from tracker.exchange.values import Translation, Values

AS_IT_STANDS = Values()


def translate(
    table: Table,
    matching: Matching,
    values: Values = AS_IT_STANDS,
    *,
    specification: Specification[Any],
) -> Translation:
    """The rows as the kind's own columns; refusals name the column as the file calls it."""
    places = {name: place for place, name in enumerate(table.columns)}
    rows = []
    for row in table.rows:
        cells = {}
        for each in matching.matches:
            found = row.cells[places[each.source]] if each.source in places else ""
            cells[each.column] = each.constant if each.constant is not None else found
        rows.append(Row(row.number, cells))
    return Translation(Sheet(Origin(table.name, table.digest), tuple(rows), ()))
