"""Saves drafts as rows: compares, writes, and records the audit event.

Two ways, by what rests on a record. Text and structure of the registry change in place, with the
words before and after in the trail. A published fact that figures rest on is never overwritten:
its successor is published and the old one ended, so any day can be shown again.

Only records with the keys of the drafts are loaded. What is written of versioned records can be
prepared before the lock on writing is taken: see ``prepare_versioned``.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple

from flask_babel import gettext as _
from sqlalchemy import select

from tracker.accounts.actor import Actor
from tracker.audit import trail
from tracker.core.db import db
from tracker.core.errors import Invalid
from tracker.review import publication
from tracker.review.publication import PublishedRows
from tracker.review.publishable import Publishable
from tracker.schema.drafts import (
    Changes,
    D,
    Draft,
    Key,
    Origin,
    compare,
    differences,
    spell,
)
from tracker.schema.fields import as_text
from tracker.storage import past_values
from tracker.storage.conversion import VERSION_MARK, plain_value, precision_name
from tracker.storage.records import (
    Storage,
    StoredRow,
    chunks,
    count_records,
    ids_of,
    load_for,
)


def upsert(
    actor: Actor, storage: Storage[D], drafts: Sequence[D], *, origin: Origin | None
) -> Changes[D]:
    """Insert new and update changed records. The caller has checked permission."""
    stored = load_for(storage, drafts)
    changes = _compare(storage, stored, drafts, origin)
    if not changes:
        return changes
    written = [*changes.created, *(new for _old, new in changes.changed)]
    fill = _filler(storage, written)
    added = [fill(storage.model(), draft) for draft in changes.created]
    objects = _objects(storage, [stored[new.key].record for _old, new in changes.changed])
    for (old, new), row in zip(changes.changed, objects, strict=True):
        _remember(storage, old, new)
        fill(row, new)
    db.session.add_all(added)
    _announce_registry(list(map(storage.published, added)), in_place=bool(changes.changed))
    _audit(actor, storage, _event(storage, changes, origin), origin)
    return changes


def _objects(storage: Storage[Any], rows: Sequence[Any]) -> list[Any]:
    """The mapped objects of rows that may have been read as columns."""
    if not storage.is_plain:
        return list(rows)
    found = {
        each.id: each
        for some in chunks(row.id for row in rows)
        for each in db.session.scalars(select(storage.model).where(storage.model.id.in_(some)))
    }
    return [found[row.id] for row in rows]


def _compare(
    storage: Storage[D],
    stored: Mapping[Key, StoredRow[D]],
    drafts: Sequence[D],
    origin: Origin | None,
) -> Changes[D]:
    total = len(stored) if origin is None else count_records(storage)
    return compare({key: each.draft for key, each in stored.items()}, drafts, total=total)


def _remember(storage: Storage[D], old: D, new: D) -> None:
    for name in storage.remembered:
        if old.get(name) != new.get(name):
            past_values.remember_past(storage.subject, spell(old.key), name, as_text(old.get(name)))


@dataclass(frozen=True, slots=True)
class Prepared(Generic[D]):
    """Everything to write for versioned records, computed before the write lock.

    It holds as long as the public revision is the one at which it was prepared.
    """

    changes: Changes[D]
    rows: PublishedRows
    event: trail.Content


def upsert_versioned(
    actor: Actor,
    storage: Storage[D],
    drafts: Sequence[D],
    *,
    origin: Origin | None,
    prepared: Prepared[D] | None = None,
) -> Changes[D]:
    """Publish new records, and successors of changed ones.

    What was withdrawn is not brought back by the same content; other content is published as its
    next version. The caller has checked the permission. ``prepared`` is written as it is.
    """
    if prepared is None:
        stored = load_for(storage, drafts)
        changes = _compare(storage, stored, drafts, origin)
        prepared = _prepared(storage, changes, stored, origin)
    if not prepared.changes:
        return prepared.changes
    publication.publish_rows(prepared.rows)
    _audit(actor, storage, prepared.event, origin)
    return prepared.changes


def prepare_versioned(
    storage: Storage[D], changes: Changes[D], *, origin: Origin | None
) -> Prepared[D]:
    """Prepare the planned changes. Reads the rows that they replace."""
    stored = load_for(storage, [old for old, _new in changes.changed])
    return _prepared(storage, changes, stored, origin)


def _prepared(
    storage: Storage[D],
    changes: Changes[D],
    stored: Mapping[Key, StoredRow[D]],
    origin: Origin | None,
) -> Prepared[D]:
    drafts = [*changes.created, *(new for _old, new in changes.changed)]
    columns, row_of = _row_maker(storage, drafts)
    ended, successors, again = [], [], []
    for _old, new in changes.changed:
        old, row = stored[new.key].record, row_of(new)
        if storage.versioned:
            row = _with(row, columns.index(storage.versioned), _next_version(old, storage))
        if old.ended_at is None:
            ended.append(old.id)
            successors.append(row)
        else:
            again.append(row)
    rows = [*successors, *map(row_of, changes.created), *again]
    planned = publication.plan_rows(storage.model, columns, rows, ended=ended)
    return Prepared(changes, planned, _event(storage, changes, origin))


def _with(row: tuple[Any, ...], place: int, value: Any) -> tuple[Any, ...]:
    return (*row[:place], value, *row[place + 1 :])


def _next_version(old: Any, storage: Storage[Any]) -> str:
    """The next version of a reference: X, X.2, X.3 …"""
    reference = getattr(old, storage.versioned or "")
    base, _mark, version = reference.partition(VERSION_MARK)
    return f"{base}{VERSION_MARK}{int(version or 1) + 1}"


def _announce_registry(added: Sequence[Any], *, in_place: bool) -> None:
    """Publish publishable records. Other changes may affect every cell."""
    publishable = [record for record in added if isinstance(record, Publishable)]
    with publication.one_change():
        if publishable:
            publication.publish(publishable)
        if in_place or not publishable:
            publication.registry_changed()


def _event(storage: Storage[D], changes: Changes[D], origin: Origin | None) -> trail.Content:
    """The audit content of the whole change: references, with values before and after.

    The number of records that the change does not name is stored for files only, because counting
    grows with the table.
    """
    content: dict[str, Any] = {
        "created": [spell(draft.key) for draft in changes.created],
        "changed": {spell(new.key): differences(old, new) for old, new in changes.changed},
        "left": changes.left,
    }
    if origin is not None:
        content |= {"absent": changes.absent, "file": origin.name, "sha256": origin.sha256}
    return trail.prepare(content)


def _audit(
    actor: Actor, storage: Storage[Any], event: trail.Content, origin: Origin | None
) -> None:
    subject = f"file:{origin.name}" if origin else storage.subject
    trail.record(actor, f"{storage.subject}:loaded", subject[:100], event)


def _ids(storage: Storage[D], drafts: Sequence[D]) -> dict[str, dict[str, int]]:
    """The row ids of the codes in the drafts, by linking column."""
    return {
        name: ids_of(link, {draft.get(name) for draft in drafts} - {None})
        for name, link in storage.links.items()
    }


class _Written(NamedTuple):
    """A column of the draft that is stored in the row."""

    name: str
    held: str  # the attribute of the draft
    attribute: str  # of the row
    precision: str | None  # the attribute of the row that holds the precision of a partial date


def _written(storage: Storage[Any]) -> list[_Written]:
    """The columns stored in the row's own table."""
    found = []
    for name, held in storage.draft.attributes().items():
        if name in storage.read:
            continue
        if name in storage.links:
            found.append(_Written(name, held, storage.links[name].attribute, None))
        else:
            attribute = storage.names.get(name, name)
            precision = precision_name(attribute)
            is_partial = hasattr(storage.model, precision)
            found.append(_Written(name, held, attribute, precision if is_partial else None))
    return found


