"""Streams a file of rows as an attachment."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from flask import Response, request, stream_with_context

from tracker.core.db import released
from tracker.exchange.downloads.catalogue import Download
from tracker.exchange.downloads.csv_stream import Cell, csv_stream
from tracker.exchange.downloads.file_names import dated_name
from tracker.exchange.downloads.selection import Selection
from tracker.web.core.query_params import EXCEL


def sent_file(file: Download, selection: Selection) -> Response:
    """The response with the file. A HEAD request produces no rows."""
    as_of = selection.reading.as_of
    return sent_rows(file.name, file.header, lambda: file.rows(selection), as_of)


def for_excel() -> bool:
    """Whether the address asks for a byte order mark, which Excel needs for accents."""
    return request.args.get(EXCEL) == "1"


def sent_rows(
    name: str, header: Sequence[str], rows: Callable[[], Iterable[Sequence[Cell]]], as_of: date
) -> Response:
    """The response with rows as CSV, with a name and a day."""
    head = request.method == "HEAD"
    body = iter(()) if head else csv_stream(header, rows(), for_excel=for_excel())
    answer = Response(stream_with_context(released(body)), content_type="text/csv; charset=utf-8")
    file = dated_name(name, as_of, "csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return answer
