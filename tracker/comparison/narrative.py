"""The sentences of a comparison: what is certain, and what cannot be said."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.charts.ordering import NamedRange, order_sentences
from tracker.charts.scope import Scope
from tracker.comparison.builder import ComparedSide, Comparison
from tracker.comparison.differences import Differences
from tracker.core import formats
from tracker.gap.figures import Figures
from tracker.gap.scoring import FigureStanding
from tracker.labels import charts

FEWEST_SHARED = 2  # commitments for which a source is worth its name in a sentence


def name_of(scope: Scope, column: ComparedSide) -> str:
    """The name of a column: a State, a group or a day."""
    if column.day is not None:
        return charts.day(column.day)
    if column.code in scope.picture.states:
        return charts.state_name(scope.picture.states[column.code])
    return str((charts.REGIONS | charts.GROUPS)[column.code])


def sentences(scope: Scope, found: Comparison) -> list[str]:
    """Certain orders, columns left out of them, and whether information itself differs."""
    named = [NamedRange(name_of(scope, column), column.score) for column in found.columns]
    texts = order_sentences(named)
    if found.of_days:
        texts.append(_knowledge(found.columns))
    return texts


def _knowledge(columns: Sequence[ComparedSide]) -> str:
    """Warns that between two days a gap may change because more is known."""
    known = {column.score.known for column in columns}
    if len(known) == 1:
        return ngettext(
            "We have information on %(num)s commitment on each day.",
            "We have information on %(num)s commitments on each day.",
            columns[0].score.known,
        )
    counts = [charts.count(column.score.known) for column in columns]
    return _(
        "Commitments on which we have information, by day: %(counts)s. Part of any difference may "
        "be that more became known, not that more was done.",
        counts=formats.listed(counts),
    )


def counts(apart: Differences) -> str:
    """How many commitments can be compared, and how many have different statuses."""
    if not apart.compared:
        return _("Not comparable. For no commitment do we have current information on two of them.")
    compared = ngettext(
        "Of %(all)s commitments that apply, we can compare %(num)s.",
        "Of %(all)s commitments that apply, we can compare %(num)s.",
        apart.compared,
        all=charts.count(len(apart.all)),
    )
    differing = ngettext(
        "The status differs on %(num)s.", "The status differs on %(num)s.", len(apart.differing)
    )
    return formats.sentences(compared, differing)


def rests_on(apart: Differences) -> str:
    """Whether all columns are judged by the same source, and which one most often."""
    sentence = ngettext(
        "For %(same)s of %(num)s commitment compared, all are judged by the same source.",
        "For %(same)s of %(num)s commitments compared, all are judged by the same source.",
        apart.compared,
        same=charts.count(apart.same_source),
    )
    shared = apart.shared
    if shared is None or shared.commitments < FEWEST_SHARED:
        return sentence
    named = {
        "source": shared.title,
        "year": shared.year or "",
        "number": charts.count(shared.commitments),
    }
    if shared.is_general:
        rest = _(
            "For %(number)s, that is a general source with one value for many commitments: "
            "%(source)s (%(year)s).",
            **named,
        )
    else:
        rest = _("For %(number)s, that is %(source)s (%(year)s).", **named)
    return formats.sentences(sentence, rest)


def use(figures: Figures) -> str:
    """How reliable a figure is, in words."""
    if not figures.applicable or figures.coverage is None:
        return _("Nothing applies")
    if figures.gap is None:
        return _("Not comparable: no information")
    if figures.figure is FigureStanding.INSUFFICIENT:
        return _("Not comparable: less than a third is known")
    if figures.figure is FigureStanding.INDICATIVE:
        return _("An indication")
    return _("Comparable")
