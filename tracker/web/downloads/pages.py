"""The page of downloads, and the files."""

from collections.abc import Iterable

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from tracker.core import collation
from tracker.core.errors import BadParameter, NotFound
from tracker.core.record_texts import record_text
from tracker.evidence.queries.action_list import named
from tracker.evidence.review_queue import ItemKind
from tracker.evidence.vocabulary import ActionKind, Polarity
from tracker.exchange.downloads.catalogue import DOWNLOADS, Download, download
from tracker.exchange.downloads.row_counts import counted
from tracker.exchange.downloads.selection import Selection
from tracker.exchange.package.catalogue import schema_org
from tracker.gap.snapshot import load_snapshot
from tracker.labels.codes import filter_labels
from tracker.registry.queries import commitments as registry
from tracker.registry.queries.recommendation_selection import NONE
from tracker.registry.queries.recommendations import is_document
from tracker.registry.vocabulary import Mechanism, Stand
from tracker.review.lifecycle import DECISIONS
from tracker.web.core import query_params
from tracker.web.core.audience import everyone
from tracker.web.core.files import sent_file
from tracker.web.core.formats import state_name
from tracker.web.core.query_params import PageParams, free_text
from tracker.web.downloads.data_set import described

blueprint = Blueprint("data", __name__, url_prefix="/data")

FILTERS = ("pillar", "theme", "instrument", "region", "group")
MORE = {
    "state": free_text,
    "commitment": free_text,
    "indicator": free_text,
    "kind": query_params.one_of(ActionKind),
    "polarity": query_params.one_of(Polarity),
    "organisation": free_text,
    "report": free_text,
    "action": free_text,
    "sort": query_params.one_of(ItemKind),
    "decision": query_params.one_of(sorted(DECISIONS)),
    "mechanism": query_params.one_of(Mechanism),
    "position": query_params.one_of((*Stand, NONE)),
}
ENDING = ".csv"


@blueprint.get("")
@everyone
def index() -> ResponseReturnValue:
    """The downloads with all columns described and the reader's filters."""
    asked = query_params.parse_page_params(filters=FILTERS, more=MORE)
    chosen = _filters(asked)
    data_set = described()
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
        whole=data_set.whole,
        edition=data_set.edition,
        schema_org=schema_org(data_set),
        revision=load_snapshot(asked.reading).revision,
    )


@blueprint.get("/<name>", endpoint="download")
@everyone
def send(name: str) -> ResponseReturnValue:
    """One file, streamed. Raises NotFound for an unknown name."""
    if not name.endswith(ENDING):
        raise NotFound("download", name)
    file = download(name.removesuffix(ENDING))
    asked = query_params.parse_page_params(
        filters=[each for each in FILTERS if each in file.filters],
        more={each: check for each, check in MORE.items() if each in file.filters},
    )
    selection = _selection(file, asked, _filters(asked))
    return sent_file(file, selection)


def _selection(file: Download, asked: PageParams, chosen: dict[str, str]) -> Selection:
    return Selection(
        asked.reading, {name: code for name, code in chosen.items() if name in file.filters}
    )


def _filters(asked: PageParams) -> dict[str, str]:
    """The validated filters. Raises BadParameter for an unknown code."""
    chosen = {**asked.filters, **asked.more}
    register, seen = registry.register(), load_snapshot(asked.reading)
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


def _named(asked: PageParams) -> set[str]:
    """Organisations named in public. Others are never disclosed."""
    return {each.public_id for each in named(asked.reading.as_of, asked.reading.known_by)}


def _words(asked: PageParams) -> dict[str, list[tuple[str, str]]]:
    """Codes and labels of each filter."""
    register, seen = registry.register(), load_snapshot(asked.reading)
    states = collation.choices((iso3, state_name(line)) for iso3, line in seen.states.items())
    return {
        **{
            name: [(code, str(word)) for code, word in filter_labels()[name].items()]
            for name in ("pillar", "region", "group")
        },
        "instrument": [
            (code, record_text(each.title)) for code, each in register.instruments.items()
        ],
        "theme": collation.choices(
            (code, record_text(each.name)) for code, each in register.themes.items()
        ),
        "state": states,
    }
