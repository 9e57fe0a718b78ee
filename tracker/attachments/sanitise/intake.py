"""Receives a file: counts its bytes while reading, then cleans it.

Nothing of what was sent stays: not its bytes, not its name.
"""

import hashlib
from dataclasses import dataclass
from typing import IO

from tracker.attachments.sanitise import sandbox
from tracker.attachments.sanitise.kinds import Kind, kind_of
from tracker.attachments.sanitise.messages import refusal
from tracker.attachments.sanitise.results import FileRefused, Note, Reason, ScanResult
from tracker.pii.finder import find_in_name

MEGABYTE = 1_000_000
MOST_MEGABYTES = 20
_PIECE = 64 * 1024
_LONGEST_NAME = 255


@dataclass(frozen=True, slots=True)
class CleanFile:
    """A cleaned file with the list of changes and its possible personal data."""

    sha256: str
    kind: Kind
    content: bytes
    notes: frozenset[Note]
    searched: ScanResult

    @property
    def size(self) -> int:
        """Size of the cleaned file in bytes."""
        return len(self.content)


def clean(stream: IO[bytes], name: str, *, most_megabytes: int = MOST_MEGABYTES) -> CleanFile:
    """Clean the file. Raises Refused with advice."""
    most = most_megabytes * MEGABYTE
    try:
        sent = _read(stream, most)
        kind = kind_of(name, sent)
        made, searched = sandbox.cleaned(kind.code, sent)
        if len(made.content) > most:
            raise FileRefused(Reason.TOO_LARGE)
    except FileRefused as fault:
        raise refusal(fault, most=most_megabytes) from None
    digest = hashlib.sha256(made.content).hexdigest()
    return CleanFile(
        digest, kind, made.content, made.notes | _notes(name, kind, searched), searched
    )


def _notes(name: str, kind: Kind, searched: ScanResult) -> set[Note]:
    notes = {Note.NAME_TELLS} if find_in_name(name[:_LONGEST_NAME]) else set()
    # Of a picture everybody knows that it has no text to search.
    if not searched.whole and not kind.is_picture:
        notes.add(Note.NOT_ALL_READ)
    return notes


def _read(stream: IO[bytes], most: int) -> bytes:
    pieces, size = [], 0
    while piece := stream.read(_PIECE):
        size += len(piece)
        if size > most:
            raise FileRefused(Reason.TOO_LARGE)
        pieces.append(piece)
    if not size:
        raise FileRefused(Reason.EMPTY)
    return b"".join(pieces)
