"""The glossary, with official terms in six languages. It reads no record."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from tracker.core.languages import LANGUAGES
from tracker.web.core import query_params
from tracker.web.core.audience import everyone
from tracker.web.guides.terms import SITE_TERMS, official_terms

blueprint = Blueprint("glossary", __name__)


@blueprint.get("/glossary")
@everyone
def page() -> ResponseReturnValue:
    """The site's terms with meanings, and official terms in six languages."""
    query_params.parse_page_params(reading=False)
    return render_template(
        "guides/glossary.html", terms=SITE_TERMS, official=official_terms(), languages=LANGUAGES
    )
