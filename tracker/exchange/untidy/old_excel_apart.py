"""Run as a program of its own: one sheet of an old Excel file from stdin, its rows to stdout.

The reader of that format trusts what a file says of its own size; a file that lies ends the whole
process. So it has one to itself, with bounded memory and time. It knows nothing of this project.
"""

import io
import json
import resource
import sys
from datetime import date, datetime, time

from python_calamine import CalamineWorkbook

MOST_MEMORY = 1024 * 1024 * 1024
MOST_SECONDS = 20


def told(value: object) -> str | float | bool:
    """A value as JSON has it; dates as ISO writes them."""
    match value:
        case bool() | float() | str():
            return value
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)


def main(place: int) -> None:
    """Write the rows of the sheet at a place, each as a list on a line of its own."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    sheet = workbook.get_sheet_by_index(place)
    before = [""] * (sheet.start[1] if sheet.start else 0)
    for values in sheet.iter_rows():
        print(json.dumps([*before, *map(told, values)]))


if __name__ == "__main__":
    main(int(sys.argv[1]))
