"""Compiles the catalogues into the files that the application reads.

A file is written only when its catalogue is whole, and takes the place of the older one at once.
"""

import io
from pathlib import Path

from babel.messages.mofile import write_mo

from tools.translations.catalogues import (
    FOLDER,
    BrokenCatalogue,
    catalogue_files,
    language_of,
    messages,
    read,
)
from tools.translations.problems import problems_of


def compile_catalogue(path: Path) -> Path:
    """Write the compiled file beside a catalogue; raises BrokenCatalogue and then writes nothing.

    Doubtful (fuzzy) texts and those with an empty form are left out: the page shows English.
    """
    language, catalogue = language_of(path), read(path)
    faults = [fault for one in messages(catalogue) for fault in problems_of(one, language)]
    if faults:
        raise BrokenCatalogue("\n".join(f"{path}: {fault}" for fault in faults))
    out = io.BytesIO()
    write_mo(out, catalogue, use_fuzzy=False)
    target = path.with_suffix(".mo")
    fresh = target.with_suffix(".new")
    fresh.write_bytes(out.getvalue())
    fresh.replace(target)
    return target


def compile_all(folder: Path = FOLDER) -> list[Path]:
    """Compile every catalogue; raises BrokenCatalogue with the faults of all that are broken."""
    done, faults = [], []
    for path in catalogue_files(folder):
        try:
            done.append(compile_catalogue(path))
        except BrokenCatalogue as fault:
            faults.append(str(fault))
    if faults:
        raise BrokenCatalogue("\n".join(faults))
    return done


def is_stale(folder: Path = FOLDER) -> bool:
    """Whether a catalogue is newer than its compiled file."""
    for path in catalogue_files(folder):
        target = path.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < path.stat().st_mtime:
            return True
    return False
