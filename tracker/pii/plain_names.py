"""Finds names in plain sentences, in Latin and Cyrillic letters: "Fatuma Hassan said so". Pure.

Nothing beside the name speaks of a victim, a witness or an age. Three things tell that it is a
name: a known given name or family name, a verb that people do ("said", "left"), and words that a
person follows ("with", "according to", "the statement of").
"""

import re
from collections.abc import Iterator, Sequence

from tracker.pii import name_lists
from tracker.pii.findings import FindingKind, Level
from tracker.pii.name_candidates import (
    Candidate,
    after_preposition,
    candidates_of,
    starts_sentence,
)
from tracker.pii.names import is_excused, is_titled
from tracker.pii.paragraphs import ParsedParagraph, TextSpan, Token

_OF = frozenset(["of", "de", "d'", "du", "del", "a", "to", "by"])
_ARTICLES = frozenset(
    [
        "the",
        "a",
        "an",
        "la",
        "le",
        "les",
        "l'",
        "el",
        "los",
        "las",
        "un",
        "une",
        "una",
        "des",
        "this",
    ]
    + ["cette", "ce", "esta", "este", "each", "every", "our", "its", "their", "his", "her"]
)
# Endings of ordinary words that begin with a capital only in titles and headings.
_ORDINARY = re.compile(
    r"(?:tion|sion|cion|ment|ments|ness|ship|ities|ity|ing|ings|ance|ence|ism|isms|ists|ology|ography"
    r"|tions|ciones|dad|dades|miento|mientos|mente|tional|tive|tives|able|ible|ique|iques|ites|teur"
    r"|teurs|trice|ful|less|ward|wards|aire|aires|eurs|ians|ees|eed|ted|sed|ded|ned|led|red|ked|ical"
    r"|icos|icas|ogos|ogas|ales|ivos|ivas|antes|entes|ados|idos|adas|idas|ость|ение|ание|ция|ции|ства|ство|ный|ная|ные|ного|ной|ных|ский|ская|ское|ские|ского|ской|ских)$"
)
_VERB_REACH = 3


def names(reading: ParsedParagraph, _found: tuple[TextSpan, ...]) -> Iterator[TextSpan]:
    """Names that only their sentence reveals."""
    for candidate in candidates_of(reading):
        it = _without_first_word(reading.tokens, candidate)
        if not _excluded(reading, it):
            level = _level(reading.tokens, it)
            if level is not None:
                start, end = reading.tokens[it.first].start, _end(reading.tokens, it)
                yield TextSpan(FindingKind.NAME, start, end, level)


def _end(tokens: Sequence[Token], it: Candidate) -> int:
    last = tokens[it.last - 1]
    return last.end - 2 * last.text.endswith("'s")


def _words(tokens: Sequence[Token], it: Candidate) -> list[str]:
    return [
        token.text.lower().removesuffix("'s")
        for token in tokens[it.first : it.last]
        if token.capital
    ]


def _without_first_word(tokens: Sequence[Token], it: Candidate) -> Candidate:
    """Remove a common word at the start of the sentence: "Yesterday Ngozi N."."""
    words = _words(tokens, it)
    begins = len(words) > 2 and starts_sentence(tokens, it)
    if begins and not name_lists.is_given(words[0]) and name_lists.is_given(words[1]):
        return Candidate(it.first + 1, it.last)
    return it


def _excluded(reading: ParsedParagraph, it: Candidate) -> bool:
    tokens = reading.tokens
    return (
        is_titled(tokens, it)
        or is_excused(reading, it)
        or _of_a_place(tokens, it)
        or _in_a_title(tokens, it)
        or reading.in_url(tokens[it.first].start)
    )


def _of_a_place(tokens: Sequence[Token], it: Candidate) -> bool:
    """Whether a word for places or institutions is in it or beside it."""
    if any(token.has_word("place_words") and token.capital for token in tokens[it.first : it.last]):
        return True
    first = _before_named_after(tokens, it.first)
    before = tokens[max(first - 1, 0) : first]
    behind = tokens[it.last : it.last + 1]
    return any(map(_names_a_thing, before)) or any(
        token.has_word("institutions") and not token.has_word("person_verbs") for token in behind
    )


def _before_named_after(tokens: Sequence[Token], first: int) -> int:
    """The position of "имени" or "им.", by which institutions are named after people."""
    words = [token.text.lower() for token in tokens[max(first - 2, 0) : first]]
    if words[-1:] == ["имени"]:
        return first - 1
    return first - 2 if words == ["им", "."] else first


def _names_a_thing(token: Token) -> bool:
    fields = ("institutions", "place_words", "stay_nouns")
    return any(map(token.has_word, fields)) and not (
        token.has_word("belongings") or token.has_word("particles") or token.has_word("frames")
    )


