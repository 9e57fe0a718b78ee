"""Identifies rows of recommendations whose number alone is not unique. Pure.

Who recommends belongs to a recommendation: in one session several states may ask for the same, in
the same words or under one number, and the state under review answers each of them.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import TypeVar

from flask_babel import gettext as _

from tracker.core import formats
from tracker.registry.recommendation_drafts import RecommendationDraft
from tracker.registry.vocabulary_aliases import folded
from tracker.schema.drafts import Key

Row = TypeVar("Row")
Fault = tuple[str, str]
MOST_NAMED = 5


def identify(
    existing: Mapping[Key, RecommendationDraft], drafts: Mapping[Row, RecommendationDraft]
) -> tuple[dict[Row, RecommendationDraft], dict[Row, Fault]]:
    """Give every draft the reference of its record, or a new one.

    Returns the drafts under their references by row, and for other rows the column and the reason.
    A row without a maker is refused if several States made the same recommendation.
    """
    group = _TextGroup(existing, drafts)
    found: dict[Row, RecommendationDraft] = {}
    faults: dict[Row, Fault] = {}
    for row, draft in drafts.items():
        holders = group.others(draft)
        if not draft.maker and len(holders) > 1 and all(each.maker for each in holders):
            faults[row] = ("made_by", _who(holders))
        else:
            found[row] = draft.under(group.reference(draft))
    return found, faults


def _who(holders: list[RecommendationDraft]) -> str:
    names = sorted({each.made_by or "–" for each in holders})
    return str(
        _(
            "the State or body that makes it; existing ones are %(names)s",
            names=formats.listed(names, MOST_NAMED),
        )
    )


class _TextGroup:
    """The recommendations of one text, stored and in the file."""

    def __init__(
        self,
        existing: Mapping[Key, RecommendationDraft],
        drafts: Mapping[Row, RecommendationDraft],
    ) -> None:
        self._references = {draft.reference for draft in existing.values()}
        self._on_record: dict[Key, list[RecommendationDraft]] = defaultdict(list)
        for draft in existing.values():
            self._on_record[_text_of(draft)].append(draft)
        self._makers: dict[Key, set[str]] = defaultdict(set)
        for draft in drafts.values():
            self._makers[_text_of(draft)].add(draft.maker)
        self._unnumbered = {_words_of(each): each for each in existing.values() if not each.number}
        self._rows = Counter(_words_of(draft) for draft in drafts.values())

    def others(self, draft: RecommendationDraft) -> list[RecommendationDraft]:
        """Stored recommendations of the same text by any maker."""
        return self._on_record[_text_of(draft)]

    def reference(self, draft: RecommendationDraft) -> str:
        """The stored or new reference of the draft."""
        holders = self.others(draft)
        own = [each for each in holders if each.maker == draft.maker]
        if not own and self._is_the_only_one(draft, holders):
            own = holders
        if not own and draft.number and self._rows[_words_of(draft)] == 1:
            # A later file has the number that the first one lacked.
            own = [each for each in (self._unnumbered.get(_words_of(draft)),) if each]
        if own:
            return own[0].reference
        made = draft.made_reference
        shared = draft.number and (made in self._references or self._is_shared(draft))
        return draft.shared_reference if shared else made

    def _is_the_only_one(
        self, draft: RecommendationDraft, holders: list[RecommendationDraft]
    ) -> bool:
        """Whether the stored one is meant although its maker differs.

        A number is enough while only one recommendation has it. Without a number, the maker may be
        missing on either side.
        """
        if len(holders) != 1 or len(self._makers[_text_of(draft)]) > 1:
            return False
        return bool(draft.number) or not draft.maker or not holders[0].maker

    def _is_shared(self, draft: RecommendationDraft) -> bool:
        makers = self._makers[_text_of(draft)]
        return len(makers) > 1 and draft.maker != min(makers)


def _text_of(draft: RecommendationDraft) -> Key:
    """Session or document, State, and number or wording."""
    return (draft.instrument, draft.state, draft.number or "", _wording(draft))


def _words_of(draft: RecommendationDraft) -> Key:
    """Session or document, State, wording and maker, whatever the number."""
    return (draft.instrument, draft.state, folded(draft.wording), draft.maker)


def _wording(draft: RecommendationDraft) -> str:
    return "" if draft.number else folded(draft.wording)
