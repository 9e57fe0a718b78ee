"""Help on files of each kind, column by column, with templates. Public.

Made from the description by which such files are read, so the two cannot differ.
"""

from typing import Any

from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from tracker.core.errors import NotFound
from tracker.exchange.imports.importable_kinds import OFFERS, ImportDestination, offer_of
from tracker.exchange.imports.templates import (
    known_codes,
    template_csv,
    template_workbook,
)
from tracker.exchange.normalising.columns import Sort, sorts_of
from tracker.exchange.workbooks.stream import CONTENT_TYPE as XLSX
from tracker.web.core import query_params
from tracker.web.core.audience import everyone
from tracker.web.core.language import selected
from tracker.web.imports import words

blueprint = Blueprint("import_help", __name__, url_prefix="/data/import")

# What is understood besides the plain form that the column itself names.
UNDERSTOOD: dict[Sort, Any] = {
    Sort.STATE: _l(
        "The ISO 3166-1 code, or a common name of the State in any of the six "
        "languages. We list other names and never guess."
    ),
    Sort.STATES: _l("Codes or names of States, separated by semicolons or line breaks."),
    Sort.DATE: _l(
        "2016, 2016-05, 2016-05-03, 3 May 2016, 3.5.2016, and spreadsheet dates. If "
        "3/4/2020 has two possible meanings, we ask you."
    ),
    Sort.WHOLE: _l("A number. For “<5” and “about 5” we ask you what they mean."),
    Sort.NUMBER: _l(
        "A number with a point or a comma, such as 1,234.5 or 1.234,5. For “<5” we ask you."
    ),
    Sort.FLAG: _l("yes or no, also true, false, x, 1, 0, and these words in the six languages."),
    Sort.CLOSED: _l("The code in small or capital letters, or a common word for it."),
    Sort.SEVERAL: _l("Several values in one cell, separated by ; or | or line breaks."),
    Sort.TEXT: "",
}
WHO = {
    ImportDestination.REGISTRY: _l(
        "Administrators import these files. The records are public at once."
    ),
    ImportDestination.ORGANISATION: _l(
        "Contributors import these files as drafts of their organisation. Your own number "
        "identifies a row, so importing the file again changes nothing."
    ),
    ImportDestination.REPORT: _l(
        "Focal points import these files into a draft report of their State."
    ),
}


@blueprint.get("")
@everyone
def index() -> ResponseReturnValue:
    """The kinds of files, and what is understood in any file."""
    query_params.parse_page_params(reading=False)
    return render_template("import_help/index.html", offers=OFFERS.values(), words=words)


@blueprint.get("/<kind>")
@everyone
def kind(kind: str) -> ResponseReturnValue:
    """The columns of a kind: content, whether required, what is allowed."""
    query_params.parse_page_params(reading=False)
    offer = offer_of(kind)
    return render_template(
        "import_help/kind.html",
        offer=offer,
        columns=offer.specification.columns,
        sorts=sorts_of(offer.specification.draft),
        understood=UNDERSTOOD,
        who=WHO[offer.into],
        key=offer.specification.draft.KEY,
        refers=_page_of,
        words=words,
    )


@blueprint.get("/<kind>/template.<suffix>")
@everyone
def template(kind: str, suffix: str) -> ResponseReturnValue:
    """A template with a hint, an example and drop-downs."""
    query_params.parse_page_params(reading=False)
    specification = offer_of(kind).specification
    if suffix == "csv":
        answer = Response(template_csv(specification), mimetype="text/csv")
    elif suffix == "xlsx":
        codes = known_codes(specification, selected())
        answer = Response(template_workbook(specification, codes), content_type=XLSX)
    else:
        raise NotFound("template", suffix)
    answer.headers["Content-Disposition"] = f'attachment; filename="{kind}-template.{suffix}"'
    return answer


def _page_of(kind: str | None) -> str | None:
    """The page that explains or lists a referenced kind."""
    if kind in OFFERS:
        return url_for("import_help.kind", kind=kind)
    pages = {"states": "states.index", "indicators": "indicators.index"}
    return url_for(pages[kind]) if kind in pages else None
