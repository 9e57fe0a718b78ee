"""Dependency inversion: a lower layer calls functions that a higher layer registers at start.

A signal announces what happened; a question has one function that answers it, by name.
"""

from collections.abc import Callable
from typing import Generic, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class NotSupplied(RuntimeError):
    """The application was started without the part that registers the function."""


class Supplied(Generic[P, R]):
    """A named function to be registered once. Calling it earlier raises NotSupplied."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._function: Callable[P, R] | None = None

    def supply(self, function: Callable[P, R]) -> None:
        """Register the function that later calls use."""
        self._function = function

    def __call__(self, *args: P.args, **named: P.kwargs) -> R:
        """Call the registered function."""
        if self._function is None:
            raise NotSupplied(self.name)
        return self._function(*args, **named)
