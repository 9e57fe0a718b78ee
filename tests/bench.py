"""How fast the site answers, and how much it sends: `make bench`.

Measured inside the server, without a network, on the seed in a database of its own that is thrown
away. Cold is the first answer of a fresh process, warm a later one. Of several tries the fastest
counts: whatever else runs on the machine can only add. Nothing is kept unless `--write` says where.
"""

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
COMMAND = ".venv/bin/python tests/bench.py"
FRESH = 3  # processes
WARM = 15  # answers of each
PAGES = {
    "Dashboard": "/",
    "A state": "/states/KEN",
    "Its report card as PDF": "/states/KEN/card.pdf",
    "Eight states compared": "/compare?states=BRA,FRA,KEN,NGA,PER,PHL,THA,USA",
    "A state on four days": "/compare?states=KEN&dates=2005-12-31,2010-12-31,2015-12-31,2020-12-31",
    "A cell": "/states/KEN/GPA-2010-38",
    "Commitments": "/commitments",
    "A commitment": "/commitments/GPA-2010-38",
    "Dashboard on another day": "/?as_of=2013-12-31",
    "Standings, all, as CSV": "/data/standings.csv",
    "API: 500 standings": "/api/v1/standings?limit=500",
    "API: 500 values": "/api/v1/indicator-values?limit=500",
    "API: gaps by theme": "/api/v1/gaps?by=theme",
    "API: a cell": "/api/v1/standings/KEN/GPA-2010-38",
    "API: standings, all, as XLSX": "/api/v1/standings.xlsx",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One address: seconds to the first and to a later answer, and bytes sent, by encoding."""

    name: str
    address: str
    status: int
    cold: float
    warm: float
    unchanged: float | None  # with the ETag of the answer before; None where there is none
    plain: int
    gzip: int
    brotli: int


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds that the work took, and what it gave."""
    began = perf_counter()
    result = work()
    return perf_counter() - began, result


def measure(name: str) -> Answer:
    """Ask for one page in this process, which must be a fresh one for `cold` to mean anything."""
    sys.path.insert(0, str(ROOT))
    from tracker import create_app

    client = create_app().test_client()
    address = PAGES[name]

    def ask(encoding: str = "br", tag: str | None = None) -> Any:
        headers = {"Accept-Encoding": encoding} | ({"If-None-Match": tag} if tag else {})
        response = client.get(address, headers=headers)
        response.get_data()
        return response

    cold, first = timed(ask)
    warm = min(timed(ask)[0] for _ in range(WARM))
    tag = first.headers.get("ETag")
    again = [timed(lambda: ask(tag=tag)) for _ in range(WARM)] if tag else []
    if any(response.status_code != 304 for _seconds, response in again):
        raise SystemExit(f"{address} was sent again although nothing had changed")
    return Answer(
        name=name,
        address=address,
        status=first.status_code,
        cold=cold,
        warm=warm,
        unchanged=min(seconds for seconds, _ in again) if again else None,
        plain=len(ask("identity").data),
        gzip=len(ask("gzip").data),
        brotli=len(first.data),
    )


def flask(*command: str) -> None:
    """Run a command of the application; stop with its words if it fails."""
    program = [sys.executable, "-m", "flask", "--app", "wsgi", *command]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)


def in_fresh_process(argument: str) -> Any:
    """What this script prints when it is started anew with the argument."""
    program = [sys.executable, __file__, "--only", argument]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def fastest(name: str) -> Answer:
    """The best of several fresh processes for one page."""
    tries = [Answer(**in_fresh_process(name)) for _ in range(FRESH)]
    again = [each.unchanged for each in tries if each.unchanged is not None]
    return replace(
        tries[-1],
        cold=min(each.cold for each in tries),
        warm=min(each.warm for each in tries),
        unchanged=min(again, default=None),
    )


def measure_standing() -> dict[str, float]:
    """Seconds for a whole rebuild and for one published value, each with its commit."""
    sys.path.insert(0, str(ROOT))
    from tracker import create_app
    from tracker.accounts.actor import OPERATOR
    from tracker.core.clock import PartialDate
    from tracker.core.db import db, writing
    from tracker.evidence import service
    from tracker.evidence.drafts import IndicatorValueDraft
    from tracker.gap import rebuild as gap_rebuild
    from tracker.gap import standing
    from tracker.review.publication import public_changed

    def rebuild() -> None:
        with writing():
            gap_rebuild.rebuild_standings(OPERATOR)
            db.session.commit()

    draft = IndicatorValueDraft(
        reference="BENCH-1",
        indicator="3P-PREVENTION",
        state="KEN",
        value="3",
        effective_on=PartialDate(date(2013, 12, 31), "year"),
        source="3p-index-2013",
        act=None,
        note="Measured and thrown away.",
    )

    def publish() -> None:
        with writing():
            service.record_indicator_values(OPERATOR, [draft])
            db.session.commit()

    cells: list[float] = []
    with create_app().app_context():
        whole, _ = timed(rebuild)
        # Stands in for the listener, to tell its share from that of reading what is on record.
        public_changed.disconnect(standing._on_public_change)
        public_changed.connect(
            lambda _sender, records: cells.append(timed(lambda: standing.refresh(records))[0]),
            weak=False,
        )
        act, _ = timed(publish)
    return {"rebuild": whole, "publish": act, "refresh": cells[0]}


