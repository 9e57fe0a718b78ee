"""Files of assessments, decisions, replies and organisations.

All by public views: no reviewer is named, nor an organisation that withholds its name.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice

from flask_babel import lazy_gettext as _l

from tracker.assessment.list import assessments_listed
from tracker.assessment.queries import answers_to_assessments
from tracker.assessment.vocabulary import Confidence
from tracker.core.clock import PartialDate
from tracker.evidence.decision_register import Decision
from tracker.evidence.decision_register import decisions as decided
from tracker.evidence.queries import action_list
from tracker.evidence.queries.replies import ReplyView, replies_to
from tracker.evidence.review_queue import ItemKind
from tracker.evidence.vocabulary import Stance
from tracker.exchange.downloads import reports
from tracker.exchange.downloads.columns import codes
from tracker.exchange.downloads.csv_stream import Cell
from tracker.exchange.downloads.selection import Described, Selection, Type
from tracker.review.lifecycle import DECISIONS
from tracker.review.submissions import DeclineReason

TOGETHER = 200  # records whose answers are read at a time

_STATE = Described("state", _l("ISO 3166-1 alpha-3 code"), required=True, refers="states")
ASSESSMENT_COLUMNS = (
    Described("reference", _l("Public reference"), required=True),
    _STATE,
    Described("commitment", _l("The commitment"), required=True, refers="commitments"),
    Described(
        "level",
        _l("Level that the reviewer concludes"),
        Type.WHOLE,
        required=True,
        least=0,
        most=4,
        unit=_l("level, 0 not started to 4 complete"),
    ),
    Described(
        "confidence", _l("Confidence of the reviewer"), required=True, allowed=codes(Confidence)
    ),
    Described("rationale", _l("Reasons, with the records used"), required=True),
    Described("effective_on", _l("Date of the newest evidence"), Type.DAY, required=True),
    Described("published_on", _l("When it became public here"), Type.DAY, required=True),
    Described("records", _l("References of the records that it uses, separated by ;")),
)
REPLY_COLUMNS = (
    Described("reference", _l("Public reference"), required=True),
    Described(
        "record_kind",
        _l("What is answered"),
        required=True,
        allowed=("action", "report", "assessment"),
    ),
    Described("record", _l("Reference of the record that is answered"), required=True),
    Described(
        "commitment",
        _l("The entry of the report that is answered. Empty: not an entry"),
        refers="commitments",
    ),
    _STATE,
    Described("by", _l("Who answers"), required=True, allowed=("state", "organisation")),
    Described("organisation", _l("Its name. Empty: a State answers, or the name is withheld")),
    Described("survivor_led", _l("Whether it is survivor-led. Empty: not known"), Type.FLAG),
    Described("stance", _l("What it says of the record"), required=True, allowed=codes(Stance)),
    Described("text", _l("The text of the reply. Empty: only the stance, or it was withdrawn")),
    Described("language", _l("Language of the text")),
    Described(
        "published",
        _l("When it became public here. Only the month if a name is withheld"),
        Type.PARTIAL_DAY,
        required=True,
    ),
    Described("withdrawn", _l("true if it was withdrawn"), Type.FLAG, required=True),
)
ORGANISATION_COLUMNS = (
    Described("public_id", _l("Public id"), required=True),
    Described("name", _l("Name"), required=True),
    Described("survivor_led", _l("Whether survivors lead it"), Type.FLAG, required=True),
    Described("actions", _l("How many actions bear its name"), Type.WHOLE, required=True, least=0),
)
DECISION_COLUMNS = (
    Described(
        "on",
        _l("Day of the decision, or its month"),
        Type.PARTIAL_DAY,
        required=True,
    ),
    Described("sort", _l("What was decided on"), required=True, allowed=codes(ItemKind)),
    Described("decision", _l("Decisions"), required=True, allowed=codes(sorted(DECISIONS))),
    Described("reference", _l("The record. Empty: it is not public")),
    Described("reason", _l("Reason. Empty: not public")),
    Described(
        "ground", _l("Ground for declining. Empty: not declined"), allowed=codes(DeclineReason)
    ),
)


_Answers = Callable[[Iterable[str], date], Mapping[str, tuple[ReplyView, ...]]]


def assessments(selection: Selection) -> Iterator[Sequence[Cell]]:
    """One row for each assessment that counts at the two dates, newest first."""
    reading = selection.reading
    found = assessments_listed(selection.filters, as_of=reading.as_of, known_by=reading.known_by)
    for one, view in found:
        yield (
            view.reference,
            one.iso3,
            view.commitment,
            view.level,
            view.confidence,
            view.rationale,
            view.effective_on,
            view.published_on,
            "; ".join(each.record for each in view.records) or None,
        )


def count_assessments(selection: Selection) -> int:
    """The number of rows of ``assessments``, which are never many."""
    return sum(1 for _row in assessments(selection))


def replies(selection: Selection) -> Iterator[Sequence[Cell]]:
    """One row for each reply to a public record: actions, then reports, then assessments.

    What an entry of a report says of a record is in the file of those answers, not here.
    """
    reading = selection.reading
    asked = action_list.ActionQuery(selection.filters, reading.as_of, reading.known_by)
    acts = action_list.references(asked)
    sides: tuple[tuple[str, Iterator[str], _Answers], ...] = (
        ("action", acts, replies_to),
        ("report", _first(reports.reports(selection)), replies_to),
        ("assessment", _first(assessments(selection)), answers_to_assessments),
    )
    for kind, records, answers in sides:
        while some := list(islice(records, TOGETHER)):
            found = answers(some, reading.known_by)
            for record in some:
                for one in found.get(record, ()):
                    if one.report is None:
                        yield _reply(kind, one)


def count_replies(selection: Selection) -> int:
    """The number of rows of ``replies``."""
    return sum(1 for _row in replies(selection))


def organisations(selection: Selection) -> Iterator[Sequence[Cell]]:
    """One row for each organisation that is named with an action, by name."""
    for one in action_list.counted(selection.reading.as_of, selection.reading.known_by):
        yield one.public_id, one.name, one.survivor_led, one.actions


def count_organisations(selection: Selection) -> int:
    """The number of rows of ``organisations``."""
    return len(action_list.named(selection.reading.as_of, selection.reading.known_by))


def decisions(selection: Selection) -> Iterator[Sequence[Cell]]:
    """One row for each public decision, newest first."""
    for one in _decided(selection):
        day = str(PartialDate(one.on, one.precision))
        yield day, one.sort, one.move, one.reference, one.reason, one.ground


def count_decisions(selection: Selection) -> int:
    """The number of rows of ``decisions``."""
    return sum(1 for _one in _decided(selection))


def _decided(selection: Selection) -> Iterator[Decision]:
    for one in decided(selection.reading.known_by):
        if selection.allows(sort=one.sort, decision=one.move):
            yield one


def _first(rows: Iterator[Sequence[Cell]]) -> Iterator[str]:
    return (str(row[0]) for row in rows)


def _reply(kind: str, one: ReplyView) -> tuple[Cell, ...]:
    return (
        one.reference,
        kind,
        one.record,
        one.commitment if kind == "report" else None,
        one.iso3,
        "state" if one.by_state else "organisation",
        one.organisation,
        one.survivor_led,
        one.stance,
        one.text or None,
        one.language,
        str(PartialDate(one.published_on, one.published_precision)),
        one.withdrawn,
    )
