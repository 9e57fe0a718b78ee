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
    """``cards``: by reference, the chosen ones that are on record; ``found`` None: no search.

    ``applies`` names the commitments that apply to the state today, where one is chosen.
    """

    cards: Mapping[str, Card]
    suggested: tuple[Card, ...]
    found: tuple[Card, ...] | None
    applies: frozenset[str]
    has_state: bool


def picker(draft: ActionDraft, chosen: Collection[str], *, find: str = "") -> Picker:
    """What the form shows of commitments; what is chosen already is neither suggested nor found."""
    known = register()
    near = suggested(
        iso3=draft.state, kind=draft.kind, title=draft.title or "", account=draft.account or ""
    )
    return Picker(
        cards={name: known.cards[name] for name in chosen if name in known.cards},
        suggested=tuple(each.card for each in near if each.card.reference not in chosen),
        found=_found(find, chosen) if find else None,
        applies=applying_to(draft.state),
        has_state=draft.state is not None,
    )


def _found(find: str, chosen: Collection[str]) -> tuple[Card, ...]:
    known = register()
    ranks = known.index.find(known.index.understand(find))
    hits = [
        known.cards[reference]
        for reference in ranks
        if reference not in chosen
        and known.cards[reference].addressed_to_states
        and known.cards[reference].ended_at is None
    ]
    return tuple(sorted(hits, key=lambda card: ranks[card.reference])[:MOST_FOUND])
