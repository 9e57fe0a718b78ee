"""How many examples a property is tried on: the same for everybody, or many new ones.

`make test` tries the same examples each time, so that no change is red for what it did not do.
`make test-all` tries new ones, many times as many. It keeps those that fail in
`.hypothesis/examples` and tries them first the next time. Write a find down as an `@example` of its
test: then `make test` tries it as well.
"""

import os
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, seed, settings
from hypothesis.database import DirectoryBasedExampleDatabase

PROFILE = "HYPOTHESIS_PROFILE"
SAME, SEARCH = "same", "search"
MORE = 20  # times as many examples in a search
FINDS = Path(__file__).resolve().parent.parent / ".hypothesis" / "examples"


def searching() -> bool:
    """Whether this run looks for new examples."""
    return os.environ.get(PROFILE) == SEARCH


def load() -> None:
    """Register both profiles and load the one of this run. A busy machine is no defect."""
    settings.register_profile(SAME, deadline=None, derandomize=True, database=None, max_examples=50)
    settings.register_profile(
        SEARCH,
        deadline=None,
        derandomize=False,
        print_blob=True,
        max_examples=100 * MORE,
        database=DirectoryBasedExampleDatabase(FINDS),
        suppress_health_check=[HealthCheck.too_slow],
    )
    settings.load_profile(SEARCH if searching() else SAME)


def examples(number: int, **more: Any) -> settings:
    """So many examples of a property, and many times as many in a search."""
    return settings(max_examples=number * (MORE if searching() else 1), **more)


def same_each_time(number: int) -> Any:
    """Seed the examples of a test whose library draws them itself; a search draws new ones."""
    return (lambda test: test) if searching() else seed(number)
