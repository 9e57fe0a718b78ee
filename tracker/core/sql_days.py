"""SQL functions for days and months of timestamps, on both databases.

A timeline of withheld records is put in order by the month, so that order gives no day away.
"""

from typing import Any

from sqlalchemy import Date
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

from tracker.core.db import UTCDateTime


class day_of(GenericFunction[Any]):  # noqa: N801 - named as a function of SQL
    """The day of a timestamp in UTC."""

    type = Date()
    inherit_cache = True


class month_of(GenericFunction[Any]):  # noqa: N801
    """The first day of a timestamp's month in UTC."""

    type = Date()
    inherit_cache = True


class month_after(GenericFunction[Any]):  # noqa: N801
    """The first day of the month after a timestamp, in UTC."""

    type = Date()
    inherit_cache = True


class month_begin(GenericFunction[Any]):  # noqa: N801
    """The start of a timestamp's month in UTC."""

    type = UTCDateTime()
    inherit_cache = True


@compiles(day_of, "sqlite")
def _day_sqlite(element: Any, compiler: Any, **kw: Any) -> str:
    return f"date({compiler.process(element.clauses, **kw)})"


@compiles(month_of, "sqlite")
def _month_sqlite(element: Any, compiler: Any, **kw: Any) -> str:
    return f"date({compiler.process(element.clauses, **kw)}, 'start of month')"


@compiles(month_after, "sqlite")
def _after_sqlite(element: Any, compiler: Any, **kw: Any) -> str:
    return f"date({compiler.process(element.clauses, **kw)}, 'start of month', '+1 month')"


@compiles(month_begin, "sqlite")
def _begin_sqlite(element: Any, compiler: Any, **kw: Any) -> str:
    # Spelled as stored moments are, so that the two can be compared.
    return f"strftime('%Y-%m-01 00:00:00.000000', {compiler.process(element.clauses, **kw)})"


@compiles(day_of, "postgresql")
def _day_postgresql(element: Any, compiler: Any, **kw: Any) -> str:
    return f"CAST({_in_utc(element, compiler, kw)} AS DATE)"


@compiles(month_of, "postgresql")
def _month_postgresql(element: Any, compiler: Any, **kw: Any) -> str:
    return f"CAST(date_trunc('month', {_in_utc(element, compiler, kw)}) AS DATE)"


@compiles(month_after, "postgresql")
def _after_postgresql(element: Any, compiler: Any, **kw: Any) -> str:
    month = f"date_trunc('month', {_in_utc(element, compiler, kw)})"
    return f"CAST({month} + interval '1 month' AS DATE)"


@compiles(month_begin, "postgresql")
def _begin_postgresql(element: Any, compiler: Any, **kw: Any) -> str:
    return f"(date_trunc('month', {_in_utc(element, compiler, kw)}) AT TIME ZONE 'UTC')"


def _in_utc(element: Any, compiler: Any, kw: dict[str, Any]) -> str:
    return f"(({compiler.process(element.clauses, **kw)}) AT TIME ZONE 'UTC')"
