"""The calculation of a cell in sentences of the reader's language.

Every step of ``gap.explain`` becomes a sentence; nothing is computed here.
"""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from tracker.core import formats
from tracker.evidence.vocabulary import Tier
from tracker.gap.explain import Explanation, SettlingStep
from tracker.gap.facts import LaneName
from tracker.gap.lanes import ConfidenceCode
from tracker.gap.robustness import MovedLevel, with_one_more
from tracker.labels.codes import label, level_label
from tracker.web.core.formats import day, figure, number, share, signed

CONFIDENCE: dict[str, Any] = {
    ConfidenceCode.THREE_STREAMS: _l("three sources or more"),
    ConfidenceCode.TWO_STREAMS: _l("two sources"),
    ConfidenceCode.ONE_STRONG_STREAM: _l("one source of strength A or B"),
    ConfidenceCode.ONE_WEAK_STREAM: _l("one source of strength C or D"),
    ConfidenceCode.CONTESTED: _l("the sources disagree, so one step down but never below low"),
    ConfidenceCode.STALE: _l(
        "newest record more than 60 months old, so one step down but never below low"
    ),
}
_SPEAKS = {
    LaneName.ASSESSED: _l("Reviewers’ assessment: %(level)s."),
    LaneName.EVIDENCED: _l("Other evidence: %(level)s."),
    LaneName.REPORTED: _l("State report: %(level)s."),
}
_SILENT = {
    LaneName.ASSESSED: _l("Reviewers’ assessment: none."),
    LaneName.EVIDENCED: _l("Other evidence: none that gives a status."),
    LaneName.REPORTED: _l("State report: none that gives a status."),
}


def evidence_steps(explanation: Explanation) -> list[str]:
    """How votes become the evidenced level. The table of votes is beside it."""
    votes = explanation.votes
    if not votes:
        return [_("No published evidence that counts gives a status.")]
    decides = next(counted for counted in votes if counted.decides)
    steps = [
        ngettext(
            "One source counts, with a weight of %(weight)s. Half of that is %(half)s.",
            "%(num)s sources count. Together they weigh %(weight)s, and half of that is %(half)s.",
            len(votes),
            weight=number(explanation.total_weight),
            half=formats.plain(explanation.half),
        ),
        _(
            "In rising order, the weight reached is %(reached)s at “%(level)s”. That is the first"
            " to reach half. Other evidence: %(level)s.",
            reached=number(decides.reached),
            level=level_label(decides.vote.level),
        ),
        *_spread(explanation),
    ]
    return [*steps, _confidence(explanation)]


def _spread(explanation: Explanation) -> Iterator[str]:
    if explanation.spread is None or len(explanation.votes) < 2:
        return
    if explanation.standing.contested:
        yield ngettext(
            "The lowest and the highest source are %(num)s level apart: they disagree.",
            "The lowest and the highest source are %(num)s levels apart: they disagree.",
            explanation.spread,
        )
    elif explanation.spread:
        yield _("The lowest and the highest source are one level apart: they do not disagree.")
    else:
        yield _("All sources give the same status.")


def _confidence(explanation: Explanation) -> str:
    steps = [
        _(
            "%(reason)s: %(confidence)s",
            reason=CONFIDENCE[step.code],
            confidence=label("confidence", step.confidence),
        )
        for step in explanation.confidence_steps
    ]
    return _("Confidence: %(steps)s.", steps=formats.listed_apart(steps))


def settling_steps(explanation: Explanation) -> list[str]:
    """Which lane gives the level: reviewers, then evidence, then the State."""
    settled = False
    steps = []
    for step in explanation.settling:
        steps.append(_settling(step, settled))
        settled = settled or step.settles
    return [*steps, *_regression(explanation)]


def _settling(step: SettlingStep, settled: bool) -> str:
    if step.level is None:
        return str(_SILENT[step.lane])
    said = str(_SPEAKS[step.lane]) % {"level": level_label(step.level)}
    if not step.read:
        return _("%(said)s Your settings leave it out.", said=said)
    if step.settles:
        return _("%(said)s This decides the status.", said=said)
    return _("%(said)s The status is decided already.", said=said) if settled else said


def _regression(explanation: Explanation) -> Iterator[str]:
    settled, earlier = explanation.standing.settled, explanation.earlier
    if settled is None or earlier.settled is None:
        return
    words = {"day": day(earlier.as_of), "level": level_label(earlier.settled)}
    if explanation.standing.regressed:
        yield _("24 months earlier, on %(day)s, it was %(level)s: it is lower now.", **words)
    else:
        yield _("24 months earlier, on %(day)s, it was %(level)s: it is not lower now.", **words)


def dispute_steps(explanation: Explanation) -> list[str]:
    """That counting records are disputed, which does not change figures."""
    return [
        _(
            "%(record)s is challenged in a public reply. It keeps its weight, because a count"
            " cannot say who is right.",
            record=record,
        )
        for record in explanation.disputed
    ]


def figure_steps(explanation: Explanation) -> list[str]:
    """Gap and divergence in full, or why there is none."""
    return [*_gap(explanation), *_divergence(explanation)]


def _gap(explanation: Explanation) -> Iterator[str]:
    terms = explanation.gap_terms
    if terms is not None:
        yield _(
            "“%(level)s” is worth %(value)s. Progress is %(done)s, and the gap is 1 − %(value)s ="
            " %(gap)s.",
            level=level_label(terms.level),
            value=figure(terms.value),
            done=share(terms.value),
            gap=figure(terms.gap),
        )
    elif explanation.standing.settled is not None:
        yield _("No progress is calculated, because the commitment does not count on this day.")
    else:
        yield _(
            "There is no status, so there is no figure. Missing information never counts as zero."
        )


def _divergence(explanation: Explanation) -> Iterator[str]:
    terms = explanation.divergence_terms
    if terms is None:
        return
    sentence = _("The State report and the other source agree.")
    if terms.divergence > 0:
        sentence = _("The State report gives more than the other source.")
    elif terms.divergence < 0:
        sentence = _("The State report gives less than the other source.")
    yield _(
        "Difference: State report %(reported)s − %(source)s %(seen)s = %(divergence)s. %(finding)s",
        reported=figure(terms.reported),
        source=label("source_kind", terms.against),
        seen=figure(terms.seen),
        divergence=signed(terms.divergence),
        finding=sentence,
    )


def firmness(explanation: Explanation) -> list[str]:
    """How one more stream of the strongest tier would change the evidenced level."""
    now = explanation.standing.evidenced
    if now is None:
        return []
    vote = tuple(counted.vote for counted in explanation.votes)
    moved = [one for one in with_one_more(vote, Tier.A) if one.becomes != now]
    if not moved:
        return [_("One more primary official record would not change the status.")]
    return [_moved(one) for one in dict.fromkeys((moved[0], moved[-1]))]


def _moved(one: MovedLevel) -> str:
    return _(
        "One more primary official record with the level “%(stated)s” would change "
        "other evidence to “%(level)s”.",
        stated=level_label(one.vote),
        level=level_label(one.becomes),
    )
