"""A file that a command writes. It is checked before the command starts."""

import os
from pathlib import Path
from typing import Any

import click
from flask_babel import gettext as _


class OutputFile(click.Path):
    """A writable path: its folder exists and is writable, and it is no folder itself.

    Otherwise a command could save rows and then fail to write the file that belongs to them.
    """

    def __init__(self, *, allow_dash: bool = False) -> None:
        super().__init__(dir_okay=False, allow_dash=allow_dash, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path. Fails with the reason why it cannot be written."""
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        reason = None if self.allow_dash and str(path) == "-" else why_not_writable(path)
        if reason:
            self.fail(reason, param, ctx)
        return path


def why_not_writable(path: Path) -> str | None:
    """The reason why a file cannot be written at this path. None if it can."""
    folder = path.parent
    if not folder.exists():
        return str(_("the folder %(folder)s does not exist", folder=folder))
    if not folder.is_dir():
        return str(_("%(folder)s is not a folder", folder=folder))
    if path.is_dir():
        return str(_("%(file)s is a folder; name a file", file=path))
    # The file is written beside its place and then moved there, or opened where it is.
    if not os.access(folder, os.W_OK | os.X_OK) or (path.exists() and not os.access(path, os.W_OK)):
        return str(_("you have no permission to write %(file)s", file=path))
    return None
