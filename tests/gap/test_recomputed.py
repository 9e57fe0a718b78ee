"""Every cell and every state's figures once more, from the public files and the methodology alone.

Nothing of the rules' code is imported: this is the text of docs/methodology.md written a second
time, with fractions. The seed has no reports, actions or assessments, so evidence alone settles.
"""

import csv
import io
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

import pytest
from flask.testing import FlaskClient

WEIGHT = {"A": 4, "B": 3, "C": 2, "D": 1}
COUNTED = {"commitment", "call", "treaty_obligation"}
PILLARS = ("prevention", "protection", "prosecution", "partnership", "cross_cutting")
ADDRESSED = {"all_states", "states_parties"}
Cells = dict[tuple[str, str], dict[str, object]]


def last_day(text: str) -> date:
    """The day from which a date counts that may be known to the month or year only."""
    year, *rest = (int(part) for part in text.split("-"))
    if len(rest) == 2:
        return date(year, *rest)
    month = rest[0] if rest else 12
    return date(year, month, monthrange(year, month)[1])


def shifted(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def value_of(level: int) -> Fraction:
    return Fraction(level, 4)


def lower_median(weights: dict[int, Fraction]) -> int | None:
    reached, half = Fraction(0), sum(weights.values(), Fraction(0)) / 2
    for key in sorted(weights):
        reached += weights[key]
        if reached >= half:
            return key
    return None


class Exported:
    """The public files, as a reader downloads them."""

    def __init__(self, client: FlaskClient) -> None:
        def rows(name: str, query: str = "") -> list[dict[str, str]]:
            text = client.get(f"/data/{name}.csv{query}", buffered=True).get_data(True)
            return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))

        self.rows = rows
        self.commitments = rows("commitments")
        self.instruments = {row["code"]: row for row in rows("instruments")}
        self.sources = {row["code"]: row for row in rows("sources")}
        self.indicators = {row["code"]: row for row in rows("indicators")}
        self.states = {row["iso3"]: row for row in rows("states")}
        self.levels = {
            (row["indicator"], row["value"]): int(row["level"])
            for row in rows("indicator_levels")
            if row["level"]
        }
        self.measures: dict[str, dict[str, int]] = defaultdict(dict)
        for row in rows("measures"):
            self.measures[row["commitment"]][row["indicator"]] = int(row["ceiling"])
        self.values: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
        for row in rows("indicator_values"):
            self.values[row["state"], row["indicator"]].append(row)
        self.same = self.groups(rows("relations"))

    def groups(self, relations: list[dict[str, str]]) -> dict[str, str]:
        """By reference, one name for all that ask the same."""
        of = {row["reference"]: row["reference"] for row in self.commitments}
        for row in relations:
            if row["relation"] == "same" and {row["from"], row["to"]} <= of.keys():
                one, other = of[row["from"]], of[row["to"]]
                of = {key: one if group == other else group for key, group in of.items()}
        return of


