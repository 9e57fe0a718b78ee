"""Reads resolutions from ZIP files, as people download them by session or language."""

from collections.abc import Iterator

from tracker.attachments.sanitise import archives
from tracker.attachments.sanitise.results import FileRefused
from tracker.exchange.official_texts.document import Reason
from tracker.exchange.official_texts.importing import MOST_FILES, GivenFile, origin_of

MOST_BYTES = 50 * 1024 * 1024
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
# What file managers add by themselves.
_ADDED = ("__MACOSX/", ".")


def is_archive(content: bytes) -> bool:
    """Whether the bytes are a ZIP file."""
    return content.startswith(_ZIP)


def given_files(name: str, content: bytes, address: str, *, alone: bool) -> Iterator[GivenFile]:
    """The file itself, or each XML file in a ZIP file. Other files are ignored.

    One that cannot be unpacked within the limits of archives, holds no XML file or too many is
    given as a single file with its ``fault``.
    """
    if not is_archive(content):
        yield GivenFile(name, content, origin_of(name, address, alone=alone))
        return
    found = _members(content)
    if not isinstance(found, dict):
        yield GivenFile(name, content, name, fault=found)
        return
    # Inside an archive the address can only be that of the folder where the files lie.
    folder = address if address.endswith("/") else ""
    for member, part in sorted(found.items()):
        shown = member.rpartition("/")[2]
        origin = origin_of(shown, folder, alone=False) if folder else f"{name}/{member}"
        yield GivenFile(shown, part, origin)


def _members(content: bytes) -> dict[str, bytes] | Reason:
    if len(content) > MOST_BYTES:
        return Reason.BROKEN_ARCHIVE
    try:
        parts = archives.unpacked(content)
    except FileRefused:
        return Reason.BROKEN_ARCHIVE
    found = {
        name: part
        for name, part in parts.items()
        if name.lower().endswith(".xml")
        and not name.startswith(_ADDED)
        and not name.rpartition("/")[2].startswith(".")
    }
    if not found:
        return Reason.EMPTY_ARCHIVE
    return Reason.MANY_FILES if len(found) > MOST_FILES else found
