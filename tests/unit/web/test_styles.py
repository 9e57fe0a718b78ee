"""Each component has a class of its own, so that no page's rules reach another page."""

import re
from collections import defaultdict
from pathlib import Path

LOOK = Path(__file__).parents[3] / "tracker" / "web" / "static" / "look"
# The rules for paper and for other ways of seeing are about everything.
ABOUT_EVERYTHING = {"media.css"}
_ALONE = re.compile(r"\.([\w-]+)(?:::?[\w-]+(?:\([^)]*\))?)*")


def declared(text: str) -> set[str]:
    """The classes that a style sheet declares by themselves, not within or with another."""
    plain = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    found = set()
    for selectors in re.findall(r"([^{}]+)\{", plain):
        for selector in re.split(r",(?![^(]*\))", selectors):
            if alone := _ALONE.fullmatch(selector.strip()):
                found.add(alone[1])
    return found


def test_no_class_is_declared_in_two_style_sheets() -> None:
    sheets = defaultdict(set)
    for path in LOOK.glob("*.css"):
        if path.name not in ABOUT_EVERYTHING:
            for name in declared(path.read_text(encoding="utf-8")):
                sheets[name].add(path.name)

    assert {name: places for name, places in sheets.items() if len(places) > 1} == {}


def test_a_class_by_itself_is_told_from_one_within_another() -> None:
    text = (
        ".one, .two:has(.x) { a: b } /* .no {} */ .three .four { a: b } @media print { .five { } }"
    )

    assert declared(text) == {"one", "two", "five"}
