"""The check before submission: missing items, and passages that may identify people."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from tracker.accounts.actor import Actor
from tracker.core.db import db
from tracker.core.errors import NotFound
from tracker.evidence.action_drafts import readable
from tracker.evidence.action_service import faults
from tracker.evidence.duplicates import Duplicate, likely_duplicates
from tracker.evidence.privacy_check import FieldFinding, findings_of, texts_of
from tracker.evidence.queries.attached_files import AttachedFile, files_of
from tracker.evidence.queries.own_actions import logging_for
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.review.models import Submission
from tracker.review.submissions import Kind


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A piece of a text. ``finding`` is set if it may identify a person."""

    text: str
    finding: FieldFinding | None = None


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text with findings, in pieces that join to the whole text.

    ``places`` are its findings, each once.
    """

    field: str
    pieces: tuple[TextPiece, ...]
    places: tuple[FieldFinding, ...]


@dataclass(frozen=True, slots=True)
class SubmissionCheck:
    """The result of the check. Only ``faults`` block submission."""

    faults: Mapping[str, list[str]]
    marked: tuple[MarkedText, ...]
    duplicates: tuple[Duplicate, ...]
    files: tuple[AttachedFile, ...]

    @property
    def is_ready(self) -> bool:
        """Whether it can be submitted."""
        return not self.faults

    @property
    def open_places(self) -> int:
        """How many passages still have to be removed or explained."""
        return sum(place.keeps_back for each in self.marked for place in each.places)


def check_submission(actor: Actor, reference: str) -> SubmissionCheck:
    """The check of one's own draft. Raises NotFound."""
    require(actor, Permission.SUBMISSIONS_KEEP)
    submission = _own(reference, actor)
    draft, _errors = readable(submission.text)
    return SubmissionCheck(
        faults=faults(submission),
        marked=tuple(_marked(submission)),
        duplicates=likely_duplicates(
            draft, organisation_id=submission.organisation_id, reference=reference
        ),
        files=files_of(submission),
    )


def own_files(actor: Actor, reference: str) -> tuple[AttachedFile, ...]:
    """The files of one's own action in order. Raises NotFound."""
    require(actor, Permission.SUBMISSIONS_KEEP)
    return files_of(_own(reference, actor))


def _own(reference: str, actor: Actor) -> Submission:
    """One's own submission for reading, without a lock."""
    found = db.session.scalar(
        select(Submission).where(
            Submission.reference == reference,
            Submission.kind == Kind.ACTION,
            Submission.organisation_id.in_(logging_for(actor.held)),
        )
    )
    if found is None:
        raise NotFound(Kind.ACTION, reference)
    return found


def _marked(submission: Submission) -> Iterator[MarkedText]:
    texts = texts_of(submission)
    by_field: dict[str, list[FieldFinding]] = {}
    for found in findings_of(submission):
        by_field.setdefault(found.field, []).append(found)
    for field, places in by_field.items():
        once = {place.fingerprint: place for place in places}
        if field in texts:
            yield MarkedText(field, tuple(_pieces(texts[field], places)), tuple(once.values()))
        else:  # the text of a file: examples alone are kept of it
            whole = tuple(TextPiece(place.excerpt, place) for place in places)
            yield MarkedText(field, whole, tuple(once.values()))


def _pieces(text: str, places: list[FieldFinding]) -> Iterator[TextPiece]:
    position = 0
    for place in sorted(places, key=lambda each: each.start):
        if place.start > position:
            yield TextPiece(text[position : place.start])
        yield TextPiece(text[place.start : place.end], place)
        position = place.end
    if position < len(text):
        yield TextPiece(text[position:])
