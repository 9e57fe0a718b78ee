"""Compares progress in words: who is ahead even if everything unknown were known."""

from collections.abc import Sequence
from typing import NamedTuple

from flask_babel import gettext as _

from tracker.core import formats
from tracker.gap.figures import Figures
from tracker.gap.scoring import FigureStanding
from tracker.labels import charts


class NamedRange(NamedTuple):
    """Figures with the name that a sentence uses."""

    name: str
    figures: Figures


def order_sentences(named: Sequence[NamedRange]) -> list[str]:
    """Progress in what is known, certain orders, and who cannot be compared."""
    ranges = [each for each in named if each.figures.figure is not FigureStanding.INSUFFICIENT]
    silent = [each.name for each in named if each.figures.figure is FigureStanding.INSUFFICIENT]
    texts = (
        _orders(ranges)
        if len(ranges) > 1
        else [_("There is too little information to compare overall progress.")]
    )
    if silent and ranges:
        texts.append(
            _(
                "Not compared, because there is too little information: %(names)s.",
                names=_list(silent),
            )
        )
    return texts


def is_clearly_narrower(one: Figures, other: Figures) -> bool:
    """Whether the first gap is narrower whatever is unknown: the bounds do not overlap."""
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return False
    return one.high < other.low


def _orders(named: Sequence[NamedRange]) -> list[str]:
    done = [
        _("%(name)s %(done)s", name=each.name, done=charts.per_cent(1 - (each.figures.gap or 0.0)))
        for each in named
    ]
    texts = [_("Progress, based on what we know: %(progress)s.", progress=_list(done))]
    for one in named:
        wider = [other.name for other in named if is_clearly_narrower(one.figures, other.figures)]
        if wider:
            texts.append(
                _(
                    "%(one)s has made more progress than %(other)s, whatever the missing "
                    "information would show.",
                    one=one.name,
                    other=formats.all_of(wider),
                )
            )
    if len(texts) == 1:
        texts.append(_("All ranges overlap, so missing information could change the order."))
    return texts


def _list(names: Sequence[str]) -> str:
    return formats.listed_apart(names)
