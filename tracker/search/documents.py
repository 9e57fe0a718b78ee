"""Turns public records into search documents, with texts in order of weight."""

from collections.abc import Iterable, Iterator

from tracker.core.record_texts import RecordTranslations
from tracker.evidence.search_texts import ActionText, action_texts
from tracker.registry.queries.commitments import register
from tracker.registry.search_texts import (
    IndicatorText,
    StateNames,
    WordingText,
    indicator_texts,
    states_by_name,
    wording_texts,
)
from tracker.registry.summaries import Card, InstrumentCard
from tracker.reporting.search_texts import EntryText, ReportText, entry_texts, report_texts
from tracker.search.index import Document, Field, Kind, Part
from tracker.text.word_forms import ANY

# Weights: what a record is called, what it says first, what it says, what it belongs to.
CALLED, FIRST, SAYS, BELONGS = 0, 1, 2, 3


def documents(names: Iterable[StateNames]) -> list[Document]:
    """Everything that may be found, in the order in which equals are shown."""
    registry = register()
    acts = action_texts()
    wordings, translations = wording_texts(), RecordTranslations()
    return [
        *map(_state, names),
        *(
            _commitment(card, wordings.get(card.reference, ()), translations)
            for card in registry.cards.values()
        ),
        *map(_instrument, registry.instruments.values()),
        *map(_action, acts),
        *map(_report, report_texts()),
        *map(_entry, entry_texts()),
        *(_indicator(each, translations) for each in indicator_texts()),
        *_organisations(acts),
    ]


def named_states() -> tuple[StateNames, ...]:
    """The states with all their names."""
    return states_by_name()


def _state(state: StateNames) -> Document:
    return Document(
        kind=Kind.STATE,
        key=state.iso3,
        iso3=state.iso3,
        parts=(
            *(Part(name, CALLED, code) for code, name in state.names.items()),
            *(Part(alias, FIRST, field=Field.OTHER_NAME) for alias in state.aliases),
            Part(state.iso3, CALLED),
            Part(state.iso2, CALLED),
        ),
    )


def _translated(
    translations: RecordTranslations, text: str, weight: int, field: Field = Field.TEXT
) -> Iterator[Part]:
    """A text of ours in each language into which it is translated."""
    for language, translation in translations.of(text):
        yield Part(translation, weight, language, field=field)


def _commitment(
    card: Card, wordings: Iterable[WordingText], translations: RecordTranslations
) -> Document:
    hidden = [(theme.name, Field.THEME) for theme in card.themes]
    hidden += [(f"SDG {target}", Field.TARGET) for target in card.sdg_targets]
    return Document(
        kind=Kind.COMMITMENT,
        key=card.reference,
        title=1,
        since=card.published_at.date(),
        until=card.ended_at.date() if card.ended_at else None,
        parts=(
            Part(card.reference, CALLED),
            Part(card.title, FIRST, "en"),
            Part(card.statement, SAYS, "en"),
            *(
                [Part(card.official_wording, SAYS, "en", field=Field.WORDING)]
                if card.official_wording
                else ()
            ),
            *(_wording(each) for each in wordings),
            Part(
                f"{card.instrument.symbol or card.instrument.code}, {card.locator}",
                SAYS,
                field=Field.PLACE,
            ),
            Part(card.instrument.title, BELONGS, "en", field=Field.INSTRUMENT),
            *(Part(text, BELONGS, "en", field=field) for text, field in hidden),
            *_translated(translations, card.title, FIRST),
            *_translated(translations, card.statement, SAYS),
            *(
                part
                for theme in card.themes
                for part in _translated(translations, theme.name, BELONGS, Field.THEME)
            ),
        ),
    )


def _wording(wording: WordingText) -> Part:
    return Part(
        text=wording.text,
        weight=SAYS,
        language=wording.language,
        since=wording.public_from,
        until=wording.public_until,
        field=Field.WORDING,
    )


def _instrument(card: InstrumentCard) -> Document:
    called = card.code if card.symbol is None else f"{card.code} · {card.symbol}"
    return Document(
        kind=Kind.INSTRUMENT,
        key=card.code,
        parts=(
            Part(card.title, CALLED, "en"),
            Part(called, CALLED),
            Part(card.issuing_body, SAYS, "en", field=Field.ISSUER),
        ),
    )


def _action(act: ActionText) -> Document:
    named = [Part(act.organisation, BELONGS, field=Field.ORGANISATION)] if act.organisation else []
    return Document(
        kind=Kind.ACTION,
        key=act.reference,
        title=1,
        iso3=act.iso3,
        on=act.effective_on,
        on_precision=act.effective_precision,
        since=act.public_from,
        until=act.public_until,
        organisation=act.organisation_id,
        parts=(
            Part(act.reference, CALLED),
            Part(act.title, FIRST, act.language),
            Part(act.account, SAYS, act.language),
            *named,
        ),
    )


def _report(report: ReportText) -> Document:
    more = [text for text in (report.survivors_how, report.cycle_title) if text]
    return Document(
        kind=Kind.REPORT,
        key=report.reference,
        title=1,
        iso3=report.iso3,
        on=report.period_end,
        since=report.public_from,
        until=report.public_until,
        parts=(
            Part(report.reference, CALLED),
            Part(report.title, FIRST, ANY),
            *(Part(text, SAYS, ANY) for text in more),
        ),
    )


def _entry(entry: EntryText) -> Document:
    return Document(
        kind=Kind.REPORT,
        key=f"{entry.report}#{entry.commitment}",
        within=entry.report,
        title=0,
        iso3=entry.iso3,
        on=entry.period_end,
        since=entry.public_from,
        until=entry.public_until,
        parts=(
            Part(entry.title, BELONGS, "en", field=Field.COMMITMENT),
            Part(entry.commitment, BELONGS),
            *(Part(text, SAYS, ANY) for text in entry.said),
        ),
    )


def _indicator(indicator: IndicatorText, translations: RecordTranslations) -> Document:
    return Document(
        kind=Kind.INDICATOR,
        key=indicator.code,
        parts=(
            Part(indicator.title, CALLED, "en"),
            Part(indicator.code, CALLED),
            Part(indicator.statement, SAYS, "en"),
            *_translated(translations, indicator.title, SAYS),
        ),
    )


def _organisations(acts: Iterable[ActionText]) -> Iterator[Document]:
    """Those that are named with an act, which is what their pages show; by name."""
    named = {act.organisation_id: act.organisation for act in acts if act.organisation_id}
    for public_id, name in sorted(named.items(), key=lambda one: (one[1], one[0])):
        yield Document(
            kind=Kind.ORGANISATION,
            key=str(public_id),
            organisation=public_id,
            parts=(Part(str(name), CALLED),),
        )
