"""Prints what ``flask import`` recognised, what it would change, and what it refuses."""

from collections.abc import Sequence

import click
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from tracker.exchange.imports.one_shot import OneShotImport
from tracker.exchange.imports.recognition import ColumnUse, Recognition, recognised
from tracker.exchange.matching.match import MatchReason
from tracker.exchange.refusals import Refusal

MOST_SHOWN = 100
MOST_VALUES = 40
_SHOWN_OF_A_VALUE = 60
WHY = {
    MatchReason.CHOSEN: _l("your choice"),
    MatchReason.SAME_NAME: _l("the same name"),
    MatchReason.ALIAS: _l("a common word for it"),
    MatchReason.LIKENESS: _l("a similar name"),
    MatchReason.CONTENT: _l("similar content"),
    MatchReason.CONFLICT: _l("the same name, but different content"),
    MatchReason.UNCONFIRMED: _l("a common word for it, but the values do not identify rows"),
    MatchReason.AMBIGUOUS: _l("several columns are possible"),
}


def report(done: OneShotImport, *, write: bool) -> None:
    """Print matched columns, changes and rejected rows."""
    found = recognised(done)
    _show_columns(found)
    _show_values(found)
    for note in found.notes:
        click.echo(note)
    _show_counts(done)
    _show_refused(done.shown)
    if not write:
        click.echo(_("This was a preview. Add --write to save the rows."))
    elif not done.written:
        click.echo(_("Nothing was saved."), err=True)
    elif not done.planned.changes and done.planned.counts.left:
        click.echo(_("The tracker already has all valid rows. Nothing was changed."))
    elif not done.planned.changes:
        click.echo(_("Nothing was saved."), err=True)
    if done.is_held:
        _show_open(done)


def _show_columns(found: Recognition) -> None:
    click.echo(_("Columns:"))
    for each in found.columns:
        click.echo(f"  {_of_column(each)}")
    if found.unused:
        names = ", ".join(_plain(name) for _at, name in found.unused)
        click.echo(_("Not used: %(names)s", names=names))


def _of_column(use: ColumnUse) -> str:
    match = use.match
    if match.constant is not None:
        value = _plain(match.constant)
        return str(_("%(field)s = “%(value)s” in all rows", field=use.field, value=value))
    source = match.source if match.source is not None else " / ".join(match.candidates)
    sure = _("certain") if match.is_sure else _("not certain")
    return f"{use.field} ← {_plain(source)} ({sure}: {WHY.get(match.why, '')})"


def _show_values(found: Recognition) -> None:
    if found.understood:
        click.echo(_("Converted values:"))
        for each in found.understood[:MOST_VALUES]:
            value, meaning = _plain(each.value), _plain(each.meaning)
            click.echo(f"  {each.column}: “{value}” → {meaning} ({each.count})")
        _more(len(found.understood) - MOST_VALUES)
    if found.unknown:
        click.echo(_("Unknown values (use --meaning to explain them):"))
        for one in found.unknown[:MOST_VALUES]:
            accepted = ", ".join(_labelled(one.accepted, one.labels)[:12])
            click.echo(f"  {one.name}: “{_plain(one.value)}” ({one.count}) {accepted}".rstrip())
        _more(len(found.unknown) - MOST_VALUES)
    for name in found.questions:
        line = _("%(field)s: add --day-first or --month-first", field=name)
        click.echo(f"  {line}")


def _labelled(codes: Sequence[str], labels: Sequence[str]) -> list[str]:
    if len(labels) != len(codes):
        return list(codes)
    return [
        code if code == label else f"{code} ({label})"
        for code, label in zip(codes, labels, strict=True)
    ]


def _more(count: int) -> None:
    if count > 0:
        click.echo(f"  {_('… and %(more)s more', more=count)}")


def _show_counts(done: OneShotImport) -> None:
    counts = done.planned.counts
    numbers = {
        "rows": counts.rows,
        "created": counts.created,
        "changed": counts.changed,
        "left": counts.left,
        "refused": counts.refused,
    }
    # Rows that are not saved are announced, never reported as done.
    if done.written:
        line = _(
            "%(rows)s rows: %(created)s created, %(changed)s changed, %(left)s unchanged, "
            "%(refused)s rejected",
            **numbers,
        )
    else:
        line = _(
            "%(rows)s rows: %(created)s to create, %(changed)s to change, %(left)s unchanged, "
            "%(refused)s rejected",
            **numbers,
        )
    if counts.left_out:
        num = counts.left_out
        line += ", " + ngettext("%(num)s left out by choice", "%(num)s left out by choice", num)
    click.echo(line)


def _show_refused(refused: Sequence[Refusal]) -> None:
    for each in refused[:MOST_SHOWN]:
        line = str(each)
        if each.rows:
            line += " " + ngettext("(%(num)s row)", "(%(num)s rows)", each.rows)
        click.echo(line, err=True)
    if len(refused) > MOST_SHOWN:
        click.echo(_("… and %(more)s more", more=len(refused) - MOST_SHOWN), err=True)


def _show_open(done: OneShotImport) -> None:
    click.echo(_("Choose a column for each uncertain field:"), err=True)
    for each in done.parsed.matching.open:
        for name in (each.source,) if each.source else each.candidates:
            click.echo(f"  --match '{_plain(name)}={each.column}'", err=True)
    click.echo(_("or leave a column out: --match 'HEADER='"), err=True)


def _plain(text: str) -> str:
    """A text of the file on one line, shortened if it is long."""
    cut = "…" if len(text) > _SHOWN_OF_A_VALUE else ""
    shown = text[:_SHOWN_OF_A_VALUE]
    return "".join(letter if letter.isprintable() else "�" for letter in shown) + cut