def workbook() -> list[str]:
    """What the measurement of a report's workbook tells, in a process and database of its own."""
    program = [sys.executable, str(ROOT / "tests" / "bench_workbook.py")]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return done.stdout.splitlines()


def environment() -> Iterator[str]:
    """What the numbers were taken on."""
    busy = os.getloadavg()[0]
    yield f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} processors,"
    yield f"which had {busy:.1f} processes to run on average in the minute before; SQLite."


def rows(answers: list[Answer]) -> Iterator[str]:
    """The table of pages, in Markdown, which reads on a screen as well."""
    yield "| page | address | cold | warm | unchanged | plain | gzip | brotli |"
    yield "|---|---|---:|---:|---:|---:|---:|---:|"
    for each in answers:
        unchanged = "–" if each.unchanged is None else milliseconds(each.unchanged)
        yield (
            f"| {each.name} | `{each.address}` | {milliseconds(each.cold)} |"
            f" {milliseconds(each.warm)} | {unchanged} | {kilobytes(each.plain)} |"
            f" {kilobytes(each.gzip)} | {kilobytes(each.brotli)} |"
        )


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:,.1f} ms"


def kilobytes(size: int) -> str:
    return f"{size / 1000:,.1f} kB"


def report() -> Iterator[str]:
    """Load, measure and tell, line by line as it becomes known."""
    migrated, _ = timed(lambda: flask("db", "upgrade"))
    seeded, _ = timed(lambda: flask("seed", "load", "seed_data"))
    answers = [fastest(name) for name in PAGES]
    broken = [each.address for each in answers if each.status != 200]
    if broken:
        raise SystemExit(f"These did not answer: {', '.join(broken)}")
    yield from (*environment(), "", *rows(answers), "")
    standing = in_fresh_process("standing")
    yield "| work | time |"
    yield "|---|---:|"
    yield f"| Make the tables (a process of its own) | {milliseconds(migrated)} |"
    yield f"| Load the seed (a process of its own) | {milliseconds(seeded)} |"
    yield f"| Rebuild the whole standing table and commit | {milliseconds(standing['rebuild'])} |"
    yield f"| Record and publish one value and commit | {milliseconds(standing['publish'])} |"
    yield f"| … of which: refresh the cells it touches | {milliseconds(standing['refresh'])} |"
    yield from ("", *workbook())


HEAD = f"""# Benchmarks

Written by `{COMMAND} --write docs/benchmarks.md`; whoever runs it elsewhere
gets other numbers. *Cold* is the first answer of a fresh process (the fastest of {FRESH}), *warm* a
later one (the fastest of {WARM} in each), *unchanged* the same with the ETag of the answer before
(304). Sizes are those of the body as sent to a browser that takes no compression, gzip alone, or
brotli. The work below the pages was done once.

"""


def main() -> None:
    """Measure and print; write only where told."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", type=Path, help="also write the tables to this page")
    parser.add_argument("--only", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.only:
        result = measure_standing() if given.only == "standing" else measure(given.only)
        print(json.dumps(result if isinstance(result, dict) else as_mapping(result)))
        return
    with tempfile.TemporaryDirectory(prefix="tracker-bench-") as folder:
        os.environ["DATA_DIR"] = folder
        os.environ.pop("DATABASE_URL", None)
        lines = []
        for line in report():
            print(line, flush=True)
            lines.append(line)
    if given.write:
        before = given.write.read_text(encoding="utf-8") if given.write.exists() else ""
        seen = renewed(before, "\n".join(lines) + "\n")
        given.write.write_text(seen.rstrip() + "\n", encoding="utf-8")


def renewed(page: str, measured: str) -> str:
    """The page with what was measured anew; sections measured by other means stay as they are."""
    seen, fresh = sections(page), sections(measured)
    fresh[""] = HEAD + fresh[""]
    return "".join((seen | fresh).values())


def sections(page: str) -> dict[str, str]:
    """The texts of a page by their headings, in their order; "" is what stands before the first."""
    parts = re.split(r"(?m)^(?=## )", page)
    return {"": parts[0]} | {part.partition("\n")[0]: f"{part.rstrip()}\n\n" for part in parts[1:]}


def as_mapping(answer: Answer) -> dict[str, Any]:
    return {name: getattr(answer, name) for name in answer.__slots__}


if __name__ == "__main__":
    main()
