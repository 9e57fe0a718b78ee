"""How drafts become rows: compared with what is on record, written, told to the audit trail.

Two ways, by what rests on a record. Text and structure of the registry change in place, with the
words before and after in the trail. A published fact that figures rest on is never overwritten:
its successor is published and the old one ended, so any day can be shown again.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic

from flask_babel import gettext as _
from sqlalchemy import inspect, select

from tracker.accounts.actor import Actor
from tracker.audit import trail
from tracker.core.clock import PartialDate
from tracker.core.db import db
from tracker.core.errors import Invalid
from tracker.review import publication
from tracker.review.publishable import Publishable
from tracker.schema.drafts import Changes, D, Draft, Key, Origin, compare, differences, spell
from tracker.schema.fields import as_text
from tracker.storage import past_values

VERSION_MARK = "."


@dataclass(frozen=True, slots=True)
class Link:
    """A draft names a record by its code; the row holds that record's id."""

    attribute: str
    code: Any  # the mapped attribute, such as Instrument.code


Writer = Callable[[Any, Any], None]


def _itself(row: Any) -> Any:
    """Most records are made public as what they are."""
    return row


def _as_it_is(_row: Any, draft: Any) -> Any:
    """Most drafts name their record by their columns."""
    return draft


def _one_row() -> Writer:
    """Most records are one row: nothing is written beside it."""
    return lambda _row, _draft: None


@dataclass(frozen=True, slots=True)
class Storage(Generic[D]):
    """Where drafts of one kind are kept, and how a row and a draft are turned into each other.

    ``names`` gives the attribute of a column that is called otherwise. ``read`` gives the value of
    a column that lies in further tables; ``writer``, called once an act, gives what writes those.
    ``versioned`` names the column whose stored text carries a version (``.2``) after the first.
    ``remembered`` names columns on which figures rest: what they said is kept when they change.
    ``published`` gives the record that is made public, where that is another than the row.
    ``named`` gives the draft of a row the name under which the row is on record.
    """

    subject: str  # as audit verbs and pages call the kind, such as "registry:commitments"
    model: type[Any]
    draft: type[D]
    names: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, Link] = field(default_factory=dict)
    read: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    writer: Callable[[], Writer] = _one_row
    options: tuple[Any, ...] = ()
    versioned: str | None = None
    remembered: tuple[str, ...] = ()
    published: Callable[[Any], Any] = _itself
    named: Callable[[Any, Any], Any] = _as_it_is


@dataclass(frozen=True, slots=True)
class StoredRow(Generic[D]):
    """A row and the draft that would make it anew."""

    record: Any
    draft: D


def load_existing(storage: Storage[D]) -> dict[Key, StoredRow[D]]:
    """Everything of a kind by key; of successive versions the latest, withdrawn or not.

    One query, and one more for each kind that it links to.
    """
    key = inspect(storage.model).primary_key
    query = select(storage.model).options(*storage.options).order_by(*key)
    codes = {name: codes_of(link) for name, link in storage.links.items()}
    found = (StoredRow(row, draft_of(storage, row, codes)) for row in db.session.scalars(query))
    return {kept.draft.key: kept for kept in found}


def load_existing_drafts(storage: Storage[D]) -> dict[Key, D]:
    """What is on record as drafts, by key."""
    return {key: kept.draft for key, kept in load_existing(storage).items()}


def upsert(
    actor: Actor, storage: Storage[D], drafts: Sequence[D], *, origin: Origin | None
) -> Changes[D]:
    """Add what is new, change what differs; the caller has checked the permission."""
    kept = load_existing(storage)
    changes = compare({key: each.draft for key, each in kept.items()}, drafts)
    if not changes:
        return changes
    fill = _filler(storage)
    added = [fill(storage.model(), draft) for draft in changes.created]
    for old, new in changes.changed:
        _remember(storage, old, new)
        fill(kept[new.key].record, new)
    db.session.add_all(added)
    _announce_registry(list(map(storage.published, added)), in_place=bool(changes.changed))
    _tell(actor, storage, changes, origin)
    return changes


def _remember(storage: Storage[D], old: D, new: D) -> None:
    for name in storage.remembered:
        if old.get(name) != new.get(name):
            past_values.remember_past(storage.subject, spell(old.key), name, as_text(old.get(name)))


