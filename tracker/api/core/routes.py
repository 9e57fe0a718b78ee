"""Creates the addresses of a collection: the list, its files and each item."""

from functools import partial
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from tracker.api.core import deprecation
from tracker.api.core.collections import Collection
from tracker.api.core.responses import SUFFIXES, answer_list, answer_one
from tracker.core.errors import NotFound
from tracker.policy.audience import everyone


def register_collection(collection: Collection) -> Blueprint:
    """Create the blueprint of a collection. Everybody may read it."""
    blueprint = Blueprint(collection.name.replace("-", "_"), __name__)
    root = f"/{collection.name}"
    declared = partial(deprecation.declare, what=collection.goes)

    @blueprint.get(root)
    @declared
    @everyone
    def index() -> ResponseReturnValue:
        return answer_list(collection)

    @blueprint.get(f"{root}.<suffix>")
    @declared
    @everyone
    def file(suffix: str) -> ResponseReturnValue:
        if suffix not in SUFFIXES:
            raise NotFound("format", suffix[:20])
        return answer_list(collection, suffix)

    if collection.identity:
        names = [one.name for one in collection.identity]

        @blueprint.get(root + "".join(f"/<{name}>" for name in names))
        @everyone
        def one(**given: Any) -> ResponseReturnValue:
            for each in collection.identity:
                if not each.fits(given[each.name]):
                    raise NotFound(collection.name, given[each.name][:60])
            return answer_one(collection, *(given[name] for name in names))

    return blueprint
