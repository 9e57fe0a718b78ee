"""A separate program: reads one sheet of an old Excel file from stdin and writes rows to stdout.

Readers of this format trust the sizes in a file, and a wrong one can end the whole process. So each
file gets a separate process with limited memory and time. It imports nothing of this project.
"""

import json
import resource
import sys
from datetime import datetime
from typing import Any

import xlrd

MOST_MEMORY = 1024 * 1024 * 1024
MOST_SECONDS = 20
_NUMBER, _DATE, _FLAG, _ERROR = 2, 3, 4, 5  # sorts of cells, as xlrd counts them


def cell_of(book: Any, cell: Any) -> Any:
    """A value as JSON. A date is a list of its text and its format.

    A number whose format has a sign for percent is such a list as well.
    """
    if cell.ctype == _DATE:
        day: datetime = xlrd.xldate_as_datetime(cell.value, book.datemode)
        shown = book.format_map[book.xf_list[cell.xf_index].format_key]
        return [day.isoformat(" "), shown.format_str]
    if cell.ctype == _NUMBER:
        shown = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
        return [cell.value, shown] if "%" in shown else cell.value
    if cell.ctype == _FLAG:
        return bool(cell.value)
    return "" if cell.ctype == _ERROR else cell.value


def about(book: Any, sheet: Any) -> dict[str, Any]:
    """What else to know about a sheet. Rows and columns count from 0."""
    links = (
        (row, column, getattr(link, "url_or_path", None))
        for (row, column), link in sheet.hyperlink_map.items()
    )
    return {
        "from_1904": bool(book.datemode),
        "hidden_rows": [row for row, each in sheet.rowinfo_map.items() if each.hidden],
        "hidden_columns": [column for column, each in sheet.colinfo_map.items() if each.hidden],
        "links": [[row, column, url] for row, column, url in links if isinstance(url, str)],
    }


def main(place: int) -> None:
    """Write the information on a sheet, then its rows, one line each."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    book = xlrd.open_workbook(
        file_contents=sys.stdin.buffer.read(),
        logfile=sys.stderr,
        formatting_info=True,  # without it the formats of cells and what is hidden are not read
        on_demand=True,
        ragged_rows=True,
    )
    sheet = book.sheet_by_index(place)
    print(json.dumps(about(book, sheet)))
    for row in range(sheet.nrows):
        print(json.dumps([cell_of(book, cell) for cell in sheet.row(row)]))


if __name__ == "__main__":
    main(int(sys.argv[1]))
