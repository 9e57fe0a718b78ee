"""Functions that a part calls and a part of a higher floor supplies when the application starts.

A signal announces what happened; a question has one function that answers it, by name.
"""

from collections.abc import Callable
from typing import Generic, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class NotSupplied(RuntimeError):
    """The application was started without the part that supplies the function."""


class Supplied(Generic[P, R]):
    """A function with a name, to be supplied once; calling it earlier raises NotSupplied."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._function: Callable[P, R] | None = None

    def supply(self, function: Callable[P, R]) -> None:
        """Set the function; every later call of this object calls it."""
        self._function = function

    def __call__(self, *args: P.args, **named: P.kwargs) -> R:
        """Call the supplied function."""
        if self._function is None:
            raise NotSupplied(self.name)
        return self._function(*args, **named)
