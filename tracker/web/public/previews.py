"""Sharing pictures of States, commitments and key questions, as of today.

They are in the language of the page. Where the fonts or the shaping of a language are missing, they
are in English, and picture and page say so by the tag of the language.
"""

from flask import Blueprint, Flask, Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.card.builder import due_report, state_card
from tracker.card.narrative import narrate
from tracker.core.errors import NotFound
from tracker.core.languages import current_language, forced_locale
from tracker.core.record_texts import record_text
from tracker.gap.outcomes import CellOutcome
from tracker.gap.snapshot import load_snapshot
from tracker.labels.codes import label
from tracker.registry.queries import commitments as registry
from tracker.review.revisions import is_demonstration
from tracker.stories import catalogue
from tracker.web.core import query_params
from tracker.web.core.audience import everyone
from tracker.web.core.caching import shows_one_state
from tracker.web.core.language import selected
from tracker.web.public import commitment_list

blueprint = Blueprint("previews", __name__, url_prefix="/previews")


def init_app(app: Flask) -> None:
    """Give each page the address of its picture, or None, and the language of its picture."""
    app.context_processor(
        lambda: {"preview_url": preview_url, "preview_language": preview_language}
    )


def preview_url() -> str | None:
    """The full address of the current page's picture."""
    given = request.view_args or {}
    if request.blueprint in ("states", "state_tabs") and "iso3" in given:
        return url_for("previews.state", iso3=given["iso3"], _external=True)
    if request.endpoint == "commitments.commitment":
        reference = given["reference"]
        if reference in registry.register().cards:
            return url_for("previews.commitment", reference=reference, _external=True)
    if request.endpoint == "stories.story":
        return url_for("previews.story", name=given["name"], _external=True)
    return None


@blueprint.get("/states/<iso3>.png")
@everyone
@shows_one_state
def state(iso3: str) -> ResponseReturnValue:
    """The picture of a State: how much is known."""
    reading = query_params.parse_page_params(reading=False).reading
    card, due = state_card(iso3, reading, None), due_report(iso3, reading)
    with forced_locale(preview_language()):
        narrative, counts = narrate(card, due), card.counts
        return _picture(
            _("Commitments against trafficking in persons"),
            narrative.summary.title,
            f"{narrative.progress.text} {narrative.summary.text}",
            (counts.known, counts.dated, counts.applicable - counts.known - counts.dated),
        )


@blueprint.get("/commitments/<reference>.png")
@everyone
def commitment(reference: str) -> ResponseReturnValue:
    """The picture of a commitment: its demand, and how many States have information."""
    reading = query_params.parse_page_params(reading=False).reading
    seen = load_snapshot(reading)
    if reference not in seen.commitments:
        raise NotFound("commitment", reference[:40])
    card = registry.card(reference)
    tally = commitment_list.row(card, seen).tally
    dated = tally.others[CellOutcome.DATED]
    with forced_locale(preview_language()):
        return _picture(
            f"{label('commitment_kind', card.kind)} · {record_text(card.instrument.title)}",
            record_text(card.title),
            record_text(card.statement),
            (tally.known, dated, tally.unknown - dated),
        )


@blueprint.get("/stories/<name>.png")
@everyone
def story(name: str) -> ResponseReturnValue:
    """The picture of a key question with its answer."""
    reading = query_params.parse_page_params(reading=False).reading
    found = catalogue.STORIES.get(name)
    if found is None:
        raise NotFound("story", name[:40])
    with forced_locale(preview_language()):
        sentence = catalogue.first(found, reading).sentence
        return _picture(_("Key question"), str(found.question), sentence, ())


def preview_language() -> str:
    """The language of the pictures of the present page."""
    from tracker.card.lettering import language_of_picture

    return language_of_picture(selected())


def _picture(
    kicker: str, title: str, sentence: str, numbers: tuple[int, ...]
) -> ResponseReturnValue:
    # Pillow is read when the first picture is asked for.
    from tracker.card.preview import DATED, KNOWN, UNKNOWN, Preview, Share, drawn

    words = (
        (_("known now"), KNOWN),
        (_("known earlier"), DATED),
        (_("no information"), UNKNOWN),
    )
    shares = zip(words, numbers, strict=False)
    site = _("Commitments Tracker")
    if is_demonstration():
        site = f"{site} · {_('Demonstration: invented States and records')}"
    body = drawn(
        Preview(
            site=site,
            kicker=kicker,
            title=title,
            sentence=sentence,
            shares=tuple(Share(word, number, colour) for (word, colour), number in shares),
            language=current_language(),
        )
    )
    answer = Response(body, mimetype="image/png")
    answer.headers["Content-Language"] = current_language()
    return answer
