"""Official terms: a text with the English term has the official one, in some inflection.

``tracker/translations/terms.csv`` holds the terms as the United Nations writes them, each with the
symbol and paragraph where all filled languages have it. ``terms_accepted.csv`` beside it lists
other renderings that are accepted too, each with the reason. Terms of one word are in the list
for translators and are not checked: "demand" and "decision" are everyday words too.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from babel.messages.catalog import Message

from tools.translations.catalogues import FOLDER, forms

TERMS, ACCEPTED = FOLDER / "terms.csv", FOLDER / "terms_accepted.csv"
# Vowel signs and the letter that only lengthens a line; accents that only mark stress.
ARABIC_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")
ARABIC_PREFIX = re.compile("^(?:وال|بال|كال|فال|لل|ال|و|ب|ل)(?=..)")
ARABIC_LETTERS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه"})
STEM = 0.6  # of the letters of a word: what is left of it in every inflection
SHORTEST = 3  # letters of a word that is looked for; articles and prepositions may differ
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Term:
    """An English term with its official translations; a language may have none."""

    english: str
    official: Mapping[str, str]
    pattern: re.Pattern[str] = field(repr=False)

    @property
    def is_checked(self) -> bool:
        """Whether the term is more than one everyday word."""
        return len(self.english.split()) > 1


@cache
def terms(path: Path = TERMS) -> tuple[Term, ...]:
    """The terms in the order of their length, the longest first."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = [
        Term(
            row["en"],
            {code: row[code] for code in ("fr", "es", "ar", "ru", "zh") if row[code]},
            re.compile(rf"\b{re.escape(row['en'].lower())}(?:s|es)?\b"),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda term: (-len(term.english), term.english)))


@cache
def accepted(path: Path = ACCEPTED) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """By language and English term the other renderings that are accepted."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = row["language"], row["term"]
            found[key] = (*found.get(key, ()), row["accepted"])
    return found


def missing_terms(message: Message, language: str) -> Iterator[Term]:
    """The terms of a translated text that it renders neither officially nor as is accepted."""
    texts = [text for text in forms(message) if text]
    if not texts:
        return
    left = (message.id if isinstance(message.id, str) else " ".join(message.id)).lower()
    for term in terms():
        if not term.is_checked or language not in term.official:
            continue
        if term.english.lower() not in left or not term.pattern.search(left):
            continue
        # A longer term says all of a shorter one inside it.
        left = term.pattern.sub(" ", left)
        renderings = (term.official[language], *accepted().get((language, term.english), ()))
        if not any(holds(each, text, language) for each in renderings for text in texts):
            yield term


def holds(term: str, text: str, language: str) -> bool:
    """Whether a text has every word of an official term, each in some inflection."""
    term, text = _plain(re.sub(r"\(.*?\)", "", term)), _plain(text)
    if language == "zh":
        return re.sub(r"[《》\s]", "", term) in re.sub(r"[《》\s]", "", text)
    present = WORD.findall(text)
    wanted = [word for word in WORD.findall(term) if len(word) > SHORTEST]
    if language == "ar":
        bare = {each for word in present for each in (word, _without_prefix(word))}
        return all(
            any(each.startswith(_arabic_stem(form)) for each in bare)
            or any(each.startswith(_arabic_stem(_without_prefix(form))) for each in bare)
            for form in wanted
        )
    return all(any(word.startswith(_stem(each)) for word in present) for each in wanted)


def _stem(word: str) -> str:
    return word[: max(SHORTEST, int(len(word) * STEM))]


def _arabic_stem(word: str) -> str:
    return word[: max(2, len(word) - 2)]


def _without_prefix(word: str) -> str:
    return ARABIC_PREFIX.sub("", word)


def _plain(text: str) -> str:
    text = ARABIC_MARKS.sub("", text.lower().replace("ё", "е").replace("’", "'"))
    return text.translate(ARABIC_LETTERS)
