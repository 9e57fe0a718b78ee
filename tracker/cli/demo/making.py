"""Fills an empty database with a demonstration, in one transaction and one public change."""

from pathlib import Path

from sqlalchemy import func, select

from tracker.accounts.actor import OPERATOR
from tracker.accounts.models import Organisation
from tracker.cli.demo.breadth import breadth
from tracker.cli.demo.recommendations import ask
from tracker.cli.demo.stories import STORIES, TOLD
from tracker.cli.demo.writing import write
from tracker.core import clock
from tracker.core.db import db
from tracker.core.errors import TrackerError
from tracker.exchange.kinds import SEED_KINDS
from tracker.exchange.loading import Load, carry_out, plan_files
from tracker.gap import commitment_facts, repository
from tracker.registry.vocabulary import COUNTED_KINDS
from tracker.review import publication
from tracker.review.revisions import is_demonstration, mark_demonstration

RECORDS = Path(__file__).parent / "records"
# From the seed only what is measured, without any values of real States.
REGISTRY = (
    "themes",
    "instruments",
    "commitments",
    "relations",
    "indicators",
    "indicator_levels",
    "measures",
)
INVENTED = ("states", "sources")


class RealRecords(TrackerError):
    """The database contains real records. A demonstration is never added to them."""

    def __init__(self, states: int, organisations: int) -> None:
        super().__init__(
            f"This database holds {states} States and {organisations} organisations and is not a"
            " demonstration. Choose an empty one: DATA_DIR=instance-demo"
        )


def make(seed: Path) -> tuple[str, ...]:
    """Update the registry and the invented States, and create the records once.

    The mark goes in first, within the same transaction: no process ever sees an invented record
    without it. Returns what a person should read. Raises RealRecords, or LoadRefused for files that
    do not fit.
    """
    _refuse_real_records()
    mark_demonstration()
    first = not repository.states()
    with publication.one_change():
        load = _plan(seed)
        carry_out(OPERATOR, load)
        if not first:
            return ("The invented records are there already; remove the folder to make them anew.",)
        today = clock.today()
        inventions = STORIES + breadth(_asked_of_states(), except_for=TOLD)
        write(inventions, today)
        asked, positions = ask(today)
    return (
        f"{len(repository.states())} invented States,"
        f" {len(inventions.reports)} reports, {len(inventions.acts)} acts,"
        f" {len(inventions.verdicts)} assessments, {len(inventions.values)} values,"
        f" {asked} recommendations, {positions} positions",
    )


def _refuse_real_records() -> None:
    organisations = db.session.scalar(select(func.count()).select_from(Organisation)) or 0
    states = len(repository.states())
    if (states or organisations) and not is_demonstration():
        raise RealRecords(states, organisations)


def _plan(seed: Path) -> Load:
    """The registry files from the seed, and invented files for States and sources."""
    folders = {**dict.fromkeys(REGISTRY, seed), **dict.fromkeys(INVENTED, RECORDS)}
    files = {f"{name}.csv": folder / f"{name}.csv" for name, folder in folders.items()}
    return plan_files({name: path.read_bytes() for name, path in files.items()}, SEED_KINDS)


def _asked_of_states() -> list[str]:
    """References of all commitments that count for the gap, in order."""
    return [
        fact.reference
        for fact in commitment_facts.commitments(clock.today()).values()
        if fact.addressed_to_states and fact.kind in COUNTED_KINDS
    ]
