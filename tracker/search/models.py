"""The tables of search besides the full-text index: documents and words.

Derived from public records; ``flask search rebuild`` makes all of it anew. The index itself is the
table ``search_text``, which no model describes: on SQLite it is a virtual table of FTS5 (rowid,
called, first, says, belongs), on PostgreSQL a table (id, tokens) with a tsvector.
"""

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, Date, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.db import db

LONGEST_WORD = 60

# On SQLite only a column of the type INTEGER is the number of the row itself.
Number = BigInteger().with_variant(Integer(), "sqlite")
# Ranges of words are asked for, in the order of their letters whatever the database's collation.
Word = String(LONGEST_WORD).with_variant(String(LONGEST_WORD, collation="C"), "postgresql")


class SearchDocument(db.Model):
    """A public record in search: its dates and its position."""

    __tablename__ = "search_document"
    __table_args__ = (
        Index("ix_search_document_kind_key", "kind", "key"),
        Index("ix_search_document_within", "within"),
    )

    id: Mapped[int] = mapped_column(
        Number,
        primary_key=True,
        autoincrement=False,
        comment="Kind, then date, newest first, then record: the order of equal hits",
    )
    kind: Mapped[str] = mapped_column(String(12), comment="state, commitment, action …")
    key: Mapped[str] = mapped_column(String(160), comment="Code or reference of the record")
    place: Mapped[int] = mapped_column(default=0, comment="Order among texts of the registry")
    iso3: Mapped[str | None] = mapped_column(String(3), comment="State that it is about")
    within: Mapped[str | None] = mapped_column(String(60), comment="Report that it is part of")
    begun: Mapped[date | None] = mapped_column(Date, comment="First day that its date can mean")
    since: Mapped[date | None] = mapped_column(Date, comment="Day on which it became public")
    until: Mapped[date | None] = mapped_column(Date, comment="Day on which it ceased to be")
    digest: Mapped[str] = mapped_column(String(32), comment="Digest of its texts and facts")


class SearchWord(db.Model):
    """A word form of some document, without digits, for prefixes and spelling."""

    __tablename__ = "search_word"

    form: Mapped[str] = mapped_column(Word, primary_key=True, comment="Word or stem")


class SearchLexicon(db.Model):
    """Names of States and themes for recognition in queries."""

    __tablename__ = "search_lexicon"
    __table_args__ = (CheckConstraint("id = 1", name="single_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[str] = mapped_column(Text, comment="Names, stems and their codes, as JSON")
