"""The page of files to take away, and the files themselves."""

from collections.abc import Iterable

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from tracker import collation
from tracker.errors import BadParameter, NotFound
from tracker.evidence.action_list import named
from tracker.evidence.queue import Sort
from tracker.evidence.vocabulary import ActionKind, Polarity
from tracker.exchange.counting import counted
from tracker.exchange.downloads import DOWNLOADS, Download, download
from tracker.exchange.package.catalogue import schema_org
from tracker.exchange.selection import Selection
from tracker.gap.picture import picture
from tracker.registry import queries_commitments as registry
from tracker.registry.queries_asked import NONE, is_document
from tracker.registry.vocabulary import Mechanism, Stand
from tracker.review.lifecycle import DECISIONS
from tracker.web import parameters
from tracker.web.audience import everyone
from tracker.web.data_set import described
from tracker.web.files import sent_file
from tracker.web.formats import state_name
from tracker.web.labels import LABELS
from tracker.web.parameters import Asked, free_text

blueprint = Blueprint("data", __name__, url_prefix="/data")

FILTERS = ("pillar", "theme", "instrument", "region", "group")
MORE = {
    "state": free_text,
    "commitment": free_text,
    "indicator": free_text,
    "kind": parameters.one_of(ActionKind),
    "polarity": parameters.one_of(Polarity),
    "organisation": free_text,
    "report": free_text,
    "action": free_text,
    "sort": parameters.one_of(Sort),
    "decision": parameters.one_of(sorted(DECISIONS)),
    "mechanism": parameters.one_of(Mechanism),
    "position": parameters.one_of((*Stand, NONE)),
}
ENDING = ".csv"


@blueprint.get("")
@everyone
def index() -> ResponseReturnValue:
    """What can be taken away, with every column described, narrowed as the reader asks."""
    asked = parameters.asked(filters=FILTERS, more=MORE)
    chosen = _filters(asked)
    told = described()
    selections = {name: _selection(file, asked, chosen) for name, file in DOWNLOADS.items()}
    return render_template(
        "data/index.html",
        asked=asked,
        chosen=chosen,
        files=[
            (file, counted(file, selections[name]), selections[name].filters)
            for name, file in DOWNLOADS.items()
        ],
        addresses={
            name: asked.carried(**selection.filters) for name, selection in selections.items()
        },
        words=_words(asked),
        whole=told.whole,
        edition=told.edition,
        schema_org=schema_org(told),
        revision=picture(asked.reading).revision,
    )


@blueprint.get("/<name>", endpoint="download")
@everyone
def send(name: str) -> ResponseReturnValue:
    """One file, sent while its rows are made; raises NotFound for an unknown name."""
    if not name.endswith(ENDING):
        raise NotFound("download", name)
    file = download(name.removesuffix(ENDING))
    asked = parameters.asked(
        filters=[each for each in FILTERS if each in file.filters],
        more={each: check for each, check in MORE.items() if each in file.filters},
    )
    selection = _selection(file, asked, _filters(asked))
    return sent_file(file, selection)


def _selection(file: Download, asked: Asked, chosen: dict[str, str]) -> Selection:
    return Selection(
        asked.reading, {name: code for name, code in chosen.items() if name in file.filters}
    )


def _filters(asked: Asked) -> dict[str, str]:
    """The filters that were given, each checked; raises BadParameter for an unknown code."""
    chosen = {**asked.filters, **asked.more}
    register, seen = registry.register(), picture(asked.reading)
    known: dict[str, Iterable[str]] = {
        "theme": register.themes,
        "instrument": register.instruments,
        "commitment": register.cards,
        "state": seen.states,
        "indicator": registry.indicator_titles() if "indicator" in chosen else {},
        "organisation": _named(asked) if "organisation" in chosen else {},
    }
    if is_document(chosen.get("instrument", "")):
        known.pop("instrument")
    for name, codes in known.items():
        if name in chosen and chosen[name] not in codes:
            raise BadParameter(name, chosen[name], sorted(codes))
    return chosen


def _named(asked: Asked) -> set[str]:
    """Organisations that are named in public; of others nobody learns that they are there."""
    return {each.public_id for each in named(asked.reading.as_of, asked.reading.known_by)}


def _words(asked: Asked) -> dict[str, list[tuple[str, str]]]:
    """Codes and words of each filter of the page."""
    register, seen = registry.register(), picture(asked.reading)
    states = collation.choices((iso3, state_name(line)) for iso3, line in seen.states.items())
    return {
        **{
            name: [(code, str(word)) for code, word in LABELS[name].items()]
            for name in ("pillar", "region", "group")
        },
        "instrument": [(code, each.title) for code, each in register.instruments.items()],
        "theme": [(code, each.name) for code, each in register.themes.items()],
        "state": states,
    }
