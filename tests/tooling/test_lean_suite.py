"""Tests run on one database only while others issue the same statements on the other."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Column, Integer, MetaData, String, Table, create_engine, insert, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.compiler import SQLCompiler

from tests import lean, statements

ROW = Table("row", MetaData(), Column("id", Integer, primary_key=True), Column("name", String))
DIALECTS = [sqlite.dialect(), postgresql.dialect()]  # type: ignore[no-untyped-call]


def spelled(statement: object) -> Iterator[str | None]:
    for dialect in DIALECTS:
        compiled = statement.compile(dialect=dialect)  # type: ignore[attr-defined]
        assert isinstance(compiled, SQLCompiler)
        yield statements.spelling(compiled)


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param(select(ROW).where(ROW.c.name == "x"), id="a query with a value"),
        pytest.param(select(ROW).where(ROW.c.id.in_([1, 2])), id="a list of values"),
        pytest.param(select(ROW).order_by(ROW.c.name).limit(3), id="a limit"),
        pytest.param(insert(ROW).values(name="x"), id="a new row, whose number both give"),
        pytest.param(text("SELECT 1 WHERE 1 = :one"), id="a text with a parameter"),
        pytest.param(select(ROW).with_for_update(), id="a lock, which SQLite does not spell"),
    ],
)
def test_statement_is_spelled_alike_on_both_databases(statement: object) -> None:
    on_sqlite, on_postgresql = spelled(statement)

    assert on_sqlite == on_postgresql
    assert on_sqlite is not None


def test_different_statements_are_spelled_differently() -> None:
    queries = (select(ROW), select(ROW.c.id), select(ROW).where(ROW.c.id == 1), insert(ROW))

    assert len({next(spelled(query)) for query in queries}) == len(queries)


def test_recorder_notes_which_test_issued_what() -> None:
    recorder = statements.Recorder()
    recorder.start()
    try:
        recorder.test = "a.py::test_one"
        with create_engine("sqlite://").connect() as connection:
            connection.execute(text("SELECT 1"))
    finally:
        recorder.stop()

    assert list(recorder.texts.values()) == ["SELECT 1"]


SEEN = {
    "sqlite": {"one": {"a::test_a", "b::test_b"}, "two": {"b::test_b"}, "three": {"c::test_c"}},
    "postgresql": {"one": {"a::test_a"}},
}


def test_statement_that_postgresql_lost_is_named_with_the_test_that_was_left_out() -> None:
    texts = {"one": "SELECT 1", "two": "SELECT 2", "three": "SELECT 3"}

    said = statements.missed(SEEN, texts, {"a::test_a", "b::test_b"}.__contains__)

    assert len(said) == 1
    assert "b::test_b" in said[0]
    assert "SELECT 2" in said[0]


def test_chosen_tests_issue_every_statement() -> None:
    assert lean.chosen(SEEN["sqlite"], {}) == {"a::test_a", "b::test_b", "c::test_c"}


def test_every_statement_is_issued_by_two_tests_if_two_issue_it() -> None:
    """Caches decide in part which test issues a statement: one alone may not do so next time."""
    issued = {"one": {"a::test_a", "b::test_b", "c::test_c"}, "two": {"c::test_c"}}

    chosen = lean.chosen(issued, {})

    assert "c::test_c" in chosen
    assert len(chosen) == 2


def test_cheaper_of_equal_tests_are_chosen() -> None:
    issued = {"one": {"a::test_slow", "b::test_quick", "c::test_quick"}}
    seconds = {"a::test_slow": 9.0, "b::test_quick": 0.1, "c::test_quick": 0.1}

    assert lean.chosen(issued, seconds) == {"b::test_quick", "c::test_quick"}


def test_the_list_is_extended_by_tests_that_postgresql_did_not_need() -> None:
    """What is in the list and did not run on PostgreSQL stays: nothing is known about it."""
    issued = {"one": {f"{letter}::test_{letter}" for letter in "abc"} | {""}, "two": {"c::test_c"}}
    seen = {"sqlite": {}, "postgresql": issued}

    names = lean.extended(["d::test_d", "c::test_c"], seen, {"a::test_a": 9.0})

    assert names == ["a::test_a", "d::test_d"]


def test_mending_takes_out_tests_that_issue_what_postgresql_lacked() -> None:
    names = ["a::test_a", "b::test_b", "d::test_d"]

    # Only b issues what PostgreSQL lacked; c is not in the list, so it runs on both already.
    assert lean.mended(names, SEEN, {}) == ["a::test_a", "d::test_d"]


@pytest.mark.parametrize(
    "name",
    [
        "audit/test_trail.py::test_a",
        "accounts/test_outbox.py::test_a",
        "reporting/test_simultaneity.py::test_a",
        "web/test_lists.py::test_states_are_sorted_by_name",
        "gap/test_past.py::test_a",
    ],
)
def test_tests_of_what_may_differ_are_always_chosen(name: str) -> None:
    issued = {"one": {name, "x.py::test_cheap", "y.py::test_cheap"}}

    assert name in lean.chosen(issued, {name: 100.0})
