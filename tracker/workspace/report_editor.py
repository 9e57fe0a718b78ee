"""The model of the report editor: requested commitments, answers, published records.

It puts three parts beside each other: reports and cycles, what applies to the state, and published
evidence. An organisation whose name is withheld is in none of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.accounts.actor import Actor
from tracker.assessment.waiting import AssessmentToAnswer, to_answer
from tracker.core import clock
from tracker.core.errors import NotFound
from tracker.evidence.queries.actions import ActionView
from tracker.gap.facts import Applicability
from tracker.gap.snapshot import Snapshot, load_snapshot
from tracker.gap.standing import default_params
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.registry.queries.commitments import register
from tracker.registry.summaries import Card
from tracker.registry.vocabulary import COUNTED_KINDS
from tracker.reporting.drafts import EntryDraft, unfinished
from tracker.reporting.obligations import Obligation, obligations
from tracker.reporting.outlines import ReportOutline, finished_entries, report_outline
from tracker.reporting.queries_private import (
    LastPublishedAnswer,
    PrivateEntry,
    PrivateReport,
    entries_of,
    last_published_answers,
    own_reports,
    private_report,
)
from tracker.reporting.vocabulary import Punctuality
from tracker.review.lifecycle import Status
from tracker.workspace.published_records import Known, published_about
from tracker.workspace.replies import waiting_acts

# A state knows best whether it is a party: it is asked unless it is known not to be one.
ASKED = frozenset({Applicability.APPLIES, Applicability.MEMBERSHIP_UNKNOWN})


class EntryProgress(StrEnum):
    """The progress of an entry."""

    EMPTY = "empty"
    UNFINISHED = "unfinished"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the requested commitments have an entry."""

    finished: int
    unfinished: int
    asked: int


@dataclass(frozen=True, slots=True)
class OpenReport:
    """One's own report with its progress."""

    report: PrivateReport
    progress: Progress


@dataclass(frozen=True, slots=True)
class Workspace:
    """A State's workspace. ``due`` has no report yet, most urgent first.

    ``waiting`` are acts that others published about the state and it has not answered, neither in
    a report nor by a reply; ``assessments`` those of reviewers that it has not answered.
    """

    due: tuple[Obligation, ...]
    drafts: tuple[OpenReport, ...]
    returned: tuple[OpenReport, ...]
    cleared: tuple[OpenReport, ...]
    submitted: tuple[OpenReport, ...]
    published: tuple[OpenReport, ...]
    ended: tuple[OpenReport, ...]
    waiting: Mapping[str, tuple[ActionView, ...]]
    assessments: Mapping[str, tuple[AssessmentToAnswer, ...]]

    @property
    def unsent(self) -> tuple[date, ...]:
        """The due date of every unsubmitted report, earliest first."""
        begun = (*self.drafts, *self.returned, *self.cleared)
        dates = [each.report.due_on for each in begun if not each.report.was_sent]
        return tuple(sorted([*(each.due_on for each in self.due), *filter(None, dates)]))


@dataclass(frozen=True, slots=True)
class Line:
    """One commitment in the editor. ``missing``: missing items of its entry by field.

    ``alike`` are the other commitments asked that ask the same, each with whether it repeats this
    entry.
    """

    card: Card
    done: EntryProgress
    entry: PrivateEntry | None
    missing: Mapping[str, str]
    alike: tuple[tuple[str, bool], ...]
    prefill: LastPublishedAnswer | None
    known: tuple[Known, ...]

    @property
    def version(self) -> int:
        """The base version of a save. 0 without an entry."""
        return self.entry.saved.version if self.entry else 0


@dataclass(frozen=True, slots=True)
class ReportEditor:
    """A report in the editor: its filtered lines, and its total progress."""

    report: PrivateReport
    progress: Progress
    lines: tuple[Line, ...]

    def line(self, commitment: str) -> Line | None:
        """The line of a commitment, or None."""
        return next((each for each in self.lines if each.card.reference == commitment), None)