def _values(
    written: Sequence[_Written], ids: Mapping[str, Mapping[str, int]], draft: Draft
) -> Iterator[Any]:
    """The values of the row that a draft makes, in the order of ``_attributes``."""
    for name, held, _attribute, precision in written:
        value = getattr(draft, held)
        if name in ids:
            yield _id_of(name, value, ids[name])
            continue
        yield plain_value(value)
        if precision is not None:
            yield value.precision if value else None


def _attributes(written: Sequence[_Written]) -> tuple[str, ...]:
    """The attributes of a row, in the order of their values."""
    pairs = [(each.attribute, each.precision) for each in written]
    return tuple(name for pair in pairs for name in pair if name is not None)


def _row_maker(
    storage: Storage[D], drafts: Sequence[D]
) -> tuple[tuple[str, ...], Callable[[D], tuple[Any, ...]]]:
    """A function from drafts to rows of one table. Linked ids are read once.

    The ids of everything linked are read once, before.
    """
    ids, written = _ids(storage, drafts), _written(storage)
    return _attributes(written), lambda draft: tuple(_values(written, ids, draft))


def _filler(storage: Storage[D], drafts: Sequence[D]) -> Callable[[Any, D], Any]:
    """A function that writes a draft to a mapped object. Linked ids are read once."""
    ids, write, written = _ids(storage, drafts), storage.writer(), _written(storage)
    attributes = _attributes(written)

    def fill(row: Any, draft: D) -> Any:
        for attribute, value in zip(attributes, _values(written, ids, draft), strict=True):
            setattr(row, attribute, value)
        write(row, draft)
        return row

    return fill


def _id_of(name: str, code: str | None, ids: Mapping[str, int]) -> int | None:
    if code is None:
        return None
    if code not in ids:
        raise Invalid({name: [_("a code that exists; %(code)s does not exist", code=code)]})
    return ids[code]
