"""How a file of rows leaves the site: as an attachment, sent while its rows are made."""

from flask import Response, request, stream_with_context

from tracker.exchange.downloads import Download
from tracker.exchange.selection import Selection
from tracker.exchange.streams import csv_stream


def sent_file(file: Download, selection: Selection) -> Response:
    """The answer that carries the file; a request for the head alone makes no row."""
    head = request.method == "HEAD"
    body = iter(()) if head else csv_stream(file.header, file.rows(selection))
    answer = Response(stream_with_context(body), content_type="text/csv; charset=utf-8")
    name = f"{file.name}-{selection.reading.as_of.isoformat()}.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