def workspace(actor: Actor) -> Workspace:
    """Due, open, returned and published reports of the actor's States."""
    require(actor, Permission.WORKSPACE_SEE)
    reports, today = own_reports(actor), clock.today()
    entries = entries_of(each.reference for each in reports if each.status in _UNDER_WAY)
    seen = load_snapshot(default_params())
    opened = [
        OpenReport(each, _progress(_asked(each, seen), entries.get(each.reference, {})))
        for each in reports
    ]
    owed = obligations(today, today, states=actor.reports_for) if actor.reports_for else ()
    return Workspace(
        due=_pressing(each for each in owed if not _has_begun(each, reports)),
        drafts=_at(opened, Status.DRAFT),
        returned=_at(opened, Status.RETURNED),
        cleared=_at(opened, Status.CLEARED),
        submitted=_at(opened, Status.SUBMITTED),
        published=_at(opened, Status.PUBLISHED),
        ended=_at(opened, Status.SUPERSEDED, Status.WITHDRAWN, Status.DISCARDED),
        waiting={iso3: waiting_acts(iso3) for iso3 in sorted(actor.reports_for)},
        assessments=to_answer(actor),
    )


def report_editor(
    actor: Actor,
    reference: str,
    *,
    pillar: str | None = None,
    theme: str | None = None,
    instrument: str | None = None,
    unanswered: bool = False,
) -> ReportEditor:
    """A report by commitment, optionally filtered. Raises NotFound.

    ``unanswered`` leaves those whose entry is not finished.
    """
    require(actor, Permission.WORKSPACE_SEE)
    report = private_report(actor, reference)
    seen = load_snapshot(default_params())
    asked, entries = _asked(report, seen), entries_of([reference]).get(reference, {})
    groups = _groups(asked, seen)
    # What the report already speaks to stays before its writer, asked or not.
    beside = [card for name, card in register().cards.items() if name in entries]
    cards = [
        card
        for card in {card.reference: card for card in (*asked, *beside)}.values()
        if (pillar is None or card.pillar == pillar)
        and (instrument is None or card.instrument.code == instrument)
        and (theme is None or theme in {each.code for each in card.themes})
        and not (unanswered and _done(entries.get(card.reference)) is EntryProgress.FINISHED)
    ]
    said, known = last_published_answers(report.iso3), published_about(report.iso3)
    lines = (
        _line(card, entries, groups=groups, said=said, known=known, seen=seen) for card in cards
    )
    return ReportEditor(report, _progress(asked, entries), tuple(lines))


@dataclass(frozen=True, slots=True)
class EntryEditor:
    """One entry in the editor, loaded without the others.

    ``line`` has no answer of the last report, and ``known`` only on request.
    """

    report: ReportOutline
    line: Line
    asked: Sequence[Card]

    @property
    def progress(self) -> tuple[int, int]:
        """How many requested commitments are finished, and how many there are."""
        finished = finished_entries(self.report.reference)
        return sum(card.reference in finished for card in self.asked), len(self.asked)


def entry_editor(
    actor: Actor, reference: str, commitment: str, *, with_known: bool = False
) -> EntryEditor:
    """One line of a report. Raises NotFound for a commitment that is not requested.

    ``with_known`` also loads what is published about the state and the commitment, as is done
    where the entry speaks to such records already.
    """
    require(actor, Permission.WORKSPACE_SEE)
    report = report_outline(actor, reference)
    seen = load_snapshot(default_params())
    asked = _asked(report, seen)
    groups = _groups(asked, seen)
    card = register().cards.get(commitment)
    wanted = {commitment, *_alike_of(commitment, groups, seen)}
    entries = entries_of([reference], wanted).get(reference, {})
    if card is None or (commitment not in entries and card not in asked):
        raise NotFound("entry", commitment)
    entry = entries.get(commitment)
    speaks = with_known or bool(entry and entry.facts)
    known = published_about(report.iso3, commitment) if speaks else {}
    line = _line(card, entries, groups=groups, said={}, known=known, seen=seen)
    return EntryEditor(report, line, asked)


