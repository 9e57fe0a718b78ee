"""Unpacks documents that are ZIP archives within limits, and packs them again.

Sizes that an archive declares may lie: every entry is unpacked in pieces and counted. Pure.
"""

import io
import zipfile
import zlib
from collections.abc import Mapping

from tracker.attachments.sanitise.results import FileRefused, Reason

MOST_ENTRIES = 1_000
MOST_UNPACKED = 50 * 1024 * 1024
MOST_RATIO = 100
SMALL = 1024 * 1024  # an entry this small is no bomb, however well it is packed
PIECE = 64 * 1024
_BEGINNING = (1980, 1, 1, 0, 0, 0)  # the first moment that an archive can tell: it tells nothing
_LOCKED = 0x1


def unpacked(content: bytes) -> dict[str, bytes]:
    """The entries by name. Raises FileRefused if limits are exceeded or the archive is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _read(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError):
        raise FileRefused(Reason.DAMAGED) from None


def _read(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(archive.infolist()) > MOST_ENTRIES:
        raise FileRefused(Reason.BLOWN_UP)
    if len({entry.filename.lower() for entry in entries}) < len(entries):
        raise FileRefused(Reason.DAMAGED)
    parts: dict[str, bytes] = {}
    left = MOST_UNPACKED
    for entry in entries:
        if entry.flag_bits & _LOCKED:
            raise FileRefused(Reason.LOCKED)
        parts[entry.filename] = _entry(archive, entry, left)
        left -= len(parts[entry.filename])
    return parts


def _entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    """One entry. Stops if it exceeds the remaining limit or expands too much."""
    pieces, size = [], 0
    with archive.open(entry) as stream:
        while piece := stream.read(PIECE):
            size += len(piece)
            blown_up = size > SMALL and size > MOST_RATIO * max(entry.compress_size, 1)
            if size > left or blown_up:
                raise FileRefused(Reason.BLOWN_UP)
            pieces.append(piece)
    return b"".join(pieces)


def packed(parts: Mapping[str, bytes], *, stored: tuple[str, ...] = ()) -> bytes:
    """An archive with the parts in order. The same parts always give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            entry = zipfile.ZipInfo(name, _BEGINNING)
            entry.create_system = 0
            way = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, part, compress_type=way, compresslevel=6)
    return out.getvalue()
