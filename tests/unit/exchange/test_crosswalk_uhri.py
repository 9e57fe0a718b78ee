"""The crosswalk to the Universal Human Rights Index: themes that are there, pairs that say how."""

import csv
from pathlib import Path

from tracker.exchange.crosswalks import uhri
from tracker.registry.vocabulary import Strength

SEED = Path(__file__).parents[3] / "seed_data" / "themes.csv"


def test_pairs_name_themes_of_the_seed_once() -> None:
    with SEED.open(encoding="utf-8", newline="") as file:
        themes = {row["code"] for row in csv.DictReader(file)}
    named = [pair[:2] for pair in uhri.pairs()]

    assert named == sorted(set(named))
    assert {theme for theme, _theirs in named} <= themes


def test_pairs_keep_to_the_codes_of_their_columns() -> None:
    for theme, theirs, relation, confidence in uhri.pairs():
        assert relation in uhri.RELATIONS, theme
        assert confidence in set(Strength), theme
        assert theirs == theirs.strip() != "", theme
