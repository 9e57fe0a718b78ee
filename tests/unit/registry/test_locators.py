"""Which paragraph or action of a text the place of a commitment names."""

import pytest

from tracker.registry.locators import ParagraphPlace, paragraph_of


@pytest.mark.parametrize(
    ("locator", "place"),
    [
        ("Paragraph 7", ParagraphPlace("7", None, False)),
        ("Objective 10, paragraph 26 (a)", ParagraphPlace("26", "a", False)),
        ("Annex, paragraph 3 (B)", ParagraphPlace("3", "b", True)),
        ("Action 31 (b)", ParagraphPlace("31", "b", False, True)),
        ("action 31", ParagraphPlace("31", None, False, True)),
        ("Pact, Action 35(b)", ParagraphPlace("35", "b", False, True)),
        ("Action 5, paragraph 26 (a)", ParagraphPlace("26", "a", False)),
        ("Plan of Action, section II", None),
        ("Global Plan of Action", None),
        ("Transaction 31 (b)", None),
        ("Annex, section I (Prevention)", None),
        ("Article 9 (1)", None),
    ],
    ids=[
        "a paragraph",
        "a point of a paragraph",
        "in an annex, with a capital letter",
        "a point of an action",
        "a whole action, in small letters",
        "no space before the bracket",
        "a paragraph comes before an action",
        "a plan of action is no action",
        "nor without a number",
        "another word that ends so",
        "a section",
        "an article of a treaty",
    ],
)
def test_place_of_a_commitment_is_read(locator: str, place: ParagraphPlace | None) -> None:
    assert paragraph_of(locator) == place


def test_place_is_cited_as_it_is_read() -> None:
    assert ParagraphPlace("31", "b", False, True).label == "Action 31 (b)"
    assert ParagraphPlace("26", "a", False).label == "26 (a)"
