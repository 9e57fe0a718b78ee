"""Texts of the import pages."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.evidence import attachment_upload
from tracker.exchange.imports.models import ImportRun, State, Task
from tracker.exchange.matching.columns import MatchReason

NOTICES = {
    "cancelled": _l("The import is cancelled. Nothing was saved."),
    "saved": _l("The settings are saved. We use them for the next file with these columns."),
}
KINDS = {
    "instruments": _l("Instruments"),
    "commitments": _l("Commitments"),
    "relations": _l("Relations between commitments"),
    "indicators": _l("Indicators"),
    "indicator_levels": _l("Scales of indicators"),
    "measures": _l("What indicators measure"),
    "indicator_values": _l("Indicator values"),
    "sources": _l("Sources"),
    "positions": _l("Positions of States"),
    "recommendations": _l("Recommendations to single States"),
    "actions": _l("Actions"),
    "report_entries": _l("Answers of a report"),
}
WHY = {
    MatchReason.CHOSEN: _l("chosen by you"),
    MatchReason.SAME_NAME: _l("the same name"),
    MatchReason.ALIAS: _l("a common word for it"),
    MatchReason.LIKENESS: _l("a similar name; please check"),
    MatchReason.CONTENT: _l("similar content; please check"),
    MatchReason.CONFLICT: _l("the same name, but different content; please check"),
    MatchReason.UNCONFIRMED: _l(
        "a common word for it, but the values do not identify rows; please check"
    ),
    MatchReason.AMBIGUOUS: _l("several columns are possible; please choose"),
    MatchReason.NOTHING: _l("not found"),
}
ENCODINGS = {
    "utf-8": _l("UTF-8"),
    "cp1252": _l("Windows, western Europe (1252)"),
    "latin-1": _l("Latin-1 (ISO 8859-1)"),
    "mac_roman": _l("Mac Roman"),
    "utf-16": _l("UTF-16, “Unicode text”"),
    "cp1251": _l("Windows, Cyrillic (1251)"),
    "cp1256": _l("Windows, Arabic (1256)"),
    "gb18030": _l("Chinese (GB 18030)"),
}
SEPARATORS = {
    ",": _l("Comma"),
    ";": _l("Semicolon"),
    "\t": _l("Tab"),
    "|": _l("Vertical bar"),
}
STEPS = (
    ("reading", _l("Recognised")),
    ("columns", _l("Columns")),
    ("values", _l("Values")),
    ("check", _l("Check")),
)


def state_of(run: ImportRun) -> str:
    """The status of an import in a few words."""
    match run.state:
        case State.DONE:
            return str(_("finished"))
        case State.CANCELLED:
            return str(_("cancelled"))
        case State.FAILED:
            return str(_("failed"))
        case State.RUNNING if run.task == Task.WRITE:
            return str(_("saving"))
        case State.RUNNING:
            return str(_("reading"))
    return str(_("waiting to start") if run.task else _("waiting for you"))


def too_large() -> str:
    """The message for a file over the limit."""
    most = attachment_upload.most_megabytes()
    return str(
        _("The limit for a file is %(most)s MiB. Split the file, or save it as CSV.", most=most)
    )
