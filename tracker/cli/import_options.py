"""Options of ``flask import`` that state the meaning of columns, values and rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import click
from flask_babel import gettext as _

from tracker.accounts.actor import Actor
from tracker.exchange.imports.importable_kinds import (
    ImportDestination,
    ImportTarget,
    is_open_to,
    places,
)
from tracker.exchange.imports.instructions import Instructions
from tracker.exchange.imports.row_choice import RowChoice

Command = TypeVar("Command", bound=Callable[..., Any])

OPTIONS = (
    click.option(
        "--match",
        "match",
        multiple=True,
        metavar="HEADER=FIELD",
        help="Match a column with a field. HEADER= leaves the column out. Repeatable.",
    ),
    click.option(
        "--constant",
        "constant",
        multiple=True,
        metavar="FIELD=VALUE",
        help="Use one value of a field for all rows. Repeatable.",
    ),
    click.option(
        "--meaning",
        "meaning",
        multiple=True,
        metavar="FIELD:WORD=VALUE",
        help="Explain a word of the file. WORD= makes it an empty value. value[INDICATOR] limits "
        "it to one indicator. Repeatable.",
    ),
    click.option(
        "--only",
        "only",
        multiple=True,
        metavar="COLUMN=VALUE;VALUE",
        help="Import only rows with one of these values, such as a theme. Repeatable.",
    ),
    click.option(
        "--containing",
        "containing",
        multiple=True,
        metavar="COLUMN=WORD;WORD",
        help="Import only rows with one of these words. traffick* finds beginnings. Repeatable.",
    ),
)


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """The parsed options."""

    instructions: Instructions
    meanings: dict[str, dict[str, str]]
    rows: RowChoice


def parse_options(
    match: Sequence[str],
    constant: Sequence[str],
    meaning: Sequence[str],
    only: Sequence[str],
    containing: Sequence[str],
) -> ImportOptions:
    """Parse the options. Raises BadParameter for a malformed one."""
    meanings = _meanings(meaning)
    return ImportOptions(
        Instructions(
            [_pair(each, "--match", "HEADER=FIELD", last=True) for each in match],
            _constants(constant),
            meanings,
        ),
        meanings,
        RowChoice(_lists(only, "--only"), _lists(containing, "--containing")),
    )


def with_options(command: Command) -> Command:
    """Add these options to a command, in order."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def destination(
    offer: ImportTarget, actor: Actor, *, organisation: str | None, report: str | None
) -> str | None:
    """The organisation or report that receives the records. None for the registry.

    Fails with the option that is missing or does not belong there, and what it may be.
    """
    given = {ImportDestination.ORGANISATION: organisation, ImportDestination.REPORT: report}
    for into, name in given.items():
        if name and into is not offer.into:
            reason = _("%(kind)s do not need this option; leave it out", kind=offer.name)
            raise click.BadParameter(reason, param_hint=f"--{into}")
    if offer.into is ImportDestination.REGISTRY:
        return None
    if not is_open_to(actor, offer):
        reason = {
            ImportDestination.ORGANISATION: _("name an account that contributes for it"),
            ImportDestination.REPORT: _("name an account that is a focal point"),
        }[offer.into]
        raise click.BadParameter(reason, param_hint="--as")
    own = [code for code, _name in places(actor, offer)]
    if given[offer.into] not in own:
        reason = _("choose one of these: %(names)s", names=", ".join(own) or "–")
        raise click.BadParameter(reason, param_hint=f"--{offer.into}")
    return given[offer.into]


def _pair(text: str, option: str, form: str, *, last: bool = False) -> tuple[str, str]:
    name, sign, value = text.rpartition("=") if last else text.partition("=")
    if not sign or not name.strip():
        reason = _("%(text)s must have the form %(form)s", text=text, form=form)
        raise click.BadParameter(reason, param_hint=option)
    return name.strip(), value.strip()


def _constants(given: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in given:
        name, value = _pair(each, "--constant", "FIELD=VALUE")
        if not value:
            reason = _("%(text)s must have the form %(form)s", text=each, form="FIELD=VALUE")
            raise click.BadParameter(reason, param_hint="--constant")
        _refuse_second(found, name, value, "--constant")
        found[name] = value
    return found


def _refuse_second(found: Mapping[str, str], name: str, value: str, option: str) -> None:
    """Fail where an option says one thing and another: the last one does not win unseen."""
    if found.get(name, value) != value:
        reason = _("%(name)s is given twice, with different values", name=name)
        raise click.BadParameter(reason, param_hint=option)


def _meanings(given: Sequence[str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for each in given:
        name, sign, rest = each.partition(":")
        if not sign or not name.strip():
            reason = _("%(text)s must have the form %(form)s", text=each, form="FIELD:WORD=VALUE")
            raise click.BadParameter(reason, param_hint="--meaning")
        word, value = _pair(rest, "--meaning", "FIELD:WORD=VALUE", last=True)
        words = found.setdefault(name.strip(), {})
        _refuse_second(words, word, value, "--meaning")
        words[word] = value
    return found


def _lists(given: Sequence[str], option: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in given:
        name, values = _pair(each, option, "COLUMN=VALUE;VALUE")
        found.setdefault(name, []).extend(part.strip() for part in values.split(";"))
    return found
