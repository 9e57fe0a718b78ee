"""Filters commitments by the reader's choices and search, the same for page, file and API.

Knows the registry's cards and a picture at a reading; the codes of open lists are checked here.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from tracker.core.errors import BadParameter
from tracker.gap.snapshot import Snapshot
from tracker.registry.queries.commitments import Register
from tracker.registry.summaries import Card

CHOICES = ("pillar", "instrument", "theme", "kind", "addressee", "certainty", "counts")


@dataclass(frozen=True, slots=True)
class Line:
    """A commitment with its codes for each filter."""

    card: Card
    values: Mapping[str, frozenset[str]]

    def has(self, chosen: Mapping[str, str]) -> bool:
        """Whether it has all chosen codes."""
        return all(code in self.values[name] for name, code in chosen.items())


def lines_of(picture: Snapshot, register: Register) -> list[Line]:
    """Every commitment that was public at the reading, in registry order."""
    return [
        _line(register.cards[reference], picture)
        for reference in register.cards
        if reference in picture.commitments
    ]


def _line(card: Card, picture: Snapshot) -> Line:
    counts = picture.commitment(card.reference).out_of_scope == 0
    return Line(
        card,
        {
            "pillar": frozenset({card.pillar}),
            "instrument": frozenset({card.instrument.code}),
            "theme": frozenset(theme.code for theme in card.themes),
            "kind": frozenset({card.kind}),
            "addressee": frozenset(card.addressees),
            "certainty": frozenset({card.certainty}),
            "counts": frozenset({"yes" if counts else "no"}),
        },
    )


def refuse_unknown(chosen: Mapping[str, str], register: Register) -> None:
    """Raise BadParameter for an unknown theme or instrument.

    A document of recommendations to single States exists but has no commitment to many.
    """
    document = chosen.get("instrument")
    if document in register.documents:
        raise BadParameter("instrument", str(document), _of_single_states(str(document)))
    for name, known in (("theme", register.themes), ("instrument", register.instruments)):
        if name in chosen and chosen[name] not in known:
            raise BadParameter(name, chosen[name], sorted(known))


def _of_single_states(document: str) -> str:
    return str(
        _(
            "a text addressed to many States. %(code)s has recommendations to single "
            "States. For them use /recommendations?instrument=%(code)s, or "
            "/api/v1/recommendations",
            code=document,
        )
    )


def chosen_lines(
    picture: Snapshot, register: Register, asked: Mapping[str, str], found: Container[str]
) -> list[Line]:
    """The commitments that match the filters and a search, in registry order."""
    chosen = {name: asked[name] for name in CHOICES if name in asked}
    refuse_unknown(chosen, register)
    return [
        line
        for line in lines_of(picture, register)
        if line.card.reference in found and line.has(chosen)
    ]
