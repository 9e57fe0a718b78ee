"""Fields in which people type names instead of choosing from a long list.

A ``NameField`` takes one name, a ``NamesField`` several. Both show suggestions while somebody types
(a ``datalist``, which needs no script), and both also take codes. Their data are the codes; what
cannot be matched is refused at the field, with the text as it was typed.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup
from wtforms import Field, StringField
from wtforms.widgets import html_params

from tracker.core import formats
from tracker.exchange.imports.pipeline import known_state_names
from tracker.exchange.matching.header_words import folded
from tracker.exchange.normalising.state_names import StateNames

LONGEST = 500  # characters of a name
SPARE = 2  # empty lines beside the names that are filled in
SEPARATORS = ";,\n"


class UnknownName(ValueError):
    """A typed text is the name of nothing in the list; the message says what to do."""


@dataclass(frozen=True)
class NameList:
    """Names to type, each with its code.

    Names that several codes share are shown with their code, so that each suggestion is one thing.
    ``states`` knows further spellings, where the names are those of States.
    """

    pairs: Sequence[tuple[str, str]]
    states: StateNames | None = None
    shown: Mapping[str, str] = field(init=False)
    _codes: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        """Work out what is shown for each code, and which code each text stands for."""
        holders: dict[str, list[str]] = defaultdict(list)
        for code, name in self.pairs:
            holders[folded(name)].append(code)
        shown = {
            code: name if len(holders[folded(name)]) == 1 else f"{name} ({code})"
            for code, name in self.pairs
        }
        found = {name: codes[0] for name, codes in holders.items() if len(codes) == 1}
        for code, name in shown.items():
            found |= {folded(f"{name} ({code})"): code, folded(name): code, folded(code): code}
        object.__setattr__(self, "shown", shown)
        object.__setattr__(self, "_codes", found)

    def find(self, text: str) -> str:
        """The code of a name or code; raises UnknownName."""
        plain = folded(text)
        code = self._codes.get(plain) if plain else None
        if code is not None:
            return code
        if self.states is None:
            raise UnknownName(unknown(text))
        meaning = self.states.find(text)
        if meaning is None or (meaning.iso3 is None and not meaning.candidates):
            raise UnknownName(self._near(text, self.states.suggest(text)))
        if meaning.iso3 is None or meaning.iso3 not in self.shown:
            raise UnknownName(self._near(text, meaning.candidates))
        return meaning.iso3

    def _near(self, text: str, codes: Iterable[str]) -> str:
        names = [self.shown[code] for code in codes if code in self.shown]
        if not names:
            return unknown(text)
        return str(
            _(
                "We found nothing called “%(name)s”. Did you mean %(near)s?",
                name=text.strip(),
                near=formats.listed(names),
            )
        )


def unknown(text: str) -> str:
    """The sentence for a name that is in no list."""
    return str(
        _(
            "We found nothing called “%(name)s”. Check the spelling, or choose a suggestion.",
            name=text.strip(),
        )
    )


def state_list(pairs: Sequence[tuple[str, str]]) -> NameList:
    """States by code and name, with every spelling that the registry knows."""
    return NameList(pairs, known_state_names())


class _Suggestions:
    """Draws inputs with one list of suggestions below them."""

    def __call__(self, field: "NameField | NamesField", **attributes: Any) -> Markup:
        """The inputs of the field; the first has the field's id."""
        lines = Markup("").join(
            self._line(field, number, text, attributes) for number, text in enumerate(field.lines())
        )
        if field.shared:
            return lines
        options = Markup("").join(
            Markup('<option value="{}"></option>').format(name)
            for name in field.names.shown.values()
        )
        return lines + Markup('<datalist id="{}">{}</datalist>').format(field.list_id, options)

    @staticmethod
    def _line(
        field: "NameField | NamesField", number: int, text: str, attributes: Mapping[str, Any]
    ) -> Markup:
        own = {
            "type": "text",
            "id": field.id if number == 0 else f"{field.id}-{number + 1}",
            "name": field.name,
            "value": text,
            "list": field.list_id,
            "maxlength": LONGEST,
            "autocomplete": "off",
            "dir": "auto",
            **attributes,
        }
        if number:
            own["aria-label"] = f"{field.label.text} {number + 1}"
        return Markup("<input {}>").format(Markup(html_params(**own)))  # noqa: S704 – escaped there


class NameField(StringField):
    """One name; the data is its code, "" for none, and the typed text where nothing has it.

    ``shared`` is the id of a list of suggestions that the page draws once for several fields.
    """

    widget: Any = _Suggestions()

    def __init__(
        self, label: Any, names: Callable[[], NameList], *, shared: str = "", **more: Any
    ) -> None:
        super().__init__(label, **more)
        self._load = names
        self._names: NameList | None = None
        self.shared = shared

    @property
    def list_id(self) -> str:
        """The id of the list of suggestions."""
        return self.shared or f"{self.id}-names"

    @property
    def names(self) -> NameList:
        """What can be typed."""
        if self._names is None:
            self._names = self._load()
        return self._names

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Find the code of what was typed."""
        self.data = str(valuelist[0]).strip() if valuelist else ""
        if self.data:
            self.data = self.names.find(self.data)

    def lines(self) -> Sequence[str]:
        """The name of the code."""
        return (self.names.shown.get(self.data or "", self.data or ""),)


class NamesField(Field):
    """Several names, one in each input; the data are their codes, each once."""

    widget: Any = _Suggestions()

    def __init__(self, label: Any, names: Callable[[], NameList], **more: Any) -> None:
        super().__init__(label, **more)
        self._load = names
        self._names: NameList | None = None
        self.unknown: list[str] = []
        self.shared = ""

    names = NameField.names
    list_id = NameField.list_id

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Find the codes; several names in one input are separated by commas or semicolons."""
        codes: dict[str, None] = {}
        self.unknown = []
        refused: list[str] = []
        for text in filter(None, (str(each).strip() for each in valuelist)):
            for part in self._parts(text):
                try:
                    codes[self.names.find(part)] = None
                except UnknownName as fault:
                    self.unknown.append(part)
                    refused.append(str(fault))
        self.data = list(codes)
        if refused:
            several = unknown(formats.listed(sorted(self.unknown)))
            raise ValueError(refused[0] if len(refused) == 1 else several)

    def _parts(self, text: str) -> list[str]:
        """A text as it is where that is a name, such as one with a comma; else its parts."""
        try:
            self.names.find(text)
        except UnknownName:
            for sign in SEPARATORS:
                text = text.replace(sign, ";")
            return [part.strip() for part in text.split(";") if part.strip()] or [text]
        return [text]

    def lines(self) -> Sequence[str]:
        """The names that are filled in, those that nothing has, and empty lines for more."""
        filled = [self.names.shown.get(code, code) for code in self.data or ()]
        return (*filled, *self.unknown, *[""] * SPARE)
