"""Errors that services raise. Interfaces turn them into pages, JSON or exit codes."""

from collections.abc import Mapping, Sequence
from enum import StrEnum


class TrackerError(Exception):
    """The base class of all expected errors."""


class Forbidden(TrackerError):
    """The actor may not do this. Strangers get the same answer as for an unknown address."""

    def __init__(self, permission: str) -> None:
        super().__init__(f"not permitted: {permission}")
        self.permission = permission


class NotFound(TrackerError):
    """It does not exist, or this actor may not see it. The two look the same."""

    def __init__(self, kind: str, name: str) -> None:
        super().__init__(f"no {kind} {name!r}")
        self.kind = kind
        self.name = name


class BadParameter(TrackerError):
    """An invalid value in the address, with the accepted ones."""

    def __init__(self, name: str, value: str, allowed: Sequence[str] | str) -> None:
        super().__init__(f"{name}={value!r} is not understood")
        self.name = name
        self.value = value
        self.allowed = allowed


class Invalid(TrackerError):
    """A draft with errors by field. Nothing was saved."""

    def __init__(self, errors: Mapping[str, Sequence[str]]) -> None:
        super().__init__(
            "; ".join(f"{field}: {' '.join(texts)}" for field, texts in errors.items())
        )
        self.errors = errors


class Part(StrEnum):
    """A part that is needed before a page or file can be made."""

    RECORDS = "records"  # the registry, which the seed or an import fills
    FONTS = "fonts"  # of the PDF of a report card, which set-up makes


class NotReady(TrackerError):
    """The operator has not provided a part of the site. It is never shown as empty figures.

    ``remedy`` is one sentence for the operator, in English like the log and the command line.
    """

    def __init__(self, part: Part, remedy: str) -> None:
        super().__init__(remedy)
        self.part = part
        self.remedy = remedy


class Conflict(TrackerError):
    """Somebody else changed the same record first. Nothing was saved."""
