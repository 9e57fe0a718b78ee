"""Collects the English texts that catalogues translate: of the interface and of the seed.

Texts of the interface are found in Python and templates, as gettext marks them. Texts of records
are found in ``seed_data``: they are stored in English, and looked up by their stored text.
"""

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir

from tools.translations.catalogues import ROOT

TRACKER = ROOT / "tracker"
SEED = ROOT / "seed_data"
METHODS = [("**.py", "python"), ("**/templates/**", "jinja2")]
KEYWORDS = {
    "_": None,
    "_l": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
    # One English text with two meanings has a context, which translators see.
    "pgettext": ((1, "c"), 2),
    "lazy_pgettext": ((1, "c"), 2),
    "_lp": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
OPTIONS = {"jinja2": {"extensions": "jinja2.ext.i18n"}}
# A comment that begins so explains a text to its translators.
NOTES = ("translators:",)
# By file of the seed: the columns whose texts readers see.
RECORDS: Mapping[str, tuple[str, ...]] = {
    "themes.csv": ("name", "explanation"),
    "commitments.csv": ("title", "statement", "locator", "certainty_note"),
    "instruments.csv": ("title", "issuing_body", "text_seen", "note"),
    "indicators.csv": ("title", "unit", "statement", "source_note"),
    "indicator_levels.csv": ("label", "meaning"),
    "relations.csv": ("rationale",),
    "measures.csv": ("reason",),
    "recommendations.csv": ("title", "statement"),
    "sources.csv": ("licence", "note"),
    "states.csv": ("note",),
}
# Parts of the records whose translations are made later: by name, their files of the seed.
# They have floors of their own, so that they do not lower the floor of the titles.
LATER: Mapping[str, tuple[str, ...]] = {"reasons": ("relations.csv", "measures.csv")}
PARTS = ("messages", "records", *LATER)


@cache
def interface_texts(folder: Path = TRACKER) -> Catalog:
    """Every text of the interface with the files that have it; read once a process."""
    found = Catalog()
    for path, line, text, comments, context in extract_from_dir(
        str(folder), METHODS, OPTIONS, KEYWORDS, NOTES
    ):
        found.add(
            text,
            locations=[(f"{folder.name}/{path}", line)],
            auto_comments=comments,
            context=context,
        )
    return found


@cache
def record_texts(folder: Path = SEED) -> Catalog:
    """Every text of the seed that readers see, with the file and column that have it."""
    found = Catalog()
    for name, column, text in _record_cells(folder):
        found.add(text, locations=[(f"{folder.name}/{name}", 1)], auto_comments=[column])
        # What people wrote has no placeholders: "%" is a percent sign there.
        message = found.get(text)
        if message is not None:
            message.flags.discard("python-format")
            message.flags.discard("python-brace-format")
    return found


def part_of(message: Message, domain: str) -> str:
    """The part of a catalogue that a text belongs to; a text that is in two is in the main one."""
    files = {Path(place).name for place, _line in message.locations}
    later = (name for name, members in LATER.items() if files and files <= {*members})
    return next(later, domain)


SOURCES = {"messages": interface_texts, "records": record_texts}


def _record_cells(folder: Path) -> Iterator[tuple[str, str, str]]:
    for name, columns in RECORDS.items():
        with (folder / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for column in columns:
                    if text := (row[column] or "").strip():
                        yield name, column, text
