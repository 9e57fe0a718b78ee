"""What a comparison says in sentences: what stands whatever is unknown, and what cannot be said."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.charts.ordering import NamedRange, order_sentences
from tracker.charts.scope import Scope
from tracker.comparison.builder import ComparedSide, Comparison
from tracker.gap.figures import Figures
from tracker.gap.scoring import FigureStanding
from tracker.labels import charts


def name_of(scope: Scope, column: ComparedSide) -> str:
    """A column in words: the name of a state or group, or the day."""
    if column.day is not None:
        return charts.day(column.day)
    if column.code in scope.picture.states:
        return charts.state_name(scope.picture.states[column.code])
    return str((charts.REGIONS | charts.GROUPS)[column.code])


def sentences(scope: Scope, found: Comparison) -> list[str]:
    """Orders that hold, those left out of them, and whether knowledge itself differs."""
    named = [NamedRange(name_of(scope, column), column.score) for column in found.columns]
    texts = order_sentences(named)
    if found.of_days:
        texts.append(_knowledge(found.columns))
    return texts


def _knowledge(columns: Sequence[ComparedSide]) -> str:
    """Between two days a gap may differ because more is known, not because more was done."""
    known = {column.score.known for column in columns}
    if len(known) == 1:
        return ngettext(
            "On each day %(num)s commitment is known.",
            "On each day %(num)s commitments are known.",
            columns[0].score.known,
        )
    counts = [charts.count(column.score.known) for column in columns]
    return _(
        "Known are %(counts)s commitments: part of any difference may be that more became known, "
        "not that more was done.",
        counts=_(", then ").join(counts),
    )


def use(figures: Figures) -> str:
    """What a figure is good for, in words; for one of which too little is known, that it is not."""
    if not figures.applicable or figures.coverage is None:
        return _("nothing applies")
    if figures.gap is None:
        return _("not comparable: nothing is known")
    if figures.figure is FigureStanding.INSUFFICIENT:
        return _("not comparable: less than a third is known")
    if figures.figure is FigureStanding.INDICATIVE:
        return _("an indication")
    return _("comparable")
