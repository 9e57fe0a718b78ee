"""The door of the package: the bytes of a file become a table, or a reason why not."""

import csv
import hashlib
import io

from flask_babel import gettext as _

from tracker.exchange.sheets import Unusable
from tracker.exchange.untidy.table import Choice, Table, TableRow

_AS_RECOGNISED = Choice()


def read_table(name: str, content: bytes, choice: Choice = _AS_RECOGNISED) -> Table:
    """The table in a file; raises Unusable with a reason that says what would be accepted."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    records = [cells for cells in csv.reader(io.StringIO(text, newline="")) if cells]
    if not records:
        raise Unusable(_("the file is empty; its first row names the columns"))
    columns = tuple(records[0])
    rows = tuple(
        TableRow(number, tuple((*cells, *[""] * len(columns))[: len(columns)]))
        for number, cells in enumerate(records[1:], 2)
    )
    digest = hashlib.sha256(content).hexdigest()
    return Table(name, digest, "csv", "utf-8", ",", (), None, 1, columns, rows)
