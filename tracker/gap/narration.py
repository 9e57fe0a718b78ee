"""Prints an explanation in plain English for the command line. Pure.

Pages translate the codes themselves; here they are spelled out once, for operators.
"""

from collections.abc import Iterator

from tracker.gap.explain import CountedVote, Explanation, RecordKind, RecordNote
from tracker.gap.facts import Applicability, LaneName, VotingRecord
from tracker.gap.lanes import ConfidenceCode
from tracker.gap.methodology import LEVELS, rounded
from tracker.gap.records import LeftOut
from tracker.reporting.vocabulary import Answer

_APPLICABILITY = {
    Applicability.APPLIES: "applies to the state",
    Applicability.NOT_APPLICABLE: "not applicable: the state is known not to be a party",
    Applicability.MEMBERSHIP_UNKNOWN: "membership unknown: no record says party or not a party",
    Applicability.NOT_YET_MEMBER: (
        "not applicable: the state was not yet a member of the United Nations"
    ),
    Applicability.NOT_YET_DUE: "not yet due: adopted after the date",
    Applicability.OUT_OF_SCOPE: "out of scope: its kind or addressee keeps it out of the gap",
}
_LEFT_OUT = {
    LeftOut.AFTER_AS_OF: "effective after the date",
    LeftOut.PUBLISHED_LATER: "published later",
    LeftOut.ENDED: "withdrawn or superseded by then",
    LeftOut.COUNTS_LATER: "counts from the end of its month or year",
    LeftOut.LAPSED: "no longer counts",
    LeftOut.CONTEXT: "context only",
    LeftOut.NO_LEVEL: "states no level",
    LeftOut.TIER_LEFT_OUT: "of a tier that the reader left out",
    LeftOut.NOT_SURVIVOR_LED: "not of a survivor-led organisation",
    LeftOut.SIGNATURE_STANDS: "does not undo a signature",
    LeftOut.SIGNATURE_ONLY: "a signature decides nothing about applicability",
    LeftOut.NOT_LATEST: "a later record speaks",
}
_CONFIDENCE = {
    ConfidenceCode.THREE_STREAMS: "three voices or more",
    ConfidenceCode.TWO_STREAMS: "two voices",
    ConfidenceCode.ONE_STRONG_STREAM: "one voice, of tier A or B",
    ConfidenceCode.ONE_WEAK_STREAM: "one voice, of tier C or D",
    ConfidenceCode.CONTESTED: "one step down, contested",
    ConfidenceCode.STALE: "one step down, the newest vote is old",
}
_KIND = {
    RecordKind.REPORT: "report",
    RecordKind.EVIDENCE: "evidence",
    RecordKind.ASSESSMENT: "assessment",
    RecordKind.MEMBERSHIP: "membership",
}
_ANSWER = {
    Answer.LEVEL: "a level",
    Answer.NOT_ASSESSED: "not assessed",
    Answer.NOT_APPLICABLE: "not applicable",
}


def lines(explanation: Explanation) -> list[str]:
    """The explanation as lines, from the question to the figures."""
    return [
        *_question(explanation),
        *(_record(note) for note in explanation.records),
        *_lanes(explanation),
        *_votes(explanation),
        *_disputed(explanation),
        *_settling(explanation),
        *_figures(explanation),
    ]


def _question(explanation: Explanation) -> Iterator[str]:
    reading = explanation.reading
    yield (
        f"{explanation.commitment.reference} as of {reading.as_of}, "
        f"known by {reading.known_by}, methodology {explanation.methodology}"
    )
    yield f"applicability: {_APPLICABILITY[explanation.standing.applicability]}"


def _record(note: RecordNote) -> str:
    said = f"level {note.level}" if note.level is not None else note.status or "no level"
    tier = f", tier {note.tier}" if note.tier else ""
    verdict = "counts" if note.left_out is None else f"left out: {_LEFT_OUT[note.left_out]}"
    if note.left_out is LeftOut.LAPSED:
        verdict += f", counted until {note.spoke_until}"
    return (
        f"{_KIND[note.kind]} {note.reference}: {said}{tier}, "
        f"effective {note.effective_on}, published {note.published_on}; {verdict}"
    )


