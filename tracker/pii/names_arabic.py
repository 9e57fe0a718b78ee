"""Finds names of people in Arabic script, by given names and context. Pure."""

from collections.abc import Iterator, Sequence

from tracker.pii.findings import FindingKind
from tracker.pii.normalise import plain
from tracker.pii.paragraphs import ParsedParagraph, TextSpan, Token
from tracker.pii.word_lists import entries

_GIVEN = frozenset(map(plain, entries("names_arabic", "given")))
_LINKS = frozenset(plain("بن بنت ابن ابنة أبو أبي أبا أم آل عبد").split())
_SERVANT = plain("عبد")
_ARTICLE = "ال"
# The second half of given names such as Nur al-Din.
_OF_FAITH = plain("الدين")
_SOFT = frozenset(",:(-\"'")
_CONTACTS = (FindingKind.TELEPHONE, FindingKind.EMAIL, FindingKind.IDENTITY_NUMBER)
LONGEST = 5
_NEAR = ("persons", "kin", "naming", "courtesies", "harm")


def names(reading: ParsedParagraph, found: tuple[TextSpan, ...]) -> Iterator[TextSpan]:
    """Names beside victims, witnesses, relatives, ages and the passages in `found`."""
    if not reading.has_arabic:
        return
    tokens = reading.tokens
    contacts = sorted(place.start for place in found if place.kind in _CONTACTS)
    number, joined = 0, -1
    while number < len(tokens):
        last = _name_from(reading, number)
        if last is None:
            number += 1
            continue
        place = _judged(reading, number, last, contacts)
        if place is None and joined == number and tokens[number].text[0] == "و":
            place = TextSpan(FindingKind.NAME, tokens[number].start + 1, tokens[last - 1].end)
        if place is not None:
            joined = last
            yield place
        number = last


def _name_from(reading: ParsedParagraph, first: int) -> int | None:
    """The index after a name that begins here. None if none begins."""
    tokens = reading.tokens
    if not _arabic(tokens[first]):
        return None
    if (
        not _is_given(tokens, first)
        and not _must_be_name(reading, first)
        and not _is_probable_name(tokens, first)
    ):
        return None
    return end_of_name(tokens, first)


def _arabic(token: Token) -> bool:
    return "\u0600" <= token.text[0] <= "\u06ff" and token.text[0].isalpha()


def _is_given(tokens: Sequence[Token], first: int) -> bool:
    word = tokens[first].text
    if word in _GIVEN or (word[0] == "و" and word[1:] in _GIVEN):
        return True
    behind = tokens[first + 1].text if first + 1 < len(tokens) else ""
    return bool(behind) and (word in _LINKS or behind == _OF_FAITH)


def _must_be_name(reading: ParsedParagraph, first: int) -> bool:
    """Whether the preceding words require a name: "called", "name:"."""
    tokens = reading.tokens
    token = tokens[first]
    if first == 0 or is_plain_word(token) or len(token.text) < 3:
        return False
    if reading.before("introductions", token.start, within=3) is not None:
        return True
    before = tokens[first - 1]
    if before.text in ":\"'" and first > 1:
        near = tokens[max(first - 3, 0) : first - 1]
        return any(each.has_word("naming") or each.has_word("victims") for each in near)
    return before.has_word("naming") and not token.text.startswith(_ARTICLE)


def _is_probable_name(tokens: Sequence[Token], first: int) -> bool:
    """A word without article, one with it, then an age: "nadra al-khuri, 17 years"."""
    if first + 2 >= len(tokens) or is_plain_word(tokens[first]):
        return False
    if tokens[first].text.startswith(_ARTICLE) or not _family(tokens[first + 1]):
        return False
    before = tokens[first - 1] if first else None
    known = before is not None and (before.text.startswith(_ARTICLE) or before.has_word("kin"))
    person = (
        known and before is not None and (before.has_word("persons") or before.has_word("victims"))
    )
    said = tokens[first + 2].text in ",(" and _age_behind(tokens, first + 2) is not None
    return said or (person and not _like_a_verb(tokens[first].text))


