"""One guide: who it is for, and what a person in this role does, part by part."""

from dataclasses import dataclass
from typing import Any

from tracker.policy.predicates import Role


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with the steps or sentences below it, and the page where they are done."""

    code: str  # the anchor on the page
    title: Any  # a lazy translation, as the next
    texts: tuple[Any, ...]
    endpoint: str | None = None
    link: Any = None  # the words of the link, a lazy translation


@dataclass(frozen=True, slots=True)
class Guide:
    """A page of the guides. The parts of a role are numbered steps, other parts are paragraphs."""

    code: str
    name: Any  # a lazy translation, as the next
    summary: Any
    parts: tuple[Part, ...]
    role: Role | None = None  # who may open the pages that are not public
    is_steps: bool = True
