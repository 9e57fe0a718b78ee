"""What the search finds and misses on invented passages, per language, held by floors."""

import csv
import hashlib

import pytest

from tools.personal_data import (
    FOLDER,
    HALVES,
    LANGUAGES,
    Outcome,
    details,
    outcome,
    passages,
    table,
    tally,
)
from tools.steps import ROOT
from tracker.pii.finder import find

# Written and committed before the search they measure; whoever changes one has tuned on it.
SEALED = {
    "held_out": "21c0cd2532818ffb68912b2eaa9bc331436a056d3d4978fc544cc1ad3cdba7b4",
    "sealed": "aa17b5ef538172fbff718b439c3d531b6fab77df0b253ec2853157053a7b350f",
    "everyday_sealed": "d4b7f412aac03d8b0ead18819a86ffb4e9deb6085bbbf825553d0fb66fba70bd",
    "second_sealed": "cf9571bf32053d80def01815997ba1cef15ceaa4c25b3111d410e0124cee1b5b",
}
# The least share to be found, and the most tempting passages with a false alarm, per language.
FLOORS = {
    "development": (1.0, 0),
    "hard": (0.7, 1),
    "held_out": (1.0, 0),
    "sealed": (0.75, 0),
    "everyday_open": (0.9, 0),
    "everyday_sealed": (0.9, 1),
    "second_open": (0.95, 0),
    "second_sealed": (0.8, 1),
    "third_open": (0.9, 0),
    "fourth_open": (0.95, 0),
}


def searched(half: str) -> list[Outcome]:
    return [outcome(passage) for passage in passages(half)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("half", HALVES)
def test_search_finds_enough_in_every_language(half: str, language: str) -> None:
    least, alarms = FLOORS[half]

    outcomes = [it for it in searched(half) if it.passage.language == language]

    sums = tally(outcomes)
    assert sums.recall >= least, "\n".join(details(outcomes))
    assert sums.alarmed <= alarms, "\n".join(details(outcomes))


@pytest.mark.parametrize(("half", "sealed"), SEALED.items())
def test_held_out_passages_are_as_first_written(half: str, sealed: str) -> None:
    written = (FOLDER / f"{half}.jsonl").read_bytes()

    assert hashlib.sha256(written).hexdigest() == sealed


def test_passages_are_enough_and_half_of_them_tempt() -> None:
    everything = [passage for half in HALVES for passage in passages(half)]

    for language in LANGUAGES:
        own = [passage for passage in everything if passage.language == language]
        tempting = [passage for passage in own if not passage.expected]
        assert len(own) >= 50
        assert 0.4 <= len(tempting) / len(own) <= 0.6
    assert len({passage.id for passage in everything}) == len(everything)


def test_table_has_a_row_for_each_language_and_kind() -> None:
    rows = list(table(searched("development")))

    assert any(row.startswith("| ar | 11 |") for row in rows)
    assert any(row.startswith("| date_of_birth | 6 |") for row in rows)


@pytest.mark.parametrize("name", ["commitments", "instruments", "indicators", "sources"])
def test_no_alarm_on_the_texts_of_the_seed(name: str) -> None:
    sheet = (ROOT / "seed_data" / f"{name}.csv").read_text(encoding="utf-8-sig")
    cells = {cell for row in csv.reader(sheet.splitlines()) for cell in row if " " in cell}

    alarms = {cell[it.start : it.end] for cell in cells for it in find(cell)}

    assert len(cells) > 30
    # Sources name the people who made them, in public and by their own choice.
    assert alarms <= {"Andrew Heiss"}
