"""Acts about treaties in the words of six languages; what two acts may be called is asked."""

import pytest

from tests.exchange.seeds import SPECIFICATIONS
from tracker.exchange.normalising.lists import ClosedList

ACT = next(each for each in SPECIFICATIONS["indicator_values"].columns if each.name == "act")
CASES = [
    ("Ratified", "ratification", "a verb of the past"),
    ("RATIFICATION", "ratification", "capital letters"),
    ("Ratificación", "ratification", "Spanish"),
    ("批准", "ratification", "Chinese"),
    ("Adhésion", "accession", "French"),
    ("adhesion", "accession", "without its accent"),
    ("присоединение", "accession", "Russian"),
    ("الانضمام", "accession", "Arabic, with its article"),
    ("Dénonciation", "denunciation", "French"),
    ("Réserve", "reservation", "French"),
    ("withdrawal of reservation", "withdrawal_of_reservation", "our own code with spaces"),
    ("signed", "signature", "a verb of the past"),
    ("party", None, "a status is no act"),
    ("a", None, "accession or acceptance: capital letters decide, and lists lose them"),
    ("suspension", None, "no act of the list"),
]


@pytest.mark.parametrize(("word", "code", "reason"), CASES)
def test_words_for_acts_are_known(word: str, code: str | None, reason: str) -> None:
    assert ClosedList(ACT)(word).text == code, reason
