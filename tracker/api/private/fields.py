"""Fields of private responses: receipts, steps, and passages that may identify a person."""

from typing import Any

from flask_babel import lazy_gettext as _l

from tracker.api.core.fields import FLAG, TEXT, WHOLE, Field, code_of
from tracker.evidence.privacy_check import ReviewedFinding
from tracker.pii.findings import FindingKind, Level
from tracker.policy.predicates import Role
from tracker.review.lifecycle import Move, Status
from tracker.review.submissions import DeclineReason

MOMENT = {"type": "string", "format": "date-time"}
TEXTS = {"type": "object", "additionalProperties": {"type": "string"}}
REASONS = {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}}


def plain_field(
    name: str, holds: Any, schema: Any, example: Any, *, nullable: bool = False
) -> Field:
    """A field that reads an attribute of the row."""
    return Field(name, holds, schema, lambda one: getattr(one, name), example, nullable=nullable)


def moment_field(name: str, holds: Any, example: str | None, *, nullable: bool = False) -> Field:
    """A timestamp that reads an attribute of the row. Null if it has not happened."""

    def get(one: Any) -> str | None:
        found = getattr(one, name)
        return found.isoformat() if found else None

    return Field(name, holds, MOMENT, get, example, nullable=nullable)


def sent_member(
    name: str, holds: Any, schema: Any, example: Any, *, nullable: bool = False
) -> Field:
    """A member of a request body. It is only declared and reads no row."""
    return Field(name, holds, schema, lambda _row: None, example, nullable=nullable)


FINDING = (
    plain_field("field", _l("The field in which it stands"), TEXT, "account"),
    plain_field("kind", _l("What it looks like"), code_of(FindingKind), "email"),
    plain_field(
        "level",
        _l("How sure the check is. certain: explain or change it. look: please look at it"),
        code_of(Level),
        "certain",
    ),
    plain_field("start", _l("First character of the place, counted from 0"), WHOLE, 14),
    plain_field("end", _l("The character after its last one"), WHOLE, 30),
    plain_field(
        "excerpt", _l("The text that was found. For a file: examples, one per line"), TEXT, "…"
    ),
    plain_field("fingerprint", _l("By which an explanation names the place"), TEXT, "0f5c…"),
    plain_field(
        "explanation",
        _l("Why it is harmless, according to its writer. Null: no explanation"),
        TEXT,
        None,
        nullable=True,
    ),
    plain_field(
        "settled_as",
        _l("What a reviewer found. Null: none has looked"),
        code_of(ReviewedFinding),
        None,
        nullable=True,
    ),
    plain_field("keeps_back", _l("Whether it may not be submitted with it"), FLAG, True),
)
STEP = (
    plain_field("move", _l("Result"), code_of(Move), "return"),
    plain_field("to", _l("Where it stood then"), code_of(Status), "returned"),
    moment_field("at", _l("When"), "2026-01-31T10:00:00+00:00"),
    plain_field(
        "role",
        _l("The role. The person is not named"),
        code_of(Role),
        "reviewer",
    ),
    plain_field(
        "ground",
        _l("Why it was declined. Null: it was not"),
        code_of(DeclineReason),
        None,
        nullable=True,
    ),
    plain_field("reason", _l("The reason in words"), TEXT, "Another date.", nullable=True),
    Field(
        "remarks",
        _l("Remarks by field"),
        TEXTS,
        lambda one: dict(one.remarks),
        {"happened_on": "The source says June."},
    ),
)
RECEIPT = (
    plain_field("reference", _l("Its reference"), TEXT, "A-7Q2M3KHE"),
    plain_field("status", _l("Status"), code_of(Status), "draft"),
    plain_field("version", _l("Rises with each change. It is the ETag"), WHOLE, 3),
)


# Of reports and answers; those of actions tell more.
PLAIN_STEP = (
    plain_field("move", _l("Result"), code_of(Move), "return"),
    Field("at", _l("When"), MOMENT, lambda one: one.made_at.isoformat(), "2026-01-31T10:00:00Z"),
    plain_field(
        "role",
        _l("The role. The person is not named"),
        code_of(Role),
        "reviewer",
    ),
    plain_field("reason", _l("The reason in words"), TEXT, "The year is wrong.", nullable=True),
)


def tag(version: int | str) -> str:
    """The ETag of a version."""
    return f'"{version}"'
