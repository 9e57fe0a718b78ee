"""What kinds of words the search listens for, and what they mean to it. Pure.

A word that ends in `*` stands for every word that begins so; folded, so that case, accents and
vowel signs do not matter. Words of all languages are read together, because texts mix them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields

from tracker.evidence.protection.folding import plain


@dataclass(frozen=True)
class Words:
    """The words of one language; each field a text of words, or of phrases between commas."""

    # Who was harmed or saw it: a name beside such a word is looked for first of all.
    victims: str = ""
    # Other words for one person; a name right behind one is that person's.
    persons: str = ""
    kin: str = ""
    # Ways to address somebody without office.
    courtesies: str = ""
    # "named", "called": before a name if a person is spoken of; and what introduces for sure.
    naming: str = ""
    introductions: str = ""
    # What is done to victims and what they do, as "was … trafficked" and "who escaped" say it;
    # and what helps to say so.
    harm: str = ""
    auxiliaries: str = ""
    # Small words that may stand between a name and what tells of it.
    glue: str = ""
    # Words inside names that are written small.
    particles: str = ""
    # Office and profession: an official's name is public.
    titles: str = ""
    # Words of institutions, laws, documents and projects: what holds one is not a person's name.
    institutions: str = ""
    # Other words that begin with a capital yet name nobody.
    not_names: str = ""
    place_prepositions: str = ""
    age_units: str = ""
    age_words: str = ""
    # Numbers that ages are spelt with.
    age_numbers: str = ""
    # Said behind a name that is not the person's own.
    pseudonyms: str = ""
    # Phrases before numbers and dates.
    telephone: str = ""
    hotline: str = ""
    identity: str = ""
    bank: str = ""
    birth: str = ""
    # Phrases before a number that is a document's or a case's.
    reference: str = ""
    # Where people live or are hidden; and who has an office, whose address is public.
    dwelling: str = ""
    offices: str = ""
    # Names of networks before an account's name.
    networks: str = ""


def split(text: str, *, commas: bool) -> tuple[str, ...]:
    """The words of a field, folded and in small letters."""
    parts: Iterable[str] = text.split(",") if commas else text.split()
    return tuple(" ".join(plain(part).lower().split()) for part in parts if part.strip())


def gathered(languages: Iterable[Words]) -> dict[str, tuple[str, ...]]:
    """Field by field, the words of all languages together."""
    everything = tuple(languages)
    return {
        field.name: tuple(
            sorted(
                {
                    word
                    for words in everything
                    for word in split(
                        getattr(words, field.name), commas="," in getattr(words, field.name)
                    )
                }
            )
        )
        for field in fields(Words)
    }


def pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """Finds any of the phrases in folded small letters.

    Arabic and Chinese write particles onto words, so theirs may stand inside a word.
    """
    whole = sorted(phrases, key=len, reverse=True)
    return re.compile("|".join(map(_bounded, whole)) or r"(?!)")


def _bounded(phrase: str) -> str:
    stem = phrase.removesuffix("*")
    source = re.escape(stem).replace(r"\ ", r"[\s-]{1,3}")
    if "\u0600" <= stem[0] <= "\u06ff" or stem[0] >= "\u2e80":
        return source
    after = "" if phrase.endswith("*") or not stem[-1].isalnum() else r"(?![^\W\d_])"
    return r"(?<![^\W\d_])" + source + after
