"""The form of a reply: its fields with their labels, help and validation."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Form, HiddenField, StringField, TextAreaField

from tracker.evidence.citation_drafts import CitationDraft
from tracker.evidence.reply_drafts import ReplyDraft
from tracker.web.core.draft_form import (
    CitingForm,
    ExplainedRadioField,
    ReadableColumn,
    TickField,
    is_named,
    source_field,
)
from tracker.web.replies.words import FIELDS, SOURCE_FIELDS, STANCES

TYPED: Mapping[str, Any] = {"autocomplete": "off", "dir": "auto"}
_of_source = [ReadableColumn(CitationDraft)]
_of_reply = [ReadableColumn(ReplyDraft)]


class SourceForm(Form):
    """One source of a reply."""

    title = StringField(SOURCE_FIELDS["title"], _of_source, render_kw=TYPED)
    publisher = StringField(SOURCE_FIELDS["publisher"], _of_source, render_kw=TYPED)
    url = StringField(SOURCE_FIELDS["url"], _of_source, render_kw=TYPED)
    published_on = StringField(
        SOURCE_FIELDS["published_on"],
        _of_source,
        description=_l("2021, 2021-05 or 2021-05-03"),
        render_kw=TYPED,
    )
    language = StringField(
        SOURCE_FIELDS["language"],
        _of_source,
        description=_l("Language code: en, fr, es …"),
        render_kw=TYPED,
    )
    archived_url = StringField(SOURCE_FIELDS["archived_url"], _of_source, render_kw=TYPED)
    tier = HiddenField(validators=_of_source)  # only programs set it


class ReplyForm(CitingForm):
    """The other side's reply to a record."""

    draft = ReplyDraft

    version = HiddenField()
    stance = ExplainedRadioField(FIELDS["stance"], STANCES, _of_reply)
    text = TextAreaField(
        FIELDS["text"],
        _of_reply,
        description=_l(
            "Do not include names of victims or witnesses, or anything that could identify them."
        ),
        render_kw={"rows": 8, "dir": "auto"},
    )
    language = StringField(
        FIELDS["language"],
        _of_reply,
        description=_l("Language code: en, fr, es, ar, ru, zh, or another."),
        render_kw={**TYPED, "size": 8},
    )
    source_1 = source_field(SourceForm)
    source_2 = source_field(SourceForm)
    source_3 = source_field(SourceForm)
    source_4 = source_field(SourceForm)
    source_5 = source_field(SourceForm)
    withhold_name = TickField(FIELDS["withhold_name"], _of_reply)
    show_survivor_led = TickField(FIELDS["show_survivor_led"], _of_reply)
    next = BooleanField()  # the button that leads to the check

    def shown_sources(self) -> list[Any]:
        """The filled sources and one more."""
        sources = self.sources()
        last = max((number for number, each in enumerate(sources, 1) if is_named(each)), default=0)
        return sources[: last + 1]
