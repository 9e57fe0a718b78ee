"""What stands below every title: day, coverage, methodology, and whatever the reader changed."""

from dataclasses import replace
from datetime import date

import pytest

from tracker.charts import captions
from tracker.charts.chart import Chart, Table
from tracker.core import clock, formats
from tracker.evidence.vocabulary import Tier
from tracker.gap.facts import LaneName, ScoringParams
from tracker.gap.methodology import RULES, VERSION
from tracker.registry.vocabulary import Pillar

THEN = date(2013, 12, 31)
PLAIN = ScoringParams(THEN, THEN)


def chart(coverage: str | None) -> Chart:
    return Chart(name="known", title="?", sentence="!", table=Table(()), coverage=coverage)


def test_both_days_and_coverage_are_told() -> None:
    assert captions.subtitle(chart("known: 3 of 7 cells (43%)"), PLAIN) == (
        "Situation on 31 Dec 2013, as known on 31 Dec 2013 · known: 3 of 7 cells (43%) · "
        f"methodology {VERSION}"
    )


def test_nothing_known_of_coverage_leaves_no_gap() -> None:
    assert "· ·" not in captions.subtitle(chart(None), PLAIN)


def test_today_is_written_out_where_it_is_kept() -> None:
    today = replace(PLAIN, known_by=clock.today())

    assert "as known today" in captions.subtitle(chart(None), today)
    assert "today" not in captions.lasting_subtitle(chart(None), today)


@pytest.mark.parametrize(
    ("changed", "expected", "reason"),
    [
        ({"lanes": (LaneName.EVIDENCED,)}, "Only these sources: Other evidence", "a lane"),
        ({"tiers": frozenset({Tier.B, Tier.A})}, "Only evidence of tier A, B", "in order"),
        ({"survivor_led": True}, "Only evidence of survivor-led organisations", "a flag"),
        ({"weights": ((Pillar.PREVENTION, 0.5),)}, "Prevention weighs 0.5", "a weight"),
    ],
)
def test_own_rules_go_with_the_figure(
    changed: dict[str, object], expected: str, reason: str
) -> None:
    reading = replace(PLAIN, **changed)  # type: ignore[arg-type]

    assert expected in captions.subtitle(chart(None), reading), reason
    assert captions.rules(PLAIN) == []


def drawn(*sentences: str) -> Chart:
    figure = {"data": []}
    sentence = formats.sentences(*sentences)
    return Chart(name="known", title="?", sentence=sentence, table=Table(()), figure=figure)


@pytest.mark.parametrize(
    ("sentences", "finding", "below", "reason"),
    [
        (["A rose.", "B fell."], "A rose. B fell.", "", "the heading says it all"),
        (["A rose."], "A rose", "", "so does one sentence"),
        (["A" * 100 + ".", "B" * 100 + "."], "A" * 100, "B" * 100 + ".", "two are too long"),
        (["A" * 201 + ".", "B."], "", "A" * 201 + ". B.", "no sentence fits"),
        (["升" * 50 + ".", "降" * 20 + "."], "升" * 50, "降" * 20 + ".", "each is as wide as two"),
        (["升" * 101 + "."], "", "升" * 101 + ".", "wider than a heading"),
    ],
)
def test_no_sentence_stands_in_the_heading_and_below(
    sentences: list[str], finding: str, below: str, reason: str
) -> None:
    chart = drawn(*sentences)

    assert (chart.finding, chart.below) == (finding, below), reason


def test_the_caption_names_the_version_by_which_the_figure_was_made() -> None:
    by_version_1 = replace(PLAIN, rules=RULES["1"])

    assert f"methodology {RULES['1'].version}" in captions.subtitle(chart(None), by_version_1)
    assert f"methodology {VERSION}" not in captions.subtitle(chart(None), by_version_1)
