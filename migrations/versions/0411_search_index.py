"""The index of the search, shared by processes: facts of documents, words, and the index itself.

All of it is derived: ``flask search rebuild`` fills it.
"""

import sqlite3

import sqlalchemy as sa
from alembic import op

revision = "0411"
down_revision = "0441"
branch_labels = None
depends_on = None


def upgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    op.create_table(
        "search_document",
        sa.Column(
            "id",
            sa.Integer() if is_sqlite else sa.BigInteger(),
            primary_key=True,
            autoincrement=False,
            comment="Kind, then date, newest first, then record: the order of equal hits",
        ),
        sa.Column("kind", sa.String(12), nullable=False, comment="state, commitment, action …"),
        sa.Column("key", sa.String(160), nullable=False, comment="Code or reference of the record"),
        sa.Column(
            "place", sa.Integer(), nullable=False, comment="Order among texts of the registry"
        ),
        sa.Column("iso3", sa.String(3), comment="State that it is about"),
        sa.Column("within", sa.String(60), comment="Report that it is part of"),
        sa.Column("begun", sa.Date(), comment="First day that its date can mean"),
        sa.Column("since", sa.Date(), comment="Day on which it became public"),
        sa.Column("until", sa.Date(), comment="Day on which it ceased to be"),
        sa.Column("digest", sa.String(32), nullable=False, comment="Digest of its texts and facts"),
    )
    op.create_index("ix_search_document_kind_key", "search_document", ["kind", "key"])
    op.create_index("ix_search_document_within", "search_document", ["within"])
    word = sa.String(60) if is_sqlite else sa.String(60, collation="C")
    op.create_table(
        "search_word", sa.Column("form", word, primary_key=True, comment="Word or stem")
    )
    op.create_table(
        "search_lexicon",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "content", sa.Text(), nullable=False, comment="Names, stems and their codes, as JSON"
        ),
        sa.CheckConstraint("id = 1", name=op.f("ck_search_lexicon_single_row")),
    )
    if is_sqlite:
        op.execute(
            "CREATE VIRTUAL TABLE search_text USING fts5(called, first, says, belongs, "
            "tokenize = \"ascii tokenchars ':@'''\")"
        )
        if sqlite3.sqlite_version_info >= (3, 42):
            op.execute("INSERT INTO search_text (search_text, rank) VALUES ('secure-delete', 1)")
    else:
        op.execute("CREATE TABLE search_text (id bigint PRIMARY KEY, tokens tsvector NOT NULL)")
        op.execute("CREATE INDEX ix_search_text_tokens ON search_text USING gin (tokens)")


def downgrade() -> None:
    for table in ("search_text", "search_word", "search_document", "search_lexicon"):
        op.execute(f"DROP TABLE {table}")
