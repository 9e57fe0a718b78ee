"""What doors say of an import of official texts: why a file is refused, what did not match."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from tracker.exchange.downloads.download import UN_WORDING
from tracker.exchange.official_texts.document import MOST_BYTES, Reason
from tracker.exchange.official_texts.importing import FileReport, Unmatched

LICENCE = UN_WORDING
_REFUSALS = {
    Reason.TOO_LARGE: _l("It has %(detail)s MiB; a resolution has at most %(most)s."),
    Reason.NOT_WELL_FORMED: _l(
        "It is not well-formed XML: line %(detail)s cannot be read. Take the file anew from where "
        "the United Nations publishes it."
    ),
    Reason.HAS_DEFINITIONS: _l(
        "It has a DOCTYPE, which may define entities; files of the United Nations have none."
    ),
    Reason.OTHER_FORMAT: _l(
        "Its root is “%(detail)s”; the United Nations' XML of a resolution has “akomaNtoso”."
    ),
    Reason.NO_SYMBOL: _l("It names no symbol such as A/RES/76/7."),
    Reason.NO_LANGUAGE: _l("It does not say its language (FRBRlanguage)."),
    Reason.NOT_OFFICIAL_LANGUAGE: _l(
        "Its language is “%(detail)s”; official wording is in Arabic, Chinese, English, French, "
        "Russian or Spanish."
    ),
    Reason.NO_PARAGRAPH: _l("%(detail)s has no numbered paragraph."),
    Reason.NO_INSTRUMENT: _l(
        "No instrument on record with public commitments has the symbol %(detail)s."
    ),
    Reason.SAME_TEXT_TWICE: _l(
        "%(detail)s is the same resolution in the same language with another content; bring one."
    ),
}
_UNMATCHED = {
    Unmatched.NO_NUMBER: _l("its place names no paragraph by number"),
    Unmatched.NO_PARAGRAPH: _l("the file has no such paragraph"),
    Unmatched.NO_POINT: _l("the paragraph has no such point"),
    Unmatched.NUMBER_TWICE: _l("the file has that number more than once"),
    Unmatched.NUMBERS_RESTART: _l("the numbers of the file begin anew, so none of them is sure"),
    Unmatched.NEXT_IS_MISSING: _l(
        "the file leaves out the number after it, so where the paragraph ends is not sure"
    ),
}


def refusal(report: FileReport) -> str:
    """Why a file is refused, in one sentence; empty where it is not."""
    if report.refused is None:
        return ""
    most = MOST_BYTES // (1024 * 1024)
    return str(_REFUSALS[report.refused]) % {"detail": report.detail, "most": most}


def summary(report: FileReport) -> str:
    """What a file did, in numbers."""
    return _(
        "%(symbol)s, %(language)s: %(added)s wordings new, %(superseded)s superseded, "
        "%(unchanged)s as before",
        symbol=report.symbol,
        language=report.language,
        added=report.added,
        superseded=report.superseded,
        unchanged=report.unchanged,
    )


def unmatched(report: FileReport) -> list[str]:
    """What found no partner: paragraphs without a commitment, commitments without a paragraph."""
    told = []
    if report.paragraphs_left:
        told.append(
            ngettext(
                "%(num)s paragraph without a commitment: %(which)s",
                "%(num)s paragraphs without a commitment: %(which)s",
                len(report.paragraphs_left),
                which=", ".join(report.paragraphs_left),
            )
        )
    for placed, why in report.commitments_left:
        told.append(
            _(
                "%(reference)s (%(locator)s) has no wording: %(why)s",
                reference=placed.reference,
                locator=placed.locator,
                why=_UNMATCHED[why],
            )
        )
    return told
