"""A withheld name is found in a text however it is spelled, and ordinary words are left alone."""

import pytest

from tracker.pii.organisations import is_named

CIRCLE = "Circle of invented survivors"

# The name, a text, and why the text tells the name.
NAMED = [
    (CIRCLE, "told by the CIRCLE of  invented\nsurvivors", "case and spaces do not matter"),
    (CIRCLE, "The Circle of invented survivors’ report", "nor does an ending after a sign"),
    (CIRCLE, "C\u200bircle\u00a0of&nbsp;invented survivors", "nor do invisible signs"),
    (CIRCLE, "See circle-of-invented-survivors.example", "a domain with hyphens"),
    (CIRCLE, "https://circleofinventedsurvivors.example/a", "a domain in one word"),
    (CIRCLE, "https://example.org/circle_of_invented_survivors/", "part of an address"),
    (f"{CIRCLE} (Otherland)", "The Circle of invented survivors saw it.", "without the brackets"),
    (f"{CIRCLE} (CISK)", "CISK saw it in court.", "its abbreviation"),
    (f"{CIRCLE} (CIS-K)", "https://cisk.example/a", "the domain of its abbreviation"),
    ("Étoile d’été", "L'Etoile d'ete l'a vu.", "without accents, with an article"),
    ("Étoile d’été", "https://example.org/%C3%89toile-d-%C3%A9t%C3%A9", "an encoded address"),
    ("Hope & Light", "Hope and Light saw it.", "a joining word for a sign"),
    ("Casa y Vida", "Casa e Vida lo vio.", "another joining word"),
    ("The Hope Watch", "Members of Hope Watch saw it.", "without the article"),
    ("Hope Watch Ltd.", "Hope Watch saw it.", "without the legal form"),
    ("Freedom", "FREEDOM saw it.", "one word in capitals"),
    ("Freedom", "Write to office@freedom.example.", "the domain of an e-mail address"),
    ("المرصد المخترع", "شاهد المَرصَد المخترع ذلك.", "with vowel signs"),
    ("المرصد المخترع", "والمرصد المخترع شاهد ذلك.", "with a joined word before it"),
    ("Надежда", "Мы благодарим «Надежду» за помощь.", "in another case"),
    ("Дом мира", "Сотрудники Дома мира видели это.", "one of two words in another case"),
    ("受害者之家协会", "受害者之家协会看到了。", "without spaces around it"),
]
# The name, a text, and why it tells nothing.
NOT_NAMED = [
    ("Freedom", "They demand freedom of movement.", "an ordinary word"),
    ("Hope", "It was a hopeless case.", "part of another word"),
    ("The Rights Ltd", "the rights of victims", "an ordinary word with an article"),
    (f"{CIRCLE} (Otherland)", "In Otherland it was said.", "the country in brackets is no name"),
    ("Light and Law", "The lightest law", "part of another word, then the second word"),
    ("Дом мира", "домашние миры", "the beginning of another word"),
    ("Circle of invented survivors", "A circle of survivors", "fewer words"),
]


@pytest.mark.parametrize(("name", "text", "why"), NAMED, ids=[one[2] for one in NAMED])
def test_a_text_that_tells_the_name_is_found(name: str, text: str, why: str) -> None:
    assert is_named(text, name), why


@pytest.mark.parametrize(("name", "text", "why"), NOT_NAMED, ids=[one[2] for one in NOT_NAMED])
def test_a_text_that_tells_nothing_is_left_alone(name: str, text: str, why: str) -> None:
    assert not is_named(text, name), why
