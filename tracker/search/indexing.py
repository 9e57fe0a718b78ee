"""Keeps the index equal to public records, in the transaction that publishes them.

Review announces every change of what readers see with the records that it names; their documents
are written anew, and those of records that are no longer shown are removed with their words. The
texts of the registry are few: after a change of any, all are compared and those that differ are
written.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from sqlalchemy import func, select

from tracker.accounts.models import Organisation
from tracker.core.db import db, writing
from tracker.evidence.models import Action
from tracker.evidence.search_texts import (
    action_texts,
    named_actions_of,
    organisation_texts,
    published_actions,
    published_organisations,
    versions_of_actions,
)
from tracker.registry.models import Commitment, State
from tracker.registry.official_wording_models import OfficialWording
from tracker.reporting.models import Report
from tracker.reporting.search_texts import entry_texts, published_reports, report_texts
from tracker.review.publication import PublishedRows, texts_changed
from tracker.search import store
from tracker.search.document import Document, Kind
from tracker.search.documents import (
    action_document,
    entry_document,
    organisation_document,
    registry_documents,
    report_document,
    state_document,
)
from tracker.search.engines import engine
from tracker.search.lexicon import current_lexicon, store_lexicon
from tracker.search.models import SearchDocument, SearchLexicon
from tracker.search.tokens import REGISTRY_KINDS, IndexEntry, index_entry, numbers_of

ACTIONS_AT_A_TIME = 2_000
NAMED_AT_A_TIME = 100  # acts whose versions one query asks for
REPORTS_AT_A_TIME = 20  # with a few hundred answers each


def connect_signals() -> None:
    """Update the index whenever review announces changed texts."""
    texts_changed.connect(_on_texts_changed)


def _on_texts_changed(
    _sender: object, records: Sequence[Any], registry: bool = False, erased: bool = False
) -> None:
    if registry or any(issubclass(_model(one), Commitment | OfficialWording) for one in records):
        index_registry()
    actions = [one for one in records if isinstance(one, Action)]
    for some in store.parts_of(actions, NAMED_AT_A_TIME):
        index_actions(versions_of_actions({action.reference for action in some}))
        index_organisations({action.organisation_id for action in some})
    reports = [one.id for one in records if isinstance(one, Report)]
    for ids in store.parts_of(reports, REPORTS_AT_A_TIME):
        index_reports(ids)
    for organisation in records:
        if isinstance(organisation, Organisation):
            index_organisations([organisation.id])
            for ids in store.parts_of(named_actions_of(organisation.id), ACTIONS_AT_A_TIME):
                index_actions(ids)
    if erased:
        engine().erase()


def _model(record: Any) -> type:
    """The model of a record. Rows written together name their model."""
    return record.model if isinstance(record, PublishedRows) else type(record)


def index_registry() -> None:
    """Update changed texts of the registry in the index and remove others."""
    query = select(
        SearchDocument.id, SearchDocument.kind, SearchDocument.key, SearchDocument.since
    ).where(SearchDocument.kind.in_(REGISTRY_KINDS))
    stored = {(row.kind, row.key, row.since): row.id for row in db.session.execute(query)}
    numbers = {
        kind: iter(range(_first_free(kind, stored.values()), numbers_of(kind)[1]))
        for kind in REGISTRY_KINDS
    }
    entries: list[IndexEntry] = []
    for place, document in enumerate(registry_documents()):
        id_ = stored.pop((document.kind, document.key, document.since), None)
        number = next(numbers[document.kind]) if id_ is None else id_
        entries.append(index_entry(document, id_=number, place=place))
    store.remove(list(stored.values()))
    store.put(entries)
    store_lexicon()


def index_actions(ids: Sequence[int]) -> None:
    """Index these actions and remove those that are not public."""
    keys = select(Action.reference).where(Action.id.in_(ids))
    old = _numbers(SearchDocument.kind == Kind.ACTION, SearchDocument.key.in_(keys))
    _replace(old, map(action_document, action_texts(ids)) if ids else ())


def index_organisations(ids: Collection[int]) -> None:
    """Index the names of those organisations that are named with an action."""
    keys = select(Organisation.public_id).where(Organisation.id.in_(ids))
    old = _numbers(SearchDocument.kind == Kind.ORGANISATION, SearchDocument.key.in_(keys))
    _replace(old, map(organisation_document, organisation_texts(ids)) if ids else ())


def index_reports(ids: Sequence[int]) -> None:
    """Index these reports with entries and remove those that are not public."""
    keys = select(Report.reference).where(Report.id.in_(ids))
    frames = _numbers(SearchDocument.kind == Kind.REPORT, SearchDocument.key.in_(keys))
    answers = _numbers(SearchDocument.within.in_(keys))
    _replace([*frames, *answers], _report_documents(ids))


def _report_documents(ids: Sequence[int]) -> Iterator[Document]:
    if ids:
        yield from map(report_document, report_texts(ids))
        yield from map(entry_document, entry_texts(ids))


def _numbers(*clauses: Any) -> Sequence[int]:
    return db.session.scalars(select(SearchDocument.id).where(*clauses)).all()


def _first_free(kind: Kind, taken: Iterable[int]) -> int:
    first, last = numbers_of(kind)
    return max((id_ + 1 for id_ in taken if first <= id_ <= last), default=first)


def _replace(old: Iterable[int], documents: Iterable[Document]) -> None:
    entries = [index_entry(document) for document in documents]
    new = {entry.id for entry in entries}
    store.remove([id_ for id_ in old if id_ not in new])
    store.put(entries)


# Everything ---------------------------------------------------------------------------------


def rebuild(after_batch: Callable[[], None]) -> int:
    """Rebuild the whole index in batches. Returns the number of documents.

    ``after_batch`` is called after each: it may commit, so that others write meanwhile. What is
    published during it is announced and written as always. Until it ends, searches find less.
    """
    store.empty()
    engine().begin_bulk()
    index_registry()
    after_batch()
    words: set[str] = set()
    for documents in _batches_of_documents():
        store.put([index_entry(document) for document in documents], words)
        after_batch()
    store.restore_words(words)
    while engine().end_bulk():
        after_batch()
    return _count()


def build_if_missing() -> None:
    """Build the index after an upgrade of a database without one."""
    if db.session.get(SearchLexicon, 1) or not db.session.scalar(select(State.id).limit(1)):
        db.session.rollback()
        return
    db.session.rollback()
    with writing():
        rebuild(db.session.commit)
        db.session.commit()


def is_current() -> bool:
    """Whether the index holds the newest records as this version would write them.

    It looks at one record of each kind that grows. ``differences`` compares everything.
    """
    if db.session.get(SearchLexicon, 1) is None:
        return False
    newest_action, newest_report = (
        select(model.id).where(model.published_at.is_not(None)).order_by(model.id.desc()).limit(1)
        for model in (Action, Report)
    )
    documents = [
        *map(state_document, islice(current_lexicon().states.values(), 1)),
        *map(action_document, action_texts(db.session.scalars(newest_action).all() or (0,))),
        *map(report_document, report_texts(db.session.scalars(newest_report).all() or (0,))),
    ]
    keys = [document.key for document in documents]
    query = select(SearchDocument.digest).where(SearchDocument.key.in_(keys))
    stored = set(db.session.scalars(query))
    return all(index_entry(document).digest in stored for document in documents)


def differences() -> int:
    """The number of missing, extra or different documents. Reads only."""
    number = differing = 0
    for documents in chain([list(registry_documents())], _batches_of_documents()):
        number += len(documents)
        for some in store.parts_of(documents, store.AT_A_TIME):
            query = select(
                *(SearchDocument.kind, SearchDocument.key, SearchDocument.since),
                SearchDocument.digest,
            ).where(SearchDocument.key.in_([document.key for document in some]))
            stored = {tuple(row)[:3]: row.digest for row in db.session.execute(query)}
            entries = map(index_entry, some)
            differing += sum(
                stored.get((one.kind, one.key, one.since)) != one.digest for one in entries
            )
    return differing + max(0, _count() - number)


def _batches_of_documents() -> Iterator[Sequence[Document]]:
    """The documents outside the registry, in batches."""
    for ids in _batches(published_actions, ACTIONS_AT_A_TIME):
        yield list(map(action_document, action_texts(ids)))
    for ids in _batches(published_organisations, ACTIONS_AT_A_TIME):
        yield list(map(organisation_document, organisation_texts(ids)))
    for ids in _batches(published_reports, REPORTS_AT_A_TIME):
        yield list(_report_documents(ids))


def _batches(load: Callable[[int, int], Sequence[int]], size: int) -> Iterator[Sequence[int]]:
    ids: Sequence[int] = [0]
    while ids := load(ids[-1], size):
        yield ids


def _count() -> int:
    return db.session.scalar(select(func.count()).select_from(SearchDocument)) or 0
