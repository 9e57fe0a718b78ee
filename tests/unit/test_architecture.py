"""The page about the architecture names files and parts that exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
CHANGES = PAGE.partition("## Where do I change")[2]
BASES = (ROOT, ROOT / "tracker", ROOT / "seed_data")
PATHS = sorted(set(re.findall(r"`([\w./-]+/[\w.-]+\.(?:py|csv|html|css|md)|\w+\.csv)`", CHANGES)))
NAMES = sorted(set(re.findall(r"`([\w/]+\.py)` \(`(\w+)`", CHANGES)))


def test_the_changes_are_found() -> None:
    assert len(PATHS) > 20
    assert len(NAMES) > 2


@pytest.mark.parametrize("path", PATHS)
def test_each_file_to_open_exists(path: str) -> None:
    assert any((base / path).exists() for base in BASES)


@pytest.mark.parametrize(("path", "name"), NAMES)
def test_each_constant_to_change_is_in_its_file(path: str, name: str) -> None:
    source = (ROOT / "tracker" / path).read_text(encoding="utf-8")

    assert re.search(rf"^{name}\b", source, flags=re.MULTILINE)
