"""Rows per second and peak memory of reading untidy files; run by hand, each in its own process.

python -m tests.bench_untidy            every file
python -m tests.bench_untidy csv 50000  one of them: csv, xlsx or json, and how many rows
"""

import csv
import io
import json
import random
import resource
import subprocess
import sys
import time

import xlsxwriter

HEADER = ("State under review", "Recommending State", "Recommendation", "Response", "Session")
HEADER += ("Date", "Paragraph", "Issues", "Remarks", "Score")
STATES = ("KEN", "Uganda", "Côte d’Ivoire", "Türkiye", "Korea, Republic of", "FR", "España")
WORDS = (
    "train",
    "judges",
    "adopt",
    "law",
    "protect",
    "victims",
    "ratify",
    "treaty",
    "data",
    "work",
)


def rows(number: int) -> list[tuple[str, ...]]:
    """Rows as mechanisms publish them, texts of about 120 characters; all invented."""
    chance = random.Random(7)  # noqa: S311 - no secret
    return [
        (
            chance.choice(STATES),
            chance.choice(STATES),
            " ".join(chance.choices(WORDS, k=20)),
            chance.choice(("Accepted", "Noted", "Supported")),
            str(chance.randint(1, 41)),
            f"{chance.randint(1, 28)}/{chance.randint(1, 12)}/{chance.randint(2008, 2023)}",
            f"{100 + place // 100}.{place % 100}",
            "; ".join(chance.sample(WORDS, 2)),
            chance.choice(("", "n/a", "see annex")),
            f"{chance.randint(0, 9)},{chance.randint(0, 9)}",
        )
        for place in range(number)
    ]


def written(form: str, number: int) -> bytes:
    """The file."""
    table = rows(number)
    if form == "json":
        return json.dumps([dict(zip(HEADER, row, strict=True)) for row in table]).encode()
    if form == "xlsx":
        out = io.BytesIO()
        with xlsxwriter.Workbook(out, {"constant_memory": False}) as book:
            sheet = book.add_worksheet()
            for place, row in enumerate((HEADER, *table)):
                sheet.write_row(place, 0, row)
        return out.getvalue()
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows((HEADER, *table))
    return text.getvalue().encode("cp1252")


def measure(form: str, number: int) -> None:
    """Read, match and translate one file, and say how long each took."""
    from tests.exchange.seeds import NAMES
    from tracker.exchange.kinds.recommendations import KINDS
    from tracker.exchange.matching.columns import guess
    from tracker.exchange.normalising.settled_values import Values
    from tracker.exchange.normalising.translation import translate
    from tracker.exchange.parsing import read_table

    content = sys.stdin.buffer.read()
    specification = KINDS[0].specification
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.perf_counter()
    table = read_table(f"f.{form}", content)
    read = time.perf_counter()
    matching = guess(table.columns, table.samples, specification, NAMES)
    translated = translate(table, matching, Values(NAMES), specification=specification)
    ended = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        f"{form:5} {number:6} rows {len(content) / 2**20:5.1f} MiB: "
        f"read {number / (read - began):7.0f} rows/s, "
        f"translated {number / (ended - read):7.0f} rows/s, "
        f"all {ended - began:4.1f} s; peak {peak / 1024:.0f} MiB (before {before / 1024:.0f}); "
        f"{len(translated.sheet.rows)} rows, {len(translated.sheet.refused)} refused"
    )


if __name__ == "__main__":
    if len(sys.argv) > 2 and sys.argv[1] == "measure":
        measure(sys.argv[2], int(sys.argv[3]))
    else:
        asked = [(sys.argv[1], int(sys.argv[2]))] if len(sys.argv) > 2 else None
        for form, number in asked or [
            (f, n) for f in ("csv", "json", "xlsx") for n in (40_000, 50_000)
        ]:
            command = [sys.executable, "-m", "tests.bench_untidy", "measure", form, str(number)]
            subprocess.run(command, input=written(form, number), check=True)  # noqa: S603
