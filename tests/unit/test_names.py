"""Names in the code are standard terms: the glossary names exist, retired words do not return."""

import ast
import json
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TRACKER = ROOT / "tracker"
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
EXCEPTIONS = ROOT / "tests" / "unit" / "retired_names.json"

# Each has a standard term in its place, given here for the message of a failing test.
RETIRED = {
    "told": "describe, explain, audit",
    "tell": "notify, describe, audit",
    "tells": "describes",
    "kept": "cached, stored",
    "keep": "store, cache",
    "keeps": "stores, caches",
    "keeping": "storage, cache",
    "desk": "workspace, editor, review",
    "charter": "permission map",
    "door": "interface",
    "bring": "import",
    "bringing": "import",
    "brought": "imported",
    "laid": "layout",
    "owed": "due",
    "heard": "coverage",
    "hands": "assignee",
    "speaking": "actor",
    "looks": "probe, detect",
    "looking": "check, review",
    "asking": "query",
    "mend": "correct",
    "mending": "correction",
    "gather": "load",
    "said": "answered, described",
    "says": "describes, matches",
    "whose": "owner",
    "unlike": "different",
    "look": "check, probe, load",
    "spoke": "counted",
}
# Macros of templates that still have an old name; the list only shrinks.
MACROS_LEFT = {
    "compare/_choose.html: kept",
    "components/records.html: said",
}
PHRASES = ("put_away", "give_up", "giving_up", "take_along", "on_record", "put_in_place")


def words(name: str) -> list[str]:
    """The words of a name in lower case: `ReviewDesk` and `review_desk` are both review, desk."""
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)]


def is_retired(name: str) -> bool:
    """Whether a name has a retired word or phrase in it."""
    parts = words(name)
    return bool(set(parts) & set(RETIRED)) or any(
        f"_{phrase}_" in f"_{'_'.join(parts)}_" for phrase in PHRASES
    )


@cache
def names() -> frozenset[tuple[str, str]]:
    """Every module and every class, function and method in it, private ones too, by module."""
    found: set[tuple[str, str]] = set()
    for path in TRACKER.rglob("*.py"):
        module = ".".join(path.relative_to(TRACKER).with_suffix("").parts)
        module = module.removesuffix(".__init__")
        found.add((module, module.rsplit(".", 1)[-1]))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                found.add((module, node.name))
    return frozenset(found)


def listed() -> list[str]:
    """The names that the glossary gives in its last column, without old ones in brackets."""
    rows = re.findall(r"^\| (?!term|---)(.*) \|$", GLOSSARY, flags=re.MULTILINE)
    cells = [re.split(r" ?\| ?", row)[3] for row in rows]
    return sorted({name for cell in cells for name in re.findall(r"`([\w.]+)`", cell)})


@pytest.mark.parametrize("name", listed())
def test_each_name_of_the_glossary_exists(name: str) -> None:
    known = {own for _, own in names()} | {module for module, _ in names()}

    assert name in known, "the glossary lists a name that the code does not have"


def test_each_term_of_the_glossary_has_one_meaning() -> None:
    terms = re.findall(r"^\| ([^|]+?) \|", GLOSSARY, flags=re.MULTILINE)
    terms = [term for term in terms if term not in ("term", "---")]

    assert len(terms) > 60
    assert len(terms) == len(set(terms))


def test_no_name_has_a_retired_word() -> None:
    exceptions = {tuple(pair) for pair in json.loads(EXCEPTIONS.read_text(encoding="utf-8"))}
    wrong = {pair for pair in names() if is_retired(pair[1])}

    assert sorted(wrong - exceptions) == [], f"use a standard term instead: {RETIRED}"
    assert sorted(exceptions - wrong) == [], f"remove these lines from {EXCEPTIONS.name}"


def test_no_file_or_macro_of_the_templates_has_a_retired_word() -> None:
    templates = TRACKER / "web" / "templates"
    found = {path.relative_to(templates).as_posix(): path for path in templates.rglob("*.*")}
    macros = {
        f"{name}: {macro}"
        for name, path in found.items()
        for macro in re.findall(r"{%-? macro (\w+)", path.read_text(encoding="utf-8"))
    }

    wrong = {each for each in {*found, *macros} if is_retired(each)}
    assert sorted(wrong - MACROS_LEFT) == [], f"use a standard term instead: {RETIRED}"


@pytest.mark.parametrize(
    ("name", "retired"),
    [
        ("ReviewDesk", True),
        ("_told_plainly", True),
        ("give_up_draft", True),
        ("load_on_record", True),
        ("desktop", False),
        ("keyword", False),
        ("records_on_day", False),
    ],
)
def test_a_retired_word_is_found_as_a_whole_word(name: str, *, retired: bool) -> None:
    assert is_retired(name) is retired
