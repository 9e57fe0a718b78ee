"""How much is known, from which sources: a command, and a document with its figures."""

import re
from datetime import date
from pathlib import Path

from flask import Flask

from tests import factories as make
from tracker.core.db import db
from tracker.evidence.queries.origins import records_without_source, values_by_source
from tracker.gap import standing
from tracker.gap.coverage import coverage_by_pillar
from tracker.gap.snapshot import load_snapshot
from tracker.gap.standing import default_params
from tracker.registry.vocabulary import Pillar

DOCUMENT = Path(__file__).parents[2] / "docs" / "coverage.md"


def furnish() -> None:
    """Two states and three commitments: one known now, one known earlier, the rest never."""
    states = [make.state("XAA"), make.state("XBB", "Otherland")]
    plan = make.instrument("PLAN")
    first, second, _third = (
        make.commitment(f"PLAN-0{number}", of=plan, pillar="protection") for number in (1, 2, 3)
    )
    lasting = make.indicator("LASTING", measures=(first,))
    lasting.speaks = "standing"
    passing = make.indicator("PASSING", measures=(second,))
    passing.speaks = "12"
    make.value(lasting, states[0], "2", date(2015, 12, 31))
    make.value(passing, states[0], "1", date(2015, 12, 31))
    standing.rebuild()
    db.session.commit()


def test_cells_are_known_now_known_earlier_or_never_known(app: Flask) -> None:
    with app.app_context():
        furnish()
        found = {one.pillar: one for one in coverage_by_pillar(load_snapshot(default_params()))}

    seen = found[Pillar.PROTECTION]
    assert (seen.known, seen.dated, seen.never, seen.applicable) == (1, 1, 4, 6)
    assert (seen.voices, seen.concentration) == (1, 1.0)
    assert (found[None].known, found[None].dated, found[None].never) == (1, 1, 4)
    empty = found[Pillar.PREVENTION]
    assert (empty.applicable, empty.voices, empty.concentration) == (0, 0, None)


def test_values_are_counted_by_source_with_tier_and_family(app: Flask) -> None:
    with app.app_context():
        furnish()
        today = default_params().known_by
        found = values_by_source(today)

        assert [one.values for one in found] == [1, 1]
        assert {one.tier for one in found} == {"A"}
        assert all(one.family == one.code for one in found)
        assert records_without_source(today) == 0


def test_command_prints_the_tables(app: Flask) -> None:
    with app.app_context():
        furnish()
    printed = app.test_cli_runner().invoke(args=["gap", "coverage"])

    assert printed.exit_code == 0, printed.output
    assert "| protection | 6 | 1 (16.7%) | 1 (16.7%) | 4 (66.7%) | 1 | 100% |" in printed.output
    assert "Records without a source: 0" in printed.output


def test_document_holds_the_figures_of_the_command(seeded_app: Flask) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    day = re.search(r"--as-of ([0-9-]{10})", text)
    assert day
    printed = seeded_app.test_cli_runner().invoke(args=["gap", "coverage", "--as-of", day[1]])

    assert printed.exit_code == 0, printed.output
    for name in ("pillars", "certainty"):
        found = re.search(rf"<!-- table: {name} -->\n(.*?)<!-- end: {name} -->", text, re.DOTALL)
        assert found
        assert found[1].strip()
        assert found[1] in printed.output
