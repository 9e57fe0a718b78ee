"""How long a report takes out as a workbook and back, every row filled: rows and seconds.

Measured through the pages, without a network, in the demonstration's database, which is made for
this and thrown away. The report is an extra one: it is asked about all that applies to its state.
"""

import io
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
COMMAND = ".venv/bin/python tests/bench_workbook.py"
ACCOUNT = "A law was adopted, an institution was set up and its staff were trained. " * 8
FORM = {"title": "Measured", "period_start": "2021-01-01", "period_end": "2024-12-31"}


def filled(content: bytes) -> tuple[bytes, int, int]:
    """The workbook with every commitment and every known record answered, and how many."""
    from tests.exchange.sheets_of_reports import FIRST, opened

    book = opened(content)
    names, known = book.rows[0], book.known[0]
    for row in book.rows[FIRST - 1 :]:
        seen = {"answer": "2", "measures_taken": ACCOUNT, "challenges": ACCOUNT[:300]}
        seen |= {"survivors": "consulted", "survivors_how": "Two associations read the draft."}
        seen |= {"sources": "Official Gazette 12/2021, https://example.org/law"}
        for name, text in seen.items():
            row[names.index(name)] = text
    for row in book.known[FIRST - 1 :]:
        row[known.index("response")] = "confirm"
    return book.written(), len(book.rows) - FIRST + 1, len(book.known) - FIRST + 1


def focal_point(app: Any) -> tuple[Any, str]:
    """A browser in which the demonstration's focal point is signed in, and the state's code."""
    from tests.people import Browser
    from tracker.accounts.queries import find_user_by_address

    user = find_user_by_address("focal@example.org")
    return Browser(app.test_client()).enter(user), user.memberships[0].state


def trip() -> Iterator[tuple[str, float]]:
    """Each step with its seconds; the first pair tells rows instead."""
    from tests.people import form_token
    from tracker import create_app

    app = create_app()
    with app.app_context():
        browser, state = focal_point(app)
    client = browser.client
    begun = browser.send("/workspace/reports/new", state=state, due="", **FORM)
    place = f"{begun.location.partition('?')[0]}/workbook"

    def sent(content: bytes) -> Any:
        token = form_token(client.get(place).text)
        file = (io.BytesIO(content), "filled.xlsx")
        return client.post(place, data={"csrf_token": token, "workbook": file})

    client.get(place)  # what is kept for every page is in place before anything is measured
    taking, answer = timed(lambda: client.get(f"{place}.xlsx"))
    content, commitments, known = filled(answer.data)
    yield f"{commitments} commitments and {known} known records, {len(content) / 1000:.0f} kB", 0
    yield "download", taking
    yield "upload", timed(lambda: sent(content))[0]
    showing, page = timed(lambda: client.get(f"{place}/preview"))
    yield "preview", showing
    digest = re.search(r'name="digest"[^>]*value="([^"]+)"', page.text)
    if digest is None:
        raise SystemExit("The preview offers nothing to confirm.")
    token = form_token(page.text)
    form = {"csrf_token": token, "digest": digest.group(1)}
    writing, done = timed(lambda: client.post(f"{place}/preview", data=form))
    if f"created={commitments}" not in done.location or f"known={known}" not in done.location:
        raise SystemExit(f"Not all was written: {done.location}")
    yield "confirm: write every entry with its audit event, and commit", writing
    sent(content)
    again, page = timed(lambda: client.get(f"{place}/preview"))
    if "There is nothing to save" not in page.text:
        raise SystemExit("The same workbook again would change something.")
    yield "preview of the same workbook again: nothing would change", again


def timed(work: Any) -> tuple[float, Any]:
    """Seconds that the work took, and what it gave."""
    began = perf_counter()
    result = work()
    return perf_counter() - began, result


def report() -> Iterator[str]:
    """The table, in Markdown."""
    (seen, _nothing), *steps = trip()
    yield "## A report as a workbook"
    yield ""
    yield f"Measured by `{COMMAND}` through the pages of the demonstration, on SQLite:"
    yield "every commitment that applies to the state gets a level and four texts, every known"
    yield "record an answer. What is confirmed is one transaction."
    yield ""
    whole = sum(seconds for name, seconds in steps if "again" not in name)
    yield f"Round trip of {seen}:"
    yield ""
    yield "| step | seconds |"
    yield "|---|---:|"
    for name, seconds in steps:
        yield f"| {name} | {seconds:.2f} |"
    yield f"| **download to confirmation** | **{whole:.2f}** |"


def main() -> None:
    """Make the demonstration, measure, print."""
    from tests.bench import flask

    with tempfile.TemporaryDirectory(prefix="tracker-bench-") as folder:
        os.environ["DATA_DIR"] = folder
        os.environ.pop("DATABASE_URL", None)
        flask("db", "upgrade")
        flask("demo")
        for line in report():
            print(line, flush=True)


if __name__ == "__main__":
    main()
