"""The texts of the interface are plain English: short sentences, standard words, one vocabulary.

The rules and the figures are in `tools/words.py`. No text may break one.
"""

import re
from collections import Counter
from functools import cache

import pytest

from tools.words import MOST_WORDS, Fault, Message, faults, messages, reading_ease, sentences

# The methodology explains its terms, and columns of files and the API are named after them.
EXPLAINS_TERMS = (
    *("api/", "exchange/downloads/", "exchange/package/"),
    "web/templates/methodology/",
)
TERMS = "settled level, standing, lane, vote: write status, source, counts"


@cache
def found() -> tuple[Fault, ...]:
    return tuple(fault for message in messages() for fault in faults(message))


def test_every_text_of_the_interface_is_plain_english() -> None:
    broken = [
        str(fault)
        for fault in found()
        if fault.rule != TERMS or not fault.message.path.startswith(EXPLAINS_TERMS)
    ]

    listed = "\n".join(broken)
    assert broken == [], f"write these in plain English:\n{listed}"


# Placeholders, codes, markup and addresses are no words.
NOT_WORDS = re.compile(r"%\(\w+\)[sd]|\{\w+\}|`[^`]*`|<[^>]*>|[\w/.=-]*[/=][\w/.=-]*")
STATE = re.compile(r"\bstates?\b(?!\.\w)")
# Where the word is a condition or a verb.
OTHER_MEANINGS = re.compile(
    r"current state|(government|source) states|states the purpose|(record )?states (no|a) level"
)


def small_states(text: str) -> bool:
    """Whether a text writes a member or observer of the United Nations with a small letter."""
    plain = OTHER_MEANINGS.sub("", NOT_WORDS.sub(" ", text))
    return bool(STATE.search(plain))


@pytest.mark.parametrize(
    ("text", "small"),
    [
        ("The state has not reported.", True),
        ("Records of states", True),
        ("%(num)s states have reported.", True),
        ("The State has not reported.", False),
        ("Member States", False),
        ("Not possible in the current state", False),
        ("It states the purpose of the text.", False),
        ("Use /states?region=africa or state=KEN.", False),
        ("`state` is a code", False),
    ],
)
def test_a_state_of_the_united_nations_with_a_small_letter_is_found(text: str, small: bool) -> None:
    assert small_states(text) is small


def test_states_of_the_united_nations_have_a_capital_letter() -> None:
    wrong = [f"{each.path}:{each.line}: {each.text}" for each in messages()]

    assert [line for line in wrong if small_states(line.partition(": ")[2])] == []


def test_most_texts_of_the_interface_are_looked_at() -> None:
    texts = Counter(message.path.partition("/")[0] for message in messages())

    assert texts["web"] > 1_500, "templates and pages"
    assert texts["exchange"] > 300, "files"
    assert texts["accounts"] > 30, "e-mails"


# A text, and the rule that it breaks; None if it is plain English.
TEXTS: list[tuple[str, str | None]] = [
    ("Send for review", None),
    ("The report is published. Readers can reply.", None),
    ("The report is published; readers can reply.", "semicolon"),
    ("Separate several codes with semicolons, for example GPA-2010; PD-2021.", None),
    ("use at most 10 characters; this text has 12", None),
    ("Nobody has taken this yet.", "nobody"),
    ("Ask whoever wrote it.", "whoever"),
    ("Shown are actions of one state.", "inversion"),
    ("Of Kenya nothing is known.", "inversion"),
    ("What states promised, and what they did", "what …"),
    ("Who decided is not told.", "tells"),
    ("Tell us who can confirm this.", None),
    ("This is what stands there now.", "stands"),
    ("The standing committee met.", None),
    ("No more letters", "e-mail"),
    ("letters A to Z and digits", None),
    ("Set up the second factor", "two-step"),
    ("Mend it", "correct"),
    ("Put the file away", "cancel"),
    ("Bring a file", "import"),
    ("values parted by commas", "separated"),
    ("Take it back to change it", "withdraw"),
    ("2 states are silent.", "has not reported"),
    ("Clear the report", "approve"),
    ("Clear the filters", None),
    ("What sort of act is it?", "type"),
    ("The draft is begun.", "started"),
    ("The settled level of a state", "status"),
    ("a word " * (MOST_WORDS // 2) + "more.", "more than"),
    ("a word " * (MOST_WORDS // 2 - 1) + "more.", None),
    (
        "%(a)s %(b)s. " * (MOST_WORDS // 2 + 1),
        None,
    ),
]


@pytest.mark.parametrize(("text", "rule"), TEXTS)
def test_a_text_is_judged_by_the_rules(text: str, rule: str | None) -> None:
    broken = [fault.rule for fault in faults(Message("web/page.html", 1, text))]

    if rule is None:
        assert broken == []
    else:
        assert any(rule in each for each in broken), broken


def test_sentences_end_where_a_new_one_begins() -> None:
    text = "Use e.g. 3.5 or 2016. “Other” is fine! Is it? %(num)s rows."

    assert len(sentences(text)) == 4


def test_short_words_read_more_easily_than_long_ones() -> None:
    easy = reading_ease(["The cat sat on the mat. It is a big cat."])
    hard = reading_ease(["Institutional accountability necessitates comprehensive documentation."])

    assert easy > 90
    assert hard < 0
