"""Style sheets name the start and the end of a line, so that they hold in both directions."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SHEETS = sorted((ROOT / "tracker" / "web" / "static").rglob("*.css")) + [
    ROOT / "tools" / "bundle" / "fallback.css"
]
# By sheet and declaration, why it may name a side.
EXCEPTIONS = {
    ("tables.css", "float: left"): "for browsers before 2023, before the logical value",
    ("tables.css", "float: right"): "the same where the page runs from the right",
}
_SIDE = re.compile(r"(?<![\w-])(?:left|right)(?![\w-])")
_FOUR = re.compile(r"(?:margin|padding|inset|border-width|border-style|border-color|border-radius)")


def declarations(text: str) -> list[str]:
    """What a sheet declares, each as ``property: value``, without comments."""
    plain = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    found = re.findall(r"(?<=[{;])\s*([\w-]+)\s*:\s*([^{};]+)(?=[;}])", plain)
    return [f"{name}: {' '.join(value.split())}" for name, value in found]


def names_a_side(declaration: str) -> bool:
    """Whether it would be wrong in a page that runs the other way."""
    name, _, value = declaration.partition(": ")
    if name.startswith("--") and "gradient" not in value:
        return False
    if {"left", "right"} & set(name.split("-")) or _SIDE.search(value):
        return True
    parts = re.sub(r"\([^()]*(?:\([^()]*\)[^()]*)*\)", "()", value).split("/")[0].split()
    if name == "border-radius":
        return len(parts) > 1
    return bool(_FOUR.fullmatch(name)) and len(parts) == 4 and parts[1] != parts[3]


@pytest.mark.parametrize(
    ("declaration", "wrong", "reason"),
    [
        ("margin-left: 1rem", True, "a side by its name"),
        ("left: 0", True, "a side by its name"),
        ("text-align: right", True, "a side by its value"),
        ("border-top-left-radius: 3px", True, "a corner"),
        ("background: linear-gradient(to right, #000, #fff)", True, "a gradient"),
        ("padding: 0 2px 2px 0", True, "the second and the fourth value differ"),
        ("inset: 0 auto 0 0", True, "the second and the fourth value differ"),
        ("border-radius: 3px 0 0 3px", True, "corners that differ"),
        ("padding: 0 2px 2px", False, "both sides are equal"),
        ("padding: 0 calc(1px + 2px) 0 calc(1px + 2px)", False, "both sides are equal"),
        ("margin-inline-start: 1rem", False, "the start of a line"),
        ("text-align: end", False, "the end of a line"),
        ("background: linear-gradient(to bottom, #000, #fff)", False, "no side"),
        ("content: attr(data-right-now)", False, "a word within a name"),
    ],
)
def test_a_side_is_found_in_names_values_and_lists(
    declaration: str, *, wrong: bool, reason: str
) -> None:
    assert names_a_side(declaration) is wrong, reason


def test_no_style_sheet_names_left_or_right() -> None:
    found = {
        (sheet.name, declaration)
        for sheet in SHEETS
        for declaration in declarations(sheet.read_text(encoding="utf-8"))
        if names_a_side(declaration)
    }

    assert found - set(EXCEPTIONS) == set()
    assert set(EXCEPTIONS) - found == set(), "an exception that is not needed any more"


def test_letters_are_spaced_only_where_a_language_allows_it() -> None:
    spaced = {
        (sheet.name, declaration)
        for sheet in SHEETS
        for declaration in declarations(sheet.read_text(encoding="utf-8"))
        if declaration.startswith("letter-spacing:") and "var(--tracking)" not in declaration
    }

    assert {each for each in spaced if each[1] != "letter-spacing: 0"} == set()
