"""Possible personal data in submissions, with the decision on each passage.

Before a submission goes to reviewers its writer edits each place away or explains it; before it is
published a reviewer settles each. The passages themselves are read from the text each time and
never kept: a changed passage is a new one, to be looked at again. Examples from files, which do not
change, are kept with the file and go with it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from flask_babel import gettext as _
from sqlalchemy import select

from tracker.accounts.actor import Actor
from tracker.audit import trail
from tracker.core.db import db
from tracker.core.errors import Invalid, NotFound
from tracker.evidence.models import Attachment
from tracker.evidence.queries.own_submissions import own_submission
from tracker.pii.finder import find
from tracker.pii.findings import Finding, FindingKind, Level
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.review.conflicts import IllegalMove
from tracker.review.lifecycle import OPEN, Move
from tracker.review.models import Settlement, Submission
from tracker.review.submissions import Kind

EXPLANATION_LIMIT = 500
CAPTION = "caption-"  # before the public id of a file: the field of what is said about it
FILE = "file-"  # before the public id of a file: the field of what its own text tells
# Fields with free text. All others hold codes, dates and levels.
_WRITTEN = re.compile(r"title|account|text|source_[1-9]_(title|publisher|url|archived_url)")


class ReviewedFinding(StrEnum):
    """A reviewer's decision on a passage."""

    HARMLESS = "harmless"
    HARMFUL = "harmful"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldFinding:
    """A passage in a field that may identify a person, with the decisions on it.

    ``explanation`` None: its writer has not explained it. ``settled_as`` None: no reviewer has
    looked at it. ``start`` and ``end`` count characters of the field's text.
    """

    field: str
    kind: FindingKind
    start: int
    end: int
    fingerprint: str
    excerpt: str
    explanation: str | None
    settled_as: ReviewedFinding | None
    level: Level = Level.CERTAIN

    @property
    def keeps_back(self) -> bool:
        """Whether it blocks submission: judged harmful, or certain and unexplained."""
        if self.settled_as is not None:
            return self.settled_as is ReviewedFinding.HARMFUL
        return self.level is Level.CERTAIN and self.explanation is None

    @property
    def is_unsettled(self) -> bool:
        """Whether it blocks publication: harmful, or certain and not judged harmless."""
        if self.settled_as is not None:
            return self.settled_as is ReviewedFinding.HARMFUL
        return self.level is Level.CERTAIN


def findings_of(submission: Submission) -> tuple[FieldFinding, ...]:
    """Every such passage, by field in the order of the text, then in files."""
    said = {(one.field, one.fingerprint): one for one in submission.settlements}
    written = (
        _finding(field, text, place, said.get((field, place.fingerprint)))
        for field, text in texts_of(submission).items()
        for place in _same_level(find(text))
    )
    return (*written, *_in_files(submission, said))


def _same_level(places: Sequence[Finding]) -> Iterator[Finding]:
    """Passages of a text. One that is certain anywhere is certain everywhere."""
    certain = {place.fingerprint for place in places if place.is_certain}
    for place in places:
        yield replace(place, level=Level.CERTAIN) if place.fingerprint in certain else place


def _in_files(
    submission: Submission, said: Mapping[tuple[str, str], Settlement]
) -> Iterator[FieldFinding]:
    """Passages that were found when files were attached, one for each kind.

    The excerpt shows examples, a line each; the file itself is to be looked at.
    """
    rows = db.session.execute(
        select(Attachment.public_id, Attachment.passages)
        .where(Attachment.submission_id == submission.id)
        .order_by(Attachment.position)
    )
    for row in rows:
        field = f"{FILE}{row.public_id}"
        for passage in row.passages:
            excerpt = "\n".join(passage["examples"])
            kind, level = FindingKind(passage["kind"]), Level(passage.get("level", Level.CERTAIN))
            whole = Finding(0, len(excerpt), kind, passage["fingerprint"], level)
            yield _finding(field, excerpt, whole, said.get((field, whole.fingerprint)))


def texts_of(submission: Submission) -> dict[str, str]:
    """All written texts by field, then captions of files."""
    written = {
        name: text
        for name, text in submission.text.items()
        if _WRITTEN.fullmatch(name) and text.strip()
    }
    return {name: written[name] for name in sorted(written, key=_place)} | _captions(submission)


def unsettled_by_reviewers(findings: Sequence[FieldFinding]) -> tuple[FieldFinding, ...]:
    """The findings that block publication; see `FieldFinding.is_unsettled`."""
    return tuple(each for each in findings if each.is_unsettled)


def explain(
    actor: Actor, kind: Kind, reference: str, *, field: str, fingerprint: str, explanation: str
) -> Submission:
    """Save the writer's explanation why a passage is harmless. An empty text removes it.

    Raises NotFound where no such place is in the text, IllegalMove once it is no draft any more.
    """
    require(actor, Permission.SUBMISSIONS_KEEP)
    submission = own_submission(actor, kind, reference)
    if submission.status not in OPEN:
        raise IllegalMove(submission.status, Move.SUBMIT)
    place = next(
        (
            one
            for one in findings_of(submission)
            if (one.field, one.fingerprint) == (field, fingerprint)
        ),
        None,
    )
    if place is None:
        raise NotFound("finding", fingerprint)
    said = _explanation(explanation)
    if said == place.explanation:
        return submission
    settlement(submission, place).explanation = said
    db.session.flush()
    content = {"field": field, "finding": place.kind, "explained": said is not None}
    trail.record(actor, f"evidence:{kind}:explained", f"{kind}:{reference}", content)
    return submission


def settlement(submission: Submission, place: FieldFinding) -> Settlement:
    """The row with the decisions on a passage, created if needed."""
    for one in submission.settlements:
        if (one.field, one.fingerprint) == (place.field, place.fingerprint):
            return one
    made = Settlement(
        submission=submission,
        field=place.field,
        finding=place.kind,
        fingerprint=place.fingerprint,
    )
    db.session.add(made)
    return made


def faults(findings: Sequence[FieldFinding]) -> dict[str, list[str]]:
    """Errors by field that block submission, without repeating the passages."""
    held: dict[str, list[str]] = {}
    for each in findings:
        if each.keeps_back and each.field not in held:
            held[each.field] = [
                _("this could identify a person; remove it, or explain why it is harmless")
            ]
    return held


def _finding(field: str, text: str, place: Finding, said: Settlement | None) -> FieldFinding:
    return FieldFinding(
        field=field,
        kind=place.kind,
        start=place.start,
        end=place.end,
        fingerprint=place.fingerprint,
        excerpt=text[place.start : place.end],
        explanation=said.explanation if said else None,
        settled_as=ReviewedFinding(said.settled_as) if said and said.settled_as else None,
        level=place.level,
    )


def _captions(submission: Submission) -> dict[str, str]:
    rows = db.session.execute(
        select(Attachment.public_id, Attachment.caption)
        .where(Attachment.submission_id == submission.id)
        .order_by(Attachment.position)
    )
    return {f"{CAPTION}{row.public_id}": row.caption for row in rows if row.caption.strip()}


def _place(name: str) -> tuple[int, str]:
    """Sort key: title and description first, then the sources in order."""
    order = ("title", "account", "text")
    return (order.index(name), "") if name in order else (len(order), name)


def _explanation(text: str) -> str | None:
    explanation = " ".join(text.split())
    if len(explanation) > EXPLANATION_LIMIT:
        raise Invalid(
            {"explanation": [_("use at most %(limit)s characters", limit=EXPLANATION_LIMIT)]}
        )
    return explanation or None
