"""Saves and removes search documents with their words. Flushes and never commits."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from tracker.core.db import db
from tracker.search.engines import engine
from tracker.search.models import LONGEST_WORD, SearchDocument, SearchWord
from tracker.search.tokens import IndexEntry

T = TypeVar("T")

AT_A_TIME = 1_000
_FACTS = ("id", "kind", "key", "place", "iso3", "within", "begun", "since", "until", "digest")


def put(entries: Sequence[IndexEntry], written_words: set[str] | None = None) -> None:
    """Save documents over those with the same numbers. Equal ones are skipped."""
    for some in parts_of(entries, AT_A_TIME):
        query = select(SearchDocument.id, SearchDocument.digest, SearchDocument.place)
        stored = {
            row.id: (row.digest, row.place)
            for row in db.session.execute(
                query.where(SearchDocument.id.in_([entry.id for entry in some]))
            )
        }
        new = [one for one in some if stored.get(one.id, (None, 0))[0] != one.digest]
        written = {entry.id for entry in new}
        moved = [one for one in some if one.id in stored and one.id not in written]
        remove([entry.id for entry in new if entry.id in stored])
        add(new, written_words)
        for entry in moved:
            if stored[entry.id][1] != entry.place:
                place = update(SearchDocument).where(SearchDocument.id == entry.id)
                db.session.execute(place.values(place=entry.place))


def add(entries: Sequence[IndexEntry], written_words: set[str] | None = None) -> None:
    """Insert documents with new numbers, and their words.

    ``written_words`` are known to be stored. The words inserted here are added to them.
    """
    if not entries:
        return
    tokens = [(entry.id, entry.tokens) for entry in entries]
    rows = [{name: getattr(entry, name) for name in _FACTS} for entry in entries]
    db.session.execute(insert(SearchDocument), rows)
    engine().insert(tokens)
    known = set() if written_words is None else written_words
    forms = {form for _id, each in tokens for some in each for form in some} - known
    words = set(filter(is_stored, forms))
    _add_words(words)
    known |= words


def restore_words(written_words: set[str]) -> None:
    """Store those of these words that another transaction removed though a document has them."""
    lost = written_words.difference(db.session.scalars(select(SearchWord.form)))
    _add_words(filter(has_token, lost))


def remove(ids: Sequence[int]) -> None:
    """Delete documents, and words that no other document has."""
    for some in parts_of(ids, AT_A_TIME):
        forms = set(_forms_of(some))
        db.session.execute(delete(SearchDocument).where(SearchDocument.id.in_(some)))
        engine().delete(some)
        gone = [form for form in sorted(forms) if not has_token(form)]
        for words in parts_of(gone, AT_A_TIME):
            db.session.execute(delete(SearchWord).where(SearchWord.form.in_(words)))


def empty() -> None:
    """Delete every document and word."""
    db.session.execute(delete(SearchDocument))
    db.session.execute(delete(SearchWord))
    engine().recreate()


def has_token(token: str) -> bool:
    """Whether any document contains a token."""
    asked = {"q": engine().phrase((token,))}
    query = f"SELECT 1 FROM search_text WHERE {engine().matches('q')} LIMIT 1"  # noqa: S608
    return db.session.execute(text(query), asked).first() is not None


def is_stored(form: str) -> bool:
    """Whether a form is stored as a word. Numbers and references are not."""
    return len(form) <= LONGEST_WORD and form.replace(":", "", 1).replace("'", "").isalpha()


def _forms_of(ids: Sequence[int]) -> Iterator[str]:
    """The stored words of documents, as the index has them."""
    names = ", ".join(f":id_{place}" for place in range(len(ids)))
    given = {f"id_{place}": id_ for place, id_ in enumerate(ids)}
    if db.engine.dialect.name == "sqlite":
        columns = "called || first || says || belongs"
        query = f"SELECT {columns} FROM search_text WHERE rowid IN ({names})"  # noqa: S608
        for row in db.session.execute(text(query), given):
            yield from filter(is_stored, row[0].split())
        return
    query = f"SELECT tsvector_to_array(tokens) FROM search_text WHERE id IN ({names})"  # noqa: S608
    for row in db.session.execute(text(query), given):
        yield from filter(is_stored, row[0])


def _add_words(forms: Iterable[str]) -> None:
    dialect = sqlite if db.engine.dialect.name == "sqlite" else postgresql
    # In one order, so that no two writers wait for each other.
    rows = [{"form": form} for form in sorted(forms)]
    if rows:
        db.session.execute(dialect.insert(SearchWord).on_conflict_do_nothing(), rows)


def parts_of(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Parts of a sequence with at most that size."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
