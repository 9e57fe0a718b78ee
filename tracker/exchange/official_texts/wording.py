"""Messages about an import of official texts, for all interfaces."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from tracker.core import formats
from tracker.exchange.downloads.download import UN_WORDING
from tracker.exchange.official_texts.document import MOST_BYTES, Reason
from tracker.exchange.official_texts.importing import FileReport, Unmatched

LICENCE = UN_WORDING
_REFUSALS = {
    Reason.TOO_LARGE: _l("The file has %(detail)s MiB. The limit is %(most)s MiB."),
    Reason.NOT_WELL_FORMED: _l(
        "The file is not well-formed XML: line %(detail)s cannot be read. Download it "
        "again from the United Nations."
    ),
    Reason.HAS_DEFINITIONS: _l(
        "The file has a DOCTYPE, which may define entities. Files of the United Nations have none."
    ),
    Reason.OTHER_FORMAT: _l("The root element is “%(detail)s”. It must be “akomaNtoso”."),
    Reason.NO_SYMBOL: _l("The file has no document symbol such as A/RES/76/7."),
    Reason.NO_LANGUAGE: _l("The file does not State its language (FRBRlanguage)."),
    Reason.NOT_OFFICIAL_LANGUAGE: _l(
        "The language is “%(detail)s”. It must be Arabic, Chinese, English, French, "
        "Russian or Spanish."
    ),
    Reason.NO_PARAGRAPH: _l("%(detail)s has no numbered paragraphs."),
    Reason.NO_INSTRUMENT: _l("No instrument with public commitments has the symbol %(detail)s."),
    Reason.SAME_TEXT_TWICE: _l(
        "%(detail)s is uploaded twice in this language with different content. Upload one "
        "file only."
    ),
    Reason.BROKEN_ARCHIVE: _l(
        "The zip file cannot be unpacked, or it is too large when unpacked. Upload the XML files."
    ),
    Reason.EMPTY_ARCHIVE: _l("The zip file contains no XML file."),
    Reason.MANY_FILES: _l("The zip file has more than %(detail)s XML files. Split it."),
}
_UNMATCHED = {
    Unmatched.NO_NUMBER: _l("the commitment gives no paragraph number"),
    Unmatched.NO_PARAGRAPH: _l("the file has no such paragraph"),
    Unmatched.NO_POINT: _l("the paragraph has no such point"),
    Unmatched.NUMBER_TWICE: _l("the file has that number more than once"),
    Unmatched.NUMBERS_RESTART: _l(
        "the paragraph numbers of the file start again, so none of them is certain"
    ),
    Unmatched.NEXT_IS_MISSING: _l(
        "the file skips the next number, so the end of the paragraph is not certain"
    ),
}


def refusal(report: FileReport) -> str:
    """The reason why a file is refused, in one sentence. Empty if it is not."""
    if report.refused is None:
        return ""
    most = MOST_BYTES // (1024 * 1024)
    return str(_REFUSALS[report.refused]) % {"detail": report.detail, "most": most}


def summary(report: FileReport) -> str:
    """The result for a file in numbers."""
    return _(
        "%(symbol)s, %(language)s: %(added)s texts new, %(superseded)s replaced, "
        "%(unchanged)s unchanged",
        symbol=report.symbol,
        language=report.language,
        added=report.added,
        superseded=report.superseded,
        unchanged=report.unchanged,
    )


def unmatched(report: FileReport) -> list[str]:
    """Paragraphs without a commitment, and commitments without a paragraph."""
    notes = []
    if report.paragraphs_left:
        notes.append(
            ngettext(
                "%(num)s paragraph without a commitment: %(which)s",
                "%(num)s paragraphs without a commitment: %(which)s",
                len(report.paragraphs_left),
                which=formats.listed(report.paragraphs_left),
            )
        )
    for placed, why in report.commitments_left:
        notes.append(
            _(
                "%(reference)s (%(locator)s) has no official text: %(why)s",
                reference=placed.reference,
                locator=placed.locator,
                why=_UNMATCHED[why],
            )
        )
    return notes
