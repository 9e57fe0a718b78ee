"""Members of an import request and fields of its response, as the description lists them."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from tracker.api.core.fields import FLAG, TEXT, WHOLE, Field, code_of, parts, several
from tracker.api.private.fields import sent_member
from tracker.exchange.imports.importable_kinds import ImportDestination
from tracker.exchange.matching.match import MatchReason
from tracker.exchange.refusals import shortened

MOST_TOLD = 500  # refusals, and values, in an answer; ``refused`` counts every row
SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
TEXTS: Mapping[str, Any] = {"type": "object", "additionalProperties": {"type": "string"}}
MEANINGS: Mapping[str, Any] = {"type": "object", "additionalProperties": dict(TEXTS)}
LISTS: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": {"type": "array", "items": {"type": "string"}},
}
YES_OR_NO: Mapping[str, Any] = {"type": "string", "enum": ["yes", "no", "true", "false"]}
FILE = sent_member(
    "file",
    _l("The file: CSV, XLSX, XLS, ODS, DOCX or JSON"),
    {"type": "string", "format": "binary"},
    "a",
)
MEMBERS = (
    FILE,
    sent_member("write", _l("yes: write it; default: check only"), YES_OR_NO, "no"),
    sent_member(
        "accept_valid",
        _l("yes: write valid rows although others are refused"),
        YES_OR_NO,
        "no",
    ),
    sent_member(
        "matching",
        _l("Name of a matching that you saved on the pages. Its meanings of values hold as well"),
        TEXT,
        "From the office",
    ),
    sent_member(
        "match",
        _l(
            "JSON: by column of the file, the field that it is. An empty field leaves "
            "it out. Nothing is written while a column is not sure: name it here"
        ),
        TEXTS,
        {"From": "made_by", "To": "state"},
    ),
    sent_member(
        "constants",
        _l("JSON: by field, one value for all rows"),
        TEXTS,
        {"mechanism": "universal_periodic_review"},
    ),
    sent_member(
        "meanings",
        _l(
            "JSON: by field, what words of the file mean. An empty meaning is no "
            "value. `value[INDICATOR]` is for one indicator"
        ),
        MEANINGS,
        {"position": {"A": "supported"}},
    ),
    sent_member(
        "only",
        _l("JSON: by column, values of the rows that are wanted, such as themes"),
        LISTS,
        {"Theme": ["Trafficking"]},
    ),
    sent_member(
        "containing",
        _l("JSON: by column, words of the rows that are wanted. Traffick* begins a word"),
        LISTS,
        {"Text": ["traffick*", "forced labour"]},
    ),
    sent_member("sheet", _l("Sheet of a workbook. Else the first with a table"), TEXT, "Data"),
    sent_member(
        "header_row",
        _l("Row that names the columns, 0 where none does. Else recognised"),
        {"type": "string", "pattern": "^[0-9]{1,5}$"},
        "3",
    ),
    sent_member(
        "across",
        _l("years, acts, pillars or figures, or names of columns: each of their cells is a row"),
        TEXT,
        "years",
    ),
    sent_member(
        "hidden_rows",
        _l("leave_out: without rows that a spreadsheet program hides. Else they are read"),
        {"type": "string", "enum": ["read", "leave_out"]},
        "leave_out",
    ),
    sent_member("encoding", _l("Such as utf-8 or cp1252. Else recognised"), TEXT, "utf-8"),
    sent_member(
        "separator",
        _l("The character between cells. Without it we detect the character"),
        {"type": "string", "enum": list(SEPARATORS)},
        "semicolon",
    ),
    sent_member(
        "days",
        _l("How 3/4/2020 is to be read, where its column does not settle it"),
        {"type": "string", "enum": ["day_first", "month_first"]},
        "day_first",
    ),
)
INTO = {
    ImportDestination.ORGANISATION: (
        sent_member("organisation", _l("Public id of the organisation"), TEXT, "q3k7…"),
    ),
    ImportDestination.REPORT: (
        sent_member("report", _l("Reference of the report"), TEXT, "R-XEX-1A2B3C4D"),
    ),
    ImportDestination.REGISTRY: (),
}
REFUSAL = (
    Field("row", _l("Row of the file"), WHOLE, lambda one: one.row, 3, nullable=True),
    Field(
        "column",
        _l("Its column, as in the file. Ours where the request has a key"),
        TEXT,
        lambda one: one.column,
        "state",
        True,
    ),
    Field(
        "value",
        _l("The value in the file. Empty if the request has a key, because its response is stored"),
        TEXT,
        lambda one: one.value,
        "Utopia",
    ),
    Field("reason", _l("What would be accepted"), TEXT, lambda one: one.reason, "a state"),
    Field(
        "rows",
        _l("Rows with this fault, where one line stands for several; 0: this row, or the file"),
        WHOLE,
        lambda one: one.rows,
        0,
    ),
)
COLUMN = (
    Field("field", _l("Field of such files"), TEXT, lambda one: one.match.column, "state"),
    Field(
        "column",
        _l("The column of the file. Null: a constant, not chosen, or the request has a key"),
        TEXT,
        lambda one: one.match.source,
        "To",
        nullable=True,
    ),
    Field(
        "place",
        _l("Which column of the file it is, from 1"),
        {"type": "integer", "minimum": 1},
        lambda one: one.place,
        2,
        nullable=True,
    ),
    Field(
        "constant",
        _l("The value of all rows"),
        TEXT,
        lambda one: one.match.constant,
        None,
        nullable=True,
    ),
    Field(
        "why",
        _l("Why it is held to be it"),
        code_of(MatchReason),
        lambda one: one.match.why,
        "alias",
    ),
    Field(
        "sure",
        _l("Whether it needs no second look. If not, nothing is written before `match` names it"),
        FLAG,
        lambda one: not one.match.is_open,
        True,
    ),
    Field(
        "candidates",
        _l("Columns of the file of which one is to be named"),
        several(TEXT),
        lambda one: one.match.candidates,
        [],
    ),
)
UNUSED = (
    Field(
        "place",
        _l("Which column of the file it is, from 1"),
        {"type": "integer", "minimum": 1},
        lambda one: one[0],
        7,
    ),
    Field(
        "column",
        _l("Its name. Null where the request has a key"),
        TEXT,
        lambda one: one[1],
        "Remarks",
        nullable=True,
    ),
)
UNDERSTOOD = (
    Field("field", _l("Field of such files"), TEXT, lambda one: one.column, "position"),
    Field("value", _l("The text of the file"), TEXT, lambda one: shortened(one.value), "Accepted"),
    Field(
        "meaning",
        _l("What it was understood as"),
        TEXT,
        lambda one: shortened(one.meaning),
        "supported",
    ),
    Field("rows", _l("In how many rows"), WHOLE, lambda one: one.count, 8),
)
UNKNOWN = (
    Field("field", _l("Field of such files"), TEXT, lambda one: one.column, "position"),
    Field(
        "within",
        _l("The indicator whose scale does not know it. Null in fields without scales"),
        TEXT,
        lambda one: one.within or None,
        "X-ONE",
        nullable=True,
    ),
    Field("value", _l("The unknown text"), TEXT, lambda one: shortened(one.value), "A"),
    Field("rows", _l("In how many rows"), WHOLE, lambda one: one.count, 8),
    Field(
        "accepted",
        _l("What it may mean, for `meanings`. Empty where that is no list"),
        several(TEXT),
        lambda one: one.accepted,
        ["supported", "noted"],
    ),
)
PLAN = (
    Field("kind", _l("Kind of record"), TEXT, lambda one: one.kind, "actions"),
    Field("written", _l("Whether it was written"), FLAG, lambda one: one.written, False),
    Field("rows", _l("Rows of the file"), WHOLE, lambda one: one.counts.rows, 12),
    Field("created", _l("New records"), WHOLE, lambda one: one.counts.created, 10),
    Field("changed", _l("Records that change"), WHOLE, lambda one: one.counts.changed, 1),
    Field("left", _l("Records left as they are"), WHOLE, lambda one: one.counts.left, 0),
    Field("refused", _l("Rows that are refused"), WHOLE, lambda one: one.counts.refused, 1),
    Field(
        "left_out",
        _l("Rows left out by `only` and `containing`"),
        WHOLE,
        lambda one: one.counts.left_out,
        0,
    ),
    Field(
        "digest",
        _l("SHA-256 of all that it writes: the same as long as it does the same"),
        {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        lambda one: one.digest,
        "0" * 64,
    ),
    parts("refusals", _l("The first 500 refusals"), REFUSAL, lambda one: one.refusals),
    Field(
        "held",
        _l("Whether nothing is written because a column is not sure"),
        FLAG,
        lambda one: one.held,
        False,
    ),
    parts("columns", _l("What each field was taken from"), COLUMN, lambda one: one.columns),
    parts("unused", _l("Columns of the file that are not used"), UNUSED, lambda one: one.unused),
    parts(
        "understood",
        _l("The first 500 values understood as others. None where the request has a key"),
        UNDERSTOOD,
        lambda one: one.understood,
    ),
    parts(
        "unknown",
        _l("The first 500 values that need a meaning. None where the request has a key"),
        UNKNOWN,
        lambda one: one.unknown,
    ),
    Field(
        "questions",
        _l("Fields whose days can be read two ways: say `days`"),
        several(TEXT),
        lambda one: one.questions,
        [],
    ),
    Field(
        "notes",
        _l("What was noticed in the file. None where the request has a key"),
        several(TEXT),
        lambda one: one.notes,
        [],
    ),
)
