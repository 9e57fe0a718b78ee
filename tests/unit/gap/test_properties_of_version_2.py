"""What must hold of version 2 whatever the records are."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as some

from tests.unit.gap.build import cell, commitment, published
from tracker.evidence.vocabulary import Polarity, Tier
from tracker.gap.aggregate import state_score
from tracker.gap.facts import CellFacts, EvidenceFact, ScoringParams, Standing
from tracker.gap.history import changes_on
from tracker.gap.lane_levels import settled_on_day
from tracker.gap.lanes import settle
from tracker.gap.methodology import RULES
from tracker.gap.records import public_records
from tracker.gap.validity import counts_until

DAYS = some.dates(date(2005, 1, 1), date(2026, 12, 31))
TODAY = date(2026, 11, 29)
PUBLIC = published("2004-01-01")
PLAIN = commitment(adopted_on="2010-07-30")
# What versions 1 and 2 both tell, and must tell alike.
ALIKE = (
    "applicability",
    "reported",
    "evidenced",
    "assessed",
    "settled",
    "basis",
    "contested",
    "regressed",
    "gap",
    "divergence",
    "newest_on",
)


@some.composite
def values(draw, *, indicators="abc"):
    family = draw(some.sampled_from("FGH"))
    return EvidenceFact(
        "",
        f"indicator:{family}{draw(some.sampled_from(indicators))}",
        draw(some.none() | some.integers(0, 4)),
        Polarity.SUPPORTS,
        draw(some.sampled_from(Tier)),
        draw(DAYS),
        PUBLIC,
        family=family,
        speaks=draw(some.none() | some.integers(1, 120)),
        ceiling=draw(some.integers(0, 4)),
    )


def numbered(facts) -> CellFacts:
    """A cell; the records of an indicator speak as long as each other."""
    months: dict[str, int | None] = {}
    return cell(
        *(
            replace(fact, reference=f"{n}", speaks=months.setdefault(fact.stream, fact.speaks))
            for n, fact in enumerate(facts)
        )
    )


CELLS = some.lists(values(), max_size=8).map(numbered)
PARAMS = some.builds(lambda day: ScoringParams(day, TODAY), DAYS)


@given(CELLS, PARAMS)
def test_a_lapsed_record_never_moves_a_figure(facts, params):
    def lapsed(fact):
        until = counts_until(fact, params)
        return until is not None and until < params.as_of

    current = replace(facts, evidence=tuple(f for f in facts.evidence if not lapsed(f)))
    with_them, without = settle(PLAIN, facts, params), settle(PLAIN, current, params)

    for name in ("evidenced", "settled", "basis", "contested", "confidence", "gap", "votes"):
        assert getattr(with_them, name) == getattr(without, name), name
    one, other = (state_score([(PLAIN, each)], params) for each in (with_them, without))
    assert (one.gap, one.coverage, one.low, one.high, one.known) == (
        other.gap,
        other.coverage,
        other.low,
        other.high,
        other.known,
    )


@given(CELLS, values(), PARAMS)
def test_another_indicator_gives_a_voice_no_second_vote(facts, more, params):
    new = replace(more, stream=f"indicator:{more.family}-new", reference="new")
    standing = settle(PLAIN, replace(facts, evidence=(*facts.evidence, new)), params)

    voices = [vote.stream for vote in standing.votes]
    assert len(voices) == len(set(voices))
    assert set(voices) <= {f"family:{fact.family}" for fact in (*facts.evidence, new)}


@given(some.lists(values(indicators="x"), max_size=8).map(numbered), PARAMS)
def test_any_age_with_one_indicator_a_voice_equals_version_1(facts, params):
    # Version 1 passes over a record without a level; in version 2 it silences its indicator.
    facts = cell(*(replace(f, ceiling=4) for f in facts.evidence if f.level is not None))
    ever = settle(PLAIN, facts, replace(params, any_age=True))
    first = settle(PLAIN, facts, replace(params, rules=RULES["1"]))

    assert [getattr(ever, name) for name in ALIKE] == [getattr(first, name) for name in ALIKE]


@given(CELLS, PARAMS)
def test_baseline_is_read_on_the_day_of_adoption(facts, params):
    assume(params.as_of >= PLAIN.adopted_on)
    on_the_day = settle(PLAIN, facts, replace(params, as_of=PLAIN.adopted_on))

    assert settle(PLAIN, facts, params).baseline == on_the_day.settled


@given(some.lists(CELLS, max_size=5), PARAMS)
def test_movement_is_a_mean_over_cells_known_at_both_ends(cells, params):
    known = [
        (commitment(f"X-{n}", adopted_on="2010-07-30"), settle(PLAIN, facts, params))
        for n, facts in enumerate(cells)
    ]
    moved = state_score(known, params).moved
    both = [one for _, one in known if one.baseline is not None and one.settled is not None]

    assert moved.cells == len(both)
    if both:
        mean = sum(one.movement for one in both) / len(both)
        assert abs(moved.movement - mean) < 1e-9
    else:
        assert (moved.baseline, moved.now, moved.movement) == (None, None, None)


@given(CELLS, PARAMS, some.integers(0, 4000))
def test_a_cell_does_not_change_before_the_day_it_names(facts, params, days):
    turns = changes_on(PLAIN, facts, params, None)
    later = params.as_of + timedelta(days=days)
    assume(turns is None or later < turns)

    assert settle(PLAIN, facts, replace(params, as_of=later)) == settle(PLAIN, facts, params)


@given(CELLS, PARAMS)
def test_last_known_is_what_was_settled_on_the_last_day_with_a_level(facts, params):
    standing = settle(PLAIN, facts, params)
    if not standing.is_dated:
        return
    known = public_records(facts, params)
    day = params.as_of
    while (level := settled_on_day(known, params, day)) is None:
        day -= timedelta(days=1)

    assert standing.last_known == level
    assert standing.gap is None


@given(CELLS, PARAMS)
def test_version_1_knows_nothing_of_ages_families_and_ceilings(facts, params):
    first = replace(params, rules=RULES["1"])
    bare = cell(*(replace(f, family=None, speaks=None, ceiling=4) for f in facts.evidence))

    def outcome_of(standing: Standing):
        return [getattr(standing, name) for name in (*ALIKE, "confidence")]

    assert outcome_of(settle(PLAIN, facts, first)) == outcome_of(settle(PLAIN, bare, first))
    assert not settle(PLAIN, facts, first).is_dated
