"""What set-up built for browsers is whole: each plain name leads to a file named by its content."""

import json
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parent.parent.parent / "build" / "static"
NAMED = re.compile(r"\.[0-9A-Za-z]{8}[./]")


@pytest.fixture(scope="module")
def manifest() -> dict[str, str]:
    read: dict[str, str] = json.loads((STATIC / "manifest.json").read_text(encoding="utf-8"))
    return read


def test_every_named_file_exists_and_carries_its_hash(manifest: dict[str, str]) -> None:
    assert {"site.css", "fonts.css", "plotly.js", "topojson/", "licences.txt"} <= manifest.keys()
    assert [name for name in manifest.values() if not (STATIC / name).exists()] == []
    assert [name for name in manifest.values() if not NAMED.search(name)] == []


def test_our_own_files_are_all_in_the_manifest(manifest: dict[str, str]) -> None:
    own = Path(__file__).parent.parent.parent / "tracker" / "web" / "static"
    top = {file.name for file in own.iterdir() if file.is_file()}

    assert top <= manifest.keys()


def test_large_text_files_lie_compressed_beside_themselves() -> None:
    large = [
        file
        for file in STATIC.rglob("*")
        if file.suffix in (".css", ".js", ".json", ".svg") and file.stat().st_size > 2000
    ]

    assert large
    for file in large:
        if file.name == "manifest.json":
            continue
        sizes = [Path(f"{file}{ending}").stat().st_size for ending in (".br", ".gz")]
        assert max(sizes) < file.stat().st_size, file.name


def test_fonts_are_served_from_here_and_exist(manifest: dict[str, str]) -> None:
    sheet = (STATIC / manifest["fonts.css"]).read_text(encoding="utf-8")
    files = re.findall(r'url\("?([^")]+)', sheet)

    assert files
    assert [file for file in files if not (STATIC / file).exists()] == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("Côte d’Ivoire: œuvre", "French", id="French"),
        pytest.param("Türkiye, Curaçao, Đặng", "names", id="names of states and people"),
        pytest.param("Торговля людьми", "Russian", id="Russian"),
        pytest.param("الاتجار بالأشخاص", "Arabic", id="Arabic"),
    ],
)
def test_fonts_cover_the_letters_of_each_language(
    manifest: dict[str, str], text: str, language: str
) -> None:
    sheet = (STATIC / manifest["fonts.css"]).read_text(encoding="utf-8")
    ranges = [
        (int(first, 16), int(last or first, 16))
        for first, last in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", sheet)
    ]

    missing = {letter for letter in text if not any(a <= ord(letter) <= b for a, b in ranges)}
    assert missing == set(), language
