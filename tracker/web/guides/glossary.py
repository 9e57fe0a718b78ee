"""The glossary, with official terms in six languages. It reads no record.

Other pages link to it where they use a term first.
"""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup, escape

from tracker.core.languages import LANGUAGES
from tracker.web.core import query_params
from tracker.web.core.audience import everyone
from tracker.web.guides.terms import SITE_TERMS, official_terms

blueprint = Blueprint("glossary", __name__)

CODES = frozenset(term.code for term in SITE_TERMS)
# Where a request notes the terms that its page has linked.
_LINKED = "tracker.linked_terms"


@blueprint.get("/glossary")
@everyone
def page() -> ResponseReturnValue:
    """The site's terms with meanings, and official terms in six languages."""
    query_params.parse_page_params(reading=False)
    return render_template(
        "guides/glossary.html", terms=SITE_TERMS, official=official_terms(), languages=LANGUAGES
    )


@blueprint.app_template_global()
def term(code: str, words: object) -> Markup:
    """A term of the glossary on a page: the first use links to its meaning, later ones do not.

    Raises KeyError for a code that is not in the glossary.
    """
    if code not in CODES:
        raise KeyError(code)
    linked: set[str] = request.environ.setdefault(_LINKED, set())
    if code in linked:
        return escape(words)
    linked.add(code)
    address = url_for("glossary.page", _anchor=code)
    return Markup('<a class="term" href="{}">{}</a>').format(address, words)
