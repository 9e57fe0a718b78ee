"""What can go wrong, as facts. Only the doors turn these into pages, JSON or exit codes."""

from collections.abc import Mapping, Sequence


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


class NotReady(TrackerError):
    """The registry is empty: an error to be told as one, never shown as empty figures."""


class Conflict(TrackerError):
    """Somebody else changed the same thing first; nothing was written."""
