"""Lists of words are CSV files of their part: each row is well formed, each file is read."""

import csv
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from tracker.evidence.vocabulary import ActionKind
from tracker.registry.vocabulary import Mechanism, Pillar, Stand
from tracker.text.word_lists import read_lists, read_rows

TRACKER = Path(__file__).resolve().parents[3] / "tracker"
FILES = sorted(TRACKER.rglob("lists/*.csv"))
# Cells that may be empty, with what an empty one says.
MAY_BE_EMPTY = {
    ("issue_themes", "themes"): "the whole subject",
    ("issue_themes", "pillar"): "no single pillar",
    ("state_spellings", "meaning"): "no state",
}
# Columns whose cells are codes, with the codes.
CODES = {
    ("source_words", "code"): {*Stand, *Mechanism},
    ("issue_themes", "pillar"): {*Pillar, ""},
    ("flag_words", "flag"): {"yes", "no"},
    ("state_roles", "role"): {"maker", "reviewed"},
    ("state_roles", "list"): {"within", "whole", "small", "direction"},
    ("state_spellings", "list"): {"renamed", "ended", "ambiguous", "never"},
    ("lines_outside_tables", "list"): {"totals", "notes"},
    ("suggestion_words", "list"): {"kind", "other"},
    ("name_secrecy_words", "list"): {"name", "publication", "secrecy"},
}


def rows(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines, strict=True))


def test_the_lists_are_found() -> None:
    assert {path.parents[1].name for path in FILES} >= {"exchange", "pii", "registry", "search"}


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
def test_each_row_of_a_list_is_well_formed(file: Path) -> None:
    header, *entries = rows(file)
    faults = [
        (number, entry)
        for number, entry in enumerate(entries, start=2)
        if len(entry) != len(header)
        or any(map(is_untidy, entry))
        or not filled(file, header, entry)
    ]

    assert header == [name.strip().lower() for name in header]
    assert len(header) == len(set(header))
    assert len(entries) > 1
    assert faults == []
    assert [entry for entry, times in Counter(map(tuple, entries)).items() if times > 1] == []


def is_untidy(cell: str) -> bool:
    """Outer spaces, line ends, control characters, or letters that are not composed."""
    return cell != unicodedata.normalize("NFC", cell).strip() or any(
        unicodedata.category(letter) in ("Cc", "Cs") for letter in cell
    )


def filled(file: Path, header: list[str], entry: list[str]) -> bool:
    return all(
        cell or (file.stem, name) in MAY_BE_EMPTY for name, cell in zip(header, entry, strict=False)
    )


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
def test_each_list_ends_its_lines_alike_and_has_no_mark_before_them(file: Path) -> None:
    content = file.read_bytes()

    assert b"\r" not in content
    assert content.endswith(b"\n")
    assert not content.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(("name", "column"), CODES)
def test_codes_in_lists_are_those_of_the_vocabulary(name: str, column: str) -> None:
    file = next(path for path in FILES if path.stem == name)

    assert {row[column] for row in read_rows(file)} <= set(CODES[name, column])


def test_words_are_suggested_for_kinds_of_actions() -> None:
    file = TRACKER / "workspace" / "lists" / "suggestion_words.csv"
    kinds = {row["for"] for row in read_rows(file) if row["list"] == "kind"}

    assert kinds == set(ActionKind) - {ActionKind.REVERSAL}


def test_entries_are_grouped_in_the_order_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "words.csv"
    file.write_text("list,code,word\none,a,first\none,b,other\none,a,second\ntwo,a,left out\n")

    found = read_lists(file, group="code", entry="word", list="one")

    assert found == {"a": ("first", "second"), "b": ("other",)}