def upsert_versioned(
    actor: Actor, storage: Storage[D], drafts: Sequence[D], *, origin: Origin | None
) -> Changes[D]:
    """Publish what is new; publish successors of what differs and end the old.

    What was withdrawn is not brought back by the same content; other content is published as its
    next version. The caller has checked the permission.
    """
    kept = load_existing(storage)
    changes = compare({key: each.draft for key, each in kept.items()}, drafts)
    if not changes:
        return changes
    fill = _filler(storage)
    added = [fill(storage.model(), draft) for draft in changes.created]
    pairs = []
    for _old, new in changes.changed:
        old = kept[new.key].record
        successor = fill(storage.model(), new)
        _mark_version(storage, old, successor)
        if old.ended_at is None:
            pairs.append((old, successor))
        else:
            added.append(successor)
    with publication.one_change():
        if pairs:
            publication.supersede_all(pairs)
        if added:
            publication.publish(added)
    _tell(actor, storage, changes, origin)
    return changes


def _announce_registry(added: Sequence[Any], *, in_place: bool) -> None:
    """Publish what is publishable; any other change may touch every cell."""
    publishable = [record for record in added if isinstance(record, Publishable)]
    with publication.one_change():
        if publishable:
            publication.publish(publishable)
        if in_place or not publishable:
            publication.registry_changed()


def _tell(actor: Actor, storage: Storage[D], changes: Changes[D], origin: Origin | None) -> None:
    """One event for the whole act, with the references and, for a change, before and after."""
    content: dict[str, Any] = {
        "created": [spell(draft.key) for draft in changes.created],
        "changed": {spell(new.key): differences(old, new) for old, new in changes.changed},
        "left": changes.left,
        "absent": changes.absent,
    }
    if origin is not None:
        content |= {"file": origin.name, "sha256": origin.sha256}
    subject = f"file:{origin.name}" if origin else storage.subject
    trail.record(actor, f"{storage.subject}:loaded", subject[:100], content)


def codes_of(link: Link) -> dict[int, str]:
    """The codes of everything that a link can lead to, by row id."""
    return {row.id: row.code for row in db.session.execute(_code_query(link))}


def _code_query(link: Link) -> Any:
    return select(link.code.class_.id.label("id"), link.code.label("code"))


def draft_of(storage: Storage[D], row: Any, codes: Mapping[str, Mapping[int, str]]) -> D:
    """A row as the draft that would make it anew; ``codes`` by column, from ``codes_of``."""
    values = {}
    for name, attribute in storage.draft.attributes().items():
        if name in storage.read:
            values[attribute] = storage.read[name](row)
        elif name in storage.links:
            linked = getattr(row, storage.links[name].attribute)
            values[attribute] = None if linked is None else codes[name][linked]
        else:
            values[attribute] = _stored(row, storage.names.get(name, name))
    if storage.versioned:
        values[storage.versioned] = values[storage.versioned].partition(VERSION_MARK)[0]
    return storage.named(row, storage.draft(**values))


def _stored(row: Any, name: str) -> Any:
    """A column's value; a partial date lies in two columns."""
    value = getattr(row, name)
    precision = getattr(row, _precision(name), None)
    return value if precision is None else PartialDate(value, precision)


def _precision(name: str) -> str:
    return f"{name.removesuffix('_on')}_precision"


def _filler(storage: Storage[D]) -> Callable[[Any, Draft], Any]:
    """Writes a draft into a row; the ids of everything linked are read once, before."""
    ids = {
        name: {row.code: row.id for row in db.session.execute(_code_query(link))}
        for name, link in storage.links.items()
    }
    write = storage.writer()

    def fill(row: Any, draft: Draft) -> Any:
        for name in draft.attributes():
            if name in storage.read:
                continue
            value = draft.get(name)
            if name in storage.links:
                setattr(row, storage.links[name].attribute, _id_of(name, value, ids[name]))
            else:
                _store(row, storage.names.get(name, name), value)
        write(row, draft)
        return row

    return fill


def _id_of(name: str, code: str | None, ids: Mapping[str, int]) -> int | None:
    if code is None:
        return None
    if code not in ids:
        raise Invalid({name: [_("a code that is on record; %(code)s is not", code=code)]})
    return ids[code]


def _store(row: Any, name: str, value: Any) -> None:
    if hasattr(type(row), _precision(name)):
        partial = value or _NO_DATE
        setattr(row, name, partial.last_day)
        setattr(row, _precision(name), partial.precision)
    else:
        setattr(row, name, value.value if isinstance(value, StrEnum) else value)


@dataclass(frozen=True, slots=True)
class _NoDate:
    last_day: None = None
    precision: None = None


_NO_DATE = _NoDate()


def _mark_version(storage: Storage[D], old: Any, successor: Any) -> None:
    """Give the successor the next version of the reference: X, X.2, X.3 …"""
    if storage.versioned:
        base, _mark, version = getattr(old, storage.versioned).partition(VERSION_MARK)
        setattr(successor, storage.versioned, f"{base}{VERSION_MARK}{int(version or 1) + 1}")
