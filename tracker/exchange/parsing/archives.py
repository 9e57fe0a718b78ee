"""Checks workbooks before opening them: ZIP limits and dangerous content.

The limits of archives are those of attached files; this says in words what is refused and why,
before any reader of workbooks is given the bytes.
"""

from xml.parsers import expat

from flask_babel import gettext as _

from tracker.attachments.sanitise import archives
from tracker.attachments.sanitise.results import FileRefused, Reason
from tracker.exchange.parsing.xlsx_package import workbook_package
from tracker.exchange.sheets import UnreadableFile

MOST_UPLOADED = 10 * 1024 * 1024
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"  # also what an encrypted workbook begins with
_MACROS = "vbaproject.bin"


def unpacked(content: bytes) -> dict[str, bytes]:
    """The parts of a workbook by name. Raises UnreadableFile."""
    if len(content) > MOST_UPLOADED:
        raise UnreadableFile(
            _("a file can have at most %(most)s MiB", most=MOST_UPLOADED // 1024**2)
        )
    if content.startswith(_OLD_EXCEL):
        raise UnreadableFile(_("the file must be an Excel workbook (.xlsx) without a password"))
    parts = _parts(content)
    if any(name.lower().endswith(_MACROS) for name in parts):
        raise UnreadableFile(_("the workbook must not contain macros"))
    package = workbook_package(parts)
    if package is None:
        raise UnreadableFile(
            _("the file must be an Excel workbook (.xlsx); this is another type of file")
        )
    for part in package.values():
        _refuse_definitions(part)
    return package


def _parts(content: bytes) -> dict[str, bytes]:
    try:
        return archives.unpacked(content)
    except FileRefused as refused:
        if refused.reason is Reason.BLOWN_UP:
            reason = _("this workbook is far too large when unpacked; download it again")
        else:
            reason = _(
                "the file must be an Excel workbook (.xlsx); this file is damaged or of "
                "another type"
            )
        raise UnreadableFile(reason) from None


def _refuse_definitions(part: bytes) -> None:
    """Refuse entity definitions, which can expand or fetch content."""

    def refuse(*_found: object) -> None:
        raise UnreadableFile(
            _("this workbook defines XML entities, which are not allowed; save it again as .xlsx")
        )

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(part, True)
    except expat.ExpatError:
        raise UnreadableFile(_("this workbook is damaged; save it again as .xlsx")) from None
