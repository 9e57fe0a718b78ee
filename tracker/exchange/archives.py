"""Whether the bytes of a workbook may be opened at all: a zip within limits, and no trap.

Sizes that a zip declares may lie: every entry is unpacked and counted here, in pieces, before any
reader of workbooks is given the bytes.
"""

import io
import zipfile
import zlib
from xml.parsers import expat

from flask_babel import gettext as _

from tracker.exchange.sheets import Unusable

MOST_UPLOADED = 10 * 1024 * 1024
MOST_ENTRIES = 1_000
MOST_UNPACKED = 50 * 1024 * 1024
MOST_RATIO = 100
SMALL = 1024 * 1024  # an entry this small is no bomb, however well it is packed
PIECE = 64 * 1024
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"  # also what an encrypted workbook begins with
_NEEDED = ("[Content_Types].xml", "xl/workbook.xml")
_MACROS = "vbaproject.bin"


def unpacked(content: bytes) -> dict[str, bytes]:
    """The parts of a workbook by name; raises Unusable for anything else or beyond the limits."""
    if len(content) > MOST_UPLOADED:
        raise Unusable(_("larger than %(most)s MiB", most=MOST_UPLOADED // 1024**2))
    if content.startswith(_OLD_EXCEL):
        raise Unusable(_("an Excel workbook (.xlsx) without a password is needed; save it as such"))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = _read(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError):
        # RuntimeError: an entry is encrypted; NotImplementedError: packed in an unknown way.
        raise Unusable(
            _("an Excel workbook (.xlsx) is needed; this file is none or is damaged")
        ) from None
    if any(name not in parts for name in _NEEDED):
        raise Unusable(_("an Excel workbook (.xlsx) is needed; this is another kind of file"))
    if any(name.lower().endswith(_MACROS) for name in parts):
        raise Unusable(_("a workbook without macros is needed"))
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            _refuse_definitions(part)
    return parts


def _read(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES or len({each.filename for each in entries}) < len(entries):
        raise Unusable(_("its inside is not that of a workbook: too many parts, or twice the same"))
    parts: dict[str, bytes] = {}
    left = MOST_UNPACKED
    for entry in entries:
        part = _entry(archive, entry, left)
        left -= len(part)
        parts[entry.filename] = part
    return parts


def _entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    """One entry, read in pieces; stops as soon as it is more than what is left, or blown up."""
    pieces, size = [], 0
    with archive.open(entry) as stream:
        while piece := stream.read(PIECE):
            size += len(piece)
            blown_up = size > SMALL and size > MOST_RATIO * max(entry.compress_size, 1)
            if size > left or blown_up:
                raise Unusable(
                    _("it unpacks to far more than a report needs; download the workbook again")
                )
            pieces.append(piece)
    return b"".join(pieces)


def _refuse_definitions(part: bytes) -> None:
    """Definitions inside a part could make little text unfold into a lot, or fetch something."""

    def refuse(*_found: object) -> None:
        raise Unusable(_("its inside is not that of a workbook: it defines entities"))

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(part, True)
    except expat.ExpatError:
        raise Unusable(_("its inside is damaged; save it again as .xlsx")) from None
