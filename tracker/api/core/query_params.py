"""Parses query parameters strictly, as they are declared.

Unlike pages, the API refuses every unknown, repeated, blank or malformed parameter by name, all at
once (400). A well-formed one that refers to nothing gives 404.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask import request
from flask_babel import gettext as _

from tracker.api.core.parameters import AS_OF, KNOWN_BY, WEIGHTS, Parameter
from tracker.core.errors import BadParameter, TrackerError
from tracker.evidence.queries.action_list import named
from tracker.gap.facts import ScoringParams
from tracker.gap.query_params import parse_scoring_params
from tracker.gap.snapshot import load_snapshot
from tracker.registry.queries import commitments as registry
from tracker.registry.queries.recommendations import asked_alone, is_document


class InvalidParameter(TrackerError):
    """Invalid parameters, with the reasons by name."""

    def __init__(self, errors: Mapping[str, Sequence[str]]) -> None:
        super().__init__(", ".join(errors))
        self.errors = errors


class UnknownReference(TrackerError):
    """Well-formed parameters that refer to nothing we have, with the reasons by name."""

    def __init__(self, errors: Mapping[str, Sequence[str]]) -> None:
        super().__init__(", ".join(errors))
        self.errors = errors


@dataclass(frozen=True, slots=True)
class QueryParams:
    """The parameters of a request: its reading, and every text by name."""

    reading: ScoringParams
    given: Mapping[str, str]


def parse_query(parameters: Sequence[Parameter]) -> QueryParams:
    """Parse the query string. Raises InvalidParameter or UnknownReference."""
    given = _given({each.name: each for each in parameters})
    try:
        reading = parse_scoring_params(given)
    except BadParameter as fault:
        if fault.name in (AS_OF.name, KNOWN_BY.name):
            reason = _("must be a day between 1900 and today")
            raise UnknownReference({fault.name: [reason]}) from None
        raise InvalidParameter({fault.name: [str(WEIGHTS.holds)]}) from None
    return QueryParams(reading, given)


def _given(known: Mapping[str, Parameter]) -> dict[str, str]:
    errors: dict[str, list[str]] = {}
    for name, texts in request.args.lists():
        if reason := _fault(known.get(name), texts, known):
            errors[name[:60]] = [reason]
    for name, parameter in known.items():
        if parameter.required and name not in request.args:
            errors[name] = [_("needed: %(expected)s", expected=parameter.expected())]
    if errors:
        raise InvalidParameter(errors)
    return dict(request.args.items())


def _fault(
    parameter: Parameter | None, texts: Sequence[str], known: Mapping[str, Parameter]
) -> str | None:
    if parameter is None:
        return _("unknown; valid are %(known)s", known=", ".join(known) or _("none"))
    if len(texts) > 1:
        return _("given more than once; send it once, with commas for a list")
    if not texts[0].strip():
        return _("blank; leave it out instead")
    if not parameter.fits(texts[0]):
        return _("not valid; expected: %(expected)s", expected=parameter.expected())
    return None


def refuse_unknown(reading: ScoringParams, given: Mapping[str, str]) -> None:
    """Raise UnknownReference for codes that the registry does not have."""
    errors = {
        name: [_("unknown code; %(list)s lists the valid ones", list=where)]
        for name, (where, codes) in _open_lists(reading, given).items()
        if given[name] not in codes
    }
    if errors:
        raise UnknownReference(errors)


_OPEN = ("theme", "instrument", "commitment", "state", "indicator", "organisation")


def _organisations(reading: ScoringParams) -> frozenset[str]:
    """Organisations named in public. The others are never disclosed."""
    return frozenset(one.public_id for one in named(reading.as_of, reading.known_by))


def _instruments(code: str) -> Iterable[str]:
    """Instruments, plus the requested one if it holds recommendations to single States."""
    known = registry.register().instruments
    return known if code in known or not is_document(code) else (code,)


def _commitments(reference: str) -> Iterable[str]:
    """Commitments, plus the requested one if only one State is asked it."""
    known = registry.register().cards
    return known if reference in known or asked_alone(reference) is None else (reference,)


def _open_lists(
    reading: ScoringParams, given: Mapping[str, str]
) -> dict[str, tuple[str, Iterable[str]]]:
    found: dict[str, tuple[str, Iterable[str]]] = {}
    for name in given.keys() & set(_OPEN):
        match name:
            case "theme":
                found[name] = "/api/v1/themes", registry.register().themes
            case "instrument":
                found[name] = "/api/v1/instruments", _instruments(given[name])
            case "commitment":
                found[name] = "/api/v1/commitments", _commitments(given[name])
            case "state":
                found[name] = "/api/v1/states", load_snapshot(reading).states
            case "indicator":
                found[name] = "/api/v1/indicators", registry.indicator_titles()
            case _:
                found[name] = "/api/v1/actions", _organisations(reading)
    return found
