"""Invented texts in six languages: plain words put together at random, which assert nothing."""

from random import Random

# No sentence of an instrument, a report or an organisation: single words, in no particular order.
WORDS = {
    "en": (
        "training officers budget labour inspection shelter court programme plan review ministry"
        " survey national regional service referral data research airport border school hotline"
        " translation interpreters health compensation fund residence permit prosecution workshop"
        " annual pilot centre staff guidance victims recruitment agencies visits supply chain"
    ),
    "fr": "formation agents budget inspection travail tribunal programme plan ministère service",
    "es": "formación agentes presupuesto inspección trabajo tribunal programa plan ministerio",
    "ar": "تدريب موظفين ميزانية تفتيش عمل محكمة برنامج خطة وزارة خدمة ملجأ بيانات",
    "ru": "обучение сотрудники бюджет инспекция труд суд программа план министерство служба",
    "zh": "培训 官员 预算 劳动 检查 法院 方案 计划 部门 服务 数据 研究",
}
SYLLABLES = [first + last for first in "bdfghjklmnprstvwxz" for last in "aeiou"]
LANGUAGES = (*("en",) * 15, *WORDS)  # three in four are English


class Texts:
    """Makes texts from a source of random numbers, the same for the same seed."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._words = {language: text.split() for language, text in WORDS.items()}
        # Rare words, as names of places would be: a search has something to find.
        self._rare = ["".join(random.choices(SYLLABLES, k=3)).title() for _ in range(5_000)]

    def language(self) -> str:
        """The language of a text."""
        return self._random.choice(LANGUAGES)

    def sentence(self, words: int, language: str = "en") -> str:
        """So many words, two of them rare; the first with a capital letter."""
        chosen = self._random.choices(self._words[language], k=words - 2)
        chosen += self._random.choices(self._rare, k=2)
        return " ".join(chosen).capitalize()
