"""Compares gaps in words: which is narrower even if everything unknown were known."""

from collections.abc import Sequence
from typing import NamedTuple

from flask_babel import gettext as _

from tracker.gap.figures import Figures
from tracker.gap.scoring import FigureStanding
from tracker.labels import charts


class NamedRange(NamedTuple):
    """Figures under the name by which a sentence calls them."""

    name: str
    figures: Figures


def order_sentences(named: Sequence[NamedRange]) -> list[str]:
    """The gaps in what is known, the orders that hold, and who is in no comparison."""
    told = [each for each in named if each.figures.figure is not FigureStanding.INSUFFICIENT]
    silent = [each.name for each in named if each.figures.figure is FigureStanding.INSUFFICIENT]
    texts = (
        _orders(told) if len(told) > 1 else [_("There is too little information for a comparison.")]
    )
    if silent:
        texts.append(
            _(
                "Not compared, because there is too little information: %(names)s.",
                names=_list(silent),
            )
        )
    return texts


def is_clearly_narrower(one: Figures, other: Figures) -> bool:
    """Whether the first gap is narrower, whatever is unknown: the bounds do not overlap."""
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return False
    return one.high < other.low


def _orders(told: Sequence[NamedRange]) -> list[str]:
    gaps = [
        _("%(name)s %(gap)s", name=each.name, gap=charts.two_digits(each.figures.gap or 0.0))
        for each in told
    ]
    texts = [_("Gaps, based on what we know: %(gaps)s.", gaps=_list(gaps))]
    for one in told:
        wider = [other.name for other in told if is_clearly_narrower(one.figures, other.figures)]
        if wider:
            texts.append(
                _(
                    "The gap of %(one)s is narrower than that of %(other)s, even if "
                    "everything unknown were known.",
                    one=one.name,
                    other=", ".join(wider),
                )
            )
    if len(texts) == 1:
        texts.append(_("All ranges overlap, so missing information could change the order."))
    return texts


def _list(names: Sequence[str]) -> str:
    return "; ".join(names)
