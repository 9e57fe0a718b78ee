"""Common and former names of States that current registries lack, and names of no State.

The one list that imports, filters of lists and the search ask, beside the registry's own names and
aliases. A state that changed its name is the same state. One that ended is none of today's: what
was said of it is not said of those that followed. Which is which follows the member list of the
United Nations (un.org, "Growth in United Nations membership").
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from babel import Locale

from tracker.text.word_lists import read_lists

LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")

_FILE = Path(__file__).with_name("lists") / "state_spellings.csv"

ENDED: Mapping[str, tuple[str, ...]] = read_lists(
    _FILE, group="meaning", entry="spelling", list="ended"
)
"""By their English name, spellings of what no longer exists."""

RENAMED: Mapping[str, tuple[str, ...]] = read_lists(
    _FILE, group="meaning", entry="spelling", list="renamed"
)
"""By the ISO3 code of today, former, formal and usual names that mean the same state."""

AMBIGUOUS: Mapping[str, tuple[str, ...]] = read_lists(
    _FILE, group="spelling", entry="meaning", list="ambiguous"
)
"""Spellings that mean one state to some and another to others, though a registry may list them."""

NEVER: tuple[str, ...] = read_lists(_FILE, group="list", entry="spelling", list="never")["never"]
"""Spellings that mean no state of the registry: territories, groups, and "other"."""

DEMONYMS: Mapping[str, tuple[str, ...]] = read_lists(
    _FILE.with_name("demonyms.csv"), group="state", entry="demonym"
)
"""By ISO3 code, English words for what is of one state and of no other. Readers search with them.
Imports do not: a column of nationalities is no column of states that a record is about."""


@cache
def names_of_cldr() -> tuple[tuple[str, str], ...]:
    """Names of States, territories and regions in our languages, with CLDR codes."""
    return tuple(
        (str(name), str(code))
        for language in LANGUAGES
        for code, name in Locale(language).territories.items()
        if code != "ZZ"
    )


@cache
def usual_names(iso3: str, iso2: str) -> tuple[str, ...]:
    """Common and former names of a State besides those in the registry.

    A name that also means another state is left out.
    """
    short = (name for name, code in names_of_cldr() if code == iso2)
    found = dict.fromkeys((*RENAMED.get(iso3, ()), *short))
    return tuple(name for name in found if name not in AMBIGUOUS)
