"""Property tests judge a change on the same examples for everybody; a longer run finds new ones."""

import ast
import os
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
CHOSEN_IN_ONE_PLACE = {"seed", "settings"}

DRAWN = """
from hypothesis import given, strategies as some
from tests import properties
properties.load()
drawn = []

@properties.examples(10)
@given(some.integers())
def draw(number):
    drawn.append(number)

draw()
print(drawn)
"""


def drawn(**environment: str) -> str:
    kept = {name: text for name, text in os.environ.items() if name != "HYPOTHESIS_PROFILE"}
    return subprocess.run(
        [sys.executable, "-c", DRAWN],
        cwd=TESTS.parent,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_examples_are_the_same_each_time_and_new_in_a_search() -> None:
    first, again = drawn(), drawn()
    search = [drawn(HYPOTHESIS_PROFILE="search") for _ in range(2)]

    assert first == again
    assert search[0] != search[1]
    assert search[0].count(",") > 5 * first.count(",")


def test_number_of_examples_is_asked_of_one_place() -> None:
    """One test of the gap fixes its examples for good, to see that they reach every lane."""
    taken = {
        (str(path.relative_to(TESTS)), name.name)
        for path in TESTS.rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "hypothesis"
        for name in node.names
        if name.name in CHOSEN_IN_ONE_PLACE
    }

    assert taken <= {("unit/gap/test_properties.py", "settings")}, "use tests.properties.examples"
