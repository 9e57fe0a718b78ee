"""The page of an organisation named in public, with its named actions only.

An organisation without one has no page, whatever it did under a withheld name.
"""

import re

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from tracker.accounts.identifiers import PUBLIC_ID
from tracker.core.errors import BadParameter, NotFound
from tracker.evidence.queries import action_list
from tracker.gap.snapshot import load_snapshot
from tracker.registry.queries import commitments as registry
from tracker.web.core import query_params
from tracker.web.core.audience import everyone

blueprint = Blueprint("organisations", __name__)

_PUBLIC_ID = re.compile(PUBLIC_ID)


@blueprint.get("/organisations/<public_id>")
@everyone
def organisation(public_id: str) -> ResponseReturnValue:
    """The organisation and the actions logged under its name."""
    if not _PUBLIC_ID.fullmatch(public_id):
        raise NotFound("organisation", public_id)
    asked = query_params.parse_page_params(more={"page": query_params.positive_number})
    as_of, known_by = asked.reading.as_of, asked.reading.known_by
    named = action_list.named_organisation(public_id, as_of, known_by)
    wanted = action_list.ActionQuery({"organisation": public_id}, as_of, known_by)
    found = action_list.listed(wanted, page=int(asked.more.get("page", "1")))
    if not 1 <= found.number <= found.pages:
        raise BadParameter("page", str(found.number), f"1–{found.pages}")
    return render_template(
        "organisations/organisation.html",
        asked=asked,
        named=named,
        found=found,
        seen=load_snapshot(asked.reading),
        cards=registry.register().cards,
    )
