"""Separates numbers and States from recommendations such as "1.1 Train judges (Norway);".

Lists of recommendations carry both in their text. They belong to columns of their own; there they
go where those columns say nothing else, and the wording is left as it is where they do.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from flask_babel import ngettext

from tracker.exchange.normalising.state_names import StateNames

_DOTTED = r"[A-Z]{0,3}\.?\s?\d{1,3}(?:[.·]\d{1,3})+"
# Whatever names the number: "Recommendation 147.1", "Para. 147.1", "No. 147.1", "#147.1".
_NAMED = (
    r"(?:(?:recommendations?|recs?|paragraphs?|paras?|nos?|recommandations?|recomendación|"
    r"párrafo|paragraphe|рекомендация|пункт|التوصية|الفقرة|建议)\b\.?|[§#№第]|n[°º])\s*"
)
_NUMBER = re.compile(
    rf"\s*(?:(?:(?i:{_NAMED}))?(?P<dotted>{_DOTTED})(?P<end>[.)]|\s*[-–—:])?"
    rf"|[(\[](?P<within>{_DOTTED})[)\]](?P<after>[.:])?"
    r"|\((?P<inside>\d{1,3}|[a-z]|[ivx]{1,5})\)"
    r"|(?P<plain>\d{1,3}|[a-zA-Z]|[ivx]{1,5})(?P<mark>[.)])"
    r"|(?P<sign>[•▪●○◦‣■□➢➤✓·*\uf0b7\uf0a7]|[-–—](?=\s)))"
    r"(?=\s|[^\W\d_])\s*(?P<rest>\S.*)",
    re.DOTALL,
)
_BETWEEN = re.compile(r"\s*[,;/،；、]\s*|\s+(?:and|et|y|e|и|و|und)\s+|\s*&\s*")
_QUOTES = {"“": "”", '"': '"', "«": "»", "„": "“", "「": "」"}
_CLOSING, _OPENING = ")]）", "([（"
_TRAIL = " \t\n;.,；。"
_LONGEST_STATES = 300
_MOST_JOINED = 4  # parts of a name that has commas of its own


@dataclass(frozen=True, slots=True)
class Numbered:
    """The number in front ("" for a bullet) and the rest. ``is_plain``: 1. or a)."""

    number: str
    rest: str
    is_plain: bool
    is_unmistakable: bool


def numbered(text: str) -> Numbered | None:
    """The number in front of a wording. None if there is none."""
    found = _NUMBER.fullmatch(_unquoted(text))
    if not found:
        return None
    rest = found["rest"].strip()
    if found["sign"]:
        return Numbered("", rest, is_plain=True, is_unmistakable=True)
    if found["within"]:
        return Numbered(
            " ".join(found["within"].split()), rest, is_plain=False, is_unmistakable=True
        )
    number = found["dotted"] or found["inside"] or found["plain"]
    # "1.5 million" begins with a number too; a sentence begins with a capital, or in a script
    # that has none. "A. Smith" is a person.
    is_sentence = rest[:1].isupper() or (
        rest[:1].isalpha() and rest[:1].lower() == rest[:1].upper()
    )
    is_closed = bool(found["inside"]) or found["mark"] == ")" or number.isdigit()
    is_sure = is_closed if found["dotted"] is None else is_sentence or bool(found["end"])
    return Numbered(" ".join(number.split()), rest, found["dotted"] is None, is_sure)


def _unquoted(text: str) -> str:
    """A text without the quotation marks around it, before the States at its end if there are."""
    bare = text.strip()
    closing = _QUOTES.get(bare[:1])
    if closing is None:
        return text
    inside, sign, after = bare[1:].rpartition(closing)
    is_around = sign and not {bare[0], closing} & set(inside)
    return inside + after if is_around and after.strip(_TRAIL)[:1] in ("", *_OPENING) else text


def bracketed(text: str) -> tuple[str, str] | None:
    """The wording and the text in brackets at its end. None without brackets."""
    bare = text.rstrip(_TRAIL)
    if not bare or bare[-1] not in _CLOSING:
        return None
    depth = 0
    for place in range(len(bare) - 1, -1, -1):
        depth += (bare[place] in _CLOSING) - (bare[place] in _OPENING)
        if depth == 0:
            inside = bare[place + 1 : -1].strip()
            rest = bare[:place].rstrip(_TRAIL)
            return (rest, inside) if rest and 0 < len(inside) <= _LONGEST_STATES else None
    return None


def states_in(text: str, names: StateNames) -> tuple[str, ...] | None:
    """The codes of the listed States. None if any part is no State.

    A name that holds a comma or an "and" of its own is several parts of the text.
    """
    places = [(0, 0), *(found.span() for found in _BETWEEN.finditer(text)), (len(text),) * 2]
    starts, ends = [end for _start, end in places[:-1]], [start for start, _end in places[1:]]
    codes: list[str] = []
    place = 0
    while place < len(starts):
        for last in range(min(place + _MOST_JOINED, len(ends)) - 1, place - 1, -1):
            part = text[starts[place] : ends[last]].strip()
            code = _state(part, names) if part else ""
            if code is not None:
                codes.append(code)
                place = last + 1
                break
        else:
            return None
    return tuple(dict.fromkeys(code for code in codes if code)) or None


def _state(text: str, names: StateNames) -> str | None:
    found = names.find(text.strip())
    return found.iso3 if found is not None and found.iso3 else None


@dataclass(slots=True)
class Wordings:
    """Takes numbers and States out of the wordings of one file. ``pairs``: each wording as it is
    written, beside the text of the State to which it is made: they tell whether numbers repeat.
    """

    names: StateNames
    pairs: Iterable[tuple[str, str]]
    _is_numbered: bool = False
    _repeats: bool = False
    _counts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        """Inspect all wordings."""
        numbered_texts = [
            (state, found) for state, text in self.pairs for found in [numbered(text)]
        ]
        with_number = [(state, found) for state, found in numbered_texts if found is not None]
        self._is_numbered = len(with_number) > 1 and len(with_number) * 2 > len(numbered_texts)
        plain = Counter((state, each.number) for state, each in with_number if each.is_plain)
        self._repeats = any(times > 1 for times in plain.values())

    def settle(self, cells: dict[str, str]) -> None:
        """Move number and States from a row's wording to their fields."""
        text = self._without_number(cells, cells["wording"])
        cells["wording"] = self._without_states(cells, text)

    def _without_number(self, cells: dict[str, str], text: str) -> str:
        found = numbered(text)
        if found is None or not (self._is_numbered or found.is_unmistakable):
            return text
        number = "" if found.is_plain and self._repeats else found.number
        said = cells.get("number", "").strip().rstrip(".)")
        if said and found.number and said.casefold() != found.number.casefold():
            return text
        if "number" in cells and number and not said:
            cells["number"] = number
        self._counts["number" if number or said else "bullet"] += 1
        return found.rest

    def _without_states(self, cells: dict[str, str], text: str) -> str:
        if "made_by" not in cells:
            return text
        rest, insides, codes = text, list[str](), set[str]()
        # Several brackets one after another name one State each: "(Norway) (Sweden)".
        while (found := bracketed(rest)) and (inside := states_in(found[1], self.names)):
            rest = found[0]
            insides.insert(0, found[1])
            codes.update(inside)
        said = cells["made_by"]
        if not codes or (said and set(states_in(said, self.names) or ()) != codes):
            return text
        cells["made_by"] = said or ", ".join(insides)
        self._counts["states"] += 1
        return rest

    def notes(self) -> Iterator[str]:
        """Notes on what was moved."""
        if many := self._counts["number"]:
            yield ngettext(
                "%(num)s text began with its number, which we saved as the number",
                "%(num)s texts began with their number, which we saved as the number",
                many,
            )
        if many := self._counts["bullet"]:
            yield ngettext(
                "%(num)s text began with a bullet or a repeated number, which we left out",
                "%(num)s texts began with a bullet or a repeated number, which we left out",
                many,
            )
        if many := self._counts["states"]:
            yield ngettext(
                "%(num)s text ended with States in brackets: we saved them as the authors",
                "%(num)s texts ended with States in brackets: we saved them as the authors",
                many,
            )


def needed(columns: Collection[str]) -> bool:
    """Whether records with these fields are recommendations with a wording."""
    return {"wording", "number", "made_by"} <= set(columns)
