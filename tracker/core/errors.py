"""The errors that services raise. Interfaces turn them into pages, JSON or exit codes."""

from collections.abc import Mapping, Sequence
from enum import StrEnum


class TrackerError(Exception):
    """The root of every expected failure."""


class Forbidden(TrackerError):
    """The actor may not do this. Told to strangers exactly as if nothing were there."""

    def __init__(self, permission: str) -> None:
        super().__init__(f"not permitted: {permission}")
        self.permission = permission


class NotFound(TrackerError):
    """No such thing, or none that this actor may see; the two are never told apart."""

    def __init__(self, kind: str, name: str) -> None:
        super().__init__(f"no {kind} {name!r}")
        self.kind = kind
        self.name = name


class BadParameter(TrackerError):
    """A value in the address that is not understood, with what would be."""

    def __init__(self, name: str, value: str, allowed: Sequence[str] | str) -> None:
        super().__init__(f"{name}={value!r} is not understood")
        self.name = name
        self.value = value
        self.allowed = allowed


class Invalid(TrackerError):
    """A draft with errors by field; nothing was written."""

    def __init__(self, errors: Mapping[str, Sequence[str]]) -> None:
        super().__init__(
            "; ".join(f"{field}: {' '.join(texts)}" for field, texts in errors.items())
        )
        self.errors = errors


class Part(StrEnum):
    """What must be there before a page or a file can be made."""

    RECORDS = "records"  # the registry, which the seed or an import fills
    FONTS = "fonts"  # of the PDF of a report card, which set-up makes


class NotReady(TrackerError):
    """A part of the site is missing that an operator provides; never shown as empty figures.

    ``remedy`` is one sentence for the operator, in English like the log and the command line.
    """

    def __init__(self, part: Part, remedy: str) -> None:
        super().__init__(remedy)
        self.part = part
        self.remedy = remedy


class Conflict(TrackerError):
    """Somebody else changed the same thing first; nothing was written."""
