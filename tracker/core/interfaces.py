"""Which interface a request uses: pages or the API. Neither imports the other.

The API is under ``/api``. It ignores cookies, requires tokens, and reports errors in JSON.
"""

from collections.abc import Callable

from flask import Flask, Response, current_app, request

PROGRAMS = "/api"
_PROBLEMS = "tracker-problems"  # where that door leaves its way to tell what went wrong

Teller = Callable[[Exception], Response]


def asked_by_program() -> bool:
    """Whether the request is for the API, whether or not the address exists."""
    return request.path == PROGRAMS or request.path.startswith(f"{PROGRAMS}/")


def bind_program_errors(app: Flask, teller: Teller) -> None:
    """Register the function that turns errors into API responses."""
    app.extensions[_PROBLEMS] = teller


def answer_to_program(error: Exception) -> Response | None:
    """The error as an API response. None for a page request."""
    return in_words_of_programs(error) if asked_by_program() else None


def in_words_of_programs(error: Exception) -> Response:
    """The error as an API response, for an address outside the API that wants JSON."""
    teller: Teller = current_app.extensions[_PROBLEMS]
    return teller(error)
