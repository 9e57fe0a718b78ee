"""Isolates a text from the direction of its sentence (Unicode isolates).

Without them an Arabic title in an English sentence moves the words and figures beside it.
"""

from unicodedata import bidirectional

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
RUNS_BACK = frozenset({"ar", "fa", "he", "ur"})


def runs_back(language: str) -> bool:
    """Whether a language is written from right to left."""
    return language in RUNS_BACK


def runs_back_somewhere(text: str) -> bool:
    """Whether a text contains right-to-left letters."""
    return any(bidirectional(letter) in ("R", "AL") for letter in text)


def isolate(text: str, language: str) -> str:
    """A text for a sentence in a language, isolated if either is right-to-left."""
    if runs_back(language) or runs_back_somewhere(text):
        return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"
    return text
