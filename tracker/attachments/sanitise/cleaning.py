"""Dispatches each kind of file to its cleaner. Pure; runs in a separate process.

Libraries for foreign formats may raise any error, hang, or use all memory. `sandbox` runs this in a
process where that does no harm.
"""

from tracker.attachments.sanitise import office, open_document, packages, pdf, pictures, plain
from tracker.attachments.sanitise.results import FileRefused, Reason, SanitisedFile


def cleaned(code: str, content: bytes) -> SanitisedFile:
    """The cleaned file of this kind. Raises FileRefused and nothing else."""
    try:
        return _cleaned(code, content)
    except FileRefused:
        raise
    except MemoryError:
        raise FileRefused(Reason.TOO_COMPLEX) from None
    except Exception:
        # Whatever a library says of bytes that it cannot read, to the sender it is one thing.
        raise FileRefused(Reason.DAMAGED) from None


def _cleaned(code: str, content: bytes) -> SanitisedFile:
    match code:
        case "jpeg" | "png" | "webp":
            return pictures.drawn_anew(content, code.upper())
        case "pdf":
            return pdf.cleaned(content)
        case "docx":
            return packages.cleaned(content, office.WORD)
        case "xlsx":
            return packages.cleaned(content, office.EXCEL)
        case "odt":
            return open_document.cleaned(content)
        case "csv":
            return plain.table(content)
        case "text":
            return plain.plain_text(content)
    raise FileRefused(Reason.NOT_LISTED)
