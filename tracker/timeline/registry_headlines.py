"""Changes of the registry in words: passages, how they stand to each other, what measures them."""

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from tracker.timeline.event import Event, EventKind, RecordKind, RelatedRecord

HEADLINES = {
    (RelatedRecord.RELATION, EventKind.PUBLISHED): _l("relations of passages put on record"),
    (RelatedRecord.RELATION, EventKind.CHANGED): _l("relations of passages changed"),
    (RelatedRecord.RELATION, EventKind.WITHDRAWN): _l("relations of passages taken off the record"),
    (RelatedRecord.MEASURE, EventKind.PUBLISHED): _l("measure of passages put on record"),
    (RelatedRecord.MEASURE, EventKind.CHANGED): _l("measure of passages changed"),
    (RelatedRecord.MEASURE, EventKind.WITHDRAWN): _l("measure of passages taken off the record"),
}


def headline(one: Event) -> str | None:
    """For a tie of the registry; None for anything else."""
    tie = _tie(one)
    return str(HEADLINES[tie, one.what]) if tie else None


def sentence(one: Event, _state: str = "") -> str:
    """What happened, in a sentence that stands alone."""
    match _tie(one):
        case RelatedRecord.RELATION:
            return _related(one)
        case RelatedRecord.MEASURE:
            return _measured(one)
        case _:
            return _passages(one)


def _related(one: Event) -> str:
    number = one.number or 0
    named = {"one": one.reference, "other": one.about}
    match one.what:
        case EventKind.WITHDRAWN:
            return ngettext(
                "How %(one)s stands to %(other)s was taken off the record.",
                "How passages stand to each other was taken off the record, %(num)s times.",
                number,
                **named,
            )
        case EventKind.CHANGED:
            return ngettext(
                "How %(one)s stands to %(other)s was changed.",
                "How passages stand to each other was changed, %(num)s times.",
                number,
                **named,
            )
        case _:
            return ngettext(
                "How %(one)s stands to %(other)s was put on record.",
                "How passages stand to each other was put on record, %(num)s times.",
                number,
                **named,
            )


def _measured(one: Event) -> str:
    number = one.number or 0
    named = {"title": one.about_title, "reference": one.reference}
    match one.what:
        case EventKind.WITHDRAWN:
            return ngettext(
                "“%(title)s” measures %(reference)s no longer.",
                "“%(title)s” measures %(num)s passages no longer.",
                number,
                **named,
            )
        case EventKind.CHANGED:
            return ngettext(
                "Why “%(title)s” measures %(reference)s was put in other words.",
                "Why “%(title)s” measures %(num)s passages was put in other words.",
                number,
                **named,
            )
        case _:
            return ngettext(
                "“%(title)s” was put on record as a measure of %(reference)s.",
                "“%(title)s” was put on record as a measure of %(num)s passages.",
                number,
                **named,
            )


def _passages(one: Event) -> str:
    number = one.number or 0
    if one.what is EventKind.CHANGED:
        return ngettext(
            "What the registry says of %(reference)s was changed.",
            "What the registry says of %(num)s passages was changed.",
            number,
            reference=one.reference,
        )
    named = {"title": one.about_title}
    if one.what is EventKind.WITHDRAWN:
        return ngettext(
            "%(num)s passage of “%(title)s” was taken off the record.",
            "%(num)s passages of “%(title)s” were taken off the record.",
            number,
            **named,
        )
    return ngettext(
        "%(num)s passage of “%(title)s” was put on record.",
        "%(num)s passages of “%(title)s” were put on record.",
        number,
        **named,
    )


def _tie(one: Event) -> RelatedRecord | None:
    if one.kind is not RecordKind.REGISTRY or one.detail is None:
        return None
    return RelatedRecord(one.detail)
