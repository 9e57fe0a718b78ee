"""Writes the sentences of a report card once, for page and PDF."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.card.builder import DueReport, StateCard, year_before
from tracker.card.change_narrative import changed_sentences
from tracker.card.highlights import WIDEST, CardCell
from tracker.card.robustness import firmness_sentences
from tracker.gap.scoring import FigureStanding
from tracker.labels import charts


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a card: its title, and what its data say in sentences."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class CardNarrative:
    """All parts of a card, in the order of its argument."""

    summary: Part
    firmness: Part
    widest: Part
    diverging: Part
    disputed: Part
    silence: Part
    unknown: Part
    changed: Part
    sources: Part


@dataclass(frozen=True, slots=True)
class Number:
    """A number at the head of a card; ``key`` says what is counted."""

    key: str
    number: int
    name: str


def numbers(card: StateCard, owed: DueReport) -> tuple[Number, ...]:
    """The numbers at the head of a card, with their words."""
    counts = card.counts
    changed = (
        _("changed in a year")
        if card.since == year_before(card.reading.as_of)
        else _("changed since %(year)s", year=card.since.year)
    )
    return (
        Number("applicable", counts.applicable, _("apply")),
        Number("known", counts.known, _("with a level")),
        Number("untold", counts.untold, _("nobody knows")),
        Number("widest", card.short, _("short of complete")),
        Number("diverging", len(card.diverging), _("accounts differ")),
        Number("disputed", len(card.disputed), _("contested")),
        Number("changed", len(card.changed), changed),
        Number("silence", len(owed.silent), _("reports overdue")),
    )


def narrate(card: StateCard, owed: DueReport) -> CardNarrative:
    """The titles and sentences of a card."""
    name = charts.state_name(card.line)
    return CardNarrative(
        summary=Part(name, " ".join(summary(card, name))),
        firmness=Part(_("How sure is the figure?"), _join(firmness_sentences(card.firmness))),
        widest=Part(_("Where are the gaps widest?"), _join(_widest(card))),
        diverging=Part(_("Where do the state and others differ?"), _join(_diverging(card))),
        disputed=Part(_("What is contested?"), _join(_disputed(card))),
        silence=Part(_("What was due and has not been reported?"), _join(_silence(owed, name))),
        unknown=Part(_("What does nobody know?"), _join(_unknown(card, name))),
        changed=Part(
            _("What changed since %(day)s?", day=charts.day(card.since)),
            _join(changed_sentences(card)),
        ),
        sources=Part(_("On which sources does this rest?"), _join(_sources(card))),
    )


def _join(sentences: Sequence[str]) -> str:
    return " ".join(sentences)


# How much is known, and what that amounts to ------------------------------------------------


def summary(card: StateCard, name: str) -> list[str]:
    """What is known of a state, in a few sentences."""
    score = card.score
    if not score.applicable or score.coverage is None:
        return [
            _(
                "On this day nothing that is recorded here applied to %(state)s, or nothing had "
                "been published yet.",
                state=name,
            )
        ]
    known = ngettext(
        "%(num)s commitment applies to %(state)s; a level is on record for %(known)s of %(num)s "
        "(coverage %(coverage)s).",
        "%(num)s commitments apply to %(state)s; a level is on record for %(known)s of them "
        "(coverage %(coverage)s).",
        score.applicable,
        state=name,
        known=charts.count(score.known),
        coverage=charts.per_cent(score.coverage),
    )
    return [known, *_amounting(card)]


def _amounting(card: StateCard) -> list[str]:
    score = card.score
    if score.gap is None or score.low is None or score.high is None:
        return [_("Nothing else is known, and that is not a zero: there is no figure.")]
    spread = _(
        "Where something is known, the gap is %(gap)s; with all that is unknown it lies somewhere "
        "between %(low)s and %(high)s.",
        gap=charts.two_digits(score.gap),
        low=charts.two_digits(score.low),
        high=charts.two_digits(score.high),
    )
    return [_bases(card), spread, _worth(card)]


def _bases(card: StateCard) -> str:
    counts = card.counts
    if not counts.assessed and not counts.reported:
        return _(
            "All of that rests on evidence: neither a report of the state nor an assessment "
            "settles anything yet."
        )
    if not counts.assessed and not counts.evidenced:
        return _("All of that rests on the state’s own report: nobody else has said anything yet.")
    return _(
        "Of these levels, %(evidenced)s rest on evidence, %(assessed)s on what reviewers conclude "
        "and %(reported)s on the state’s own report alone.",
        evidenced=charts.count(counts.evidenced),
        assessed=charts.count(counts.assessed),
        reported=charts.count(counts.reported),
    )


def _worth(card: StateCard) -> str:
    score = card.score
    if score.band is None:
        return _("That is too little to call the gap narrow or wide.")
    band = str(charts.BANDS[score.band]).lower()
    if score.figure is FigureStanding.INDICATIVE:
        return _("That is enough for an indication: %(band)s.", band=band)
    return _("That is enough to compare: %(band)s.", band=band)


# What is picked out -------------------------------------------------------------------------


def _widest(card: StateCard) -> list[str]:
    known, found = card.counts.known, len(card.widest)
    if not known:
        return [_("No level is on record, so no gap can be named: this list says nothing.")]
    if not found:
        return [
            ngettext(
                "None: the one commitment of which something is known stands at complete.",
                "None: all %(num)s commitments of which something is known stand at complete.",
                known,
            )
        ]
    texts = [
        ngettext(
            "Among the %(known)s commitments of which something is known, %(num)s is short of "
            "complete.",
            "Among the %(known)s commitments of which something is known, %(num)s are short of "
            "complete.",
            card.short,
            known=charts.count(known),
        )
    ]
    if found > WIDEST:
        texts.append(_cut(card.widest))
    return texts


def _cut(found: Sequence[CardCell]) -> str:
    """That a list of ten ends somewhere, and whether the next ones are just as wide."""
    last = found[WIDEST - 1].standing.gap
    ties = sum(cell.standing.gap == last for cell in found[WIDEST:])
    shown = _("The ten widest are listed; what asks the same is one line.")
    if not ties:
        return shown
    return " ".join(
        (
            shown,
            ngettext(
                "%(num)s more is as wide as the last of them.",
                "%(num)s more are as wide as the last of them.",
                ties,
            ),
        )
    )


def _diverging(card: StateCard) -> list[str]:
    more, less, agreeing = len(card.claims_more), len(card.claims_less), card.counts.agreeing
    if not more + less + agreeing:
        return [
            _(
                "Nothing can be compared yet: on no commitment do both the state and others say a "
                "level."
            )
        ]
    both = ngettext(
        "On %(num)s commitment both the state and others say a level.",
        "On %(num)s commitments both the state and others say a level.",
        more + less + agreeing,
    )
    apart = _(
        "The state claims more than others see on %(more)s and less on %(less)s; on %(same)s they "
        "agree.",
        more=charts.count(more),
        less=charts.count(less),
        same=charts.count(agreeing),
    )
    return [both, apart]


def _disputed(card: StateCard) -> list[str]:
    against = sum(cell.standing.contested for cell in card.disputed)
    answered = sum(cell.standing.disputed for cell in card.disputed)
    if not card.disputed:
        return [
            _(
                "Nothing: no two votes on a commitment lie two levels apart, and no answer "
                "contests a record."
            )
        ]
    texts = []
    if against:
        texts.append(
            ngettext(
                "On %(num)s commitment the evidence contradicts itself by two levels or more.",
                "On %(num)s commitments the evidence contradicts itself by two levels or more.",
                against,
            )
        )
    if answered:
        texts.append(
            ngettext(
                "On %(num)s commitment a public answer contests a record; it counts all the same.",
                "On %(num)s commitments a public answer contests a record; it counts all the same.",
                answered,
            )
        )
    return texts


# Silence ------------------------------------------------------------------------------------


def _silence(owed: DueReport, name: str) -> list[str]:
    if not owed.asked:
        texts = [_("Nothing: no report of %(state)s had been due by this day.", state=name)]
    elif not owed.silent:
        texts = [
            ngettext(
                "Nothing: the one report that was due has been sent.",
                "Nothing: all %(num)s reports that were due have been sent.",
                owed.asked,
            )
        ]
    else:
        texts = [
            ngettext(
                "%(num)s report was due by this day and has not been sent.",
                "%(num)s reports were due by this day and have not been sent.",
                len(owed.silent),
            )
        ]
    if owed.following:
        texts.append(
            _("The next one is due on %(day)s.", day=charts.day(owed.following.due_on)),
        )
    return texts


def _unknown(card: StateCard, name: str) -> list[str]:
    counts = card.counts
    if not counts.applicable:
        return [_("Nothing applies on this day, so nothing is missing either.")]
    if not counts.untold:
        texts = [_("There is some word on every commitment that applies to %(state)s.", state=name)]
    else:
        texts = [
            ngettext(
                "Nobody has said anything about %(untold)s of the %(num)s commitment that applies.",
                "Nobody has said anything about %(untold)s of the %(num)s commitments that apply.",
                counts.applicable,
                untold=charts.count(counts.untold),
            ),
            _("That is neither good nor bad: it is not known."),
        ]
    if card.unassessed:
        texts.append(
            ngettext(
                "On %(num)s the state’s own report gives a reason instead of a level.",
                "On %(num)s the state’s own report gives a reason instead of a level.",
                card.unassessed,
            )
        )
    return texts


# Sources ------------------------------------------------------------------------------------


def _sources(card: StateCard) -> list[str]:
    if not card.sources:
        return [_("On none: no record of others counts on this day.")]
    tiers = Counter(use.source.tier for use in card.sources)
    parts = [
        _("%(number)s of tier %(tier)s", number=charts.count(tiers[tier]), tier=tier)
        for tier in sorted(tier for tier in tiers if tier)
    ]
    return [
        ngettext(
            "%(num)s source speaks in the cells of this card: %(parts)s.",
            "%(num)s sources speak in the cells of this card: %(parts)s.",
            len(card.sources),
            parts=", ".join(parts),
        )
    ]
