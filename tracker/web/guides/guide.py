"""One guide: its readers, and what a person in this role does."""

from dataclasses import dataclass
from typing import Any

from tracker.policy.predicates import Role


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with steps or sentences, and a link to the page."""

    code: str  # the anchor on the page
    title: Any  # a lazy translation, as the next
    texts: tuple[Any, ...]
    endpoint: str | None = None
    link: Any = None  # the words of the link, a lazy translation


@dataclass(frozen=True, slots=True)
class Guide:
    """A page of the guides. A role has numbered steps, others have paragraphs."""

    code: str
    name: Any  # a lazy translation, as the next
    summary: Any
    parts: tuple[Part, ...]
    role: Role | None = None  # who may open the pages that are not public
    is_steps: bool = True
