"""One step of the guided tour, and a tour of ten steps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tracker.policy.predicates import Role


@dataclass(frozen=True, slots=True)
class Step:
    """What to do, why, and on which page.

    ``find`` names a record that is looked up (see ``workspace.tour``) and ``argument`` the place
    of its reference in the address. ``otherwise`` is the page for a record that is no longer there.
    """

    title: Any  # a lazy translation, as the next two
    what: Any
    why: Any
    endpoint: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    find: tuple[str, str] | None = None
    argument: str = "reference"
    otherwise: str = "dashboard.home"


@dataclass(frozen=True, slots=True)
class Tour:
    """The steps of one role. ``account``: the address to sign in with, or None."""

    code: str
    name: Any  # a lazy translation, as the next
    summary: Any
    steps: tuple[Step, ...]
    role: Role | None = None
    account: str | None = None
