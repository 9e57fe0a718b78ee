"""A spelling of a state means the same to imports, to the list of states and to the search."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.exchange.seeds import NAMES
from tests.web.test_search import searched
from tracker.exchange.imports.pipeline import known_state_names
from tracker.registry.queries.states import states_called
from tracker.registry.state_spellings import ENDED, RENAMED, usual_names
from tracker.search.index_cache import current_index

ASKED = [
    ("eSwatini", "SWZ"),
    ("Congo, DRC", "COD"),
    ("Papua N. Guinea", "PNG"),
    ("West Bank and Gaza", "PSE"),
    ("UK", "GBR"),
    ("DRC", "COD"),
    ("UAE", "ARE"),
    ("Zaire", "COD"),
    ("Holland", "NLD"),
    ("N. Korea", "PRK"),
    ("S. Korea", "KOR"),
    ("Burma", "MMR"),
]


def every_spelling() -> Iterator[tuple[str, str]]:
    """Each known spelling of each state: names, aliases, usual and former names."""
    iso2 = {iso3: code for code, iso3 in NAMES.iso2.items()}
    for iso3 in sorted(iso2):
        yield from ((name, iso3) for name in usual_names(iso3, iso2[iso3]))


@pytest.mark.parametrize(("spelling", "iso3"), ASKED)
def test_usual_spelling_is_understood_by_all_three(
    seeded_app: Flask, seeded_client: FlaskClient, spelling: str, iso3: str
) -> None:
    with seeded_app.app_context():
        meaning = known_state_names().find(spelling)
        listed = states_called(spelling)
    first = searched(seeded_client, spelling)[0]

    assert meaning is not None
    assert meaning.iso3 == iso3
    assert iso3 in listed
    assert first.endswith(f"/states/{iso3}")


def test_every_spelling_means_the_same_to_imports_lists_and_search(seeded_app: Flask) -> None:
    with seeded_app.app_context():
        names, found = known_state_names(), current_index()
        aliases = [(name, each.iso3) for each in found.states.values() for name in each.aliases]
        spellings = [*every_spelling(), *aliases]
        unlike = {
            name: (meaning.iso3, iso3 in states_called(name))
            for name, iso3 in spellings
            if (meaning := names.find(name)) is not None
            and not meaning.candidates
            and (meaning.iso3, iso3 in states_called(name)) != (iso3, True)
        }
        unknown = [name for name, _iso3 in spellings if names.find(name) is None]
        unsearched = [
            name
            for iso3, usual in RENAMED.items()
            for name in usual
            if name not in found.states[iso3].aliases and iso3 in found.states
        ]

    assert len(spellings) > 1000
    assert (unlike, unknown, unsearched) == ({}, [], [])


def test_state_that_ended_is_none_of_today(seeded_app: Flask) -> None:
    with seeded_app.app_context():
        names = known_state_names()
        meant = {name: names.find(name) for spellings in ENDED.values() for name in spellings}

    assert all(each is not None and each.iso3 is None for each in meant.values())
