"""Changes of the registry in words."""

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from tracker.core.record_texts import record_text
from tracker.timeline.event import Event, EventKind, RecordKind, RelatedRecord

HEADLINES = {
    (RelatedRecord.RELATION, EventKind.PUBLISHED): _l("relations added"),
    (RelatedRecord.RELATION, EventKind.CHANGED): _l("relations changed"),
    (RelatedRecord.RELATION, EventKind.WITHDRAWN): _l("relations removed"),
    (RelatedRecord.MEASURE, EventKind.PUBLISHED): _l("measures added"),
    (RelatedRecord.MEASURE, EventKind.CHANGED): _l("measures changed"),
    (RelatedRecord.MEASURE, EventKind.WITHDRAWN): _l("measures removed"),
}


def headline(one: Event) -> str | None:
    """The headline for a registry link. None for anything else."""
    tie = _tie(one)
    return str(HEADLINES[tie, one.what]) if tie else None


def sentence(one: Event, _state: str = "") -> str:
    """The event in a sentence that stands alone."""
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
                "The relation between %(one)s and %(other)s was removed.",
                "%(num)s relations between passages were removed.",
                number,
                **named,
            )
        case EventKind.CHANGED:
            return ngettext(
                "The relation between %(one)s and %(other)s was changed.",
                "%(num)s relations between passages were changed.",
                number,
                **named,
            )
        case _:
            return ngettext(
                "A relation between %(one)s and %(other)s was added.",
                "%(num)s relations between passages were added.",
                number,
                **named,
            )


def _measured(one: Event) -> str:
    number = one.number or 0
    named = {"title": record_text(one.about_title), "reference": one.reference}
    match one.what:
        case EventKind.WITHDRAWN:
            return ngettext(
                "“%(title)s” no longer measures %(reference)s.",
                "“%(title)s” no longer measures %(num)s passages.",
                number,
                **named,
            )
        case EventKind.CHANGED:
            return ngettext(
                "The reason why “%(title)s” measures %(reference)s was changed.",
                "The reason why “%(title)s” measures %(num)s passages was changed.",
                number,
                **named,
            )
        case _:
            return ngettext(
                "“%(title)s” now measures %(reference)s.",
                "“%(title)s” now measures %(num)s passages.",
                number,
                **named,
            )


def _passages(one: Event) -> str:
    number = one.number or 0
    if one.what is EventKind.CHANGED:
        return ngettext(
            "The text of %(reference)s was changed.",
            "The texts of %(num)s passages were changed.",
            number,
            reference=one.reference,
        )
    named = {"title": record_text(one.about_title)}
    if one.what is EventKind.WITHDRAWN:
        return ngettext(
            "%(num)s passage of “%(title)s” was removed.",
            "%(num)s passages of “%(title)s” were removed.",
            number,
            **named,
        )
    return ngettext(
        "%(num)s passage of “%(title)s” was added.",
        "%(num)s passages of “%(title)s” were added.",
        number,
        **named,
    )


def _tie(one: Event) -> RelatedRecord | None:
    if one.kind is not RecordKind.REGISTRY or one.detail is None:
        return None
    return RelatedRecord(one.detail)