def _like_a_verb(word: str) -> bool:
    """Whether a word without article looks more like a verb than a name."""
    return len(word) < 4 or word[0] in "يتنسا" or word.endswith(("ت", "وا", "ها", "ه", "ا"))


def _family(token: Token) -> bool:
    return token.text.startswith(_ARTICLE) and len(token.text) > 4 and not is_plain_word(token)


def is_plain_word(token: Token) -> bool:
    """Whether it is a common word that is never part of a name."""
    fields = ("not_names", "victims", "persons", "titles", "institutions", "age_units", "age_words")
    return any(token.has_word(field) for field in fields)


def end_of_name(tokens: Sequence[Token], first: int) -> int:
    """The index after the last word of the name that begins here."""
    last = first + 1
    while last < len(tokens) and last - first < LONGEST and _arabic(tokens[last]):
        token, before = tokens[last], tokens[last - 1].text
        if is_plain_word(token):
            break
        if (
            token.text in _GIVEN
            or token.text in _LINKS
            or before in _LINKS
            or token.text == _OF_FAITH
        ):
            last += 1
        elif token.text.startswith(_ARTICLE) and len(token.text) > 3:
            return last + 1
        else:
            break
    return last


def _judged(
    reading: ParsedParagraph, first: int, last: int, contacts: list[int]
) -> TextSpan | None:
    tokens = reading.tokens
    start, end = tokens[first].start, tokens[last - 1].end
    # "And" is written onto the name.
    start += tokens[first].text not in _GIVEN and tokens[first].text[1:] in _GIVEN
    if reading.after("pseudonyms", end, within=24):
        return None
    behind = _age_behind(tokens, last)
    victim = _has_cue_before(tokens, first, ("victims",)) or _must_be_name(reading, first)
    official = is_titled(tokens, first, last)
    if behind is not None and (victim or not official):
        return TextSpan(FindingKind.AGE_AND_NAME, start, tokens[behind].end)
    near = not official and (
        _has_cue_before(tokens, first, _NEAR)
        or (last - first > 1 and any(0 <= place - end <= 60 for place in contacts))
    )
    return TextSpan(FindingKind.NAME, start, end) if victim or near else None


def _has_cue_before(tokens: Sequence[Token], first: int, fields: tuple[str, ...]) -> bool:
    """Whether such a word precedes it, with only punctuation between."""
    for number in range(first - 1, max(first - 6, -1), -1):
        token = tokens[number]
        if any(token.has_word(field) for field in fields):
            return True
        if token.text not in _SOFT and not (token.has_word("persons") or token.has_word("naming")):
            return False
    return False


def is_titled(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether an office precedes or follows the name."""
    for token in reversed(tokens[max(first - 5, 0) : first]):
        if token.has_word("titles"):
            return True
        if not (token.has_word("institutions") or token.text.startswith(_ARTICLE)):
            break
    behind = tokens[last : last + 3]
    return len(behind) > 1 and behind[0].text in ",(" and behind[1].has_word("titles")


def _age_behind(tokens: Sequence[Token], last: int) -> int | None:
    """The index of the last word of an age after the name. None if there is none."""
    for number in range(last, min(last + 7, len(tokens) - 1)):
        token = tokens[number]
        if token.has_word("age_numbers"):
            return number + 1 if tokens[number + 1].has_word("age_units") else None
        if token.text.isdigit():
            unit = tokens[number + 1].has_word("age_units") and len(token.text) < 3
            return number + 1 if unit else None
        small = token.text in ",(-" or token.has_word("age_words") or token.text in _OF_AGE
        if not small:
            return None
    return None


_OF_AGE = frozenset(plain("من العمر عمرها عمره وهي وهو فتاة طفلة").split())
