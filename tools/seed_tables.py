"""Write the tables of seed_data/README.md: values by source, parties, and specific evidence.

`python -m tools.seed_tables` writes them; with `--check` it ends with status 1 where they differ.
"""

import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

SEED = Path(__file__).resolve().parents[1] / "seed_data"
README = SEED / "README.md"
Row = dict[str, str]

# Indicator, last day of the period, total, where it was seen.
TOTALS = (
    ("TIP-PARTY", "2014-05-21", "159", "humanrights.ch"),
    ("TIP-PARTY", "2017-09-30", "171", "respect.international"),
    ("TIP-PARTY", "2022-11-30", "180", "copy of an encyclopedia"),
    ("TIP-PARTY", "2024-04-20", "182", "UN Treaty Collection"),
    ("TIP-PARTY", "2025-07-31", "185", "summary of an encyclopedia"),
    ("SMUGGLING-PARTY", "2022-10-31", "151", "copy of an encyclopedia"),
    ("SMUGGLING-PARTY", "2024-04-26", "152", "UN Treaty Collection"),
    ("UNTOC-PARTY", "2016-06-30", "187", "copy of an encyclopedia"),
    ("C182-PARTY", "2020-08-04", "187", "copy of an encyclopedia"),
    ("C190-PARTY", "2023-12-31", "39", "copy of an encyclopedia"),
    ("CETS197-PARTY", "2022-12-31", "48", "Council of Europe"),
    ("P029-PARTY", "2022-12-31", "59", "50forfreedom.org"),
)
GENERAL = 10  # commitments from which on an indicator is specific to none of them
YEARS = ("1990", "2000", "2005", "2010", "2014", "2018", "2022", "2025")


def read(name: str) -> list[Row]:
    """The rows of a seed file."""
    with (SEED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def parties(values: Iterable[Row], day: str) -> int:
    """How many states were parties by a day: their latest statement other than a signature."""
    latest: dict[str, tuple[str, str]] = {}
    for row in values:
        on = row["effective_on"] + "-12-31"[len(row["effective_on"]) - 4 :]
        if on <= day and row["value"] != "signed":
            latest[row["state"]] = max(latest.get(row["state"], ("", "")), (on, row["value"]))
    return sum(value == "party" for _on, value in latest.values())


def evidence(values: Iterable[Row]) -> Iterator[tuple[str, str]]:
    """What values say of commitments: the number of pairs of a member state and a commitment.

    An indicator that measures ten commitments or more is specific to none of them.
    """
    members = {row["iso3"] for row in read("states") if row["status"] == "member"}
    live = {row["reference"] for row in read("commitments") if not row["retired_reason"]}
    measured = defaultdict(set)
    for row in read("measures"):
        if row["commitment"] in live:
            measured[row["indicator"]].add(row["commitment"])
    specific, every = set(), set()
    for row in values:
        of = measured[row["indicator"]] if row["state"] in members else set()
        pairs = {(row["state"], commitment) for commitment in of}
        every |= pairs
        if len(of) < GENERAL:
            specific |= pairs
    yield "any indicator", f"{len(every):,}"
    yield f"an indicator of fewer than {GENERAL} commitments", f"{len(specific):,}"


def table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """The lines of a Markdown table."""
    heads = list(heads)
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(str(cell) for cell in row)} |"


def tables() -> dict[str, str]:
    """The text of each table by its name."""
    values, sources = read("indicator_values"), {row["code"]: row for row in read("sources")}
    by_treaty = defaultdict(list)
    for row in values:
        if row["indicator"].endswith("-PARTY"):
            by_treaty[row["indicator"]].append(row)
    counted = Counter(row["source"] for row in values)
    of_sources = (
        (f"`{code}`", f"{counted[code]:,}", row["tier"], row["family"], row["licence"] or "none")
        for code, row in sorted(sources.items())
    )
    years = (
        (f"`{code}`", *(parties(rows, f"{year}-12-31") for year in YEARS))
        for code, rows in sorted(by_treaty.items())
    )
    totals = (
        (f"`{code}`", day, total, parties(by_treaty[code], day), where)
        for code, day, total, where in TOTALS
    )
    return {
        "evidence": "\n".join(
            table(("a value of", "pairs of a member state and a commitment"), evidence(values))
        ),
        "sources": "\n".join(
            table(("source", "values", "tier", "family", "licence stated"), of_sources)
        ),
        "years": "\n".join(table(("parties at the end of", *YEARS), years)),
        "totals": "\n".join(
            table(("indicator", "by", "total elsewhere", "here", "seen at"), totals)
        ),
    }


def written(text: str) -> str:
    """The README with its tables renewed."""
    for name, lines in tables().items():
        start, end = f"<!-- table: {name} -->\n", f"<!-- end: {name} -->"
        before, found, rest = text.partition(start)
        _old, closed, after = rest.partition(end)
        if not (found and closed):
            raise SystemExit(f"{README} lacks the marks of the table {name}")
        text = f"{before}{start}{lines}\n{end}{after}"
    return text


def main(arguments: list[str]) -> int:
    """Write the tables, or say whether they are those of the files."""
    before = README.read_text(encoding="utf-8")
    after = written(before)
    if "--check" in arguments:
        return int(before != after)
    README.write_text(after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
