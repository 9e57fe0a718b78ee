"""What waits on the desks of the demonstration: approvals, notes, invitations and requests.

All of it goes through the services, in the name of the people who have accounts.
"""

from tracker.accounts.actor import ANONYMOUS, Actor
from tracker.accounts.requests import request_account
from tracker.cli.demo import accounts
from tracker.exchange.invitations.lines import read_lines
from tracker.exchange.invitations.plan import plan_invitations, send_invitations
from tracker.policy.predicates import Role
from tracker.reporting import approvals, successor_notes

INVITED = """name,email,role,state or organisation
Ira (invented),ira@example.org,focal_point,XFC
Oda (invented),oda@example.org,validating_authority,XFC
Uma (invented),uma@example.org,focal_point,XRV
"""
NOTE = (
    "Invented note: the ministry of justice sends its figures in February. Ask the labour "
    "inspectorate early, because it needs four weeks."
)
REQUEST = {
    "name": "Noor (invented)",
    "email": "noor@example.org",
    "organisation": "Harbour Watch (invented organisation)",
    "role": str(Role.CONTRIBUTOR),
    "reason": "Invented: the coordinator named on our web page can confirm it.",
}


def hand_over(drafter: Actor, authority: Actor, reference: str) -> None:
    """The authority returned the draft once, and is asked again. The drafter leaves a note."""
    approvals.ask(drafter, reference, note="Please check the third entry. (Invented)")
    approvals.send_back(
        authority, reference, reason="Invented: name the agency that carried out the third entry."
    )
    approvals.ask(drafter, reference, note="The agency is named now. (Invented)")
    successor_notes.save(drafter, accounts.STATE, NOTE, version=0)


def fill_administration() -> tuple[str, ...]:
    """Invite people by a list, and let somebody ask for an account. Returns lines to print."""
    keeper = accounts.actor(Role.ADMINISTRATOR)
    lines = read_lines("people.csv", INVITED.encode())
    plan = plan_invitations(keeper, lines)
    send_invitations(keeper, lines, digest=plan.digest)
    request_account(ANONYMOUS, fields=REQUEST, language="en")
    return (f"a report that waits for approval, {len(lines)} invitations and a request",)
