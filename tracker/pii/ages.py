"""Finds ages beside a name: ", 19,", "(19 лет)", "15-year-old". Pure."""

import re
from collections.abc import Sequence

from tracker.pii.paragraphs import Token

# The oldest age that is read as one; larger numbers are years, counts and pages.
OLDEST = 99
_YEAR = re.compile(r"(?:19|20)\d\d")
_BORN = frozenset(["b", "born", "nee", "ne", "nacida", "nacido", "nacio", "родилась", "родился"])
_THEN = frozenset([".", "in", "en", "le", "on", "el"])
_WHO = frozenset(("who", "qui", "quien", "que"))
_OPENS = frozenset(",(-[")
_CLOSES = frozenset(",.)];-")
_MORE = frozenset(["to", "and", "a", "à", "y", "et", "до", "-", "или", "or", "ou", "o"])


def age_after(tokens: Sequence[Token], last: int, *, certain: bool) -> int | None:
    """The index of the last word of an age after a name. None if there is none.

    `certain` asks for a word beside the number: one capitalised word followed by a number
    alone is more often a place in a table.
    """
    has_age_word = told_birth = False
    for number in range(last, min(last + 7, len(tokens))):
        token = tokens[number]
        if token.has_word("age_numbers"):
            return _unit_behind(tokens, number)
        if token.text.isdigit():
            if told_birth and _YEAR.fullmatch(token.text):
                return number
            return _age_at(
                tokens, number, has_age_word=has_age_word, certain=certain, direct=number == last
            )
        if token.text.lower() in _BORN or (told_birth and token.text in _THEN):
            told_birth = True
        elif token.has_word("age_words"):
            has_age_word = True
        elif token.text not in _OPENS and not (
            token.has_word("glue") or token.text in _WHO or token.has_word("persons")
        ):
            return None
    return None


def _age_at(
    tokens: Sequence[Token], number: int, *, has_age_word: bool, certain: bool, direct: bool
) -> int | None:
    if int(tokens[number].text[:3]) > OLDEST:
        return None
    unit = _unit_behind(tokens, number)
    if unit is not None:
        return None if direct and certain else unit
    if number + 1 < len(tokens) and tokens[number + 1].text.lower() in _MORE:
        return None
    if has_age_word:
        return number
    return number if not certain and not direct and _set_off(tokens, number) else None


def _unit_behind(tokens: Sequence[Token], number: int) -> int | None:
    """The index of "years" after the number, also after a hyphen."""
    for place in range(number + 1, min(number + 3, len(tokens))):
        if tokens[place].has_word("age_units"):
            return place
        if tokens[place].text != "-":
            return None
    return None


def _set_off(tokens: Sequence[Token], number: int) -> bool:
    """Whether the number stands alone between commas or brackets."""
    before = tokens[number - 1].text in (",", "(", "[")
    return before and (number + 1 == len(tokens) or tokens[number + 1].text in _CLOSES)


def age_before(tokens: Sequence[Token], first: int) -> int | None:
    """The index of an age before a name: "15-year-old Ketsia". None if there is none."""
    place = first - 1
    for _step in range(3):
        if place < 1 or tokens[place].has_word("age_units"):
            break
        if not (tokens[place].text.islower() or tokens[place].text == ","):
            return None
        place -= 1
    if place < 1 or not tokens[place].has_word("age_units"):
        return None
    place -= 2 if tokens[place - 1].text == "-" else 1
    if place < 0 or not tokens[place].text.isdigit() or int(tokens[place].text[:3]) > OLDEST:
        return None
    ranged = place > 0 and tokens[place - 1].text.lower() in _MORE
    return None if ranged and place > 1 and tokens[place - 2].text.isdigit() else place
