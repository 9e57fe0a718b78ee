"""The check of documents finds long sentences and retired words in prose, and nowhere else."""

from pathlib import Path

import pytest

from tools.check_documents import MOST_WORDS, faults

LONG = "a word " * (MOST_WORDS // 2) + "more"
CASES = [
    ("The site refuses a wrong date.", 0, "plain English"),
    ("Bring a file of values.", 1, "a retired word: write import"),
    ("Shown are the actions of one state.", 1, "an inversion"),
    (f"There is {LONG}.", 1, "a long sentence"),
    (f"- There is {LONG}.\n- Mend the file.", 2, "items of a list are sentences of their own"),
    ("Use `bring a file` here.", 0, "code is no prose"),
    ("```\nbring a file\n```", 0, "a block of code is no prose"),
    ("| bring | a file |\n|---|---|", 0, "a table is no prose"),
    ("The word \u201cbring a file\u201d is retired.", 0, "a quotation is no prose"),
    ("Two ideas; one sentence about votes.", 0, "documents explain terms, in lists as well"),
]


@pytest.mark.parametrize(("text", "number", "reason"), CASES, ids=[case[2] for case in CASES])
def test_faults_of_a_page(tmp_path: Path, text: str, number: int, reason: str) -> None:
    page = tmp_path / "page.md"
    page.write_text(text, encoding="utf-8")

    assert len(list(faults(page))) == number, reason
