"""What is pinned must be fetched alike by everyone: by content, from whatever registry they use."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
LISTS = ("requirements", "requirements-dev")


def asked_for(name: str) -> set[str]:
    """The packages that a `.in` file names, as pip spells them."""
    lines = (ROOT / f"{name}.in").read_text(encoding="utf-8").splitlines()
    names = {re.split(r"[\[=<>]", line)[0] for line in lines if line and line[0] not in "#-"}
    return {re.sub(r"[-_.]+", "-", name).lower() for name in names}


def pinned(name: str) -> dict[str, list[str]]:
    """The packages that a compiled list pins, with the hashes of each."""
    text = (ROOT / f"{name}.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    entries = re.findall(r"^([a-z0-9._-]+)==\S+(.*)$", text, re.MULTILINE)
    return {package: re.findall(r"sha256:[0-9a-f]{64}", rest) for package, rest in entries}


@pytest.mark.parametrize("name", LISTS)
def test_every_package_asked_for_is_pinned(name: str) -> None:
    assert asked_for(name) <= pinned(name).keys()


@pytest.mark.parametrize("name", LISTS)
def test_every_pinned_package_carries_its_hashes(name: str) -> None:
    assert [package for package, hashes in pinned(name).items() if not hashes] == []


def test_both_lists_pin_the_same_versions() -> None:
    versions = [
        dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", text, re.MULTILINE))
        for text in ((ROOT / f"{name}.txt").read_text(encoding="utf-8") for name in LISTS)
    ]
    shared = versions[0].keys() & versions[1].keys()

    assert shared
    assert {name: versions[0][name] for name in shared} == {
        name: versions[1][name] for name in shared
    }


@pytest.mark.parametrize("name", LISTS)
def test_requirements_name_no_index_and_no_folder(name: str) -> None:
    text = (ROOT / f"{name}.txt").read_text(encoding="utf-8")

    assert re.findall(r"\S*://\S*|^--?(?:index|find|extra|trusted)\S*|@ \S+", text, re.M) == []


def test_front_end_lock_holds_contents_not_places() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}

    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    assert [name for name, entry in packages.items() if "integrity" not in entry] == []
