"""Two files of the demonstration, imported step by step: drafts of actions and values."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from tracker.accounts.actor import Actor
from tracker.cli.demo import accounts
from tracker.cli.demo.inventions import SURVIVORS
from tracker.core import clock
from tracker.exchange.imports import runs
from tracker.exchange.imports.importable_kinds import OFFERS
from tracker.exchange.imports.job import work
from tracker.exchange.imports.models import State, Task
from tracker.gap.methodology import months_before
from tracker.policy.predicates import Role


class ImportFailed(RuntimeError):
    """A file of the demonstration could not be imported. Nothing is saved."""


def import_files(data_dir: Path) -> tuple[str, ...]:
    """Import both files as invented people. Returns lines to print."""
    _import(
        accounts.actor(Role.CONTRIBUTOR),
        "actions",
        SURVIVORS.public_id,
        "logged-in-spring.csv",
        _actions(),
        data_dir,
    )
    _import(
        accounts.actor(Role.ADMINISTRATOR),
        "indicator_values",
        None,
        "invented-index.csv",
        _values(),
        data_dir,
    )
    return ("2 imported files",)


def _actions() -> bytes:
    header = ("own_key", "state", "kind", "title", "account", "happened_on", "language")
    titles = ("Shelter reopened", "Hotline has two more languages", "Unit of police dissolved")
    day = months_before(clock.today(), 8).isoformat()
    rows = [
        (f"SPRING-{number}", accounts.STATE, "service", title, "Invented.", day, "en")
        for number, title in enumerate(titles, 1)
    ]
    return _csv(header, rows)


def _values() -> bytes:
    header = ("reference", "indicator", "state", "value", "effective_on", "source", "note")
    month = months_before(clock.today(), 2).strftime("%Y-%m")
    rows = [
        (f"3P-PREVENTION-{iso3}-{month}", "3P-PREVENTION", iso3, value, month, "demo-index", "")
        for iso3, value in (("XAN", "4"), ("XJN", "4"), ("XWM", "5"), ("XZP", "3"))
    ]
    return _csv(header, [(*row[:-1], "Invented for demonstration.") for row in rows])


def _csv(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    return text.getvalue().encode()


def _import(
    actor: Actor, kind: str, into: str | None, name: str, content: bytes, data_dir: Path
) -> None:
    run = runs.begin(actor, OFFERS[kind], into, name=name, content=content, data_dir=data_dir)
    runs.choose_columns(actor, run, runs.load_view(actor, run, data_dir).matching)
    runs.ask(actor, run, Task.PLAN)
    work(actor, run, data_dir)
    runs.ask(actor, run, Task.WRITE)
    work(actor, run, data_dir)
    if run.state != State.DONE:
        raise ImportFailed(f"{name}: {run.failure or run.refusals}")
