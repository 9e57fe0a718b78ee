"""What is wrong with the translation of one text, told with the text itself.

A missing translation is no fault here: the page shows English. What is there must be whole.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from babel.messages.catalog import Message

from tools.translations.catalogues import PLURALS, forms

# %(name)s and %% are for the operator %, {name} for str.format and scripts.
PLACEHOLDER = re.compile(r"%\(\w+\)[#0\- +]?\d*(?:\.\d+)?[a-z]|%%|\{[\w.:!,\[\]]*\}")
MARKUP = re.compile(r"</?[a-zA-Z][^>]*>|&(?:[a-z]+|#\d+|#x[0-9a-fA-F]+);")
# A form that is for one number alone may say it in words: "one action". French "one" is for 0 too,
# which the sentences in question never get; Russian "one" is for 21 as well and keeps the number.
OF_ONE_NUMBER = frozenset(
    {("ar", "zero"), ("ar", "one"), ("ar", "two"), ("es", "one"), ("fr", "one")}
)
COUNT = "%(num)s"
Check = Callable[[Message, str], Iterator[str]]


def problems_of(message: Message, language: str) -> list[str]:
    """The faults of a translated text; none of one that is not translated at all."""
    if message.fuzzy or not any(forms(message)):
        return []
    shown = english(message)
    shown = shown if len(shown) <= 60 else f"{shown[:57]}…"
    return [f"“{shown}”: {fault}" for check in CHECKS for fault in check(message, language)]


def english(message: Message) -> str:
    """The English text; of a plural, the singular."""
    return message.id if isinstance(message.id, str) else message.id[0]


def _has_all_forms(message: Message, language: str) -> Iterator[str]:
    if isinstance(message.id, str):
        return
    wanted, found = len(PLURALS[language]), sum(bool(form) for form in forms(message))
    if found != wanted or len(forms(message)) != wanted:
        yield f"{found} of {wanted} plural forms ({', '.join(PLURALS[language])}) are filled"


def _keeps_placeholders(message: Message, language: str) -> Iterator[str]:
    if isinstance(message.id, str):
        wanted, found = (_bag(PLACEHOLDER, text) for text in (message.id, str(message.string)))
        if wanted != found:
            yield f"placeholders {_listed(wanted)}, but here {_listed(found)}"
        return
    one, many = (_bag(PLACEHOLDER, text) for text in message.id)
    # What only the plural has is the number, under whatever name.
    counts = {COUNT, *many.keys() - one.keys()}
    for name, _source, text in _sides(message, language):
        found = _bag(PLACEHOLDER, text)
        if (language, name) in OF_ONE_NUMBER:
            fits = found.keys() <= one.keys() | many.keys() and _without(counts, found) in (
                _without(counts, one),
                _without(counts, many),
            )
        else:
            fits = found == many
        if not fits:
            yield f"{_at(name)}placeholders {_listed(many)}, but here {_listed(found)}"


def _without(counts: set[str], bag: Counter[str]) -> Counter[str]:
    return Counter({key: number for key, number in bag.items() if key not in counts})


def _keeps_markup(message: Message, language: str) -> Iterator[str]:
    for name, source, text in _sides(message, language):
        wanted, found = _bag(MARKUP, source), _bag(MARKUP, text)
        if wanted != found:
            yield f"{_at(name)}markup {_listed(wanted)}, but here {_listed(found)}"


def _keeps_spaces(message: Message, language: str) -> Iterator[str]:
    for name, source, text in _sides(message, language):
        if _edges(source) != _edges(text):
            yield f"{_at(name)}spaces at the start or end differ from the English"


def _has_no_stray_percent(message: Message, language: str) -> Iterator[str]:
    """A single % in a text with placeholders ends in an error when the page is made."""
    for name, source, text in _sides(message, language):
        if "%(" in source and "%" in PLACEHOLDER.sub("", text):
            yield f"{_at(name)}write %% for a percent sign"


CHECKS: tuple[Check, ...] = (
    _has_all_forms,
    _keeps_placeholders,
    _keeps_markup,
    _keeps_spaces,
    _has_no_stray_percent,
)


def _sides(message: Message, language: str) -> Iterator[tuple[str, str, str]]:
    """Name of the form, English and translation, for each form that is filled."""
    if isinstance(message.id, str):
        yield "", message.id, str(message.string)
        return
    one, many = message.id
    for name, text in zip(PLURALS[language], forms(message), strict=False):
        if text:
            yield name, one if (language, name) in OF_ONE_NUMBER else many, text


def _at(name: str) -> str:
    return f"form “{name}”: " if name else ""


def _bag(pattern: re.Pattern[str], text: str) -> Counter[str]:
    return Counter(pattern.findall(text))


def _listed(found: Counter[str]) -> str:
    return ", ".join(sorted(found.elements())) or "none"


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
