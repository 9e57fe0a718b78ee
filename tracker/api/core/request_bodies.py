"""Parses JSON and form bodies strictly.

JSON as Python reads it takes what no database keeps and no other program understands: NaN, lone
surrogates, NUL, numbers of thousands of digits, a name twice. All of that is refused here.
"""

import json
import math
from collections.abc import Mapping
from typing import Any, NoReturn

from flask import request
from flask_babel import gettext as _
from werkzeug.exceptions import UnsupportedMediaType

from tracker.core.errors import Invalid, TrackerError

MOST_BYTES = 512 * 1024
MOST_DEPTH = 4
MOST_DIGITS = 15


class InvalidBody(TrackerError):
    """The request body is not JSON that can be stored."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read_body() -> dict[str, Any]:
    """The JSON object in the request body.

    Raises InvalidValue, UnsupportedMediaType where it does not say that it is JSON or says that it
    is compressed, and RequestEntityTooLarge.
    """
    coding = request.headers.get("Content-Encoding", "identity")
    if request.mimetype != "application/json" or coding != "identity":
        raise UnsupportedMediaType
    request.max_content_length = MOST_BYTES
    return read(request.get_data())


def read(content: bytes) -> dict[str, Any]:
    """Parse a JSON object. Raises InvalidValue."""
    try:
        found = json.loads(
            content.decode("utf-8"),
            parse_constant=_no_constant,
            parse_int=_number,
            parse_float=_no_float,
            object_pairs_hook=_once,
        )
    except (ValueError, RecursionError):
        raise InvalidBody(_("it is not JSON in UTF-8")) from None
    if not isinstance(found, dict):
        raise InvalidBody(_("must be an object"))
    _refuse_unkeepable(found, MOST_DEPTH)
    return found


def texts(body: Mapping[str, Any]) -> dict[str, str]:
    """Validate a flat object of texts. Null counts as absent. Raises Invalid by field."""
    wrong = {
        name: [_("must be text")]
        for name, value in body.items()
        if not isinstance(value, str | None)
    }
    if wrong:
        raise Invalid(wrong)
    return {name: value for name, value in body.items() if value is not None}


def only(body: Mapping[str, Any], *names: str) -> dict[str, str]:
    """Texts of these names, empty if absent. Raises Invalid for other names."""
    unknown = {name: [_("this field does not exist")] for name in body.keys() - set(names)}
    if unknown:
        raise Invalid(unknown)
    given = texts(body)
    return {name: given.get(name, "") for name in names}


def _refuse_unkeepable(value: Any, depth: int) -> None:
    if depth < 0:
        raise InvalidBody(_("it is nested too deeply"))
    match value:
        case str() if any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in value):
            raise InvalidBody(_("the text contains a NUL or incomplete character; remove it"))
        case dict():
            for name, each in value.items():
                _refuse_unkeepable(name, depth)
                _refuse_unkeepable(each, depth - 1)
        case list():
            for each in value:
                _refuse_unkeepable(each, depth - 1)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise InvalidBody(_("a name is repeated"))
    return found


def _no_constant(_name: str) -> NoReturn:
    raise InvalidBody(_("NaN and Infinity are no JSON"))


def _number(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise InvalidBody(_("a number is too long"))
    return int(digits)


def _no_float(digits: str) -> float:
    if len(digits) > 2 * MOST_DIGITS:
        raise InvalidBody(_("a number is too long"))
    found = float(digits)
    if not math.isfinite(found):  # 1e999
        raise InvalidBody(_("a number is too large"))
    return found
