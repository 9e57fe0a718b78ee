"""Every check of the catalogues: whole, complete enough, with the official terms."""

from collections.abc import Iterator
from pathlib import Path

from tools.translations import coverage
from tools.translations.catalogues import (
    FOLDER,
    BrokenCatalogue,
    catalogue_files,
    language_of,
    messages,
    read,
)
from tools.translations.problems import english, problems_of
from tools.translations.terms import missing_terms


def check_all(folder: Path = FOLDER) -> list[str]:
    """The faults of all catalogues, each with its file and text; none if all is well."""
    found = [fault for path in catalogue_files(folder) for fault in _faults(path)]
    return found or list(below_floor(folder))


def _faults(path: Path) -> Iterator[str]:
    language, where = language_of(path), "/".join(path.parts[-3:])
    try:
        catalogue = read(path)
    except BrokenCatalogue as fault:
        yield str(fault)
        return
    if catalogue.obsolete:
        yield f"{where}: {len(catalogue.obsolete)} obsolete texts; run the update"
    for message in messages(catalogue):
        if message.fuzzy:
            yield f"{where}: “{english(message)[:60]}”: marked as fuzzy; confirm or remove it"
        for problem in problems_of(message, language):
            yield f"{where}: {problem}"
        for term in missing_terms(message, language):
            yield (
                f"{where}: “{english(message)[:60]}”: has “{term.english}”, which is"
                f" “{term.official[language]}” in official texts"
            )


def below_floor(folder: Path = FOLDER) -> Iterator[str]:
    """Parts of catalogues that translate a smaller share of the texts than they did."""
    floors = coverage.floors()
    for one in coverage.coverage(folder):
        floor = floors[one.language][one.part]
        if one.share < floor:
            yield f"{one.language} {one.part}: {one.share} % translated, the floor is {floor} %"
