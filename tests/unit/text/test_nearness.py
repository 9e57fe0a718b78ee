"""How near sentences come to texts, and when two titles probably tell of the same."""

import pytest

from tracker.text.similarity import Nearness, are_alike

TEXTS = Nearness(
    {
        "SHELTER": [("Shelters for victims", 2.0), ("States provide safe housing.", 1.0)],
        "COURTS": [("Investigate and prosecute traffickers", 2.0), ("States punish them.", 1.0)],
        "DATA": [("Collect statistics", 2.0), ("States count what they do.", 1.0)],
    }
)


def nearest(*asked: tuple[str, float]) -> list[str]:
    found = TEXTS.near(asked)
    return sorted(found, key=lambda key: -found[key])


def test_a_sentence_finds_what_speaks_of_the_same() -> None:
    assert nearest(("A new sheltered house for a victim was opened", 1.0))[0] == "SHELTER"
    assert nearest(("The court prosecuted two men", 1.0)) == ["COURTS"]


def test_words_that_all_texts_have_tell_nothing() -> None:
    assert set(TEXTS.near([("states", 1.0)]).values()) <= {0.0}
    assert nearest(("and the of", 1.0), ("2021", 1.0)) == []


def test_a_heavier_text_outweighs_a_lighter_one() -> None:
    assert nearest(("statistics", 2.0), ("shelter", 1.0))[0] == "DATA"
    assert nearest(("statistics", 1.0), ("shelter", 2.0))[0] == "SHELTER"


ALIKE = [
    ("Parliament adopted a law against trafficking", "Law against trafficking adopted", True),
    ("Parliament adopted a law", "The parliament adopts laws", True),
    ("A shelter was opened in the north", "Court convicts four traffickers", False),
    ("议会通过反人口贩运法", "议会通过了反人口贩运法", True),
    ("", "Parliament adopted a law", False),
]


@pytest.mark.parametrize(("one", "other", "alike"), ALIKE)
def test_titles_are_alike_by_words_or_letters(one: str, other: str, alike: bool) -> None:
    assert are_alike(one, other) is alike
