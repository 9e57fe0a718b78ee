"""Finds the States to compare: codes from typed names, and suggested peers."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.charts.scope import Scope
from tracker.gap.facts import Applicability
from tracker.labels import charts
from tracker.labels.codes import LABELS

MOST_NEAR = 5
MOST_ELSEWHERE = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """The codes that were recognised, and the names that were not."""

    codes: tuple[str, ...]
    unknown: tuple[str, ...]


def chosen_by_name(scope: Scope, text: str) -> Choice:
    """Codes of names or codes separated by commas or semicolons, without duplicates."""
    known = _names(scope)
    codes: dict[str, None] = {}
    unknown: list[str] = []
    whole = text.strip().casefold()
    parts = [text] if whole in known else text.replace(";", ",").split(",")
    for part in parts:
        name = " ".join(part.split()).casefold()
        if not name:
            continue
        if name in known:
            codes[known[name]] = None
        else:
            unknown.append(part.strip())
    return Choice(tuple(codes), tuple(unknown))


def _names(scope: Scope) -> dict[str, str]:
    """Codes by name in every language of the registry and by code, in lower case."""
    found: dict[str, str] = {}
    for kind in ("region", "group"):
        for code, words in LABELS[kind].items():
            found[str(words).casefold()] = found[code.casefold()] = code
    for iso3, line in scope.picture.states.items():
        for name in (*line.names.values(), iso3, line.iso2):
            found[name.casefold()] = iso3
    return found


@dataclass(frozen=True, slots=True)
class Peer:
    """A suggested State with the reason. ``treaties`` are common, out of ``of_treaties``.

    ``comparable`` counts the commitments with current information on both.
    """

    code: str
    name: str
    treaties: int
    of_treaties: int
    comparable: int


@dataclass(frozen=True, slots=True)
class Peers:
    """Suggested States for the first chosen State, from its own region and from others."""

    region: str
    near: tuple[Peer, ...]
    elsewhere: tuple[Peer, ...]


def peers(scope: Scope, chosen: Sequence[str]) -> Peers | None:
    """States of the same region, then parties to the same treaties. None without a State.

    Those of its subregion come first, then those bound by most of the same treaties, then those
    with which most commitments can be compared.
    """
    states = scope.picture.states
    first = next((code for code in chosen if code in states), None)
    if first is None:
        return None
    own, others = states[first], [iso3 for iso3 in scope.states if iso3 not in chosen]
    known = [reference for reference in scope.references if _is_known(scope, first, reference)]
    bound = _treaties(scope, first)
    found = {iso3: _peer(scope, iso3, bound, known) for iso3 in others}
    near = [iso3 for iso3 in others if states[iso3].region == own.region]
    far = [iso3 for iso3 in others if states[iso3].region != own.region and found[iso3].treaties]
    near.sort(key=lambda iso3: (states[iso3].subregion != own.subregion, *_rank(found[iso3])))
    far.sort(key=lambda iso3: _rank(found[iso3]))
    return Peers(
        own.region,
        tuple(found[iso3] for iso3 in near[:MOST_NEAR]),
        tuple(found[iso3] for iso3 in far[:MOST_ELSEWHERE]),
    )


def _peer(scope: Scope, iso3: str, bound: frozenset[str], known: Sequence[str]) -> Peer:
    return Peer(
        code=iso3,
        name=charts.state_name(scope.picture.states[iso3]),
        treaties=len(bound & _treaties(scope, iso3)),
        of_treaties=len(bound),
        comparable=sum(_is_known(scope, iso3, reference) for reference in known),
    )


def _is_known(scope: Scope, iso3: str, reference: str) -> bool:
    return scope.picture.standings[iso3][reference].gap is not None


def _rank(peer: Peer) -> tuple[int, int, bytes, str]:
    return -peer.treaties, -peer.comparable, charts.name_order(peer.name), peer.code


def _treaties(scope: Scope, iso3: str) -> frozenset[str]:
    """Codes of the treaties with commitments that bind a State."""
    row = scope.picture.standings[iso3]
    return frozenset(
        treaty
        for reference, line in scope.picture.commitments.items()
        if (treaty := line.fact.treaty) and row[reference].applicability is Applicability.APPLIES
    )
