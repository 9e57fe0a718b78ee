"""Lists every address of the API as an operation with parameters and responses.

Made from the collections; the description for programs and its page are both made from these.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlencode

from flask_babel import gettext as _

from tracker.api.core.collections import Collection
from tracker.api.core.parameters import READING, Parameter
from tracker.api.read.registry import COLLECTIONS

ROOT = "/api/v1"


class Answers(StrEnum):
    """The possible responses of an operation."""

    PAGE = "page"
    CSV = "csv"
    XLSX = "xlsx"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Operation:
    """One address of the API. ``path`` has parameter names in braces."""

    name: str  # standings_csv
    path: str
    summary: str
    about: str
    answers: Answers
    collection: Collection
    parameters: tuple[Parameter, ...]
    in_path: tuple[Parameter, ...] = ()

    @property
    def example(self) -> str:
        """An example address to try."""
        path = self.path
        for each in self.in_path:
            path = path.replace(f"{{{each.name}}}", str(each.example))
        query = urlencode({each.name: each.example for each in self.parameters if each.required})
        return f"{path}?{query}" if query else path


def operations() -> tuple[Operation, ...]:
    """All operations, collection by collection."""
    return tuple(each for collection in COLLECTIONS for each in _of(collection))


def _of(collection: Collection) -> Iterator[Operation]:
    title, stem = str(collection.title), collection.name.replace("-", "_")
    path = f"{ROOT}/{collection.name}"
    lists = (
        ("", Answers.PAGE, _("%(what)s, in pages", what=title)),
        (
            ".json",
            Answers.PAGE,
            _("%(what)s, in pages, always as JSON", what=title),
        ),
        (".csv", Answers.CSV, _("%(what)s, complete, as CSV", what=title)),
        (".xlsx", Answers.XLSX, _("%(what)s, complete, as a workbook", what=title)),
    )
    for suffix, answers, summary in lists:
        known = (
            collection.list_parameters if answers is Answers.PAGE else collection.whole_parameters
        )
        yield Operation(
            name=f"list_{stem}{suffix.replace('.', '_')}",
            path=path + suffix,
            summary=summary,
            about=str(collection.about),
            answers=answers,
            collection=collection,
            parameters=known,
        )
    if collection.identity:
        yield Operation(
            name=f"one_of_{stem}",
            path=path + "".join(f"/{{{each.name}}}" for each in collection.identity),
            summary=_("One of: %(what)s", what=title),
            about=str(collection.one_about or collection.about),
            answers=Answers.ITEM,
            collection=collection,
            parameters=READING,
            in_path=collection.identity,
        )