def _in_a_title(tokens: Sequence[Token], it: Candidate) -> bool:
    """Whether it is part of a heading or title: in quotes, or among capitals."""
    before = tokens[it.first - 1].text if it.first else ""
    behind = tokens[it.last].text if it.last < len(tokens) else ""
    if before == '"' or behind == '"':
        return True
    near = [*tokens[max(it.first - 4, 0) : it.first], *tokens[it.last : it.last + 4]]
    words = [token for token in near if token.text[0].isalpha() and len(token.text) > 3]
    return len(words) > 2 and all(token.capital for token in words)


def _level(tokens: Sequence[Token], it: Candidate) -> Level | None:
    words = _words(tokens, it)
    framed = _framed(tokens, it)
    if it.single:
        alone = it.last == len(tokens) or not tokens[it.last].capital
        known = alone and name_lists.is_given(words[0]) and not name_lists.is_ambiguous(words[0])
        return Level.LOOK if known and framed and not after_preposition(tokens, it) else None
    return _level_of_row(tokens, it, words, framed=framed)


def _level_of_row(
    tokens: Sequence[Token], it: Candidate, words: list[str], *, framed: bool
) -> Level | None:
    if len(words) > 4 or any(len(word) < 2 for word in words[1:]):
        return None
    given = name_lists.is_given(words[0])
    sure = given and not name_lists.is_ambiguous(words[0])
    family = any(map(name_lists.is_family, words[1:])) or any(map(name_lists.is_given, words[1:]))
    placed = _placed(tokens, it)
    if (given and family and (framed or not placed)) or (sure and framed):
        return Level.CERTAIN
    if (sure and not placed) or (given and framed) or (family and framed):
        return Level.LOOK
    if _in_cyrillic(tokens, it) and not placed and not starts_sentence(tokens, it):
        # Russian writes few other pairs with two capitals.
        return None if _may_be_ordinary(tokens, it, words) else Level.LOOK
    asked = framed and not placed and _no_article(tokens, it) and not _weakly_framed(tokens, it)
    return Level.LOOK if asked and not _may_be_ordinary(tokens, it, words) else None


def _in_cyrillic(tokens: Sequence[Token], it: Candidate) -> bool:
    return all("А" <= token.text[0] <= "Я" for token in tokens[it.first : it.last] if token.capital)


def _may_be_ordinary(tokens: Sequence[Token], it: Candidate, words: list[str]) -> bool:
    """Whether it may be common capitalised words, or contains an abbreviation."""
    short = any(
        token.text.isupper() and len(token.text) < 7 for token in tokens[it.first : it.last]
    )
    return short or any(_ORDINARY.search(word) for word in words)


def _weakly_framed(tokens: Sequence[Token], it: Candidate) -> bool:
    """Whether only a word such as "and" suggests a name, which also joins things."""
    before = tokens[it.first - 1] if it.first else None
    weak = before is not None and before.has_word("weak_frames")
    return weak and not _acts(tokens, it) and not _owns(tokens, it)


def _no_article(tokens: Sequence[Token], it: Candidate) -> bool:
    return it.first == 0 or tokens[it.first - 1].text.lower() not in _ARTICLES


def _placed(tokens: Sequence[Token], it: Candidate) -> bool:
    """Whether its position suggests a place: "in Santa N."."""
    return after_preposition(tokens, it) and not _person_follows(tokens, it)


def _framed(tokens: Sequence[Token], it: Candidate) -> bool:
    return _acts(tokens, it) or _person_follows(tokens, it) or _owns(tokens, it)


def _acts(tokens: Sequence[Token], it: Candidate) -> bool:
    """Whether a verb of human actions follows, or precedes as in Spanish."""
    for number, token in enumerate(tokens[it.last : it.last + _VERB_REACH]):
        if token.text == "," and number == 0:
            continue
        if token.text in '.,;:!?()"\n' or token.capital:
            break
        if token.has_word("person_verbs"):
            return True
    before = tokens[it.first - 1] if it.first else None
    return before is not None and before.text.islower() and before.has_word("person_verbs")


def _person_follows(tokens: Sequence[Token], it: Candidate) -> bool:
    """Whether the preceding words require a person: "with", "according to"."""
    if it.first == 0:
        return False
    before = tokens[it.first - 1]
    fields = ("frames", "weak_frames", "belongings")
    if before.text.islower() and any(map(before.has_word, fields)):
        return True
    if before.text.lower() in _OF and it.first > 1:
        earlier = tokens[it.first - 2]
        said = earlier.has_word("belongings") or earlier.has_word("person_verbs")
        return said or earlier.text.lower() == "according"
    return False


def _owns(tokens: Sequence[Token], it: Candidate) -> bool:
    """ "Rosa N.'s passport"."""
    owner = tokens[it.last - 1].text.endswith("'s")
    return owner and it.last < len(tokens) and tokens[it.last].has_word("belongings")
