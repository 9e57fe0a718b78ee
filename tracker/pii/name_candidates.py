"""Finds sequences of capitalised words that could be names. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.pii.geography import is_place
from tracker.pii.paragraphs import ParsedParagraph, Token, vocabulary_fields

LONGEST = 6
# How many words away something still counts as beside.
REACH = 8
_STOPS = frozenset(".!?;")
_NOT_IN_NAMES = frozenset(
    ("not_names", "victims", "persons", "kin", "titles", "naming", "age_words", "glue")
    + ("courtesies",)
)


@dataclass(frozen=True)
class Candidate:
    """Capitalised words `first` up to `last` of the paragraph."""

    first: int
    last: int

    @property
    def single(self) -> bool:
        """Whether it is only one word, which needs more evidence."""
        return self.last - self.first == 1


def candidates_of(reading: ParsedParagraph) -> tuple[Candidate, ...]:
    """The candidates of a paragraph, computed once."""
    if "candidates" not in reading.memo:
        reading.memo["candidates"] = tuple(candidates(reading.tokens))
    found: tuple[Candidate, ...] = reading.memo["candidates"]
    return found


def candidates(tokens: Sequence[Token]) -> Iterator[Candidate]:
    """Capitalised sequences that are no institution, place or ordinary words."""
    number = 0
    while number < len(tokens):
        if not tokens[number].capital:
            number += 1
            continue
        end = _end_of_row(tokens, number)
        yield from _pieces(tokens, number, end)
        number = end


def _end_of_row(tokens: Sequence[Token], start: int) -> int:
    """The index after the last capitalised word. Small particles may be between."""
    end = number = start
    while number < len(tokens) and number - start < 4 * LONGEST:
        token = tokens[number]
        if token.capital:
            end = number + 1
        elif token.text == "." and len(tokens[number - 1].text) == 1:
            pass
        elif not token.has_word("particles"):
            break
        number += 1
    return end


def _pieces(tokens: Sequence[Token], start: int, end: int) -> Iterator[Candidate]:
    row = [token for token in tokens[start:end] if token.capital]
    if any(token.has_word("institutions") for token in row):
        return
    first = start
    for number in range(start, end + 1):
        if number == end or _ordinary(tokens[number]):
            piece = _trimmed(tokens, first, number)
            if piece is not None:
                yield piece
            first = number + 1


def _ordinary(token: Token) -> bool:
    if not token.capital:
        return False
    return not vocabulary_fields(token.text.lower()).isdisjoint(_NOT_IN_NAMES)


def _trimmed(tokens: Sequence[Token], first: int, last: int) -> Candidate | None:
    while first < last and not tokens[first].capital:
        first += 1
    while first < last and not tokens[last - 1].capital:
        last -= 1
    words = tuple(token.text.lower() for token in tokens[first:last] if token.capital)
    long_enough = any(len(word) > 1 for word in words) and len(words) <= LONGEST
    if not long_enough or is_place(words) or (len(words) == 1 and _is_short(tokens[first].text)):
        return None
    return Candidate(first, last)


def _is_short(word: str) -> bool:
    """Whether it is too short for a name alone, or an abbreviation such as "CRC"."""
    return len(word) < 3 or (len(word) < 5 and word.isupper())


def leftwards(tokens: Sequence[Token], first: int, reach: int = REACH) -> Iterator[Token]:
    """The preceding words of the sentence, nearest first."""
    for number in range(first - 1, max(first - 1 - reach, -1), -1):
        token = tokens[number]
        if token.text == "\n" and (number == 0 or tokens[number - 1].text != ":"):
            return
        if token.text in _STOPS and not _abbreviates(tokens, number):
            return
        yield token


def _abbreviates(tokens: Sequence[Token], number: int) -> bool:
    return tokens[number].text == "." and number > 0 and len(tokens[number - 1].text) <= 3


def rightwards(tokens: Sequence[Token], last: int, reach: int = REACH) -> Iterator[Token]:
    """The following words of the sentence."""
    for token in tokens[last : last + reach]:
        if token.text in _STOPS or token.text == "\n":
            return
        yield token


def after_preposition(tokens: Sequence[Token], it: Candidate) -> bool:
    """Whether "in" or "from" precedes it, as with places."""
    return it.first > 0 and tokens[it.first - 1].has_word("place_prepositions")


def starts_sentence(tokens: Sequence[Token], it: Candidate) -> bool:
    """Whether it begins the sentence."""
    return it.first == 0 or tokens[it.first - 1].text in _STOPS or tokens[it.first - 1].text == "\n"
