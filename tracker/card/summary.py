"""The first sentences of a card: what was promised, how much is known, and the progress."""

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.card.builder import StateCard
from tracker.core import formats
from tracker.gap.scoring import FigureStanding, Grade, rests_on_one_voice
from tracker.labels import charts

MOST_SOURCES = 3  # that a sentence names


def summary_sentences(card: StateCard, name: str) -> list[str]:
    """What was promised, how much is known now, and who says so."""
    counts, score = card.counts, card.score
    if not counts.applicable or score.coverage is None:
        nothing = _("On this day no commitment on record here applied to %(state)s.", state=name)
        early = card.line.is_early(card.reading.as_of)
        return [nothing, _("A State counts from the day on which it became a member.")][: 1 + early]
    texts = [
        ngettext(
            "%(num)s commitment applies to %(state)s.",
            "%(num)s commitments apply to %(state)s.",
            counts.applicable,
            state=name,
        )
    ]
    if counts.known:
        texts.append(
            _(
                "We have current information on %(known)s of them (%(share)s).",
                known=charts.count(counts.known),
                share=charts.per_cent(counts.known / counts.applicable),
            )
        )
    else:
        texts.append(_("We have current information on none of them."))
    if counts.dated:
        texts.append(
            ngettext(
                "On %(num)s more we know only an earlier status.",
                "On %(num)s more we know only an earlier status.",
                counts.dated,
            )
        )
    return [*texts, *_bases(card)]


def _bases(card: StateCard) -> list[str]:
    counts = card.counts
    if not counts.known:
        return []
    if not counts.assessed and not counts.reported:
        return [
            _("All current information is other evidence, without a State report or an assessment.")
        ]
    if not counts.assessed and not counts.evidenced:
        return [_("All current information comes from the State report alone.")]
    return [
        _(
            "Other evidence settles %(evidenced)s of them, reviewers’ assessments %(assessed)s and "
            "the State report alone %(reported)s.",
            evidenced=charts.count(counts.evidenced),
            assessed=charts.count(counts.assessed),
            reported=charts.count(counts.reported),
        )
    ]


def progress_sentences(card: StateCard) -> list[str]:
    """Current or last known progress. Empty if too little is known."""
    drawn = card.score.drawn
    if drawn.gap is None:
        return []
    done = charts.per_cent(1 - drawn.gap)
    if drawn.grade is Grade.DATED:
        return [_("Progress was last known in %(year)s: %(done)s.", year=drawn.year, done=done)]
    return [_("Where we have information, progress is %(done)s.", done=done)]


def spread_sentences(card: StateCard) -> list[str]:
    """The range of progress that the unknown leaves, and how to use the figure."""
    score = card.score
    if score.low is None or score.high is None or score.gap is None and score.drawn.gap is None:
        return [_("Without information, no figure of progress can be given.")]
    spread = {
        "low": charts.per_cent(1 - score.high),
        "high": charts.per_cent(1 - score.low),
    }
    if score.drawn.gap is None:
        return [
            _(
                "Too little is known for a figure of progress. It could be anywhere between "
                "%(low)s and %(high)s.",
                **spread,
            )
        ]
    if score.drawn.grade is Grade.DATED:
        return [_("Today it could be anywhere between %(low)s and %(high)s.", **spread)]
    return [
        _(
            "If everything unknown were undone, or done, it would be between %(low)s and %(high)s.",
            **spread,
        ),
        _worth(card),
    ]


def _worth(card: StateCard) -> str:
    score = card.score
    if score.figure is not FigureStanding.INDICATIVE:
        return _("Enough is known to compare it with other States.")
    if not rests_on_one_voice(score.breadth.concentration):
        return _("Too little is known to compare it, so this is only an indication.")
    if not card.main_sources:
        return _("Most of what is known rests on one source, so this is only an indication.")
    if len(card.main_sources) == 1:
        return _(
            "This is only an indication, because most of what is known rests on one source: "
            "%(source)s.",
            source=card.main_sources[0],
        )
    return _(
        "This is only an indication, because most of what is known rests on sources that count as "
        "one: %(sources)s.",
        sources=formats.listed_apart(card.main_sources[:MOST_SOURCES]),
    )