def _alike_of(
    commitment: str, groups: Mapping[str, Sequence[str]], seen: Snapshot
) -> Sequence[str]:
    """The requested commitments that ask the same as this one."""
    found = seen.commitments.get(commitment)
    return groups.get(found.fact.same_as, ()) if found else ()


_GIVEN_UP = frozenset({Status.WITHDRAWN, Status.DISCARDED})
_UNDER_WAY = frozenset({Status.DRAFT, Status.CLEARED, Status.SUBMITTED, Status.RETURNED})


def _asked(report: PrivateReport | ReportOutline, seen: Snapshot) -> list[Card]:
    """The requested commitments in registry order.

    Those that enter the gap and apply to the state: of its cycle's instruments, or of all.
    """
    row = seen.standings[report.iso3]
    return [
        card
        for reference, card in register().cards.items()
        if reference in row
        and card.kind in COUNTED_KINDS
        and row[reference].applicability in ASKED
        and (report.instruments is None or card.instrument.code in report.instruments)
    ]


def entry_progress(draft: EntryDraft, *, speaks: bool) -> tuple[EntryProgress, dict[str, str]]:
    """The progress of an entry, and its missing items by field."""
    if draft.is_blank and not speaks:
        return EntryProgress.EMPTY, {}
    missing = unfinished(draft)
    return (EntryProgress.UNFINISHED if missing else EntryProgress.FINISHED), missing


def _done(entry: PrivateEntry | None) -> EntryProgress:
    if entry is None:
        return EntryProgress.EMPTY
    return entry_progress(entry.saved.draft, speaks=bool(entry.facts))[0]


def _progress(asked: Sequence[Card], entries: Mapping[str, PrivateEntry]) -> Progress:
    counted = [_done(entries.get(card.reference)) for card in asked]
    return Progress(
        counted.count(EntryProgress.FINISHED), counted.count(EntryProgress.UNFINISHED), len(asked)
    )


def _at(opened: Sequence[OpenReport], *statuses: Status) -> tuple[OpenReport, ...]:
    return tuple(each for each in opened if each.report.status in statuses)


def _has_begun(owed: Obligation, reports: Sequence[PrivateReport]) -> bool:
    return any(each.due_id == owed.due_id and each.status not in _GIVEN_UP for each in reports)


def _pressing(owed: Iterable[Obligation]) -> tuple[Obligation, ...]:
    """Due dates without a submission, oldest first."""
    open_ = (each for each in owed if each.standing in _OPEN)
    return tuple(sorted(open_, key=lambda each: (each.due_on, each.iso3, each.cycle)))


_OPEN = frozenset({Punctuality.NOT_YET_DUE, Punctuality.SILENT})


def _groups(asked: Sequence[Card], seen: Snapshot) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for card in asked:
        found[seen.commitments[card.reference].fact.same_as].append(card.reference)
    return found


def _line(
    card: Card,
    entries: Mapping[str, PrivateEntry],
    *,
    groups: Mapping[str, Sequence[str]],
    said: Mapping[str, LastPublishedAnswer],
    known: Mapping[str, Sequence[Known]],
    seen: Snapshot,
) -> Line:
    entry = entries.get(card.reference)
    done = _done(entry)
    group = _alike_of(card.reference, groups, seen)
    return Line(
        card=card,
        done=done,
        entry=entry,
        missing=unfinished(entry.saved.draft) if entry and done is EntryProgress.UNFINISHED else {},
        alike=tuple(
            (other, other in entries and entries[other].repeats == card.reference)
            for other in group
            if other != card.reference
        ),
        prefill=said.get(card.reference),
        known=tuple(known.get(card.reference, ())),
    )
