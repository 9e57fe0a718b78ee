"""A spelling of a state means the same to imports, to the list of states and to the search."""

from collections import Counter
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.exchange.seeds import NAMES
from tests.web.test_search import searched
from tracker.exchange.imports.pipeline import known_state_names
from tracker.registry.queries.states import states_called
from tracker.registry.state_spellings import AMBIGUOUS, DEMONYMS, ENDED, NEVER, RENAMED, usual_names
from tracker.search.lexicon import current_lexicon
from tracker.search.naming import tokens

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
        names, found = known_state_names(), current_lexicon()
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


def test_every_spelling_is_found_within_a_search_with_a_topic(seeded_app: Flask) -> None:
    with seeded_app.app_context():
        within = current_lexicon()
    spelt = [
        (name, state.iso3)
        for state in within.states.values()
        for name in (*state.names.values(), *state.aliases, *DEMONYMS.get(state.iso3, ()))
        if name not in AMBIGUOUS
    ]
    found = {
        (name, iso3): [code for one in within.names.find(tokens(f"{name} 7")) for code in one.codes]
        for name, iso3 in spelt
    }

    assert len(found) > 1500
    assert {each: codes for each, codes in found.items() if codes != [each[1]]} == {}
    for name, codes in AMBIGUOUS.items():
        (one,) = within.names.find(tokens(name))
        assert one.codes == codes
    for name in (*NEVER, *(each for spellings in ENDED.values() for each in spellings)):
        assert not any(one.codes for one in within.names.find(tokens(name))), name


def test_list_of_states_understands_what_is_of_a_state_and_imports_do_not(
    seeded_app: Flask,
) -> None:
    # A column of nationalities must not be taken for the states that records are about.
    with seeded_app.app_context():
        names = known_state_names()
        listed = {word: states_called(word) for word in ("Kenyan", "Dutch", "Bissau-Guinean")}
        imported = {word: names.find(word) for word in ("Kenyan", "Dutch")}

    assert listed == {
        "Kenyan": frozenset({"KEN"}),
        "Dutch": frozenset({"NLD"}),
        "Bissau-Guinean": frozenset({"GNB"}),
    }
    assert all(each is None or each.iso3 is None for each in imported.values())


def test_no_word_for_what_is_of_a_state_means_two(seeded_app: Flask) -> None:
    words = Counter(word.casefold() for each in DEMONYMS.values() for word in each)
    with seeded_app.app_context():
        known = {state.iso3 for state in current_lexicon().states.values()}

    assert max(words.values()) == 1
    assert set(DEMONYMS) <= known


def test_state_that_ended_is_none_of_today(seeded_app: Flask) -> None:
    with seeded_app.app_context():
        names = known_state_names()
        meant = {name: names.find(name) for spellings in ENDED.values() for name in spellings}

    assert all(each is not None and each.iso3 is None for each in meant.values())
