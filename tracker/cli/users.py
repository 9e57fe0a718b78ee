"""``flask users``: accounts from the server's console, such as the first administrator."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask.cli import AppGroup

from tracker.accounts import account_list, administration, erasure, invitations, queries, roles
from tracker.accounts.actor import OPERATOR
from tracker.accounts.addresses import normalise
from tracker.accounts.models import Membership
from tracker.cli.removal import overwrite_removed
from tracker.core.db import db, writing
from tracker.core.errors import Conflict, Invalid, NotFound
from tracker.policy.predicates import Held
from tracker.schema.fields import InvalidValue

users = AppGroup("users", help="Manage accounts and their roles.")


class Address(click.ParamType[str]):
    """An e-mail address in its normal form."""

    name = "address"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Parse the address. Fails with an example."""
        try:
            return normalise(value)
        except InvalidValue as unreadable:
            self.fail(str(unreadable), param, ctx)


@users.command("add")
@click.argument("email", type=Address())
@click.option("--role", type=click.Choice([str(role) for role in roles.OFFERED]), required=True)
@click.option("--state", help="ISO3 code of the state of the role.")
@click.option("--organisation", help="Public id of the organisation of the role.")
@click.option("--name", help="Name of the person. Default: the part of the address before the @.")
def add(
    email: str, role: str, state: str | None, organisation: str | None, name: str | None
) -> None:
    """Create an account with the password on standard input, or send an invitation.

    The link of the invitation is printed and put into the e-mail queue.
    """
    password = "" if sys.stdin is None or sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    with _act():
        held = _held(role, state, organisation)
        if password:
            fields = {"name": name or email.partition("@")[0], "password": password}
            user = administration.add_account(OPERATOR, email=email, fields=fields, held=held)
            said = f"Account {user.public_id} created."
        else:
            link = invitations.invite(OPERATOR, email=email, held=held)
            said = (
                f"No password on standard input. Send this link, which works for 14 days:\n{link}"
            )
    click.echo(said)


@users.command("list")
def list_all() -> None:
    """List every account with its current roles."""
    count, after = 0, ""
    while True:
        page = account_list.accounts(OPERATOR, after=after)
        for user in page.accounts:
            held = [
                f"{row.role}{':' + what if (what := _for(row)) else ''}"
                for row in user.memberships
                if row.ended_at is None
            ]
            status = "closed" if user.disabled_at else "open"
            factor = "second factor" if user.totp_secret else "password only"
            click.echo(f"{user.email}\t{user.public_id}\t{status}\t{factor}\t{', '.join(held)}")
            count += 1
        if page.next is None:
            break
        after = page.next
    click.echo(f"{count} accounts", err=True)


@users.command("disable")
@click.argument("email", type=Address())
@click.option("--dry-run", is_flag=True, help="Show what would be done and change nothing.")
def disable(email: str, *, dry_run: bool) -> None:
    """Close an account. Its sessions and tokens end at once. Its records stay."""
    with _act(keep=not dry_run):
        user = queries.find_user_by_address(email)
        if user is None:
            raise NotFound("account", email)
        administration.disable(OPERATOR, user)
    click.echo("Would close 1 account." if dry_run else "Closed 1 account.")


@users.command("erase")
@click.argument("email", type=Address())
@click.option("--dry-run", is_flag=True, help="Show what would be done and change nothing.")
def erase(email: str, *, dry_run: bool) -> None:
    """Erase the personal data of an account for good. Its records stay."""
    with _act(keep=not dry_run):
        user = queries.find_user_by_address(email)
        if user is None:
            raise NotFound("account", email)
        erasure.erase(OPERATOR, user)
        key = user.public_id
    click.echo(f"Would erase account {key}." if dry_run else f"Erased account {key}.")
    if not dry_run:
        overwrite_removed()


@contextmanager
def _act(*, keep: bool = True) -> Iterator[None]:
    """One transaction, committed unless the operation is refused. A refusal exits with 1."""
    with writing():
        try:
            yield
        except (Invalid, Conflict, NotFound) as refused:
            db.session.rollback()
            raise click.ClickException(str(refused)) from None
        if keep:
            db.session.commit()
        else:
            db.session.rollback()


def _held(role: str, state: str | None, organisation: str | None) -> Held:
    return roles.fitting(
        role,
        state=queries.state_code(state.upper() if state else None),
        organisation=queries.find_organisation(organisation),
    )


def _for(row: Membership) -> str:
    return row.state or (row.organisation.public_id if row.organisation else "")
