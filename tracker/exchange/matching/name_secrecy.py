"""Columns that may ask to withhold an organisation's name. They are never ignored silently.

A published name cannot be taken back. Foreign files say "Anonymous: yes" or "Publish our name: no"
in their own words. Common words are matched like others. If a heading only contains such a word, a
person must say what the column means.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tracker.exchange.matching.header_words import folded
from tracker.exchange.matching.match import Match, MatchReason
from tracker.text.word_lists import read_lists

WITHHOLD = "withhold_name"
_LISTS = read_lists(
    Path(__file__).parents[1] / "lists" / "name_secrecy_words.csv", group="list", entry="word"
)
_ALONE = tuple(map(folded, _LISTS["secrecy"]))
_NAMES = tuple(map(folded, _LISTS["name"]))
_VERBS = tuple(map(folded, _LISTS["publication"]))


def asked(taken: Mapping[str, Match], columns: Sequence[str]) -> Match | None:
    """A match that a person must confirm, if an unused column may withhold the name."""
    match = taken.get(WITHHOLD, Match(WITHHOLD))
    if match.is_sure or match.is_open:
        return None
    used = {each.source for each in taken.values()}
    found = tuple(name for name in columns if name not in used and is_about_secrecy(name))
    return Match(WITHHOLD, why=MatchReason.AMBIGUOUS, candidates=found) if found else None


def is_about_secrecy(heading: str) -> bool:
    """Whether a heading is about secrecy, or about publishing a name."""
    text = folded(heading)
    return _contains(text, _ALONE) or (_contains(text, _NAMES) and _contains(text, _VERBS))


def _contains(text: str, beginnings: Iterable[str]) -> bool:
    """Whether a word has one of these beginnings. Scripts without spaces are searched anywhere."""
    return any(
        f" {each}" in f" {text}" if each[0] < "\u0600" else each in text for each in beginnings
    )
