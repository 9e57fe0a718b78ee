"""Drafts: records to be saved, parsed from text, with errors by field.

Every door (form, JSON body, sheet row) hands a mapping of text to ``parse``. A column is described
once, on the draft: what it holds, how it is read, an example, and to what it refers.
"""

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, ClassVar, Generic, Self, TypeVar

from flask_babel import gettext as _

from tracker.core.errors import Invalid
from tracker.schema.fields import InvalidValue, Reader, as_text, clean

Key = tuple[str, ...]
KEY_JOINT = " "


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a draft for templates, help pages, forms and exports.

    ``holds`` may be lazy text, translated when it is shown.
    """

    name: str
    holds: str
    example: str
    reader: Reader
    required: bool
    refers: str | None = None  # the kind of which it names a record, such as "states"

    @property
    def allowed(self) -> tuple[str, ...]:
        """The codes of a closed list. Empty for an open one."""
        return self.reader.allowed


@dataclass(frozen=True, slots=True)
class Link:
    """Columns that together refer to another record. Errors are reported at the last one."""

    columns: tuple[str, ...]
    kind: str


def column(
    holds: str,
    reader: Reader,
    example: str,
    *,
    optional: bool = False,
    refers: str | None = None,
    has_default: bool = False,
) -> Any:
    """Describe a field of a draft. A final underscore, as in ``from_``, is dropped.

    ``has_default``: code that makes a draft may leave the field out; for the last fields only.
    """
    return dataclasses.field(
        default=reader.blank if has_default else dataclasses.MISSING,
        metadata={
            "holds": holds,
            "reader": reader,
            "example": example,
            "required": not optional,
            "refers": refers,
        },
    )


@dataclass(frozen=True)
class Draft:
    """The base class of drafts: a frozen dataclass with fields from ``column``."""

    KEY: ClassVar[Key] = ()
    UNIQUE: ClassVar[tuple[Key, ...]] = ()  # further columns that no two records share
    LINKS: ClassVar[tuple[Link, ...]] = ()  # references that span columns

    @classmethod
    def columns(cls) -> tuple[Column, ...]:
        """The columns in file order."""
        return _columns(cls)

    @classmethod
    def attributes(cls) -> Mapping[str, str]:
        """The attribute of each column. They differ for Python keywords."""
        return _attributes(cls)

    @classmethod
    def links(cls) -> tuple[Link, ...]:
        """All references of the draft: by column, then those over several columns."""
        return _links(cls)

    @classmethod
    def parse(cls, given: Mapping[str, str | None], parsed: "ParsedTexts | None" = None) -> Self:
        """The draft in the texts. Raises Invalid with all errors by field.

        A blank or absent text is *nothing said*, never zero. ``parsed`` remembers texts from draft
        to draft of one file.
        """
        values, errors = cls.read(given, parsed)
        known = _names(cls)
        if not given.keys() <= known.keys():
            errors |= {
                name: [_("this field does not exist")] for name in given.keys() - known.keys()
            }
        if errors:
            raise Invalid(errors)
        draft = cls(**values)
        faults = {name: [reason] for name, reason in draft.faults()}
        if faults:
            raise Invalid(faults)
        return draft

    @classmethod
    def read(
        cls, given: Mapping[str, str | None], parsed: "ParsedTexts | None" = None
    ) -> tuple[dict[str, Any], dict[str, list[str]]]:
        """The parsed values by attribute, and the errors by column."""
        values: dict[str, Any] = {}
        errors: dict[str, list[str]] = {}
        value = _value if parsed is None else parsed.value
        for attribute, each in zip(_attributes(cls).values(), _columns(cls), strict=True):
            try:
                values[attribute] = value(each, given.get(each.name) or "")
            except InvalidValue as fault:
                errors[each.name] = [str(fault)]
        return values, errors

    def faults(self) -> Iterator[tuple[str, str]]:
        """Errors between fields that are valid on their own: column and message."""
        return iter(())

    def get(self, name: str) -> Any:
        """The value of a column."""
        return getattr(self, _attributes(type(self))[name])

    def cells(self) -> dict[str, str]:
        """The draft as texts. Parsing them gives the same draft."""
        names = tuple(_names(type(self)))
        return dict(zip(names, map(as_text, self.values(names)), strict=True))

    def values(self, names: Key) -> tuple[Any, ...]:
        """The values of the named columns."""
        return _getter(type(self), names)(self)

    def pick(self, names: Key) -> Key:
        """The text of the named columns."""
        return tuple(map(as_text, _getter(type(self), names)(self)))

    @property
    def key(self) -> Key:
        """The key that identifies the record within its kind."""
        return self.pick(self.KEY)

    @property
    def row_key(self) -> Key:
        """The key that identifies a row within a file."""
        return self.key

    @property
    def key_columns(self) -> Key:
        """The columns of the key. A repeated row is refused at the last one."""
        return self.KEY


D = TypeVar("D", bound=Draft)


# Filled as classes are first asked for: reading a long file asks once for every row.
_COLUMNS: dict[object, tuple[Column, ...]] = {}
_ATTRIBUTES: dict[object, dict[str, str]] = {}
_NAMES: dict[object, dict[str, None]] = {}
_LINKS: dict[object, tuple[Link, ...]] = {}
_GETTERS: dict[tuple[object, Key], Callable[[Draft], tuple[Any, ...]]] = {}


def _columns(cls: type[Draft]) -> tuple[Column, ...]:
    if cls not in _COLUMNS:
        _COLUMNS[cls] = tuple(
            Column(name=name, **field.metadata)
            for name, field in zip(_attributes(cls), _described(cls), strict=True)
        )
    return _COLUMNS[cls]


def _attributes(cls: type[Draft]) -> dict[str, str]:
    if cls not in _ATTRIBUTES:
        names = (field.name for field in _described(cls))
        _ATTRIBUTES[cls] = {name.removesuffix("_"): name for name in names}
    return _ATTRIBUTES[cls]


def _names(cls: type[Draft]) -> dict[str, None]:
    """The column names in order, with fast lookup."""
    if cls not in _NAMES:
        _NAMES[cls] = dict.fromkeys(each.name for each in cls.columns())
    return _NAMES[cls]


def _links(cls: type[Draft]) -> tuple[Link, ...]:
    if cls not in _LINKS:
        single = (Link((each.name,), each.refers) for each in cls.columns() if each.refers)
        _LINKS[cls] = (*single, *cls.LINKS)
    return _LINKS[cls]


def _getter(cls: type[Draft], names: Key) -> Callable[[Draft], tuple[Any, ...]]:
    """A function that returns the values of the named columns of a draft."""
    if (cls, names) not in _GETTERS:
        _GETTERS[cls, names] = _made_getter(cls, names)
    return _GETTERS[cls, names]


def _made_getter(cls: type[Draft], names: Key) -> Callable[[Draft], tuple[Any, ...]]:
    if cls.get is not Draft.get or not names:
        return lambda draft: tuple([draft.get(name) for name in names])
    attributes = [_attributes(cls)[name] for name in names]
    if len(attributes) > 1:
        return attrgetter(*attributes)
    one = attrgetter(attributes[0])
    return lambda draft: (one(draft),)


def _described(cls: type[Draft]) -> list[dataclasses.Field[Any]]:
    """The fields that are columns. The class computes the others."""
    return [field for field in dataclasses.fields(cls) if field.metadata]


def _value(described: Column, raw: str) -> Any:
    text = clean(raw)
    if text:
        return described.reader(text)
    if described.required:
        raise InvalidValue(
            _("this field is required; for example %(example)s", example=described.example)
        )
    return described.reader.blank


MOST_REMEMBERED = 1_000  # texts of one column


class ParsedTexts:
    """A cache of parsed texts, because the rows of a file repeat values.

    For one file at a time: whether a date is in the future depends on the moment.
    """

    def __init__(self) -> None:
        """Start with an empty cache."""
        self._values: dict[str, dict[str, Any]] = {}

    def value(self, described: Column, raw: str) -> Any:
        """The value of a text in a column. Raises InvalidValue."""
        known = self._values.setdefault(described.name, {})
        if raw in known:
            return known[raw]
        value = _value(described, raw)
        if len(known) < MOST_REMEMBERED:
            known[raw] = value
        return value


@dataclass(frozen=True, slots=True)
class Origin:
    """The file of the drafts, for the audit trail."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Changes(Generic[D]):
    """The changes that saving drafts would make. ``absent`` counts unnamed records."""

    created: tuple[D, ...] = ()
    changed: tuple[tuple[D, D], ...] = ()  # as it stands, as it is to be
    left: int = 0
    absent: int = 0

    def __bool__(self) -> bool:
        return bool(self.created or self.changed)


def compare(
    existing: Mapping[Key, D], drafts: Sequence[D], *, total: int | None = None
) -> Changes[D]:
    """Separate new, changed and equal drafts. Raises Invalid for a duplicate key.

    ``total`` counts the records of the kind where ``existing`` holds only those that the drafts
    may name.
    """
    named = {draft.key: draft for draft in drafts}
    if len(named) < len(drafts):
        raise Invalid({drafts[0].KEY[-1]: [_("the same record appears twice")]})
    created = tuple([draft for key, draft in named.items() if key not in existing])
    met = [(existing[key], draft) for key, draft in named.items() if key in existing]
    changed = tuple([(old, new) for old, new in met if old != new])
    return Changes(
        created=created,
        changed=changed,
        left=len(met) - len(changed),
        absent=(len(existing) if total is None else total) - len(met),
    )


def differences(old: Draft, new: Draft) -> dict[str, list[str]]:
    """The columns that differ, each as text before and after."""
    before, after = old.cells(), new.cells()
    return {name: [before[name], after[name]] for name in before if before[name] != after[name]}


def spell(key: Key) -> str:
    """A key on one line, for the audit trail and messages."""
    return KEY_JOINT.join(key)
