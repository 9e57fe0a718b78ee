"""Encodes a matrix of cells by column, with one letter for each cell."""

from typing import Any

from flask_babel import gettext as _

from tracker.charts.builders.heatmap import kind_word
from tracker.charts.figures.style import CELL_COLOURS, CELL_SIGNS
from tracker.charts.series.cells import Kind, Matrix, code_of
from tracker.core.record_texts import record_text
from tracker.labels import charts

# The kinds in the order of the key; a space: the commitment asks nothing of the state.
LETTERS = "abcdefghijklmnopqrstuvwxyz"
NO_CELL = " "


def columnar(whole: Matrix) -> dict[str, Any]:
    """States, commitments and kinds as columns, and ``cells`` as one text for each State."""
    letters = {kind: LETTERS[place] for place, kind in enumerate(whole.kinds)}
    return {
        "states": {
            "iso3": [line.iso3 for line in whole.states],
            "name": [charts.state_name(line) for line in whole.states],
            "region": [line.region for line in whole.states],
        },
        "commitments": {
            "reference": [line.reference for line in whole.commitments],
            "title": [record_text(line.title) for line in whole.commitments],
            "pillar": [line.fact.pillar.value for line in whole.commitments],
        },
        "regions": {code: str(word) for code, word in charts.REGIONS.items()},
        "pillars": {code: str(word) for code, word in charts.PILLARS.items()},
        "all": {"states": _("All States"), "commitments": _("All commitments")},
        "kinds": [_kind(kind) for kind in whole.kinds],
        "cells": [
            "".join(NO_CELL if kind is None else letters[kind] for kind in row)
            for row in whole.cells
        ],
    }


def _kind(kind: Kind) -> dict[str, Any]:
    return {
        "code": code_of(kind),
        "word": kind_word(kind),
        "colour": CELL_COLOURS.get(code_of(kind)),
        "sign": CELL_SIGNS.get(code_of(kind), ""),
    }
