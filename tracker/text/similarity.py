"""Scores the similarity of a text to many others by shared words. Pure.

Unlike the search, which requires all words, it finds texts that are similar to a sentence. Rare
shared words count more.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from tracker.text.english_forms import STOP_WORDS, plain, words

MOST_WORDS = 120  # of a text that is compared; the first say what it is about
ALIKE_WORDS = 0.5  # share of words that two titles have in common
ALIKE_LETTERS = 0.75  # of difflib, for scripts in which words are not parted


class Nearness:
    """Texts by key, each with weighted fields, for comparison."""

    def __init__(self, texts: Mapping[str, Sequence[tuple[str, float]]]) -> None:
        self._weights: dict[str, dict[str, float]] = defaultdict(dict)
        self._lengths: Counter[str] = Counter()
        for key, fields in texts.items():
            for text, weight in fields:
                for form in telling_forms(text):
                    of_form = self._weights[form]
                    of_form[key] = max(weight, of_form.get(key, 0.0))
                    self._lengths[key] += 1
        self._size = max(len(texts), 1)
        self._usual = max(self._lengths.total() / self._size, 1.0)

    def near(self, asked: Iterable[tuple[str, float]]) -> dict[str, float]:
        """Similarity of the given texts by key. No shared word: no key."""
        wanted: dict[str, float] = {}
        for text, weight in asked:
            for form in list(telling_forms(text))[:MOST_WORDS]:
                wanted[form] = max(weight, wanted.get(form, 0.0))
        found: dict[str, float] = {}
        for form, weight in wanted.items():
            met = self._weights.get(form, {})
            # A word in half of the texts says little about any of them.
            rarity = math.log((self._size + 1) / (len(met) + 1))
            for key, own in met.items():
                found[key] = found.get(key, 0.0) + weight * own * rarity
        return {key: sum_ / self._breadth(key) for key, sum_ in found.items()}

    def _breadth(self, key: str) -> float:
        """A penalty for long texts, which share words with everything."""
        return 0.5 + 0.5 * self._lengths[key] / self._usual


def telling_forms(text: str) -> dict[str, None]:
    """The forms of significant words in order, without duplicates."""
    return {
        word.form: None
        for word in words(text)
        if plain(text[word.start : word.end]) not in STOP_WORDS and not word.form.isdigit()
    }


def are_alike(one: str, other: str) -> bool:
    """Whether two titles probably mean the same."""
    left, right = set(telling_forms(one)), set(telling_forms(other))
    if left and right and len(left & right) / len(left | right) >= ALIKE_WORDS:
        return True
    return SequenceMatcher(None, plain(one), plain(other)).ratio() >= ALIKE_LETTERS
