"""Which interface a request came through, and what interfaces must know of each other.

Programs come by addresses under ``/api``. There the cookie is never read, a token is, and whatever
goes wrong is told in JSON.
"""

from collections.abc import Callable

from flask import Flask, Response, current_app, request

PROGRAMS = "/api"
_PROBLEMS = "tracker-problems"  # where that door leaves its way to tell what went wrong

Teller = Callable[[Exception], Response]


def asked_by_program() -> bool:
    """Whether the address of the present request is the programs' door, known or not."""
    return request.path == PROGRAMS or request.path.startswith(f"{PROGRAMS}/")


def bind_program_errors(app: Flask, teller: Teller) -> None:
    """Bind how an application tells a failure to programs."""
    app.extensions[_PROBLEMS] = teller


def answer_to_program(error: Exception) -> Response | None:
    """The failure as programs are told it; None where a reader asked, who is shown a page."""
    return in_words_of_programs(error) if asked_by_program() else None


def in_words_of_programs(error: Exception) -> Response:
    """The failure as programs are told it, where a page was asked for something else than it."""
    teller: Teller = current_app.extensions[_PROBLEMS]
    return teller(error)
