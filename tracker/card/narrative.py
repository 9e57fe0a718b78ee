"""The sentences of a report card, shared by page and PDF."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.card.builder import DueReport, StateCard, year_before
from tracker.card.change_narrative import changed_sentences
from tracker.card.highlights import WIDEST, CardCell
from tracker.card.robustness import firmness_sentences
from tracker.card.summary import progress_sentences, spread_sentences, summary_sentences
from tracker.core import formats
from tracker.labels import charts


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a card: its title and its sentences."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class CardNarrative:
    """All parts of a card in order."""

    summary: Part
    progress: Part
    spread: Part
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
    """A key figure of a card. ``key`` says what is counted."""

    key: str
    number: int
    name: str


def numbers(card: StateCard, owed: DueReport) -> tuple[Number, ...]:
    """The key figures of a card with their labels."""
    counts = card.counts
    changed = (
        _("changed in a year")
        if card.since == year_before(card.reading.as_of)
        else _("changed since %(year)s", year=card.since.year)
    )
    return (
        Number("applicable", counts.applicable, _("commitments")),
        Number("known", counts.known, _("with current information")),
        Number("dated", counts.dated, _("known earlier only")),
        Number("untold", counts.untold, _("without information")),
        Number("widest", card.short, _("known not complete")),
        Number("diverging", len(card.diverging), _("sources differ from the State report")),
        Number("changed", len(card.changed), changed),
        Number("silence", len(owed.silent), _("reports overdue")),
    )


def narrate(card: StateCard, owed: DueReport) -> CardNarrative:
    """The titles and sentences of a card."""
    name = charts.state_name(card.line)
    return CardNarrative(
        summary=Part(name, _join(summary_sentences(card, name))),
        progress=Part(_("Progress"), _join(progress_sentences(card))),
        spread=Part(_("Range"), _join(spread_sentences(card))),
        firmness=Part(
            _("How much does the figure depend on the scoring rules?"),
            _join(firmness_sentences(card.firmness)),
        ),
        widest=Part(_("Where is most still to do?"), _join(_widest(card))),
        diverging=Part(
            _("Where do the State report and other sources differ?"), _join(_diverging(card))
        ),
        disputed=Part(
            _("Where do sources disagree, and what is challenged?"), _join(_disputed(card))
        ),
        silence=Part(_("Which reports were due?"), _join(_silence(owed, name))),
        unknown=Part(_("Where is there no information?"), _join(_unknown(card, name))),
        changed=Part(
            _("What changed since %(day)s?", day=charts.day(card.since)),
            _join(changed_sentences(card)),
        ),
        sources=Part(_("Which sources does this rest on?"), _join(_sources(card))),
    )


def _join(sentences: Sequence[str]) -> str:
    return formats.sentences(*sentences)


# What is picked out -------------------------------------------------------------------------


def _widest(card: StateCard) -> list[str]:
    known, found = card.counts.known, len(card.widest)
    if not known:
        return [_("There is no current information, so no commitment can be named here.")]
    if not found:
        return [
            ngettext(
                "Nothing: the one commitment with current information is complete.",
                "Nothing: all %(num)s commitments with current information are complete.",
                known,
            )
        ]
    texts = [
        ngettext(
            "Of the %(known)s commitments with current information, %(num)s is not complete.",
            "Of the %(known)s commitments with current information, %(num)s are not complete.",
            card.short,
            known=charts.count(known),
        )
    ]
    if found > WIDEST:
        texts.append(_cut(card.widest))
    return texts


def _cut(found: Sequence[CardCell]) -> str:
    """Says that a list of ten is cut, and whether the next items have the same gap."""
    last = found[WIDEST - 1].standing.gap
    ties = sum(cell.standing.gap == last for cell in found[WIDEST:])
    shown = _("The ten furthest from complete are listed. Commitments that ask the same are one.")
    if not ties:
        return shown
    return " ".join(
        (
            shown,
            ngettext(
                "%(num)s more is as far from complete as the last of them.",
                "%(num)s more are as far from complete as the last of them.",
                ties,
            ),
        )
    )


def _diverging(card: StateCard) -> list[str]:
    more, less, agreeing = len(card.claims_more), len(card.claims_less), card.counts.agreeing
    if not more + less + agreeing:
        return [_("On no commitment do both the State report and another source give a status.")]
    both = ngettext(
        "On %(num)s commitment both the State report and another source give a status.",
        "On %(num)s commitments both the State report and another source give a status.",
        more + less + agreeing,
    )
    apart = _(
        "The State report gives a higher status on %(more)s, a lower one on %(less)s and the same "
        "on %(same)s.",
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
                "On no commitment do sources lie two levels or more apart, and no record is "
                "challenged."
            )
        ]
    texts = []
    if against:
        texts.append(
            ngettext(
                "On %(num)s commitment sources lie two levels or more apart.",
                "On %(num)s commitments sources lie two levels or more apart.",
                against,
            )
        )
    if answered:
        texts.append(
            ngettext(
                "On %(num)s commitment a public reply challenges a record, which still counts.",
                "On %(num)s commitments a public reply challenges a record, which still counts.",
                answered,
            )
        )
    return texts


# Reports and information that are missing ---------------------------------------------------


def _silence(owed: DueReport, name: str) -> list[str]:
    if not owed.asked:
        texts = [_("No report from %(state)s was due by this day.", state=name)]
    elif not owed.silent:
        texts = [
            ngettext(
                "The one report that was due has been sent.",
                "All %(num)s reports that were due have been sent.",
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
            _("The next report is due on %(day)s.", day=charts.day(owed.following.due_on)),
        )
    return texts


def _unknown(card: StateCard, name: str) -> list[str]:
    counts = card.counts
    if not counts.applicable:
        return [_("No commitment applies on this day.")]
    if not counts.untold:
        texts = [
            _("There is some information on every commitment of %(state)s.", state=name),
        ]
    else:
        texts = [
            ngettext(
                "There is no information on %(untold)s of the %(num)s commitment that applies.",
                "There is no information on %(untold)s of the %(num)s commitments that apply.",
                counts.applicable,
                untold=charts.count(counts.untold),
            ),
            _("That is neither good nor bad."),
        ]
    if card.unassessed:
        texts.append(
            ngettext(
                "On %(num)s the State report gives a reason instead of a status.",
                "On %(num)s the State report gives a reason instead of a status.",
                card.unassessed,
            )
        )
    return texts


# Sources ------------------------------------------------------------------------------------


def _sources(card: StateCard) -> list[str]:
    if not card.sources:
        return [_("No source says anything that counts on this day.")]
    tiers = Counter(use.source.tier for use in card.sources)
    parts = [
        _("%(number)s of strength %(tier)s", number=charts.count(tiers[tier]), tier=tier)
        for tier in sorted(tier for tier in tiers if tier)
    ]
    return [
        ngettext(
            "%(num)s source counts for the commitments of this State: %(parts)s.",
            "%(num)s sources count for the commitments of this State: %(parts)s.",
            len(card.sources),
            parts=formats.listed(parts),
        )
    ]
