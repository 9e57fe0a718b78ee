"""Which records the other side disputes in public. Pure.

A disputed record keeps its vote and its level, with a note that it is disputed. A side's latest
answer counts, whether it is a reply or a comment in a report.
"""

from collections.abc import Iterable
from datetime import date

from tracker.evidence.vocabulary import Stance
from tracker.gap.facts import AnswerFact


def answers_at(answers: Iterable[AnswerFact], known_by: date) -> tuple[AnswerFact, ...]:
    """The replies that were public at the end of the day."""
    return tuple([answer for answer in answers if answer.publication.known(known_by)])


def contested_records(public: Iterable[AnswerFact]) -> frozenset[str]:
    """References of records that some side's latest reply disputes."""
    standing: dict[tuple[str, str], AnswerFact] = {}
    for answer in sorted(public, key=_order):
        standing[answer.record, answer.side] = answer
    return frozenset(
        answer.record for answer in standing.values() if answer.stance is Stance.CONTEST
    )


def _order(answer: AnswerFact) -> tuple[object, str]:
    return answer.publication.began, answer.reference
