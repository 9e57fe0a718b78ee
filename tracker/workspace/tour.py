"""Finds the demonstration's records for the guided tour.

References of records from the services are random, so the tour finds them by status. Private
records are found only by queries that show the actor nothing else.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import Protocol

from sqlalchemy import select

from tracker.accounts.actor import Actor
from tracker.core.db import db
from tracker.evidence.models import Action
from tracker.evidence.queries.own_actions import OwnAction, own_actions
from tracker.evidence.queries.own_replies import OwnReply, own_replies
from tracker.evidence.review_queue import ItemKind, QueueItem, queue
from tracker.feedback.queries import waiting
from tracker.reporting.queries_private import PrivateReport, own_reports
from tracker.review.publication import Ending


class _WithStatus(Protocol):
    @property
    def reference(self) -> str: ...

    @property
    def status(self) -> str: ...


class TourRecords:
    """The records for one actor's steps. Each list is loaded at most once."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor

    def reference(self, kind: str, which: str) -> str | None:
        """The first record of a kind with this status, or None.

        Kinds: ``report``, ``action`` and ``reply`` of the actor's own side by status; ``queue`` by
        what waits; ``feedback``; ``public`` for an action that was corrected.
        """
        match kind:
            case "report":
                return _at(which, self._reports)
            case "action":
                return _at(which, self._actions)
            case "reply":
                return _at(which, self._replies)
            case "queue":
                found = (item.reference for item in self._queue if _waits_as(item, which))
                return next(found, None)
            case "feedback":
                return next((one.public_id for one in waiting(self._actor)), None)
            case _:
                return _corrected()

    @cached_property
    def _reports(self) -> tuple[PrivateReport, ...]:
        return own_reports(self._actor)

    @cached_property
    def _actions(self) -> tuple[OwnAction, ...]:
        return own_actions(self._actor)

    @cached_property
    def _replies(self) -> tuple[OwnReply, ...]:
        return own_replies(self._actor)

    @cached_property
    def _queue(self) -> tuple[QueueItem, ...]:
        return queue(self._actor)


def _at(status: str, records: Iterable[_WithStatus]) -> str | None:
    return next((one.reference for one in records if one.status == status), None)


def _waits_as(item: QueueItem, which: str) -> bool:
    match which:
        case "second":
            return item.second and not item.approved_by_me
        case "unclassified":
            return item.unclassified
        case "action":
            special = item.second or item.unclassified or item.withheld
            return item.sort is ItemKind.ACTION and not special
        case "withheld":
            return item.withheld and not item.second
        case _:
            return item.sort == which


def _corrected() -> str | None:
    """The first public action that was replaced by its correction."""
    query = select(Action.reference).where(Action.ended_as == Ending.SUPERSEDED)
    return db.session.scalars(query.order_by(Action.id).limit(1)).first()
