"""No program changes the letters of a translated word.

English writes a word with a small letter inside a sentence and with a capital one at its start.
Other languages do so by other rules: a German noun keeps its capital, Arabic and Chinese have none,
and a Turkish "I" becomes another letter. So a text that is needed in two ways is two texts, or its
sentence is written so that it stands as it is.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

TRACKER = Path(__file__).parents[2] / "tracker"
TEMPLATES = TRACKER / "web" / "templates"

FILTER = re.compile(r"\|\s*(lower|upper|capitalize|title)\b")
# What is no word: an extension, a method, a format.
CODES = re.compile(r"\.(extension|method|format)\s*\|")
CHANGES = ("lower", "upper", "capitalize", "title", "swapcase", "casefold")
TRANSLATED = ("_", "_l", "gettext", "ngettext", "pgettext", "label", "level_label", "record_text")
PARTS = ("api", "card", "charts", "comparison", "exchange", "labels", "search", "stories")
PARTS += ("timeline", "web", "workspace")


def changed_in_template(text: str) -> list[str]:
    """Expressions that change the letters of what they show."""
    found = re.findall(r"\{\{.*?\}\}|\{%.*?%\}", text, re.DOTALL)
    return [each for each in found if FILTER.search(each) and not CODES.search(each)]


def changed_in_code(tree: ast.Module) -> Iterator[ast.Call]:
    """Calls that change the letters of a text that was just translated."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if node.func.attr in CHANGES and _is_translated(node.func.value):
            yield node


def _is_translated(value: ast.expr) -> bool:
    if isinstance(value, ast.Call):
        name = value.func.attr if isinstance(value.func, ast.Attribute) else None
        name = value.func.id if isinstance(value.func, ast.Name) else name
        if name == "str" and value.args:
            return _is_translated(value.args[0])
        return name in TRANSLATED or str(name).endswith(("_word", "_words"))
    return isinstance(value, ast.Subscript) and ast.unparse(value.value).split(".")[-1].isupper()


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('_("Done").lower()', True),
        ('label("act", code).lower()', True),
        ("str(charts.LEVELS[level]).lower()", True),
        ("last_known_word(standing).capitalize()", True),
        ("charts.PILLARS[pillar].upper()", True),
        ("code.lower()", False),
        ("reference.upper()", False),
        ("charts.PILLARS[code.lower()]", False),
    ],
)
def test_a_change_of_letters_in_code_is_found(code: str, found: bool) -> None:
    assert any(changed_in_code(ast.parse(code))) is found


@pytest.mark.parametrize("part", PARTS)
def test_no_module_changes_the_letters_of_a_translated_text(part: str) -> None:
    wrong = [
        f"{path.relative_to(TRACKER)}:{node.lineno}: {ast.unparse(node)}"
        for path in sorted((TRACKER / part).rglob("*.py"))
        for node in changed_in_code(ast.parse(path.read_text(encoding="utf-8")))
    ]

    assert wrong == []


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("{{ label('act', act)|lower }}", True),
        ("{{ words|capitalize }}", True),
        ("{{ file.extension|upper }}", False),
        ("{{ words }}", False),
    ],
)
def test_a_change_of_letters_in_a_template_is_found(template: str, found: bool) -> None:
    assert bool(changed_in_template(template)) is found


def test_no_template_changes_the_letters_of_what_it_shows() -> None:
    wrong = {
        str(path.relative_to(TEMPLATES)): changed_in_template(path.read_text(encoding="utf-8"))
        for path in sorted(TEMPLATES.rglob("*.html"))
    }

    assert {path: found for path, found in wrong.items() if found} == {}
