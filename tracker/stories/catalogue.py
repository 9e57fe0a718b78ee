"""Key questions from the founding documents, and the charts that answer them.

A story holds no number and no finding: each sentence is the chart's own, made from its rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from tracker.charts.catalogue import chart
from tracker.charts.chart import Chart
from tracker.charts.scope import scope
from tracker.charts.series.measured import MeasureSummary, measure_summaries
from tracker.core import formats
from tracker.core.record_texts import record_text
from tracker.gap.facts import ScoringParams
from tracker.gap.snapshot import CommitmentLine
from tracker.registry.vocabulary import COUNTED_KINDS


@dataclass(frozen=True, slots=True)
class Part:
    """A chart of a story with its filters."""

    chart: str
    filters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Story:
    """A question, its background, and its charts in order.

    ``theme`` is that of the commitments it is about, None where it is about all of them.
    ``unknown`` says what these figures cannot tell, whatever they show.
    """

    name: str
    question: Any
    why: Any
    unknown: Any
    parts: tuple[Part, ...]
    theme: str | None = None


def _of(theme: str, *charts: str) -> tuple[Part, ...]:
    return tuple(Part(name, {"theme": theme}) for name in charts)


STORIES = {
    story.name: story
    for story in (
        Story(
            "survivors",
            _l("Are survivors heard?"),
            _l(
                "The theme of 2021 was “Victims’ voices lead the way”. Here you see "
                "the requests to States, their reports and the records of survivor-led "
                "organisations."
            ),
            _l(
                "We do not know whether consulted survivors changed anything, or who "
                "was never asked. We store nothing about single survivors."
            ),
            _of(
                "survivor-participation",
                *("consultation", "survivor-led", "commitments-by-level", "known"),
            ),
            theme="survivor-participation",
        ),
        Story(
            "non-punishment",
            _l("Are victims spared punishment?"),
            _l(
                "Texts since 2010 ask States not to punish victims for acts that "
                "traffickers made them commit. Speakers at the hearing of 2021 raised "
                "this often."
            ),
            _l(
                "A level covers laws and practice that were reported or logged. We do "
                "not count how many victims were punished."
            ),
            _of("non-punishment", "known", "map", "commitments-by-level"),
            theme="non-punishment",
        ),
        Story(
            "ratification",
            _l("Does joining the Protocol change practice?"),
            _l(
                "Texts since the Protocol against trafficking in persons ask States to "
                "join it and to carry it out. We know the dates of joining. An index "
                "measured practice until 2013."
            ),
            _l(
                "Two things that go together need not cause each other. The index has "
                "measured nothing since 2013, and our list of parties has gaps."
            ),
            (Part("joined-index"), Part("ratifications"), Part("index-3p")),
        ),
        Story(
            "migration",
            _l("Are migrants protected from trafficking?"),
            _l(
                "The Network on Migration holds that protecting migrants is at the "
                "heart of ending trafficking. These commitments are about safe "
                "migration, recruitment, borders, residence, and help regardless of "
                "status."
            ),
            _l(
                "The map does not show where trafficked migrants are. It shows "
                "commitments of States and the information about them."
            ),
            _of("migration", "known", "map", "pillars", "commitments-by-level"),
            theme="migration",
        ),
        Story(
            "silence",
            _l("Who has not reported?"),
            _l(
                "Speakers at the hearing of 2021 asked to close the gaps between "
                "commitments and actions. First we have to see them. Without reports "
                "we cannot."
            ),
            _l(
                "There are many reasons not to report: no request, no means or no "
                "will. These figures do not distinguish them."
            ),
            (Part("silence"), Part("due-reports"), Part("known"), Part("commitments-by-level")),
        ),
    )
}


@dataclass(frozen=True, slots=True)
class StoryAnswer:
    """Commitments of one text on the theme of a story, and those that count for States."""

    instrument: str
    passages: int
    counting: int


def charts(story: Story, reading: ScoringParams) -> list[Chart]:
    """The charts of a story at a reading."""
    return [chart(part.chart, reading, filters=part.filters) for part in story.parts]


def first(story: Story, reading: ScoringParams) -> Chart:
    """The chart whose sentence represents the story in short lists."""
    part = story.parts[0]
    return chart(part.chart, reading, filters=part.filters)


def asked_by(story: Story, reading: ScoringParams) -> list[StoryAnswer]:
    """Commitments on the theme by text code. Empty without a theme."""
    if story.theme is None:
        return []
    lines = scope(reading, {"theme": story.theme}).commitments
    codes = sorted({line.instrument for line in lines})
    return [_asked(code, [line for line in lines if line.instrument == code]) for code in codes]


def measured_by(story: Story, reading: ScoringParams) -> tuple[MeasureSummary, ...]:
    """Indicators of the counting commitments. Empty without a theme."""
    if story.theme is None:
        return ()
    lines = scope(reading, {"theme": story.theme}).commitments
    return measure_summaries((line.reference for line in lines if _counts(line)), reading)


def describe_measures(found: Sequence[MeasureSummary]) -> str:
    """A sentence on the indicators behind a story. Empty if there are none."""
    if not found:
        return ""
    widest = found[0]
    first = ngettext(
        "The indicator that measures most is “%(title)s”. It covers %(num)s of these "
        "commitments, among other things. Its last values are from %(year)s.",
        "The indicator that measures most is “%(title)s”. It covers %(num)s of these "
        "commitments, among other things. Its last values are from %(year)s.",
        widest.commitments,
        title=record_text(widest.title),
        year=widest.last.year,
    )
    if len(found) == 1:
        return first
    more = ngettext(
        "%(num)s more measures some of them.", "%(num)s more measure some of them.", len(found) - 1
    )
    return formats.sentences(first, more)


def _counts(line: CommitmentLine) -> bool:
    return line.fact.kind in COUNTED_KINDS and line.fact.addressed_to_states


def _asked(instrument: str, lines: list[CommitmentLine]) -> StoryAnswer:
    counting = sum(map(_counts, lines))
    return StoryAnswer(instrument, len(lines), counting)
