"""Messages for refused files with advice, and for changes in accepted ones."""

from flask_babel import lazy_gettext as _l

from tracker.attachments.sanitise.results import FileRefused, Note, Reason
from tracker.core.errors import Invalid

FIELD = "file"

REASONS = {
    Reason.EMPTY: _l("The file is empty. Please choose another one."),
    Reason.TOO_LARGE: _l(
        "The file is larger than %(most)s MB. Save a picture or a PDF in a smaller size, "
        "or split a long document."
    ),
    Reason.NOT_LISTED: _l(
        "This type of file is not accepted. Save it as JPEG, PNG, WebP, PDF, DOCX, XLSX, "
        "ODT, CSV or TXT."
    ),
    Reason.DISAGREES: _l(
        "The content of the file does not match the ending of its name. Open it in the "
        "program that made it and save it again."
    ),
    Reason.DAMAGED: _l(
        "The file is damaged or incomplete. Open it and save it again or print it to a "
        "new PDF, then attach that."
    ),
    Reason.TOO_COMPLEX: _l(
        "The file takes too long to check. Save it in a simpler form, for example a PDF "
        "of the important pages."
    ),
    Reason.TOO_MANY_PIXELS: _l(
        "The picture has more than 25 million pixels. Make it smaller (6,000 by 4,000 is "
        "enough) and attach it again."
    ),
    Reason.BLOWN_UP: _l(
        "The file becomes much too large when unpacked. Save its text and pictures in a "
        "new document and attach that."
    ),
    Reason.LOCKED: _l(
        "The file is encrypted or has a password. Remove the protection and attach it again."
    ),
    Reason.MACROS: _l(
        "The file contains macros (programs that run when it is opened). Save it without "
        "macros as DOCX, XLSX or ODT, or as a PDF."
    ),
    Reason.TRACKED_CHANGES: _l(
        "The document contains tracked changes. They show deleted text and who deleted "
        "it. Accept or reject all changes, save, and attach it again."
    ),
    Reason.COMMENTS: _l(
        "The document contains comments with the names of their authors. Delete all "
        "comments, save, and attach it again."
    ),
    Reason.EXTERNAL: _l(
        "The document loads linked content when it is opened (a picture, template, table "
        "or formula). Replace the link with its content, or save the document as a PDF."
    ),
    Reason.EMBEDDED: _l(
        "Another file or object is embedded in the document. Replace it with a picture of "
        "its content, or save the document as a PDF."
    ),
    Reason.UNKNOWN_PART: _l(
        "We cannot check one part of the document (%(detail)s). Save it as a PDF and attach that."
    ),
    Reason.DRAWING: _l(
        "We cannot clean one picture in the document (%(detail)s). Replace it with a JPEG "
        "or PNG picture."
    ),
    Reason.MARKS: _l(
        "The PDF contains comments, marks, a signature or form fields. They may identify "
        "people or hide text that can still be read. Remove them, or print the document "
        "to a new PDF, and attach that."
    ),
    Reason.ENCODING: _l(
        "We could not recognise the character encoding of this text. Save it as UTF-8 and "
        "attach it again."
    ),
    Reason.NOT_TEXT: _l("The file is not plain text. Save it as plain text in UTF-8, or as a PDF."),
    Reason.HEIC: _l(
        "HEIC pictures are not accepted. Share the picture from your phone as JPEG (on an "
        "iPhone: Settings, Camera, Formats, Most Compatible). Or save it as JPEG on a "
        "computer."
    ),
    Reason.TIFF: _l(
        "TIFF files are not accepted. Save a scanned document as PDF and a picture as PNG."
    ),
    Reason.GIF: _l("Save the picture as PNG and attach that."),
    Reason.VECTOR: _l(
        "Drawings of this type can contain programs. Save the drawing as PDF or PNG."
    ),
    Reason.RECORDING: _l(
        "Recordings are not accepted because voices and faces can identify people. "
        "Describe the content and name the source."
    ),
    Reason.OLD_OFFICE: _l("Save it in a current format (DOCX, XLSX or ODT) or as a PDF."),
    Reason.OTHER_OFFICE: _l("Save it as a PDF and attach that."),
    Reason.ARCHIVE: _l("Extract the files from the archive and attach them one by one."),
    Reason.PAGE: _l(
        "Web pages can contain programs. Give the web address as a source, or print the "
        "page to a PDF and attach that."
    ),
}

NOTES = {
    Note.LOCATION: _l("We removed the location from the picture."),
    Note.FIRST_PICTURE: _l("The file contained several pictures. We kept the first one."),
    Note.AUTHORS: _l("We removed the author, the dates and the program."),
    Note.SCRIPTS: _l("We removed programs and actions from the document."),
    Note.FILES_INSIDE: _l("We removed files and recordings from the document."),
    Note.HIDDEN_SHEETS: _l(
        "The workbook has hidden sheets. They are still in the file. Check that readers "
        "may see them."
    ),
    Note.FORMULAS: _l("We changed cells that a spreadsheet would run as formulas to plain text."),
    Note.ENCODING_GUESSED: _l(
        "We guessed the character encoding of the text. Check that the text is right."
    ),
    Note.CONTROL_CHARACTERS: _l("We removed invisible characters."),
    Note.NAME_TELLS: _l(
        "The file name seemed to identify a person, so we did not keep it. Check that the "
        "file itself does not identify the person."
    ),
    Note.NOT_ALL_READ: _l(
        "We could not search the whole text for personal data. Please read it yourself."
    ),
}


class Refused(Invalid):
    """A refused file with the reason for its field."""

    def __init__(self, reason: Reason, text: str) -> None:
        super().__init__({FIELD: [text]})
        self.reason = reason


def refusal(fault: FileRefused, *, most: int) -> Refused:
    """The message for a fault. ``most`` is the limit in megabytes."""
    text = str(REASONS[fault.reason])
    values = {"most": most, "detail": fault.detail}
    return Refused(fault.reason, text % values if "%(" in text else text)
