"""Pages of administrators: accounts, roles, invitations, requests, organisations.

One module a subject, each with a blueprint within this one.
"""

from flask import Blueprint

from tracker.web.admin import (
    accounts,
    indicators,
    invitation_lists,
    invitations,
    jobs,
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
    jobs,
    indicators,
):
    blueprint.register_blueprint(_subject.blueprint)
