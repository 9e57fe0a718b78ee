"""Turns public records into search documents."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from tracker.core.record_texts import RecordTranslations
from tracker.evidence.search_texts import ActionText, OrganisationText
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
from tracker.reporting.search_texts import EntryText, ReportText
from tracker.search.document import Document, Field, Kind, Part
from tracker.text.word_forms import ANY

# Weights: what a record is called, what it says first, what it says, what it belongs to.
CALLED, FIRST, SAYS, BELONGS = 0, 1, 2, 3


def registry_documents() -> Iterator[Document]:
    """States, commitments, instruments and indicators in display order.

    A commitment whose official wordings changed comes once for each time between two changes.
    """
    registry, translations = register(), RecordTranslations()
    wordings = wording_texts()
    yield from map(state_document, states_by_name())
    for card in registry.cards.values():
        whole = commitment_document(card, wordings.get(card.reference, ()), translations)
        yield from _versions(whole)
    yield from map(instrument_document, registry.instruments.values())
    for indicator in indicator_texts():
        yield indicator_document(indicator, translations)


def _versions(document: Document) -> Iterator[Document]:
    """The versions of a document between days on which its parts changed."""
    bounds = {day for part in document.parts for day in (part.since, part.until) if day}
    inner = sorted(
        day
        for day in bounds
        if (document.since is None or day > document.since)
        and (document.until is None or day < document.until)
    )
    for since, until in zip((document.since, *inner), (*inner, document.until), strict=True):
        day = since or date.min
        parts = tuple(part for part in document.parts if part.is_known(day))
        yield replace(document, parts=parts, since=since, until=until)


def state_document(state: StateNames) -> Document:
    """A State with all its names."""
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
    """A text in all languages into which it is translated."""
    for language, translation in translations.of(text):
        yield Part(translation, weight, language, field=field)


def commitment_document(
    card: Card, wordings: Iterable[WordingText], translations: RecordTranslations
) -> Document:
    """A commitment with official wordings and translations."""
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


def instrument_document(card: InstrumentCard) -> Document:
    """An instrument with its symbol and issuer."""
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


def action_document(act: ActionText) -> Document:
    """An action with its named organisation."""
    named = [Part(act.organisation, BELONGS, field=Field.ORGANISATION)] if act.organisation else []
    return Document(
        kind=Kind.ACTION,
        key=act.reference,
        row=act.id,
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


def report_document(report: ReportText) -> Document:
    """The title and texts of a report."""
    more = [text for text in (report.survivors_how, report.cycle_title) if text]
    return Document(
        kind=Kind.REPORT,
        key=report.reference,
        row=report.id,
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


def entry_document(entry: EntryText) -> Document:
    """An entry of a report on one commitment."""
    return Document(
        kind=Kind.REPORT,
        key=f"{entry.report}#{entry.commitment}",
        row=entry.id,
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


def indicator_document(indicator: IndicatorText, translations: RecordTranslations) -> Document:
    """An indicator with its title in every language."""
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


def organisation_document(organisation: OrganisationText) -> Document:
    """An organisation that is named with an action."""
    return Document(
        kind=Kind.ORGANISATION,
        key=organisation.public_id,
        row=organisation.id,
        organisation=organisation.public_id,
        parts=(Part(organisation.name, CALLED),),
    )