def _lanes(explanation: Explanation) -> Iterator[str]:
    standing = explanation.standing
    yield f"reported: {_reported(explanation)}"
    yield f"evidenced: {_level(standing.evidenced)}"
    yield f"assessed: {_level(standing.assessed)}"


def _reported(explanation: Explanation) -> str:
    standing = explanation.standing
    if standing.reported_answer is None or standing.reported_answer is Answer.LEVEL:
        return _level(standing.reported)
    reason = f" ({standing.reported_reason})" if standing.reported_reason else ""
    return _ANSWER[standing.reported_answer] + reason


def _level(level: int | None) -> str:
    return "no information" if level is None else f"{level} {LEVELS[level].replace('_', ' ')}"


def _votes(explanation: Explanation) -> Iterator[str]:
    if not explanation.votes:
        return
    yield f"total weight: {explanation.total_weight}"
    yield "votes in rising order: " + _rising(explanation)
    yield from _voices(explanation)
    yield f"spread: {explanation.spread}" + (
        ", contested" if explanation.standing.contested else ""
    )
    for step in explanation.confidence_steps:
        yield f"confidence of the evidence: {_CONFIDENCE[step.code]}, {step.confidence}"


def _rising(explanation: Explanation) -> str:
    """Votes up to the deciding one with cumulative weight, then the others."""
    return ", ".join(_vote(counted, explanation.half) for counted in explanation.votes)


def _voices(explanation: Explanation) -> Iterator[str]:
    """The voices with their records. Version 1 has none."""
    if not explanation.standing.voices:
        return
    for counted in explanation.votes:
        vote = counted.vote
        voices = "; ".join(_voting(record) for record in vote.records)
        yield f"voice {vote.stream}: level {vote.level}, tier {vote.tier}, from {voices}"


def _voting(record: VotingRecord) -> str:
    if record.level == record.stated:
        return f"{record.reference} level {record.level}"
    return f"{record.reference} level {record.stated}, ceiling {record.level}"


def _vote(counted: CountedVote, half: float) -> str:
    vote = counted.vote
    if counted.decides:
        return f"{vote.level} (weight {vote.weight} → {counted.reached} ≥ {half:g})"
    return f"{vote.level} (weight {vote.weight})"


def _disputed(explanation: Explanation) -> Iterator[str]:
    for reference in explanation.disputed:
        yield f"contested in a public answer, counts all the same: {reference}"


def _settling(explanation: Explanation) -> Iterator[str]:
    standing = explanation.standing
    for step in explanation.settling:
        if not step.read:
            yield f"the reader left the {step.lane} lane out"
    if standing.basis is None:
        yield "settled level: none"
        if explanation.last_known:
            last = explanation.last_known
            yield f"last known: {_level(last.level)}, of {last.on}, counted until {last.until}"
        return
    yield (
        f"settled level: {_level(standing.settled)}, basis {standing.basis}, "
        f"confidence {standing.confidence}"
    )
    if standing.regressed:
        yield f"regressed: {explanation.earlier.settled} at {explanation.earlier.as_of}"


def _movement(explanation: Explanation) -> Iterator[str]:
    baseline, standing = explanation.baseline, explanation.standing
    if baseline is None or (baseline.settled is None and standing.settled is None):
        return
    yield f"baseline at adoption, {baseline.as_of}: {_level(baseline.settled)}"
    if standing.movement is not None:
        yield f"movement: {rounded(standing.movement):+g}, {standing.movement_code}"
    else:
        yield "movement: none, " + ("no baseline" if baseline.settled is None else "not known now")


def _figures(explanation: Explanation) -> Iterator[str]:
    gap, divergence = explanation.gap_terms, explanation.divergence_terms
    yield f"gap: 1 − {gap.value:g} = {rounded(gap.gap):g}" if gap else "gap: none"
    yield from _movement(explanation)
    if divergence is None:
        yield "divergence: none"
        return
    against = "assessed" if divergence.against is LaneName.ASSESSED else "evidenced"
    yield (
        f"divergence: {divergence.reported:g} reported − {divergence.seen:g} {against} "
        f"= {rounded(divergence.divergence):+g}"
    )
