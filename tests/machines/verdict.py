"""Judges what clients saw while a node, a worker and the primary were lost.

Apart from the servers, so that tests/unit/test_failover_verdict.py can show with recorded
requests that each fault is found. The windows are fixed before the test; none is fitted to what
failed.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tests.machines.load import NO_ANSWER, Request

WINDOW = 2.0  # seconds in which requests may fail that were under way at a killed node
DECISION = 1.0  # seconds until somebody decides to promote the replica
FAILOVER = 30.0  # seconds after the loss of the primary until changes must be acknowledged
SETTLING = 2.0  # seconds after the first acknowledged change in which others may still fail
CLIENTS = 6
FEWEST_WRITES = 10
AWAY = 503  # with Retry-After: the database is away, and nothing is claimed to be saved


@dataclass(frozen=True)
class Record:
    """What happened: moments, requests, and references of changes."""

    node_lost: float
    primary_lost: float
    promoted: float
    requests: tuple[Request, ...]
    acknowledged: frozenset[str]
    stored: frozenset[str]  # on the promoted server, afterwards
    unseen: tuple[str, ...] = ()  # acknowledged, and missing when read at once

    @property
    def recovered(self) -> float | None:
        """When the first change that was sent after the promotion was acknowledged."""
        answers = (
            one.answered
            for one in self.requests
            if one.needs_primary and not one.failed and one.sent >= self.promoted
        )
        return min(answers, default=None)


def faults(seen: Record) -> list[str]:
    """Everything that a site must not do; empty where it did well."""
    return [
        *_lost_changes(seen),
        *_of_node(seen),
        *_of_primary(seen),
        *_outside(seen),
    ]


def _lost_changes(seen: Record) -> Iterable[str]:
    if lost := sorted(seen.acknowledged - seen.stored):
        yield f"{len(lost)} acknowledged changes were lost, first {lost[0]}"
    if seen.unseen:
        yield f"{len(seen.unseen)} writers did not see what they had just written"
    if len(seen.acknowledged) <= FEWEST_WRITES:
        yield f"only {len(seen.acknowledged)} changes were acknowledged, which shows nothing"


def _of_node(seen: Record) -> Iterable[str]:
    failed = [one for one in seen.requests if one.failed and one.answered < seen.primary_lost]
    if len(failed) > CLIENTS:
        yield f"{len(failed)} requests failed with one node, more than were under way"
    for one in failed:
        if one.status == 500:
            yield f"a fault of the site when a node was lost: {one.what}"


def _of_primary(seen: Record) -> Iterable[str]:
    recovered = seen.recovered
    if recovered is None or recovered - seen.primary_lost > FAILOVER:
        yield f"no change was acknowledged within {FAILOVER} s"
    for one in seen.requests:
        if not one.failed or one.answered < seen.primary_lost:
            continue
        if not one.needs_primary:
            yield f"a reader got {one.status} while the replica was there: {one.what}"
        elif one.status not in (AWAY, NO_ANSWER):
            yield f"a writer got {one.status} instead of {AWAY}: {one.what}"


def _outside(seen: Record) -> Iterable[str]:
    recovered = seen.recovered
    end = seen.primary_lost + FAILOVER if recovered is None else recovered + SETTLING
    windows = ((seen.node_lost, seen.node_lost + WINDOW), (seen.primary_lost, end))
    for one in seen.requests:
        if one.failed and not any(
            one.sent <= close and one.answered >= begin for begin, close in windows
        ):
            yield f"{one.what} got {one.status} at a quiet time"
    if recovered is not None and not any(
        one.needs_primary and not one.failed and one.sent > end for one in seen.requests
    ):
        yield "no change was acknowledged after the failover, so its end was not seen"
