"""Known given and family names in Latin and Cyrillic letters, from `lists/`. Pure."""

import re
from functools import cache, lru_cache

from tracker.pii.vocabulary import small
from tracker.pii.word_lists import entries

# Endings of family names in regions where they tell.
_FAMILY = re.compile(
    r"(?:enko|chuk|czuk|yuk|shvili|adze|idze|yan|ian|escu|eanu|oglu|zade|zadeh|bekov|baev|bayev"
    r"|ov|ova|ev|eva|yev|yeva|sky|ski|ska|skyi|skaya|ovic|evic|ovich|ulla|ullah|uddin|zai|aguilla"
    r"|ez|inho|kumar|singh|wala|pour|nejad|dottir|sson"
    r"|енко|чук|юк|ук|швили|дзе|ян|яна|яну|еску|оглы|оглу|кызы|заде|беков|баев|бек"
    r"|ов|ова|ову|овои|ове|овым|ев|ева|еву|евои|евым|еве|ина|инои|ину|ин|ына|ынои"
    r"|скии|ская|скую|скои|скому|ского|улла|уулу|аико|еико)$"
)
_SHORTEST = 5
_CYRILLIC_ENDINGS = "аеиоуыэюяйьм"


@lru_cache(maxsize=20_000)
def is_given(word: str) -> bool:
    """Whether the folded lower-case word, or each of its parts, is a given name."""
    return (
        word in _given()
        or _declined(word) in _stems()
        or ("-" in word and all(part in _given() for part in word.split("-")))
    )


@lru_cache(maxsize=20_000)
def is_ambiguous(word: str) -> bool:
    """Whether the given name is also a common word, a place or a saint's name."""
    return word in _names("names_latin", "ambiguous_given")


@lru_cache(maxsize=20_000)
def is_family(word: str) -> bool:
    """Whether the word is a family name or has a typical ending."""
    known = word in _names("names_latin", "family")
    return known or (len(word) >= _SHORTEST and _FAMILY.search(word) is not None)


@cache
def _names(file: str, name: str) -> frozenset[str]:
    return frozenset(map(small, entries(file, name)))


@cache
def _given() -> frozenset[str]:
    return (
        _names("names_latin", "given")
        | _names("names_latin", "ambiguous_given")
        | _names("names_cyrillic", "given")
    )


@cache
def _stems() -> frozenset[str]:
    return frozenset(map(_declined, _names("names_cyrillic", "given")))


def _declined(word: str) -> str:
    """A Cyrillic word without case endings. Other words are unchanged."""
    if not "а" <= word[0] <= "я":
        return word
    stem = word.removesuffix("ом").removesuffix("ои").removesuffix("еи")
    return stem.rstrip(_CYRILLIC_ENDINGS) or word
