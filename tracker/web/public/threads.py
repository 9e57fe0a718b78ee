"""Pages of threads: how one promise changed from text to text, with progress."""

from itertools import groupby

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.charts.catalogue import chart
from tracker.gap.snapshot import load_snapshot
from tracker.registry.queries import commitments as registry
from tracker.registry.queries import threads
from tracker.registry.vocabulary import Pillar
from tracker.web.core import query_params
from tracker.web.core.audience import everyone
from tracker.web.core.urls import url_with
from tracker.web.public import commitment_list

blueprint = Blueprint("threads", __name__, url_prefix="/threads")


@blueprint.get("")
@everyone
def index() -> ResponseReturnValue:
    """Every repeated promise, by pillar."""
    asked = query_params.parse_page_params()
    found = threads.threads(asked.reading.known_by)
    ordered = sorted(found, key=lambda thread: tuple(Pillar).index(thread.pillar))
    return render_template(
        "threads/index.html",
        asked=asked,
        total=len(found),
        pillars=[(key, list(each)) for key, each in groupby(ordered, lambda one: one.pillar)],
    )


@blueprint.get("/<reference>")
@everyone
def thread(reference: str) -> ResponseReturnValue:
    """One promise, form by form. Any of its references redirects to the first."""
    asked = query_params.parse_page_params()
    if reference != reference.upper():
        return redirect(url_with(".thread", asked.given, reference=reference.upper()), 301)
    card, known_by = registry.card(reference), asked.reading.known_by
    found = threads.thread_of(reference, known_by)
    if found is None:
        return render_template("threads/alone.html", asked=asked, card=card)
    if found.first.reference != reference:
        return redirect(url_with(".thread", asked.given, reference=found.first.reference), 302)
    snapshot = load_snapshot(asked.reading)
    return render_template(
        "threads/thread.html",
        asked=asked,
        thread=found,
        stages=[(stage, commitment_list.row(stage.card, snapshot)) for stage in found.stages],
        movement=chart("thread-movement", asked.reading, commitment=reference),
        revision=snapshot.revision,
        permanent=url_for(
            ".thread",
            reference=reference,
            _external=True,
            **asked.carried(as_of=asked.reading.as_of.isoformat(), known_by=known_by.isoformat()),
        ),
    )
