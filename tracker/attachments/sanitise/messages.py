"""Why a file is not taken and what to do instead, and what was changed in one that is taken."""

from flask_babel import lazy_gettext as _l

from tracker.attachments.sanitise.results import FileRefused, Note, Reason
from tracker.core.errors import Invalid

FIELD = "file"

REASONS = {
    Reason.EMPTY: _l("The file is empty. Please choose another one."),
    Reason.TOO_LARGE: _l(
        "The file is larger than %(most)s MB. A picture or a PDF can be saved smaller; a long"
        " document can be sent in parts."
    ),
    Reason.NOT_LISTED: _l(
        "This kind of file is not taken. JPEG, PNG and WebP pictures, PDF, DOCX, XLSX, ODT, CSV"
        " and TXT are; save it as one of these."
    ),
    Reason.DISAGREES: _l(
        "What is in the file is not what the ending of its name says. Open it in the program that"
        " made it and save it again."
    ),
    Reason.DAMAGED: _l(
        "The file is damaged or not complete. Open it, save it again or print it into a new PDF,"
        " and attach that."
    ),
    Reason.TOO_COMPLEX: _l(
        "The file takes too long to look through. Save it in a simpler form, such as a PDF of the"
        " pages that matter, and attach that."
    ),
    Reason.TOO_MANY_PIXELS: _l(
        "The picture has more than 25 million pixels. Make it smaller (6,000 by 4,000 is enough)"
        " and attach that."
    ),
    Reason.BLOWN_UP: _l(
        "The file unpacks to far more than a document needs. Save its text and pictures in a new"
        " document and attach that."
    ),
    Reason.LOCKED: _l(
        "The file is protected by a password or encrypted. Remove the protection and attach it"
        " again."
    ),
    Reason.MACROS: _l(
        "The file holds macros: programs that run when it is opened. Save it as a document without"
        " macros (DOCX, XLSX, ODT) or as a PDF."
    ),
    Reason.TRACKED_CHANGES: _l(
        "The document holds tracked changes: text that was deleted, and who did it. Accept or"
        " reject all changes, save, and attach it again."
    ),
    Reason.COMMENTS: _l(
        "The document holds comments with the names of those who wrote them. Delete all comments,"
        " save, and attach it again."
    ),
    Reason.EXTERNAL: _l(
        "The document fetches something from elsewhere when it is opened (a linked picture,"
        " template, table or formula). Paste what is shown in place of the link, or save it as a"
        " PDF."
    ),
    Reason.EMBEDDED: _l(
        "Another file or object is embedded in the document. Replace it by a picture of what it"
        " shows, or save the document as a PDF."
    ),
    Reason.UNKNOWN_PART: _l(
        "The document has a part that cannot be looked through (%(detail)s). Save it as a PDF and"
        " attach that."
    ),
    Reason.DRAWING: _l(
        "A picture in the document is of a kind that cannot be cleaned (%(detail)s). Replace it by"
        " a JPEG or PNG picture."
    ),
    Reason.MARKS: _l(
        "The PDF holds comments, marks, a signature or fields of a form. They may tell of people or"
        " cover a text that can still be read. Remove them, or print the document into a new PDF,"
        " and attach that."
    ),
    Reason.ENCODING: _l(
        "The letters of this text could not be told. Save it as UTF-8 and attach it again."
    ),
    Reason.NOT_TEXT: _l(
        "What is in the file is not a plain text. Save it as plain text in UTF-8, or as a PDF."
    ),
    Reason.HEIC: _l(
        "HEIC pictures are not taken. Share the picture from your telephone as JPEG (on an iPhone:"
        " Settings, Camera, Formats, Most Compatible), or save it as JPEG on a computer."
    ),
    Reason.TIFF: _l("TIFF files are not taken. Save a scanned document as PDF, a picture as PNG."),
    Reason.GIF: _l("Save the picture as PNG and attach that."),
    Reason.VECTOR: _l("Drawings of this kind can hold programs. Save it as PDF or PNG."),
    Reason.RECORDING: _l(
        "Recordings are not taken: voices and faces give people away. Describe what they show, and"
        " name the source."
    ),
    Reason.OLD_OFFICE: _l("Save it in today's format (DOCX, XLSX or ODT) or as a PDF."),
    Reason.OTHER_OFFICE: _l("Save it as a PDF and attach that."),
    Reason.ARCHIVE: _l("Take the files out of the archive and attach them one by one."),
    Reason.PAGE: _l(
        "Pages of the web can hold programs. Name the address as a source, or print the page into"
        " a PDF and attach that."
    ),
}

NOTES = {
    Note.LOCATION: _l("The picture said where it was taken; that was removed."),
    Note.FIRST_PICTURE: _l("The file held several pictures; the first one was kept."),
    Note.AUTHORS: _l("Author, dates and program were removed."),
    Note.SCRIPTS: _l("Programs and actions in the document were removed."),
    Note.FILES_INSIDE: _l("Files and recordings inside the document were removed."),
    Note.HIDDEN_SHEETS: _l(
        "The workbook has hidden sheets; they are in it still. Look whether they may be seen."
    ),
    Note.FORMULAS: _l("Cells that a spreadsheet would run as formulas were made plain text."),
    Note.ENCODING_GUESSED: _l("The letters of the text were guessed: look whether they are right."),
    Note.CONTROL_CHARACTERS: _l("Characters that cannot be seen were removed."),
    Note.NAME_TELLS: _l(
        "The name of the file seemed to tell who a person is. It was not kept; look whether the"
        " file itself tells it, too."
    ),
    Note.NOT_ALL_READ: _l(
        "Not all of its text could be searched for personal data: please look through it yourself."
    ),
}


class Refused(Invalid):
    """A file that is not taken, with the reason in words at its field."""

    def __init__(self, reason: Reason, text: str) -> None:
        super().__init__({FIELD: [text]})
        self.reason = reason


def refusal(fault: FileRefused, *, most: int) -> Refused:
    """The fault in words; ``most`` is how many megabytes are taken."""
    text = str(REASONS[fault.reason])
    told = {"most": most, "detail": fault.detail}
    return Refused(fault.reason, text % told if "%(" in text else text)
