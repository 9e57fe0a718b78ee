"""Returns one entry of one's own report: text, errors and related records."""

from datetime import date

from flask import Response
from flask_babel import lazy_gettext as _l

from tracker.accounts.tokens import Scope
from tracker.api.core.authentication import actor_of_request
from tracker.api.core.endpoint import BodySchema, Endpoint, answered
from tracker.api.core.fields import DAY, FLAG, TEXT, WHOLE, Field, code_of, part, parts, values_of
from tracker.api.core.parameters import Parameter
from tracker.api.private.fields import TEXTS, plain_field, tag
from tracker.core.errors import NotFound
from tracker.evidence.queries.values import ValueView
from tracker.policy.audience import Audience
from tracker.reporting.drafts import EntryDraft
from tracker.reporting.vocabulary import FactResponse
from tracker.workspace import report_editor
from tracker.workspace.published_records import Known
from tracker.workspace.report_editor import EntryProgress, Line, ReportEditor

REPORT = Parameter(
    "reference",
    _l("Reference of the report."),
    {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$"},
    "R-KEN-5H8D2F7C",
)
COMMITMENT = Parameter(
    "commitment",
    _l("Reference of the commitment."),
    {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$"},
    "GPA-2010-38",
)


def text_of(draft: EntryDraft) -> dict[str, str]:
    """The entry by column, without empty columns."""
    return {name: text for name, text in draft.cells().items() if text and name != "commitment"}


def line_of(reference: str, commitment: str) -> tuple[ReportEditor, Line]:
    """One's own report and one of its lines. Raises NotFound if the report does not ask it."""
    editor = report_editor.report_editor(actor_of_request(), reference)
    line = editor.line(commitment)
    if line is None:
        raise NotFound("entry", commitment)
    return editor, line


def _title(known: Known) -> str:
    return (
        f"{known.indicator_title}: {known.label}" if isinstance(known, ValueView) else known.title
    )


def _entry(reference: str, commitment: str) -> Response:
    _editor, line = line_of(reference, commitment)
    return answered(values_of(WHOLE_ENTRY, line), ETag=tag(line.version))


FACT = (
    plain_field("record", _l("A public record about the State"), TEXT, "3P-KEN-2013"),
    plain_field("response", _l("Reply of the State"), code_of(FactResponse), "confirm"),
    plain_field("note", _l("What is right instead, or why not"), TEXT, None, nullable=True),
)
ENTRY = (
    Field(
        "commitment",
        _l("A commitment that the report is asked about"),
        TEXT,
        lambda line: line.card.reference,
        "GPA-2010-38",
    ),
    Field("title", _l("Its title"), TEXT, lambda line: line.card.title, "Train those who decide"),
    Field(
        "done",
        _l("How far it has come"),
        code_of(EntryProgress),
        lambda line: line.done,
        "unfinished",
    ),
    Field(
        "version",
        _l("Rises with each change, the ETag of the entry; 0: there is none yet"),
        WHOLE,
        lambda line: line.version,
        1,
    ),
    Field(
        "text",
        _l("What is said so far, by field"),
        TEXTS,
        lambda line: text_of(line.entry.saved.draft) if line.entry else {},
        {"answer": "level", "level": "2"},
    ),
    Field(
        "missing",
        _l("What is missing before it can be approved, by field"),
        TEXTS,
        lambda line: line.missing,
        {"measures_taken": "a level above “not started” needs the measures taken"},
    ),
    parts(
        "facts",
        _l("What is said of public records"),
        FACT,
        lambda line: line.entry.facts if line.entry else (),
    ),
    Field(
        "repeats",
        _l("The commitment of which it repeats the answer. Null: it has its own"),
        TEXT,
        lambda line: line.entry.repeats if line.entry else None,
        None,
        nullable=True,
    ),
)
KNOWN = (
    Field("record", _l("Its reference"), TEXT, lambda one: one.reference, "3P-KEN-2013"),
    Field(
        "kind",
        _l("An act that was logged, or the value of an indicator"),
        code_of(("action", "indicator_value")),
        lambda one: "indicator_value" if isinstance(one, ValueView) else "action",
        "indicator_value",
    ),
    Field("title", _l("What it says"), TEXT, _title, "3P, prevention: 4"),
    Field("effective_on", _l("From when"), DAY, lambda one: one.effective_on, date(2013, 12, 31)),
)
ALIKE = (
    Field("commitment", _l("It asks the same"), TEXT, lambda one: one[0], "UNTOC-TIP-9"),
    Field("repeats", _l("Whether it repeats this answer"), FLAG, lambda one: one[1], False),
)
ENTRY_RECEIPT = tuple(
    each for each in ENTRY if each.name in ("commitment", "done", "version", "missing")
)
WHOLE_ENTRY = (
    *ENTRY,
    parts("known", _l("Public records that bear on it"), KNOWN, lambda line: line.known),
    parts("alike", _l("Other commitments that ask the same"), ALIKE, lambda line: line.alike),
    part(
        "said_before",
        _l("What the State last published on it. Null: nothing"),
        (
            plain_field("report", _l("The report"), TEXT, "R-KEN-4G7C"),
            plain_field("period_end", _l("Its last day"), DAY, "2020-12-31"),
            Field("text", _l("Its text, by field"), TEXTS, lambda one: text_of(one.draft), {}),
        ),
        lambda line: line.prefill,
        nullable=True,
    ),
)
OWN_ENTRY = Endpoint(
    name="own_entry",
    method="GET",
    path="/own/reports/<reference>/entries/<commitment>",
    summary=_l("One entry of a report"),
    about=_l(
        "With public records about it, commitments that ask the same, and the last "
        "answer. Send its ETag in If-Match when you write it, also for a new entry."
    ),
    scope=Scope.RECORDS_READ,
    of=Audience.STATE,
    does=_entry,
    answers=BodySchema(name="OwnEntry", fields=WHOLE_ENTRY, tagged=True),
    in_path=(REPORT, COMMITMENT),
)
