"""One order of names for every list and language: that of ICU."""

import ast
from pathlib import Path

import pytest

from tracker.core import collation

TRACKER = Path(__file__).parents[2] / "tracker"

# The language, names in their right order, and why they are so.
ORDERS = [
    ("en", "Côte d’Ivoire|Croatia|Cuba|Cyprus|Czechia", "an accent makes no letter of its own"),
    ("en", "Saint Lucia|Samoa|São Tomé and Príncipe|Saudi Arabia", "nor within a word"),
    ("en", "Åland|Albania|Türkiye|Turkmenistan|Zambia", "nor at the beginning"),
    ("en", "Congo|Congo (Democratic Republic)|Costa Rica", "the shorter name comes first"),
    ("en", "albania|Albania|Andorra", "case only breaks ties"),
    ("fr", "Égypte|Émirats arabes unis|Équateur|Érythrée|Espagne|Fidji", "É is an E"),
    ("fr", "cote|coté|côte|côté", "accents break ties from the beginning of a word"),
    ("es", "Nicaragua|Níger|Nz|Ñandú|Omán", "ñ is a letter after n"),
    ("es", "Chad|Chile|China|Chipre|Colombia|Costa Rica", "ch is two letters"),
    ("ru", "Израиль|Италия|Йемен|Кабо-Верде", "й is a letter after и"),
    ("ru", "Ёлка|Ель|Еще", "ё is told from е only in ties"),
    ("ar", "آيسلندا|إثيوبيا|الأردن|أفغانستان|ألبانيا|مصر|اليمن", "forms of alif are one letter"),
    ("ar", "الاتحاد الروسي|إثيوبيا|أذربيجان|الأرجنتين|الأردن|أرمينيا", "the article is no letter"),
    ("ar", "الصومال|الصين|طاجيكستان|العراق|عمان", "whatever letter follows it"),
    ("ar", "التزامات|البحوث|التعاون|الحماية", "two letters of a root are no article"),
    ("ru", "Ирак|Йемен|Кабо-Верде|Казахстан|Катар", "й comes after и and before к"),
    ("ru", "Елка|Ёлка|Елки", "ё is an е between words that differ later"),
    ("fr", "Îles Marshall|Îles Salomon|Inde|Indonésie", "Î is an I"),
    ("es", "Árabe|Arabia|Argelia|Zambia", "nor does an accent move a word to the end"),
    ("en", "Cabo Verde|Cambodia|Côte d’Ivoire|Croatia|Curaçao|Czechia", "ç is a c"),
    ("zh", "阿尔巴尼亚|爱尔兰|贝宁|法国|肯尼亚|中国", "by pinyin, not by code point"),
    ("zh", "巴西|比利时|秘鲁|冰岛|墨西哥", "Peru is read Bìlǔ, although 秘 alone is mì"),
]


@pytest.mark.parametrize(("language", "names", "why"), ORDERS, ids=[one[2] for one in ORDERS])
def test_names_are_in_the_order_of_their_language(language: str, names: str, why: str) -> None:
    right = names.split("|")

    assert collation.by_name(reversed(right), language=language) == right


def test_names_that_are_alike_keep_their_order() -> None:
    pairs = [("b", "Samoa"), ("a", "Samoa"), ("c", "Fiji")]

    assert collation.choices(pairs) == [("c", "Fiji"), ("b", "Samoa"), ("a", "Samoa")]


def test_no_query_sorts_by_a_name() -> None:
    """SQLite and PostgreSQL put names in different orders, and know no reader's language."""
    found = []
    for path in TRACKER.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "order_by":
                named = [ast.unparse(each) for each in call.args]
                if any(one.endswith((".name", ".title")) for one in named):
                    found.append(f"{path.relative_to(TRACKER)}: {named}")

    # The search and the queue of jobs read these; their order is shown to nobody.
    assert sorted(found) == [
        "jobs/queue.py: ['BackgroundJob.due_at', 'BackgroundJob.name']",
        "registry/search_texts.py: ['Indicator.title', 'Indicator.code']",
        "registry/search_texts.py: ['StateAlias.name']",
    ]