class Cell:
    """One state and one commitment, settled on any day."""

    def __init__(self, files: Exported, state: str, commitment: dict[str, str]) -> None:
        self.files, self.state, self.commitment = files, state, commitment
        self.instrument = files.instruments[commitment["instrument"]]
        self.adopted = last_day(self.instrument["adopted_on"])
        to = set(commitment["addressees"].replace(" ", "").split(";"))
        self.counts = commitment["kind"] in COUNTED and bool(to & ADDRESSED)
        bound = "states_parties" in to and self.instrument["membership_indicator"]
        self.treaty = bound or None
        self.evidence = [
            (indicator, ceiling, row)
            for indicator, ceiling in files.measures[commitment["reference"]].items()
            for row in files.values[state, indicator]
        ]

    def applicability(self, day: date) -> str:
        since = self.files.states[self.state]["member_since"]
        if not self.counts:
            return "out_of_scope"
        if self.adopted > day:
            return "not_yet_due"
        if since and day < last_day(since):
            return "not_yet_member"
        if not self.treaty:
            return "applies"
        said = [
            row
            for row in self.files.values[self.state, self.treaty]
            if last_day(row["effective_on"]) <= day and row["value"] != "signed"
        ]
        if not said:
            return "membership_unknown"
        newest = max(said, key=lambda row: (last_day(row["effective_on"]), row["reference"]))
        return "applies" if newest["value"] == "party" else "not_applicable"

    def until(self, indicator: str, row: dict[str, str]) -> date | None:
        speaks = self.files.indicators[indicator]["speaks"]
        effective = last_day(row["effective_on"])
        return None if speaks == "standing" else shifted(effective, int(speaks))

    def votes(self, day: date) -> dict[str, tuple[int, int, date]]:
        """By family: level, weight and newest day."""
        streams: dict[tuple[str, str], list[tuple[int, dict[str, str]]]] = defaultdict(list)
        for indicator, ceiling, row in self.evidence:
            until = self.until(indicator, row)
            if last_day(row["effective_on"]) <= day and (until is None or day <= until):
                family = self.files.sources[row["source"]]["family"]
                streams[family, indicator].append((ceiling, row))
        found: dict[str, list[tuple[int, str, date]]] = defaultdict(list)
        for (family, indicator), records in streams.items():
            ceiling, row = self.voter(records)
            level = self.files.levels.get((indicator, row["value"]))
            if level is not None:
                tier = self.files.sources[row["source"]]["tier"]
                shown = min(level, ceiling)
                found[family].append((shown, tier, last_day(row["effective_on"])))
        return {
            family: (
                sorted(level for level, _, _ in seen)[(len(seen) - 1) // 2],
                max(WEIGHT[tier] for _, tier, _ in seen),
                max(on for _, _, on in seen),
            )
            for family, seen in found.items()
        }

    @staticmethod
    def voter(records: list[tuple[int, dict[str, str]]]) -> tuple[int, dict[str, str]]:
        def place(record: tuple[int, dict[str, str]]) -> tuple[date, str]:
            return last_day(record[1]["effective_on"]), record[1]["reference"]

        newest = max(records, key=place)
        signed = [record for record in records if record[1]["value"] == "signed"]
        if newest[1]["value"] == "not_party" and signed:
            return max(signed, key=place)
        return newest

    def settled(self, day: date) -> tuple[int | None, date | None]:
        """The level and the newest day behind it."""
        votes = self.votes(day)
        weights: dict[int, Fraction] = defaultdict(Fraction)
        for level, weight, _ in votes.values():
            weights[level] += weight
        return lower_median(weights), max((on for _, _, on in votes.values()), default=None)

    def last_known(self, day: date) -> tuple[int | None, date | None]:
        """Nothing where a current value of the only lapsed indicators states no level."""
        current = {
            indicator
            for indicator, _, row in self.evidence
            if last_day(row["effective_on"]) <= day and self._counts(indicator, row, day)
        }
        lapsed = {
            indicator
            for indicator, _, row in self.evidence
            if last_day(row["effective_on"]) <= day
            and not self._counts(indicator, row, day)
            and (indicator, row["value"]) in self.files.levels
        }
        if not lapsed - current:
            return None, None
        ends = {
            end
            for indicator, _, row in self.evidence
            for end in (
                self.until(indicator, row),
                last_day(row["effective_on"]) - timedelta(days=1),
            )
            if end is not None and end < day
        }
        for end in sorted(ends, reverse=True):
            level, on = self.settled(end)
            if level is not None:
                return level, on
        return None, None

    def _counts(self, indicator: str, row: dict[str, str], day: date) -> bool:
        until = self.until(indicator, row)
        return until is None or day <= until


def recomputed(files: Exported, day: date) -> Cells:
    return {
        (state, row["reference"]): recorded_cell(Cell(files, state, row), day)
        for state in files.states
        for row in files.commitments
    }


def recorded_cell(cell: Cell, day: date) -> dict[str, object]:
    applies = cell.applicability(day) == "applies"
    level, on = cell.settled(day)
    last, last_on = cell.last_known(day) if level is None else (None, None)
    dated = applies and level is None and last is not None
    comparable = applies and not cell.treaty and cell.commitment["kind"] != "treaty_obligation"
    baseline = cell.settled(cell.adopted)[0] if comparable else None
    moved = None
    if level is not None and baseline is not None:
        moved = value_of(level) - value_of(baseline)
    return {
        "applicability": cell.applicability(day),
        "settled": level if applies else None,
        "gap": 1 - value_of(level) if applies and level is not None else None,
        "last_known": last if dated else None,
        "last_known_on": last_on if dated else None,
        "voices": len(cell.votes(day)),
        "families": sorted(cell.votes(day)),
        "baseline": baseline,
        "movement": moved,
        "on": on,
    }


def shown(value: object) -> str:
    if value is None:
        return ""
    return f"{float(value):g}" if isinstance(value, Fraction) else str(value)


def figures(files: Exported, cells: Cells, state: str) -> Iterator[tuple[str, dict[str, object]]]:
    """By pillar, then for all: what the file of states' gaps holds."""
    parts = {}
    for pillar in PILLARS:
        here = [
            row
            for row in files.commitments
            if row["pillar"] == pillar
            and cells[state, row["reference"]]["applicability"] == "applies"
        ]
        groups: dict[str, int] = defaultdict(int)
        for row in here:
            groups[files.same[row["reference"]]] += 1
        parts[pillar] = [
            (Fraction(1, groups[files.same[row["reference"]]]), cells[state, row["reference"]])
            for row in here
        ]
        yield pillar, added([parts[pillar]])
    yield "all", added(list(parts.values()))


def mean(values: list[Fraction]) -> Fraction | None:
    return sum(values, Fraction(0)) / len(values) if values else None


def over(weighed: list[tuple[Fraction, Fraction]]) -> Fraction | None:
    total = sum((weight for weight, _ in weighed), Fraction(0))
    return sum((w * v for w, v in weighed), Fraction(0)) / total if total else None


def added(pillars: list[list[tuple[Fraction, dict]]]) -> dict[str, object]:
    known = [[(w, c) for w, c in part if c["gap"] is not None] for part in pillars]
    once = [
        [(w, c) for w, c in part if c["gap"] is not None or c["last_known"] is not None]
        for part in pillars
    ]
    both = [[(w, c) for w, c in part if c["movement"] is not None] for part in known]

    def weight(parts: list[list[tuple[Fraction, dict]]]) -> Fraction:
        return sum((w for part in parts for w, _ in part), Fraction(0))

    def average(parts: list[list[tuple[Fraction, dict]]], of) -> Fraction | None:
        seen = [over([(w, of(c)) for w, c in part]) for part in parts if part]
        return mean([one for one in seen if one is not None])

    def level(cell: dict) -> int:
        return cell["last_known"] if cell["settled"] is None else cell["settled"]

    alone: dict[str, Fraction] = defaultdict(Fraction)
    years: dict[int, Fraction] = defaultdict(Fraction)
    for w, c in (pair for part in known for pair in part):
        if len(c["families"]) == 1:
            alone[c["families"][0]] += w
    for w, c in (pair for part in once for pair in part):
        years[(c["last_known_on"] if c["settled"] is None else c["on"]).year] += w
    applicable = weight(pillars)
    return {
        "gap": average(known, lambda c: c["gap"]),
        "coverage": weight(known) / applicable if applicable else None,
        "once_known": weight(once) / applicable if applicable else None,
        "gap_once": average(once, lambda c: 1 - value_of(level(c))),
        "year": lower_median(years),
        "voices": len({name for part in known for _, c in part for name in c["families"]}),
        "concentration": (
            max(alone.values(), default=Fraction(0)) / weight(known) if weight(known) else None
        ),
        "baseline": average(both, lambda c: value_of(c["baseline"])),
        "movement": average(both, lambda c: c["movement"]),
        "movement_cells": sum(len(part) for part in both),
        "known": sum(len(part) for part in known),
        "applicable": sum(len(part) for part in pillars),
    }


def agree(value: object, text: str) -> bool:
    if isinstance(value, Fraction):
        return text != "" and abs(float(value) - float(text)) <= 0.00005 + 1e-9
    return shown(value) == text


@pytest.mark.parametrize("query", ["", "?as_of=2016-06-30"], ids=["today", "an earlier day"])
def test_export_alone_gives_every_cell_and_every_figure_of_states(
    seeded_client: FlaskClient, query: str
) -> None:
    files = Exported(seeded_client)
    standings = files.rows("standings", query)
    day = date.fromisoformat(standings[0]["as_of"])
    cells = recomputed(files, day)
    different = [
        (row["state"], row["commitment"], name, value, row[name])
        for row in standings
        for name, value in cells[row["state"], row["commitment"]].items()
        if name in row and not agree(value, row[name])
    ]
    assert len(standings) == len(cells)
    assert different == []

    rows = files.rows("state_gaps", query)
    found = {
        (state, pillar): seen
        for state in files.states
        for pillar, seen in figures(files, cells, state)
    }
    different = [
        (row["state"], row["pillar"], name, value, row[name])
        for row in rows
        for name, value in found[row["state"], row["pillar"]].items()
        if not agree(value, row[name])
    ]
    assert len(rows) == len(found)
    assert different == []
