"""What holds for any text: no errors, places in order, paragraphs read apart, time in bounds."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.pii.finder import find, find_in_name

LONGEST = 50_000
# Seconds of one processor for the longest text; far above what was measured, below what hangs.
BOUND = 4.0

PIECES = st.sampled_from(
    [
        *("the survivor, ", "Amara Okwesi", ", 19, ", "aged ", "+254 712 000 481", "12 May 2010"),
        *("A girl, 14 years old, ", "lives at ", "Silver Palm Hotel", "rue des Lilas", "19岁"),
        *("Fatuma Hassan said so", "улице Вишнёвой", "في شارع الياسمين", "住在翠湖小区", "14 ans"),
        *("amara@post.example", " (at) ", "@okwesi_1", "passport ", "QX4820117", "9 Mill Lane"),
        *("الضحية ", "سلمى الدرغامي", "، ١٧ عاماً", "受害人", "李小棠", ",19岁", "海棠路14号"),
        *(
            "потерпевшая ",
            "Алина Верещук",
            "ул. Липовая, д. 14",
            "née le ",
            "1999年5月3日",
            "&#64;",
        ),
        *(
            "\u200b",
            "\u202e",
            "\u0301",
            "\n",
            "\r\n",
            ". ",
            "\x00",
            "\ud800",
            "https://t.me/x",
            "v.",
        ),
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=25).map("".join))


@given(TEXTS)
def test_findings_lie_in_the_text_in_order_and_apart(text: str) -> None:
    findings = find(text)

    end = 0
    for finding in findings:
        assert end <= finding.start < finding.end <= len(text)
        end = finding.end
        assert len(finding.fingerprint) == 32


@given(TEXTS)
def test_names_of_files_never_fail_either(text: str) -> None:
    for finding in find_in_name(text):
        assert 0 <= finding.start < finding.end <= len(text)


@given(TEXTS.filter(lambda it: "\n" not in it), TEXTS.filter(lambda it: "\n" not in it))
def test_paragraphs_say_nothing_about_each_other(first: str, second: str) -> None:
    shift = len(first) + 2

    whole = find(f"{first}\n\n{second}")

    alone = [(it.start, it.end, it.kind, it.fingerprint) for it in find(first)]
    alone += [(it.start + shift, it.end + shift, it.kind, it.fingerprint) for it in find(second)]
    assert [(it.start, it.end, it.kind, it.fingerprint) for it in whole] == alone


@pytest.mark.parametrize(
    "piece",
    [
        *("a", "1", "1 ", "1-", "12 ", "+1 ", "A ", "Ab de ", "a@", "a@b.", "a (at) b ", "&", "("),
        *("victim Ab, ", "passport 1 ", "1 rue de ", "ул. А ", "Calle A ", "شارع ا ", "الضحية "),
        *("受害人李", "李", "路1", "\n", "\u0301", "http://a ", "///abc.", "GB82 ", "1.2345,"),
        *("one ", "一三 ", "Al-", "D'", "253497120004811 ", "1 A A A A ", "b. 1999 "),
        *(
            "she lives at A ",
            "A Hotel ",
            "aged 1, ",
            "une de 1 ans ",
            "住在路",
            "李小说",
            "улице А ",
        ),
        *("تسكن شارع ", "عمرها 1 ", "Ana Ana said ", "rue de la ", "calle de la ", "она в А "),
    ],
)
def test_no_text_takes_long(piece: str) -> None:
    text = (piece * (LONGEST // len(piece) + 1))[:LONGEST]

    before = time.process_time()
    find(text)

    assert time.process_time() - before < BOUND


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param(
            "The girl, 14 years old, lives on Mill Lane. Fatuma Hassan said so. ", id="en"
        ),
        pytest.param("La fille de 14 ans habite rue des Lilas. Awa Diallo l'a dit. ", id="fr"),
        pytest.param("La niña de 14 años vive en la calle Lima. Rosa Quispe lo dijo. ", id="es"),
        pytest.param("Девочке 14 лет, она живёт на улице Новой. Роза Ким молчит. ", id="ru"),
        pytest.param("عمرها 14 سنة وتسكن في شارع النخيل. قالت فاطمة حسن ذلك. ", id="ar"),
        pytest.param("女孩14岁,住在棕榈路。张桂英这样说。", id="zh"),
    ],
)
def test_ten_thousand_characters_are_quick(sentence: str) -> None:
    """Every sentence holds three places, far more than people write. The bound is loose."""
    text = (sentence * 400)[:10_000]
    find(text)

    def seconds() -> float:
        before = time.process_time()
        find(text)
        return time.process_time() - before

    assert min(seconds() for _try in range(3)) < 0.3


def test_time_grows_with_the_length_only() -> None:
    def seconds(times: int) -> float:
        text = "The survivor, Amara Okwesi, 19, told the court. Tel. +254 712 000 481. " * times
        before = time.process_time()
        find(text)
        return time.process_time() - before

    seconds(10)
    short, long = min(seconds(80) for _try in range(3)), min(seconds(640) for _try in range(2))

    assert long < 8 * short * 3
