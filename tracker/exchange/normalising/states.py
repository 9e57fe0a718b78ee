"""Normalises States in a column: names, two- or three-letter codes, M49 numbers.

The whole column decides whether NA is Namibia's code or no answer, whether numbers are M49 codes,
and which Congo is meant.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from flask_babel import gettext as _

from tracker.exchange.normalising.normalised_value import (
    SILENCE,
    ColumnFindings,
    NormalisedValue,
    is_silent,
    tidy,
)
from tracker.exchange.normalising.state_names import StateNames

MOST_SUGGESTED_FOR = 60  # spellings; to look for near ones takes time, and more are not read
_CODES_SHARE = 0.6  # of the texts of two letters are codes: NA is one as well


@dataclass(frozen=True, slots=True)
class Considers:
    """A normaliser for a column of States."""

    names: StateNames

    def __call__(self, texts: Collection[str], findings: ColumnFindings) -> "States":
        """Inspect all texts of the column."""
        tidied = {tidy(text) for text in texts}
        numbers = {each for each in tidied if _number(each)}
        by_number = bool(numbers) and all(_number(each) in self.names.m49 for each in numbers)
        if by_number:
            findings.notes.append(_("numbers read as M49 codes"))
        by_code = self._are_codes(tidied)
        namibia = "NA" in tidied and by_code
        if namibia:
            findings.notes.append(_("NA read as NAM (Namibia) because the column contains codes"))
        settled = self._settled(tidied)
        for text, code in settled.items():
            state = self.names.describe([code])
            findings.notes.append(
                _(
                    "“%(text)s” read as %(state)s because the other State is also named",
                    text=text,
                    state=state,
                )
            )
        return States(self.names, by_number, by_code, settled)

    def _are_codes(self, texts: Collection[str]) -> bool:
        others = [text for text in texts if text.upper() != "NA" and not is_silent(text)]
        codes = sum(text.upper() in self.names.iso2 for text in others)
        return bool(others) and codes >= _CODES_SHARE * len(others)

    def _settled(self, texts: Collection[str]) -> dict[str, str]:
        """Ambiguous spellings for which the column names all other States differently."""
        meant = {text: found for text in texts if (found := self.names.find(text))}
        named = {found.iso3 for found in meant.values() if found.iso3}
        settled = {}
        for text, found in meant.items():
            left = [code for code in found.candidates if code not in named]
            if found.candidates and len(left) == 1 and not self._is_last_resort(left[0]):
                settled[text] = left[0]
        return settled

    def _is_last_resort(self, code: str) -> bool:
        """Whether the remaining part of a name is this State's own short name."""
        return self.names.names.get(code, "").startswith("Dem")


@dataclass(slots=True)
class States:
    """Normalises spellings of States."""

    names: StateNames
    by_number: bool
    by_code: bool  # of two letters, so that small ones and NA are codes too
    settled: dict[str, str]
    _looked_for: int = field(default=0)

    def __call__(self, text: str) -> NormalisedValue:
        """The ISO3 code."""
        plain = tidy(text)
        if self.by_code and plain.upper() in self.names.iso2:
            return NormalisedValue(self.names.iso2[plain.upper()])
        if is_silent(plain):
            return SILENCE
        if plain in self.settled:
            return NormalisedValue(self.settled[plain])
        if number := _number(plain):
            return self._numbered(number)
        found = self.names.find(plain)
        if found is None:
            return self._unknown(plain)
        if found.iso3:
            return NormalisedValue(found.iso3)
        return NormalisedValue(None, found.reason, found.candidates, is_unlisted=True)

    def _numbered(self, number: str) -> NormalisedValue:
        if self.by_number:
            return NormalisedValue(self.names.m49[number])
        return NormalisedValue(
            None,
            _("a State by name or code; some numbers of this column are not M49 codes"),
            is_unlisted=True,
        )

    def _unknown(self, plain: str) -> NormalisedValue:
        self._looked_for += 1
        near = self.names.suggest(plain) if self._looked_for <= MOST_SUGGESTED_FOR else ()
        if near:
            reason = _("a State by name or code; perhaps %(near)s", near=self.names.describe(near))
        else:
            reason = _("a State by its name in one of six languages, or its ISO 3166 code")
        return NormalisedValue(None, str(reason), near, is_unlisted=True)


def _number(text: str) -> str:
    """A numeric code without leading zeros. Empty if it is none."""
    plain = text.removesuffix(".0")
    return plain.lstrip("0") if plain.isdigit() and plain.isascii() and len(plain) <= 3 else ""
