"""Finds names of people by their context, in scripts with capital letters. Pure.

Capitalised words are a name if a victim, a witness, a relative, an age or contact data are beside
them. Officials with their office are excluded, unless they are called victims.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from tracker.pii.ages import age_after, age_before
from tracker.pii.findings import FindingKind
from tracker.pii.name_candidates import (
    Candidate,
    after_preposition,
    candidates_of,
    leftwards,
    rightwards,
    starts_sentence,
)
from tracker.pii.paragraphs import ParsedParagraph, TextSpan, Token, vocabulary_fields

_PATRONYMIC = re.compile(r"[а-я]{2,}(?:ович|евич|овна|евна|ична|инична)[а-я]{0,3}$")
_SOFT = frozenset(",:-(\"'/[")
_PLURAL = re.compile(r"[A-Z].*s'?$")
_FIRST_PERSON = frozenset(["my", "me", "m'appelle", "меня", "i", "mi"])
_OWNERS = frozenset({"his", "her", "my", "their", "whose", "s"})
_AND = frozenset(["and", "et", "y", "e", "и", "&", ",", "ou", "or", "con", "with", "с", "avec"])
_OF = frozenset(["of", "de", "du", "d'", "del", "la"])
_VERSUS = frozenset(["v", "vs", "versus", "c", "contra", "contre", "против"])
_CONTACTS = frozenset(
    {
        FindingKind.TELEPHONE,
        FindingKind.EMAIL,
        FindingKind.ADDRESS,
        FindingKind.IDENTITY_NUMBER,
        FindingKind.DATE_OF_BIRTH,
        FindingKind.BANK_ACCOUNT,
    }
)
_BESIDE = 60
# The reach of a sentence, and the words that show that it is about a harmed person.
_FAR = 14
_HARM = frozenset({"victims", "harm"})


def names(reading: ParsedParagraph, found: tuple[TextSpan, ...]) -> Iterator[TextSpan]:
    """Names beside victims, witnesses, relatives, ages and the passages in `found`."""
    contacts = sorted(
        (place for place in found if place.kind in _CONTACTS), key=lambda place: place.start
    )
    previous: tuple[Candidate, bool] | None = None
    yield from _small(reading)
    for candidate in candidates_of(reading):
        place = _judged(reading, candidate, contacts)
        if place is None and previous and _joined(reading.tokens, previous, candidate):
            place = _marked(reading.tokens, candidate)
        previous = (candidate, place is not None)
        if place is not None:
            yield place


def _judged(reading: ParsedParagraph, it: Candidate, contacts: list[TextSpan]) -> TextSpan | None:
    tokens = reading.tokens
    if is_excused(reading, it):
        return None
    official = is_titled(tokens, it)
    place = None if official else _with_age(tokens, it)
    if place is not None:
        return place
    is_person = _victim_before(tokens, it) or _victim_behind(tokens, it) or _introduced(reading, it)
    if not is_person and not official:
        is_person = (
            _named(tokens, it)
            or _person_before(tokens, it)
            or _courteous(reading, it, contacts)
            or (not it.single and _weighed(reading, it, contacts))
        )
    return _marked(tokens, it) if is_person else None


def _weighed(reading: ParsedParagraph, it: Candidate, contacts: list[TextSpan]) -> bool:
    """Whether the context is enough for a name of two or more words."""
    tokens = reading.tokens
    return (
        any(_PATRONYMIC.search(token.text.lower()) for token in tokens[it.first : it.last])
        or _harmed(tokens, it)
        or _spoken_of(tokens, it)
        or _contact_beside(reading, it, contacts)
    )


def _marked(tokens: Sequence[Token], it: Candidate) -> TextSpan:
    return TextSpan(FindingKind.NAME, tokens[it.first].start, tokens[it.last - 1].end)


def _with_age(tokens: Sequence[Token], it: Candidate) -> TextSpan | None:
    start, end = tokens[it.first].start, tokens[it.last - 1].end
    behind = age_after(tokens, it.last, certain=it.single)
    if behind is not None:
        return TextSpan(FindingKind.AGE_AND_NAME, start, tokens[behind].end)
    before = age_before(tokens, it.first)
    if before is not None and not tokens[it.first - 1].has_word("place_prepositions"):
        return TextSpan(FindingKind.AGE_AND_NAME, tokens[before].start, end)
    return None


def _victim_before(tokens: Sequence[Token], it: Candidate) -> bool:
    """ "the victim, Amara N." or "the victim from the coast, Amara N."."""
    # "The victims of Boko": what "of" joins is what they suffered or whence they came.
    if after_preposition(tokens, it) or (it.first and tokens[it.first - 1].text.lower() in _OF):
        return False
    set_off = it.first > 0 and tokens[it.first - 1].text in _SOFT and not _listed(tokens, it)
    left = 3 if set_off and not it.single else 0
    for number, token in enumerate(leftwards(tokens, it.first)):
        if token.has_word("victims"):
            return True
        if token.has_word("titles"):
            # "The victim, Judge N.": but "Victims' Commissioner N." is an official.
            if number or tokens[it.first - 2].text != ",":
                return False
            continue
        if not _passes(token):
            left -= 1
        if left < 0:
            return False
    return False


def _passes(token: Token) -> bool:
    fields = ("glue", "naming", "persons", "kin", "age_units", "age_words", "particles")
    return (
        token.text in _SOFT
        or token.text == "\n"
        or token.text.isdigit()
        or any(token.has_word(field) for field in fields)
    )


def _victim_behind(tokens: Sequence[Token], it: Candidate) -> bool:
    """ "Amara N., a survivor of …", after a comma or bracket."""
    if it.single and starts_sentence(tokens, it):
        return False
    behind = list(rightwards(tokens, it.last, 6))
    if not behind or behind[0].text not in ",(-" or after_preposition(tokens, it):
        return False
    for token in behind[1:]:
        if token.has_word("victims"):
            return True
        if not _passes(token) and token.text.lower() not in _OF:
            return False
    return False


def _introduced(reading: ParsedParagraph, it: Candidate) -> bool:
    place = reading.tokens[it.first].start
    return reading.before("introductions", place, within=4) is not None


def _named(tokens: Sequence[Token], it: Candidate) -> bool:
    """ "a girl named Sefa": only for people, because operations have names too."""
    seen = False
    for number, token in enumerate(leftwards(tokens, it.first, 14)):
        if not seen and number < 3 and token.has_word("naming"):
            seen = True
        elif seen and any(token.has_word(field) for field in ("victims", "persons", "kin")):
            return True
        elif not seen and token.text not in _SOFT:
            return False
    return False


def _person_before(tokens: Sequence[Token], it: Candidate) -> bool:
    """ "her sister Amara", "the mother of Amara N.", without unknown words between."""
    if after_preposition(tokens, it):
        return False
    of = False
    for token in leftwards(tokens, it.first, 5):
        if token.has_word("kin") or (token.has_word("persons") and not of):
            return True
        if token.text == "son":
            # In French it is "his" or "her".
            return tokens[it.first - 2].text.lower() in _OWNERS
        if token.text.lower() in _OF:
            of = True
        elif not _passes(token):
            return False
    return False


def _courteous(reading: ParsedParagraph, it: Candidate, contacts: list[TextSpan]) -> bool:
    """ "Mrs Amara N.". Officials with their office were excluded before.

    "Mr N." alone is often the second mention of an official: then more must tell.
    """
    before = list(leftwards(reading.tokens, it.first, 2))
    addressed = any(
        token.has_word("courtesies") and all(each.text == "." for each in before[:number])
        for number, token in enumerate(before)
    )
    return addressed and (not it.single or _contact_beside(reading, it, contacts))


def _spoken_of(tokens: Sequence[Token], it: Candidate) -> bool:
    """Whether the sentence mentions a harmed person nearby."""
    row = [token.text for token in tokens[it.first : it.last] if token.capital]
    short = any(word.isupper() and 1 < len(word) < 6 for word in row)
    if after_preposition(tokens, it) or (short and not all(map(str.isupper, row))):
        return False
    near = [*leftwards(tokens, it.first, _FAR), *rightwards(tokens, it.last, _FAR)]
    return any(
        token.text.islower() and not _HARM.isdisjoint(vocabulary_fields(token.text))
        for token in near
    )


def _listed(tokens: Sequence[Token], it: Candidate) -> bool:
    """Whether it continues a list of capitalised words, such as places."""
    return it.first > 1 and tokens[it.first - 1].text == "," and tokens[it.first - 2].capital


def _small(reading: ParsedParagraph) -> Iterator[TextSpan]:
    """ "the victim's name is amara n.": lower-case names after words that announce a name."""
    tokens = reading.tokens
    for number in range(1, len(tokens)):
        token = tokens[number]
        opens = token.text.islower() and tokens[number - 1].end < token.start
        if opens and reading.before("introductions", token.start, within=2) is not None:
            before = {each.text.lower(): each for each in leftwards(tokens, number)}
            fields = ("victims", "persons", "kin")
            has_word = any(each.has_word(field) for each in before.values() for field in fields)
            last = _end_of_small(tokens, number)
            if last > number and (has_word or _FIRST_PERSON.intersection(before)):
                yield TextSpan(FindingKind.NAME, token.start, tokens[last - 1].end)


def _end_of_small(tokens: Sequence[Token], first: int) -> int:
    last = first
    while last < min(first + 3, len(tokens)) and tokens[last].text[0].isalpha():
        fields = vocabulary_fields(tokens[last].text).difference({"harm"})
        if fields or len(tokens[last].text) < 3:
            break
        last += 1
    return last


def _harmed(tokens: Sequence[Token], it: Candidate) -> bool:
    """ "Amara N. was sold to …", "Amara N., who escaped"."""
    for number, token in enumerate(rightwards(tokens, it.last, 6)):
        if token.has_word("harm"):
            return True
        small = token.has_word("auxiliaries") or (number and token.text.islower() and number < 4)
        if not (small or (number == 0 and token.text == ",")):
            return False
    return False


def _contact_beside(reading: ParsedParagraph, it: Candidate, contacts: list[TextSpan]) -> bool:
    """Whether a telephone or address is nearby, without an institution between."""
    start, end = reading.tokens[it.first].start, reading.tokens[it.last - 1].end
    number = bisect_left(contacts, start, key=lambda place: place.start)
    before = contacts[number - 1] if number else None
    # Behind an address stands the town.
    follows = before is not None and before.kind is not FindingKind.ADDRESS
    if before is not None and follows and 0 <= start - before.end <= _BESIDE // 2:
        return not _office_between(reading, before.end, start)
    behind = contacts[number] if number < len(contacts) else None
    if behind is None or not 0 <= behind.start - end <= _BESIDE:
        return False
    # "To Velmora, 9 Pelican Lane" names a town.
    town = behind.kind is FindingKind.ADDRESS and after_preposition(reading.tokens, it)
    return not town and not _office_between(reading, end, behind.start)


def _office_between(reading: ParsedParagraph, start: int, end: int) -> bool:
    words = re.findall(r"[^\W\d_]+", reading.lower[start:end])
    return any(not vocabulary_fields(word).isdisjoint(("institutions", "titles")) for word in words)


def is_titled(tokens: Sequence[Token], it: Candidate) -> bool:
    """Whether an office precedes or follows the name: "Minister of Justice Anselm D."."""
    for token in leftwards(tokens, it.first):
        if token.has_word("titles"):
            return True
        if any(token.has_word(field) for field in ("victims", "persons", "kin")):
            break
        if not (_of_office(token) or token.text in ",("):
            break
    behind = list(rightwards(tokens, it.last, 6))
    if not behind or behind[0].text not in _SOFT:
        return False
    unknown = 0
    for token in behind[1:]:
        if token.has_word("titles"):
            return True
        unknown += not _of_office(token)
        if unknown > 1:
            return False
    return False


def _of_office(token: Token) -> bool:
    fields = ("institutions", "particles", "place_prepositions", "glue")
    return (
        token.capital
        or token.text.lower() in ("of", "for", "and", "des", "par", "para", "по", "et", "y", ".")
        or any(token.has_word(field) for field in fields)
    )


def _is_party(tokens: Sequence[Token], it: Candidate) -> bool:
    """Whether it names a court case: "Republic v. Harlan"."""
    near = [token.text.lower() for token in tokens[max(it.first - 2, 0) : it.first]]
    behind = [token.text.lower() for token in tokens[it.last : it.last + 1]]
    before = near[-2:-1] if near[-1:] == ["."] else near[-1:]
    return bool(_VERSUS.intersection(before)) or behind == ["v"] or behind == ["vs"]


def _of_association(tokens: Sequence[Token], it: Candidate) -> bool:
    """Whether it is part of a name such as "Survivors Speak" or "Victims' Voices"."""
    before = tokens[it.first - 1] if it.first else None
    if before is not None and before.text == "'" and it.first > 1:
        before = tokens[it.first - 2]
    return before is not None and bool(_PLURAL.match(before.text)) and before.has_word("victims")


def is_excused(reading: ParsedParagraph, it: Candidate) -> bool:
    """Whether the name is said to be changed, or names a case or an association."""
    tokens = reading.tokens
    return _disowned(reading, it) or _is_party(tokens, it) or _of_association(tokens, it)


def _disowned(reading: ParsedParagraph, it: Candidate) -> bool:
    """Whether "not her real name" follows."""
    return reading.after("pseudonyms", reading.tokens[it.last - 1].end, within=32)


def _joined(tokens: Sequence[Token], previous: tuple[Candidate, bool], it: Candidate) -> bool:
    """Whether it continues a list after a found name: "the witnesses Amara N. and Lindiwe T."."""
    before, found = previous
    between = tokens[before.last : it.first]
    return (
        found
        and not it.single
        and 0 < len(between) <= 2
        and all(token.text.lower() in _AND for token in between)
        and not is_titled(tokens, it)
    )
