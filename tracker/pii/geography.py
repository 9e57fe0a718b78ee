"""Names of States, regions and large cities in six languages, which are not people. Pure.

They come from the Unicode CLDR through Babel, and some more towns and regions of the field from
`lists/places.csv`. Villages and most towns are in neither: a known limit.
"""

from functools import cache

from babel import Locale

from tracker.pii.normalise import plain
from tracker.pii.word_lists import entries

_LOCALES = ("ar", "en", "es", "fr", "ru", "zh")


def is_place(words: tuple[str, ...]) -> bool:
    """Whether the lower-case words are a place or parts of one."""
    return " ".join(words) in _names() or all(_is_word_of_place(word) for word in words)


def _is_word_of_place(word: str) -> bool:
    stems = _stems()
    return word in _words() or any(word[:end] in stems for end in range(4, len(word) + 1))


@cache
def _names() -> frozenset[str]:
    names = {plain(name).lower() for name in entries("places", "places")}
    for code in _LOCALES:
        locale = Locale.parse(code)
        names.update(plain(name).lower() for name in locale.territories.values())
        zones = locale.time_zones.items()
        cities = (zone.get("city") or key.split("/")[-1].replace("_", " ") for key, zone in zones)
        names.update(plain(city).lower() for city in cities)
    return frozenset(names)


@cache
def _words() -> frozenset[str]:
    """Single words of places, long enough to exclude short common words."""
    return frozenset(name for name in _names() if " " not in name and len(name) > 2)


@cache
def _stems() -> frozenset[str]:
    """Russian place names without their last letters, because they are declined."""
    return frozenset(
        name.rstrip("аеиоуыэюяйь")
        for name in _words()
        if "а" <= name[0] <= "я" and len(name.rstrip("аеиоуыэюяйь")) > 4
    )
