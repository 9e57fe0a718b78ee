"""What a reader sees of a page: its words, its parts, its links. Knows no page in particular."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, select

# What a page says where there is no value: a dash to be seen, a word to be heard.
NOTHING = "– none"


def opened(client: FlaskClient, address: str) -> BeautifulSoup:
    """The page at an address, which must be there."""
    answer = client.get(address)
    assert answer.status_code == 200, f"{address} answered {answer.status_code}"
    return BeautifulSoup(answer.text, "html.parser")


def words(part: Tag | None) -> str:
    """All words of a part of a page, with single spaces."""
    assert part is not None, "the page has no such part"
    return " ".join(part.get_text(" ", strip=True).split())


def section(page: BeautifulSoup, name: str) -> str:
    """The words of the part of a page that bears an id."""
    return words(page.find(id=name))


def links(part: Tag) -> list[str]:
    """Where the links of a part lead."""
    return [str(link["href"]) for link in part.find_all("a", href=True)]


@dataclass(frozen=True)
class Headline:
    """What the standing table holds on member states, counted by the database."""

    states: int
    cells: int  # that apply
    known: int  # of these, with a settled level


def headline(app: Flask) -> Headline:
    """Count the cells of today's standing table."""
    from tracker.core.db import db
    from tracker.gap.models import StandingRow
    from tracker.registry.models import State

    query = (
        select(
            func.count(StandingRow.state_id.distinct()),
            func.count(),
            func.count(StandingRow.settled),
        )
        .join(State, State.id == StandingRow.state_id)
        .where(State.status == "member", StandingRow.applicability == "applies")
    )
    with app.app_context():
        return Headline(*db.session.execute(query).one())


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """The SQL statements that an application sends meanwhile."""
    from tracker.core.db import db

    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            sent.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)
