"""From evidence to votes: one vote for each voice. Pure.

Methodology 2, "Voices": a voice is a family of sources, or an organisation that logs actions. In
version 1 each indicator votes separately.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple, cast

from tracker.gap.facts import EvidenceFact, ScoringParams, Vote, VotingRecord
from tracker.gap.methodology import TIER_WEIGHT
from tracker.gap.records import choice_bar, order, vote_bar
from tracker.registry.vocabulary import MembershipStatus


class Stream(NamedTuple):
    """Records of which at most one votes: an indicator within a voice, or an organisation."""

    voice: str
    stream: str


def stream_of(fact: EvidenceFact, params: ScoringParams) -> Stream:
    """The stream and voice of a record."""
    by_family = fact.family is not None and params.rules.families_vote
    return _stream(fact.stream, fact.family if by_family else None)


@lru_cache(maxsize=20_000)
def _stream(stream: str, family: str | None) -> Stream:
    return Stream(stream if family is None else f"family:{family}", stream)


def level_shown(fact: EvidenceFact, params: ScoringParams) -> int | None:
    """The level of a record, limited to its indicator's ceiling."""
    if fact.level is None or not params.rules.ceilings:
        return fact.level
    return min(fact.level, fact.ceiling)


def voters(evidence: Iterable[EvidenceFact], params: ScoringParams) -> dict[Stream, EvidenceFact]:
    """The latest counting record of each stream. It may have no level.

    Such a record makes its indicator silent and brings no older one back. An action without a
    level is passed over, as is every record without one by version 1.
    """
    streams: dict[Stream, list[EvidenceFact]] = {}
    for fact in evidence:
        silences = fact.family is not None and params.rules.families_vote
        bar = choice_bar(fact, params) if silences else vote_bar(fact, params)
        if bar is None:
            streams.setdefault(stream_of(fact, params), []).append(fact)
    return {stream: _voter(records) for stream, records in streams.items()}


def _voter(records: Sequence[EvidenceFact]) -> EvidenceFact:
    """The latest record of a stream.

    A "not a party" ends an earlier membership but does not undo a signature: where one is known,
    the signature votes in its stead.
    """
    last = records[0] if len(records) == 1 else max(records, key=order)
    if last.membership is MembershipStatus.NOT_PARTY:
        signed = [fact for fact in records if fact.membership is MembershipStatus.SIGNED]
        return max(signed, key=order, default=last)
    return last


def votes_of(evidence: Iterable[EvidenceFact], params: ScoringParams) -> tuple[Vote, ...]:
    """The votes by ascending level, from counting records."""
    voices: dict[str, list[VotingRecord]] = {}
    for (voice, stream), fact in voters(evidence, params).items():
        level = level_shown(fact, params)
        if level is not None:
            record = VotingRecord(
                reference=fact.reference,
                stream=stream,
                level=level,
                stated=cast(int, fact.level),
                tier=fact.tier,
                effective_on=fact.effective_on,
            )
            voices.setdefault(voice, []).append(record)
    votes = [_vote(voice, records) for voice, records in voices.items()]
    return tuple(sorted(votes, key=lambda vote: (vote.level, vote.stream)))


def _vote(voice: str, records: list[VotingRecord]) -> Vote:
    """The vote of a voice: lower median of its levels, its best tier, its newest day."""
    if len(records) > 1:
        records.sort(key=lambda record: (record.level, record.stream))
    middle = records[(len(records) - 1) // 2]
    tier = min(record.tier for record in records)
    return Vote(
        reference=middle.reference,
        stream=voice,
        level=middle.level,
        tier=tier,
        weight=TIER_WEIGHT[tier],
        effective_on=max(record.effective_on for record in records),
        records=tuple(records),
    )
