"""What must hold of any records whatever, tried on many that hypothesis makes up."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as some

from tests.properties import examples
from tests.unit.gap.build import cell, commitment, moment
from tracker.assessment.vocabulary import Confidence
from tracker.evidence.vocabulary import Polarity, Tier
from tracker.gap.aggregate import commitment_score, group_score, state_score
from tracker.gap.explain import RecordKind, explain
from tracker.gap.facts import (
    ALL_LANES,
    Applicability,
    AssessmentFact,
    CellFacts,
    EvidenceFact,
    LaneName,
    MembershipFact,
    Publication,
    ReportFact,
    ScoringParams,
    Standing,
)
from tracker.gap.figures import Figures
from tracker.gap.lanes import settle
from tracker.gap.uncertainty import sensitivity
from tracker.registry.vocabulary import MembershipStatus, Pillar
from tracker.reporting.vocabulary import Answer

DAYS = some.dates(date(2015, 1, 1), date(2022, 12, 31))
LEVELS = some.integers(0, 4)
PLAIN = commitment(adopted_on="2000-01-01")
OBLIGATION = commitment(adopted_on="2000-01-01", treaty="PROTOCOL")


@some.composite
def publications(draw) -> Publication:
    began = draw(DAYS)
    lasted = draw(some.none() | some.integers(0, 1500))
    ended = None if lasted is None else moment(str(began + timedelta(days=lasted)))
    return Publication(moment(str(began)), ended)


@some.composite
def cells_of_records(draw) -> CellFacts:
    """A cell whose records have references of their own and any dates."""
    records = draw(
        some.lists(some.one_of(reports(), observations(), assessments(), memberships()), max_size=9)
    )
    return cell(*(replace(record, reference=f"{n}") for n, record in enumerate(records)))


def reports():
    answers = some.one_of(
        some.tuples(some.just(Answer.LEVEL), LEVELS),
        some.tuples(some.sampled_from([Answer.NOT_ASSESSED, Answer.NOT_APPLICABLE]), some.none()),
    )
    return some.builds(
        lambda answer, on, public: ReportFact("", *answer, None, on, public),
        answers,
        DAYS,
        publications(),
    )


def observations():
    status = some.sampled_from([(0, MembershipStatus.NOT_PARTY), (1, MembershipStatus.SIGNED)])
    said = some.one_of(
        some.tuples(LEVELS, some.none()),
        some.tuples(some.none(), some.none()),
        status,
        some.just((4, MembershipStatus.PARTY)),
    )
    return some.builds(
        lambda said, stream, polarity, tier, on, public, led: EvidenceFact(
            "",
            "treaty" if said[1] else stream,
            said[0],
            polarity,
            tier,
            on,
            public,
            said[1],
            led and not said[1],
        ),
        said,
        some.sampled_from("abc"),
        some.sampled_from(Polarity),
        some.sampled_from(Tier),
        DAYS,
        publications(),
        some.booleans(),
    )


def assessments():
    return some.builds(
        AssessmentFact,
        some.just(""),
        LEVELS,
        some.sampled_from(Confidence),
        DAYS,
        publications(),
    )


def memberships():
    return some.builds(
        MembershipFact, some.just(""), some.sampled_from(MembershipStatus), DAYS, publications()
    )


READINGS = some.builds(
    ScoringParams,
    DAYS,
    DAYS,
    some.lists(some.sampled_from(ALL_LANES), unique=True).map(tuple),
    some.frozensets(some.sampled_from(Tier)),
    some.booleans(),
)


@given(cells_of_records(), READINGS)
def test_every_level_lies_on_the_scale(facts, reading):
    standing = settle(PLAIN, facts, reading)

    for level in (standing.reported, standing.evidenced, standing.assessed, standing.settled):
        assert level is None or 0 <= level <= 4
    assert standing.gap is None or 0 <= standing.gap <= 1
    assert standing.divergence is None or -1 <= standing.divergence <= 1


@given(cells_of_records(), READINGS)
def test_parts_of_a_standing_agree(facts, reading):
    standing = settle(OBLIGATION, facts, reading)

    applies = standing.applicability is Applicability.APPLIES
    assert (standing.settled is None) == (standing.basis is None) == (standing.confidence is None)
    assert (standing.gap is None) == (standing.settled is None or not applies)
    assert standing.basis is None or standing.basis in reading.lanes


@given(cells_of_records(), READINGS)
def test_evidenced_level_is_one_of_the_votes(facts, reading):
    standing = settle(PLAIN, facts, reading)

    levels = [vote.level for vote in standing.votes]
    assert levels == sorted(levels)
    assert standing.evidenced in levels if levels else standing.evidenced is None
    assert len({vote.stream for vote in standing.votes}) == len(levels)


@given(cells_of_records(), READINGS)
def test_weighted_median_has_half_on_both_sides(facts, reading):
    standing = settle(PLAIN, facts, reading)
    total = sum(vote.weight for vote in standing.votes)

    if standing.evidenced is not None:
        below = sum(vote.weight for vote in standing.votes if vote.level < standing.evidenced)
        upto = sum(vote.weight for vote in standing.votes if vote.level <= standing.evidenced)
        assert below < total / 2 <= upto


@given(cells_of_records(), READINGS, some.randoms())
def test_order_of_records_changes_nothing(facts, reading, random):
    def shuffled(records):
        return tuple(random.sample(records, len(records)))

    other = CellFacts(
        shuffled(facts.reports),
        shuffled(facts.evidence),
        shuffled(facts.assessments),
        shuffled(facts.memberships),
    )

    assert settle(OBLIGATION, other, reading) == settle(OBLIGATION, facts, reading)
    assert explain(OBLIGATION, other, reading) == explain(OBLIGATION, facts, reading)


def only(facts: CellFacts, keep) -> CellFacts:
    return CellFacts(
        tuple(filter(keep, facts.reports)),
        tuple(filter(keep, facts.evidence)),
        tuple(filter(keep, facts.assessments)),
        tuple(filter(keep, facts.memberships)),
    )


@given(cells_of_records(), READINGS)
def test_withdrawn_record_leaves_no_trace(facts, reading):
    standing_records = only(
        facts,
        lambda fact: (
            fact.publication.ended is None or fact.publication.ended.date() > reading.known_by
        ),
    )

    assert settle(OBLIGATION, standing_records, reading) == settle(OBLIGATION, facts, reading)


@given(cells_of_records(), READINGS)
def test_later_records_change_nothing(facts, reading):
    by_then = only(
        facts,
        lambda fact: (
            fact.effective_on <= reading.as_of and fact.publication.began.date() <= reading.known_by
        ),
    )

    assert settle(OBLIGATION, by_then, reading) == settle(OBLIGATION, facts, reading)


@given(cells_of_records(), READINGS)
def test_explanation_tells_the_same_as_settling(facts, reading):
    explanation = explain(OBLIGATION, facts, reading)
    standing = settle(OBLIGATION, facts, reading)

    counting = {kind: set() for kind in RecordKind}
    for note in explanation.records:
        if note.counts:
            counting[note.kind].add(note.reference)
    assert explanation.standing == standing
    assert counting[RecordKind.EVIDENCE] == {vote.reference for vote in standing.votes}
    assert counting[RecordKind.REPORT] == {standing.report} - {None}
    assert counting[RecordKind.ASSESSMENT] == {standing.assessment} - {None}
    assert [step.lane for step in explanation.settling if step.settles] == (
        [standing.basis] if standing.basis else []
    )
    decisive = [counted.vote.level for counted in explanation.votes if counted.decides]
    assert decisive == ([] if standing.evidenced is None else [standing.evidenced])
    assert standing.regressed == (
        standing.settled is not None
        and explanation.earlier.settled is not None
        and standing.settled < explanation.earlier.settled
    )


# Adding up

APPLYING = some.one_of(
    some.just(Standing(Applicability.APPLIES)),
    LEVELS.map(lambda level: Standing(Applicability.APPLIES, settled=level, gap=1 - level / 4)),
)
STANDINGS = some.one_of(
    APPLYING,
    some.sampled_from(Applicability)
    .filter(lambda one: one is not Applicability.APPLIES)
    .map(Standing),
)
ASKED = some.builds(
    lambda number, pillar, same: commitment(f"C{number}", pillar=pillar, same_as=same),
    some.integers(0, 999),
    some.sampled_from(Pillar),
    some.sampled_from("ABCDEFG"),
)
STATES = some.lists(some.tuples(ASKED, STANDINGS), max_size=25)
WEIGHTS = some.none() | some.lists(
    some.tuples(some.sampled_from(Pillar), some.floats(0, 10)), max_size=5
).map(tuple)


def weighed(weights=None) -> ScoringParams:
    return ScoringParams(date(2021, 11, 22), date(2021, 11, 22), weights=weights)


def assert_sound(figures: Figures) -> None:
    if figures.coverage is None:
        assert (figures.gap, figures.low, figures.high) == (None, None, None)
        return
    assert 0 <= figures.coverage <= 1
    assert 0 <= figures.low <= figures.high <= 1
    assert figures.gap is None or figures.low <= figures.gap <= figures.high
    assert figures.known <= figures.applicable


@given(STATES, WEIGHTS)
def test_gap_of_state_lies_within_its_bounds(cells, weights):
    score = state_score(cells, weighed(weights))

    assert_sound(score)
    for pillar in score.pillars:
        assert_sound(pillar)


@given(some.lists(STANDINGS))
def test_gap_of_commitment_lies_within_its_bounds(standings):
    assert_sound(commitment_score(standings))


@given(some.lists(STATES, max_size=6))
def test_gap_of_group_lies_within_its_bounds(states):
    score = group_score([state_score(cells, weighed()) for cells in states])

    # Means over states are sums of rounded figures: the last digit may differ.
    if score.gap is not None:
        assert score.low - 1e-12 <= score.gap <= score.high + 1e-12


@given(STATES, some.sampled_from(Pillar), some.sampled_from("ABZ"))
def test_unknown_commitment_never_narrows_the_bounds(cells, pillar, same_as):
    before = state_score(cells, weighed())
    unknown = commitment("NEW", pillar=pillar, same_as=same_as)

    after = state_score([*cells, (unknown, Standing(Applicability.APPLIES))], weighed())

    place = list(Pillar).index(pillar)
    for one, other in ((before.pillars[place], after.pillars[place]), (before, after)):
        if one.coverage is not None:
            assert other.low <= one.low
            assert other.high >= one.high
            assert other.coverage <= one.coverage


@given(STATES, WEIGHTS, some.randoms())
def test_order_of_commitments_changes_nothing(cells, weights, random):
    other = random.sample(cells, len(cells))

    assert state_score(other, weighed(weights)) == state_score(cells, weighed(weights))


@given(STATES)
def test_exact_repeat_leaves_the_figures_alone(cells):
    cells = [(replace(one, same_as=one.reference), standing) for one, standing in cells]
    repeats = [(replace(one, reference=f"{one.reference}bis"), two) for one, two in cells]

    once, twice = state_score(cells, weighed()), state_score([*cells, *repeats], weighed())

    assert (twice.gap, twice.coverage) == (once.gap, once.coverage)
    assert (twice.low, twice.high) == (once.low, once.high)


@examples(40)
@given(STATES)
def test_spread_runs_from_low_to_high(cells):
    spread = sensitivity(cells, weighed())

    assert (spread is None) == (state_score(cells, weighed()).gap is None)
    if spread is not None:
        assert -1e-12 <= spread.low <= spread.median <= spread.high <= 1 + 1e-12


def test_made_up_records_do_reach_every_lane():
    reached = dict.fromkeys(LaneName, 0)

    @settings(max_examples=100, database=None, derandomize=True)
    @given(cells_of_records())
    def look(facts):
        standing = settle(PLAIN, facts, ScoringParams(date(2021, 1, 1), date(2021, 1, 1)))
        for lane in LaneName:
            reached[lane] += getattr(standing, lane) is not None

    look()

    assert min(reached.values()) > 3
