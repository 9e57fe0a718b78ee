"""The changes on a card in sentences, shared by page and PDF."""

from collections import Counter

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.card.builder import StateCard
from tracker.card.changes import Change, level_of
from tracker.core import formats
from tracker.gap.facts import Applicability, Standing
from tracker.labels import charts
from tracker.labels.codes import last_known_word
from tracker.reporting.vocabulary import Answer


def changed_sentences(card: StateCard) -> list[str]:
    """How many statuses changed since the earlier day, and in which direction."""
    both = _(
        "This compares %(since)s with %(day)s, both as known on %(known)s.",
        since=charts.day(card.since),
        day=charts.day(card.reading.as_of),
        known=charts.day(card.reading.known_by),
    )
    if not card.changed:
        return [_("No status changed."), both]
    kinds = Counter(_direction(change) for change in card.changed)
    parts = [
        text
        for kind, text in (
            ("fell", _("%(number)s fell", number=kinds["fell"])),
            ("rose", _("%(number)s rose", number=kinds["rose"])),
            ("came", _("%(number)s became known", number=kinds["came"])),
            ("began", _("%(number)s began to apply", number=kinds["began"])),
            ("went", _("%(number)s are no longer known", number=kinds["went"])),
        )
        if kinds[kind]
    ]
    total = ngettext(
        "The status of %(num)s commitment changed: %(parts)s.",
        "The status of %(num)s commitments changed: %(parts)s.",
        len(card.changed),
        parts=formats.listed(parts),
    )
    return [total, both]


def _direction(change: Change) -> str:
    if change.step is not None:
        return "fell" if change.step < 0 else "rose"
    if change.before.applicability is not Applicability.APPLIES:
        return "began"
    return "went" if level_of(change.cell.standing) is None else "came"


def change_words(change: Change) -> str:
    """A change of level in words."""
    return _(
        "Before: %(before)s. Now: %(after)s",
        before=_before(change.before),
        after=standing_words(change.cell.standing),
    )


def _before(standing: Standing) -> str:
    if standing.applicability is Applicability.APPLIES:
        return standing_words(standing)
    return str(
        {
            Applicability.NOT_YET_DUE: _("Not yet adopted"),
            Applicability.NOT_APPLICABLE: _("Not applicable"),
            Applicability.NOT_YET_MEMBER: _("Not yet a member of the United Nations"),
        }.get(standing.applicability, _("Not known to apply"))
    )


def standing_words(standing: Standing) -> str:
    """The status of an applicable cell in words."""
    if standing.settled is not None:
        return str(charts.LEVELS[standing.settled])
    if standing.is_dated:
        return last_known_word(standing)
    if standing.reported_answer in (Answer.NOT_ASSESSED, Answer.NOT_APPLICABLE):
        return _("Not assessed")
    return _("No information")
