"""Questions that the founding documents ask, and which charts answer them as far as anybody can.

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
from tracker.gap.facts import ScoringParams
from tracker.gap.snapshot import CommitmentLine
from tracker.registry.vocabulary import COUNTED_KINDS


@dataclass(frozen=True, slots=True)
class Part:
    """A chart of a story with the filters that make it the story's own."""

    chart: str
    filters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Story:
    """A question, why it is asked, and its charts in the order of an argument.

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
                "The theme of 2021 was that victims’ voices lead the way. What was asked of states "
                "is on record here, what they report of having done it is, and so is what "
                "organisations see that survivors themselves lead."
            ),
            _l(
                "None of this tells whether those who were consulted changed anything, or who was "
                "never asked. Nothing about any single survivor is kept here."
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
                "Texts since 2010 ask states not to punish victims for what being trafficked made "
                "them do; speakers of the hearing of 2021 came back to it often."
            ),
            _l(
                "A level tells of laws and practice as far as somebody reported or logged them. "
                "How many victims were punished is not counted here, nor could it be."
            ),
            _of("non-punishment", "known", "map", "commitments-by-level"),
            theme="non-punishment",
        ),
        Story(
            "ratification",
            _l("Does joining the Protocol change practice?"),
            _l(
                "The Protocol against trafficking in persons was the beginning, and texts since "
                "then ask states to join it and to carry it out. The one is a date; the other was "
                "measured by an index until 2013."
            ),
            _l(
                "That two things go together does not tell which brought the other. After 2013 "
                "nobody has measured this for all states, and the list of parties here has gaps."
            ),
            (Part("joined-index"), Part("ratifications"), Part("index-3p")),
        ),
        Story(
            "migration",
            _l("Are migrants protected from trafficking?"),
            _l(
                "The Network on Migration holds that protecting migrants is at the heart of ending "
                "trafficking. These commitments are about migration: safe ways of moving, "
                "recruitment, borders, residence, and help whatever somebody’s status."
            ),
            _l(
                "Where most trafficked migrants are is not shown: the map tells of states’ "
                "undertakings and of what is known of them, not of people."
            ),
            _of("migration", "known", "map", "pillars", "commitments-by-level"),
            theme="migration",
        ),
        Story(
            "silence",
            _l("Who is silent?"),
            _l(
                "Speakers of the hearing of 2021 asked that the gaps between commitments and "
                "actions be filled. Before that they have to be seen, and where nobody speaks "
                "they are not."
            ),
            _l(
                "Silence has many reasons: nobody asked, nobody could, nobody wanted to. These "
                "figures do not tell them apart."
            ),
            (Part("silence"), Part("due-reports"), Part("known"), Part("commitments-by-level")),
        ),
    )
}


@dataclass(frozen=True, slots=True)
class StoryAnswer:
    """What one text asks for on the theme of a story: passages, and those that count for states."""

    instrument: str
    passages: int
    counting: int


def charts(story: Story, reading: ScoringParams) -> list[Chart]:
    """The charts of a story at a reading."""
    return [chart(part.chart, reading, filters=part.filters) for part in story.parts]


def first(story: Story, reading: ScoringParams) -> Chart:
    """The chart whose sentence stands for the story where there is room for one."""
    part = story.parts[0]
    return chart(part.chart, reading, filters=part.filters)


def asked_by(story: Story, reading: ScoringParams) -> list[StoryAnswer]:
    """By text, in order of their codes, what it asks for on the theme; nothing without a theme."""
    if story.theme is None:
        return []
    lines = scope(reading, {"theme": story.theme}).commitments
    codes = sorted({line.instrument for line in lines})
    return [_asked(code, [line for line in lines if line.instrument == code]) for code in codes]


def measured_by(story: Story, reading: ScoringParams) -> tuple[MeasureSummary, ...]:
    """What measures those of its commitments that count for states; nothing without a theme."""
    if story.theme is None:
        return ()
    lines = scope(reading, {"theme": story.theme}).commitments
    return measure_summaries((line.reference for line in lines if _counts(line)), reading)


def describe_measures(found: Sequence[MeasureSummary]) -> str:
    """On what the figures of a story rest as far as indicators go, in a sentence; or nothing."""
    if not found:
        return ""
    widest = found[0]
    told = ngettext(
        "Of indicators, “%(title)s” measures most: %(num)s of these commitments, among other "
        "things, and last for %(year)s.",
        "Of indicators, “%(title)s” measures most: %(num)s of these commitments, among other "
        "things, and last for %(year)s.",
        widest.commitments,
        title=widest.title,
        year=widest.last.year,
    )
    if len(found) == 1:
        return told
    more = ngettext(
        "%(num)s more measures some of them.", "%(num)s more measure some of them.", len(found) - 1
    )
    return f"{told} {more}"


def _counts(line: CommitmentLine) -> bool:
    return line.fact.kind in COUNTED_KINDS and line.fact.addressed_to_states


def _asked(instrument: str, lines: list[CommitmentLine]) -> StoryAnswer:
    counting = sum(map(_counts, lines))
    return StoryAnswer(instrument, len(lines), counting)
