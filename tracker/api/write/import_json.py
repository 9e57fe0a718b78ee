"""Parses JSON members of an import form: matching of columns, meanings and choice of rows."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from tracker.api.core import request_bodies
from tracker.core.errors import Invalid
from tracker.exchange.imports.instructions import Instructions
from tracker.exchange.imports.row_choice import RowChoice

_MOST_LETTERS = 20_000  # beyond it nobody says anything about columns


def instructions(given: Mapping[str, str]) -> Instructions:
    """Columns and constants. Raises Invalid if the JSON has another shape."""
    constants = _texts(given, "constants")
    if empty := [name for name, text in constants.items() if not text.strip()]:
        raise Invalid({"constants": [_("%(name)s needs a value", name=name) for name in empty]})
    return Instructions(list(_texts(given, "match").items()), constants, meanings(given))


def meanings(given: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """The meanings of words by field. Raises Invalid."""
    found = _object(given, "meanings")
    if not all(isinstance(each, dict) and _is_of_texts(each) for each in found.values()):
        raise Invalid({"meanings": [_("a JSON object of objects of texts, by field and word")]})
    return found


def row_choice(given: Mapping[str, str]) -> RowChoice:
    """Which rows to import. Raises Invalid."""
    return RowChoice(_lists(given, "only"), _lists(given, "containing"))


def _texts(given: Mapping[str, str], name: str) -> dict[str, str]:
    found = _object(given, name)
    if not _is_of_texts(found):
        raise Invalid({name: [_("a JSON object whose values are texts")]})
    return found


def _lists(given: Mapping[str, str], name: str) -> dict[str, list[str]]:
    found = _object(given, name)
    for each in found.values():
        if not isinstance(each, list) or not all(isinstance(text, str) for text in each):
            raise Invalid({name: [_("a JSON object whose values are lists of texts")]})
    return found


def _is_of_texts(found: Mapping[str, Any]) -> bool:
    return all(isinstance(each, str) for each in found.values())


def _object(given: Mapping[str, str], name: str) -> dict[str, Any]:
    text = given.get(name, "")
    if not text:
        return {}
    if len(text) > _MOST_LETTERS:
        raise Invalid({name: [_("a JSON object of at most 20,000 characters")]})
    try:
        return request_bodies.read(text.encode())
    except UnicodeEncodeError:
        raise Invalid({name: [_("the text contains an incomplete character; remove it")]}) from None
    except request_bodies.InvalidBody as refused:
        raise Invalid({name: [refused.reason]}) from None
