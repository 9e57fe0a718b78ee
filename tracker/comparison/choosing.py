"""Whom to compare: codes from names as people type them, and States to compare one with."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.charts.scope import Scope
from tracker.gap.facts import Applicability
from tracker.labels import charts
from tracker.labels.codes import LABELS

MOST_PEERS = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """The codes that typed names stand for, and the names that stand for none."""

    codes: tuple[str, ...]
    unknown: tuple[str, ...]


def chosen_by_name(scope: Scope, text: str) -> Choice:
    """Codes of names or codes separated by commas or semicolons, each once."""
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
    """Codes by name in every language of the registry, and by code, in small letters."""
    found: dict[str, str] = {}
    for kind in ("region", "group"):
        for code, words in LABELS[kind].items():
            found[str(words).casefold()] = found[code.casefold()] = code
    for iso3, line in scope.picture.states.items():
        for name in (*line.names.values(), iso3, line.iso2):
            found[name.casefold()] = iso3
    return found


def peers(scope: Scope, chosen: Sequence[str]) -> list[tuple[str, str]]:
    """States to compare the first chosen State with, as (code, name).

    Those of its subregion come first, then those of its region; among them those that are party
    to the most of the same treaties.
    """
    states = scope.picture.states
    first = next((code for code in chosen if code in states), None)
    if first is None:
        return []
    own, obligations = states[first], _obligations(scope, first)
    others = [
        (
            line.subregion != own.subregion,
            -len(obligations & _obligations(scope, iso3)),
            charts.name_order(charts.state_name(line)),
            iso3,
        )
        for iso3, line in states.items()
        if iso3 not in chosen and line.region == own.region and iso3 in scope.states
    ]
    return [(rank[-1], charts.state_name(states[rank[-1]])) for rank in sorted(others)[:MOST_PEERS]]


def _obligations(scope: Scope, iso3: str) -> frozenset[str]:
    """References of the commitments that apply to a State: its treaties are among them."""
    row = scope.picture.standings[iso3]
    return frozenset(
        reference
        for reference, standing in row.items()
        if standing.applicability is Applicability.APPLIES
    )
