"""The full-text index on each database: FTS5 on SQLite, tsvector with GIN on PostgreSQL.

Both have the same tokens in the same order from ``tokens``; neither database analyses texts. Both
get the same tree of phrases, so both find the same. A phrase is a tuple of adjacent tokens; a final
``*`` makes the last one a prefix.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Protocol

from sqlalchemy import text

from tracker.core.db import db
from tracker.search.tokens import GAP

Phrase = tuple[str, ...]
Bind = Callable[[str], str]  # takes a value, gives the name of its parameter
TokensByWeight = Sequence[Sequence[str]]

COLUMNS = ("called", "first", "says", "belongs")  # by weight
LONGEST_POSITION = 16_383  # of a tsvector; what stands behind is found, though not as a phrase
LONGEST_LEXEME = 2_000  # bytes, of at most 2,046
# Of FTS5: bytes of new words that it collects before it writes a part of the index, and how many
# parts of a size it lets come together before it merges them.
USUAL_BYTES, USUAL_AUTOMERGE = 2**20, 4
BULK_BYTES = 16 * 2**20
MERGED_PAGES = 2_000  # in one step of the last merge


class Engine(Protocol):
    """The operations of search on one kind of database."""

    both: str
    either: str
    least: str
    greatest: str
    number: str  # column with the number of the document

    def insert(self, rows: Sequence[tuple[int, TokensByWeight]]) -> None:
        """Add documents by number with tokens by weight."""

    def delete(self, ids: Sequence[int]) -> None:
        """Remove documents with their words."""

    def erase(self) -> None:
        """Remove all traces of deleted words from the file."""

    def recreate(self) -> None:
        """Empty the index."""

    def begin_bulk(self) -> None:
        """Prepare the empty index for very many documents."""

    def end_bulk(self) -> bool:
        """Do a part of the work that makes the index fast to ask; whether more is left."""

    def phrase(self, phrase: Phrase, *, near: bool = False) -> str:
        """A query for a phrase. ``near``: only in titles and first texts."""

    def without(self, found: str, excluded: str) -> str:
        """A query for matches of the first and not of the second."""

    def matches(self, parameter: str) -> str:
        """A condition: a document matches the query in a parameter."""

    def stands(self, phrases: Sequence[Phrase], weight: int, bind: Bind) -> str:
        """A condition: one of the phrases occurs in a text of that weight."""


class SQLiteEngine:
    """FTS5. Needs SQLite 3.9, and 3.42 to overwrite single deleted words."""

    both, either, least, greatest = " AND ", " OR ", "min", "max"
    number = "search_text.rowid"
    # Of ASCII only what is listed is part of a token; of everything else all is.
    create = (
        "CREATE VIRTUAL TABLE search_text USING fts5(called, first, says, belongs, "
        "tokenize = \"ascii tokenchars ':@'''\")"
    )
    _erases_at_once = sqlite3.sqlite_version_info >= (3, 42)

    def insert(self, rows: Sequence[tuple[int, TokensByWeight]]) -> None:
        """Add documents, one column for each weight, with spaces around each token."""
        if rows:
            statement = text(
                "INSERT INTO search_text (rowid, called, first, says, belongs) "
                "VALUES (:id, :called, :first, :says, :belongs)"
            )
            db.session.execute(statement, [{"id": id_, **_columns(each)} for id_, each in rows])

    def delete(self, ids: Sequence[int]) -> None:
        """Remove documents. Without the option, their words would stay in the file."""
        if not ids:
            return
        if self._erases_at_once:
            self._command("(search_text, rank) VALUES ('secure-delete', 1)")
        statement = text("DELETE FROM search_text WHERE rowid = :id")
        db.session.execute(statement, [{"id": id_} for id_ in ids])

    def erase(self) -> None:
        """Rewrite the whole index if this SQLite cannot overwrite single words."""
        if not self._erases_at_once:
            self._command("(search_text) VALUES ('optimize')")

    def recreate(self) -> None:
        """Drop and create the table, because deleting all rows is slow."""
        db.session.execute(text("DROP TABLE IF EXISTS search_text"))
        db.session.execute(text(self.create))

    def begin_bulk(self) -> None:
        """Merge later, and in larger parts; these settings are stored with the index."""
        self._set(automerge=0, hashsize=BULK_BYTES)

    def end_bulk(self) -> bool:
        """Merge the parts of the index some pages at a time, so that others can write meanwhile.

        A negative number begins to merge all parts into one, whatever their sizes.
        """
        self._set(automerge=USUAL_AUTOMERGE, hashsize=USUAL_BYTES)
        connection = db.session.connection()
        changes = "SELECT total_changes()"
        before = connection.exec_driver_sql(changes).scalar_one()
        self._command(f"(search_text, rank) VALUES ('merge', {-MERGED_PAGES})")
        after = connection.exec_driver_sql(changes).scalar_one()
        return bool(after - before > 1)

    def phrase(self, phrase: Phrase, *, near: bool = False) -> str:
        """An FTS5 string, in which only quotes are escaped."""
        is_beginning = phrase[-1].endswith("*")
        joined = " ".join(phrase).removesuffix("*").replace('"', '""')
        columns = "{called first} : " if near else ""
        return f'{columns}"{joined}"{" *" if is_beginning else ""}'

    def without(self, found: str, excluded: str) -> str:
        """FTS5 writes NOT between two queries."""
        return f"(({found}) NOT ({excluded}))"

    def matches(self, parameter: str) -> str:
        """Uses the hidden column with the name of the table."""
        return f"search_text MATCH :{parameter}"

    def stands(self, phrases: Sequence[Phrase], weight: int, bind: Bind) -> str:
        """Searches the stored tokens of matching documents only."""
        wanted = (bind(f" {' '.join(phrase)} ") for phrase in phrases)
        clauses = (f"instr(search_text.{COLUMNS[weight]}, :{name}) > 0" for name in wanted)
        return f"({' OR '.join(clauses)})"

    def _set(self, **options: int) -> None:
        for name, value in options.items():
            self._command(f"(search_text, rank) VALUES ('{name}', {value})")

    def _command(self, command: str) -> None:
        db.session.execute(text(f"INSERT INTO search_text {command}"))


class PostgreSQLEngine:
    """A tsvector with our own tokens, positions and weights, without a dictionary."""

    both, either, least, greatest = " & ", " | ", "least", "greatest"
    number = "search_text.id"

    def insert(self, rows: Sequence[tuple[int, TokensByWeight]]) -> None:
        """Add documents with a tsvector written as text."""
        if rows:
            statement = text(
                "INSERT INTO search_text (id, tokens) VALUES (:id, CAST(:tokens AS tsvector))"
            )
            values = [{"id": id_, "tokens": _vector(each)} for id_, each in rows]
            db.session.execute(statement, values)

    def delete(self, ids: Sequence[int]) -> None:
        """Remove documents."""
        if ids:
            statement = text("DELETE FROM search_text WHERE id = ANY(:ids)")
            db.session.execute(statement, {"ids": list(ids)})

    def erase(self) -> None:
        """Does nothing: VACUUM removes old versions of rows."""

    def recreate(self) -> None:
        """Empty the table."""
        db.session.execute(text("TRUNCATE search_text"))

    def begin_bulk(self) -> None:
        """Nothing to do: the rows arrive in batches, and GIN collects what is pending itself."""

    def end_bulk(self) -> bool:
        """Nothing is left to do."""
        return False

    def phrase(self, phrase: Phrase, *, near: bool = False) -> str:
        """Consecutive lexemes. A and B are the weights of titles and first texts."""
        return _lexemes(phrase, "AB" if near else "")

    def without(self, found: str, excluded: str) -> str:
        """PostgreSQL writes NOT before a query."""
        return f"(({found}) & !({excluded}))"

    def matches(self, parameter: str) -> str:
        """Uses the GIN index, or reads in order if most documents match."""
        return f"search_text.tokens @@ CAST(:{parameter} AS tsquery)"

    def stands(self, phrases: Sequence[Phrase], weight: int, bind: Bind) -> str:
        """The same query limited to one weight."""
        wanted = self.either.join(_lexemes(phrase, "ABCD"[weight]) for phrase in phrases)
        return self.matches(bind(wanted))


_ENGINES: dict[str, Engine] = {"sqlite": SQLiteEngine(), "postgresql": PostgreSQLEngine()}


def engine() -> Engine:
    """The engine of the current database."""
    return _ENGINES[db.engine.dialect.name]


def _columns(tokens: TokensByWeight) -> dict[str, str]:
    return {
        column: f" {' '.join(each)} " if each else ""
        for column, each in zip(COLUMNS, tokens, strict=True)
    }


def _vector(tokens: TokensByWeight) -> str:
    places: dict[str, list[str]] = {}
    place = 0
    for letter, each in zip("ABCD", tokens, strict=True):
        for token in chain(each, (GAP,)):
            place = min(place + 1, LONGEST_POSITION)
            if token != GAP:
                places.setdefault(_quoted(token), []).append(f"{place}{letter}")
    return " ".join(f"{token}:{','.join(at)}" for token, at in places.items())


def _lexemes(phrase: Phrase, weights: str) -> str:
    found: Iterable[str] = (
        _quoted(token.removesuffix("*"))
        + (":" if weights or token.endswith("*") else "")
        + ("*" if token.endswith("*") else "")
        + weights
        for token in phrase
    )
    return f"({' <-> '.join(found)})"


def _quoted(token: str) -> str:
    short = token.encode()[:LONGEST_LEXEME].decode(errors="ignore")
    escaped = short.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
