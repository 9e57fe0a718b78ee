"""The commitments that a contributor can choose: chosen, suggested and found ones."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from tracker.evidence.action_drafts import ActionDraft
from tracker.registry.queries.commitments import register
from tracker.registry.summaries import Card
from tracker.workspace.suggestions import applying_to, suggested

MOST_FOUND = 15


@dataclass(frozen=True, slots=True)
class Picker:
    """``cards``: chosen commitments by reference. ``found`` None: no search.

    ``applies`` names the commitments that apply to the state today, where one is chosen.
    """

    cards: Mapping[str, Card]
    suggested: tuple[Card, ...]
    found: tuple[Card, ...] | None
    applies: frozenset[str]
    has_state: bool


def picker(
    draft: ActionDraft, chosen: Collection[str], *, ranks: Mapping[str, int] | None = None
) -> Picker:
    """The choices in the form. Chosen commitments are not offered again.

    ``ranks``: of those that a search found, lower is nearer; None: no search.
    """
    known = register()
    near = suggested(
        iso3=draft.state, kind=draft.kind, title=draft.title or "", account=draft.account or ""
    )
    return Picker(
        cards={name: known.cards[name] for name in chosen if name in known.cards},
        suggested=tuple(each.card for each in near if each.card.reference not in chosen),
        found=None if ranks is None else _found(ranks, chosen),
        applies=applying_to(draft.state),
        has_state=draft.state is not None,
    )


def _found(ranks: Mapping[str, int], chosen: Collection[str]) -> tuple[Card, ...]:
    known = register()
    hits = [
        known.cards[reference]
        for reference in ranks
        if reference not in chosen
        and known.cards[reference].addressed_to_states
        and known.cards[reference].ended_at is None
    ]
    return tuple(sorted(hits, key=lambda card: ranks[card.reference])[:MOST_FOUND])
