"""The way in: a file as it was sent, counted while it is read, to one that may be kept.

Nothing of what was sent stays: not its bytes, not its name.
"""

import hashlib
from dataclasses import dataclass
from typing import BinaryIO

from tracker.evidence.files import confined
from tracker.evidence.files.kinds import KINDS, Kind, kind_of
from tracker.evidence.files.outcomes import Note, Reason, Text, Unacceptable
from tracker.evidence.files.words import refusal

MEGABYTE = 1_000_000
MOST_MEGABYTES = 20
_PIECE = 64 * 1024


@dataclass(frozen=True, slots=True)
class CleanFile:
    """A file made anew: what may be stored, shown and searched."""

    sha256: str
    kind: Kind
    content: bytes
    notes: frozenset[Note]
    text: Text

    @property
    def size(self) -> int:
        """Bytes of the file as it will be kept."""
        return len(self.content)


def clean(stream: BinaryIO, name: str, *, most_megabytes: int = MOST_MEGABYTES) -> CleanFile:
    """The file made safe; raises Refused with what to do instead."""
    most = most_megabytes * MEGABYTE
    try:
        sent = _read(stream, most)
        kind = kind_of(name, sent)
        made, text = confined.cleaned(kind.code, sent)
        if len(made.content) > most:
            raise Unacceptable(Reason.TOO_LARGE)
    except Unacceptable as fault:
        raise refusal(fault, most=most_megabytes) from None
    notes = made.notes if text.whole or kind.is_picture else made.notes | {Note.NOT_ALL_READ}
    digest = hashlib.sha256(made.content).hexdigest()
    return CleanFile(digest, kind, made.content, notes, text)


def text_of(media_type: str, content: bytes) -> Text:
    """The text of a stored file, to search it again before it is made public."""
    kind = next(each for each in KINDS.values() if each.media_type == media_type)
    return confined.text_of(kind.code, content)


def _read(stream: BinaryIO, most: int) -> bytes:
    pieces, size = [], 0
    while piece := stream.read(_PIECE):
        size += len(piece)
        if size > most:
            raise Unacceptable(Reason.TOO_LARGE)
        pieces.append(piece)
    if not size:
        raise Unacceptable(Reason.EMPTY)
    return b"".join(pieces)
