"""For administrators: the pages of accounts, roles, invitations, requests and organisations.

One module a subject, each with a blueprint within this one.
"""

from flask import Blueprint

from tracker.web.admin import (
    accounts,
    invitation_lists,
    invitations,
    memberships,
    organisations,
    requests,
)

blueprint = Blueprint("admin", __name__, url_prefix="/admin")
for _subject in (
    accounts,
    memberships,
    invitation_lists,
    invitations,
    requests,
    organisations,
):
    blueprint.register_blueprint(_subject.blueprint)
