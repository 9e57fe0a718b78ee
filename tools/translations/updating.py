"""Takes translations over into the present texts, and to and from spreadsheets.

Only the English text and its translation are taken over. Matching similar texts is never done: a
translation of another sentence is worse than English.
"""

import csv
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from tools.translations.catalogues import (
    DOMAINS,
    FOLDER,
    PLURALS,
    BrokenCatalogue,
    empty,
    forms,
    messages,
    path_of,
    read,
    render,
)
from tools.translations.extraction import SOURCES
from tools.translations.problems import english, problems_of

Forms = tuple[str, ...]
Lookup = Callable[[Message], Forms]
PLURAL_MARK = "\n---\n"  # between singular and plural in one cell
COLUMNS = ("catalogue", "english", "context", "where")


def update(folder: Path = FOLDER) -> None:
    """Write every catalogue anew for the present texts; new ones are empty, old ones left out."""
    for language in PLURALS:
        for domain in DOMAINS:
            path = path_of(language, domain, folder)
            old = read(path) if path.exists() else empty(language)
            _write(path, language, SOURCES[domain](), partial(_known, old))


def _known(old: Catalog, one: Message) -> Forms:
    message = old.get(one.id, one.context)
    return () if message is None or message.fuzzy else forms(message)


def _write(path: Path, language: str, wanted: Catalog, lookup: Lookup) -> None:
    fresh = empty(language)
    for one in messages(wanted):
        texts = lookup(one)
        size = 1 if isinstance(one.id, str) else len(PLURALS[language])
        texts = texts if len(texts) == size else ("",) * size
        fresh.add(
            one.id,
            texts[0] if isinstance(one.id, str) else texts,
            locations=one.locations,
            flags=one.flags - {"fuzzy"},
            auto_comments=one.auto_comments,
            context=one.context,
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(render(fresh, language))


def export_csv(language: str, target: Path, folder: Path = FOLDER) -> int:
    """Write a language as a spreadsheet (CSV in UTF-8 with a mark for Excel); returns its rows."""
    names = PLURALS[language]
    rows = 0
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow((*COLUMNS, "translation", *(f"form {name}" for name in names)))
        for domain in DOMAINS:
            for one in messages(read(path_of(language, domain, folder))):
                texts = forms(one)
                plural = not isinstance(one.id, str)
                cells = ("", *texts) if plural else (*texts, *("" for _name in names))
                where = ", ".join(place for place, _line in one.locations[:3])
                writer.writerow((domain, _key(one), one.context or "", where, *cells))
                rows += 1
    return rows


def import_csv(language: str, source: Path, folder: Path = FOLDER) -> list[str]:
    """Take translations over from a spreadsheet; returns the faults, and then writes nothing.

    Rows whose English text is not in the catalogues any more are left out and are no fault.
    """
    found = _rows(language, source)
    changed: dict[str, Catalog] = {}
    faults: list[str] = []
    for domain in DOMAINS:
        catalogue = read(path_of(language, domain, folder))
        for one in messages(catalogue):
            texts = found.get((domain, _key(one), one.context or ""))
            if texts is None:
                continue
            one.string = texts[0] if isinstance(one.id, str) else texts[1:]
            faults += problems_of(one, language)
        changed[domain] = catalogue
    if faults:
        return faults
    for domain, catalogue in changed.items():
        path_of(language, domain, folder).write_bytes(render(catalogue, language))
    return []


def _rows(language: str, source: Path) -> Mapping[tuple[str, str, str], Forms]:
    names = ("translation", *(f"form {name}" for name in PLURALS[language]))
    with source.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = {*COLUMNS[:2], *names} - {*(reader.fieldnames or ())}
        if missing:
            raise BrokenCatalogue(f"{source}: missing columns: {', '.join(sorted(missing))}")
        return {
            (
                row["catalogue"],
                row["english"].replace("\r\n", "\n"),
                row.get("context") or "",
            ): tuple((row[name] or "").replace("\r\n", "\n") for name in names)
            for row in reader
        }


def _key(one: Message) -> str:
    return english(one) if isinstance(one.id, str) else PLURAL_MARK.join(one.id)
