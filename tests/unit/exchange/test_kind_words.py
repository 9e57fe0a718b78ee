"""The usual words for a court ruling are read in six languages; words for other things are not."""

import pytest

from tracker.evidence.vocabulary import ActionKind
from tracker.exchange.kinds.actions import SPECIFICATION
from tracker.exchange.normalising.lists import ClosedList

KIND = next(each for each in SPECIFICATION.columns if each.name == "kind")
RULING = ActionKind.COURT_RULING
CASES = [
    ("court_ruling", RULING, "the code"),
    ("Court ruling", RULING, "the code with a space and a capital letter"),
    ("COURT JUDGMENT", RULING, "capital letters"),
    ("judgement", RULING, "the other English spelling"),
    ("Décision de justice", RULING, "French"),
    ("decision judiciaire", RULING, "French without accents"),
    ("Sentencia", RULING, "Spanish"),
    ("resolucion judicial", RULING, "Spanish without accents"),
    ("решение суда", RULING, "Russian"),
    ("حكم قضائي", RULING, "Arabic"),
    ("法院判决", RULING, "Chinese"),
    ("court", None, "a court may also be an institution that was set up"),
    ("sentence", None, "a sentence may be a number for enforcement"),
    ("conviction", None, "convictions are enforcement, which nobody said here"),
    ("decision", None, "a decision of a government is a policy"),
]


@pytest.mark.parametrize(("word", "code", "reason"), CASES)
def test_words_for_a_court_ruling_are_known(word: str, code: str | None, reason: str) -> None:
    assert ClosedList(KIND)(word).text == code, reason
