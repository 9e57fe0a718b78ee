"""Describes a data package: ``datapackage.json`` and its README.

Written after the Data Package standard, version 2 (https://datapackage.org): resources, Table
Schema with types, constraints, primary and foreign keys, licences and sources.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _

from tracker.exchange.downloads.catalogue import THEIRS, Download
from tracker.exchange.downloads.selection import Described, Type
from tracker.exchange.package.cells import Stored
from tracker.exchange.package.database import Table, references

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
NAME = "commitments-tracker"
SEPARATOR = "; "
PARTIAL_DAY = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
CC_BY = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0 International",
}
_TYPES = {
    Type.TEXT: "string",
    Type.WHOLE: "integer",
    Type.NUMBER: "number",
    Type.FLAG: "boolean",
    Type.DAY: "date",
    Type.PARTIAL_DAY: "string",
    Type.SEVERAL: "list",
}


@dataclass(frozen=True, slots=True)
class Edition:
    """Day, revision and rules of a data set: enough to cite and rebuild it."""

    as_of: date
    known_by: date
    methodology: str
    revision: int
    revised_at: datetime | None
    site: str
    demonstration: bool = False

    @property
    def begins(self) -> str:
        """The start of the day of the data set.

        The time of the latest public change is not shown, because it may belong to a record with a
        withheld name. ``revised_at`` only distinguishes editions.
        """
        return f"{self.as_of.isoformat()}T00:00:00+00:00"

    @property
    def version(self) -> str:
        """The version for catalogues: methodology, revision, days."""
        days = f"{self.as_of:%Y%m%d}"
        if self.known_by != self.as_of:
            days += f".{self.known_by:%Y%m%d}"
        return f"{self.methodology}.{self.revision}.{days}"

    @property
    def citation(self) -> str:
        """How to cite it, in one sentence."""
        words = _(
            "Commitments Tracker, public data set, situation on %(day)s as known on %(known)s, "
            "methodology %(version)s, public revision %(revision)s. %(address)s",
            day=self.as_of.isoformat(),
            known=self.known_by.isoformat(),
            version=self.methodology,
            revision=self.revision,
            address=f"{self.site}/data",
        )
        if not self.demonstration:
            return words
        return words + " " + _("Demonstration: invented States and records.")

    def meta(self) -> dict[str, str]:
        """The same as names and values for the table ``_meta``."""
        return {
            "title": _("Commitments Tracker: public data set"),
            "as_of": self.as_of.isoformat(),
            "known_by": self.known_by.isoformat(),
            "methodology": self.methodology,
            "revision": str(self.revision),
            "version": self.version,
            "site": self.site,
            "licence": CC_BY["title"],
            "citation": self.citation,
            "empty": empty_cells(),
            "demonstration": "true" if self.demonstration else "false",
        }


@dataclass(frozen=True, slots=True)
class Part:
    """A file in the package with its size."""

    path: str
    bytes: int
    sha256: str


def empty_cells() -> str:
    """The meaning of an empty cell."""
    return _(
        "An empty cell (NULL) is never a zero. The description of the column gives its "
        "meaning. The column status distinguishes no information, not assessed, not "
        "applicable, membership unknown and not yet due."
    )


def package(
    edition: Edition,
    tables: Sequence[Table],
    parts: Mapping[str, Part],
    sources: Sequence[Mapping[str, Stored]],
) -> dict[str, Any]:
    """The whole descriptor. ``parts`` by table; ``sources``: rows of the file of sources."""
    files = {table.file.name: table.file for table in tables}
    described = [_source(row) for row in sources]
    return {
        "$schema": PROFILE,
        "name": NAME,
        "id": f"{edition.site}/data",
        "title": _("Commitments Tracker: public data set"),
        "description": _(
            "Commitments of States against trafficking in persons, with State reports, "
            "other evidence and reviewers’ assessments of each."
        ),
        "homepage": edition.site,
        "version": edition.version,
        "created": edition.begins,
        "keywords": ["human trafficking", "trafficking in persons", "commitments", "states"],
        "licenses": [CC_BY],
        "sources": described,
        "contributors": [{"title": "Commitments Tracker", "roles": ["publisher"]}],
        "asOf": edition.as_of.isoformat(),
        "knownBy": edition.known_by.isoformat(),
        "methodology": edition.methodology,
        "revision": edition.revision,
        "demonstration": edition.demonstration,
        "citation": edition.citation,
        "missingValuesMean": empty_cells(),
        "resources": [
            _resource(table, files, parts[table.file.name], described) for table in tables
        ],
    }


def _resource(
    table: Table,
    files: Mapping[str, Download],
    part: Part,
    sources: list[dict[str, str]],
) -> dict[str, Any]:
    file = table.file
    resource: dict[str, Any] = {
        "name": file.name,
        "type": "table",
        "path": part.path,
        "title": str(file.title),
        "description": str(file.about),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True},
        "bytes": part.bytes,
        "hash": f"sha256:{part.sha256}",
        "rows": table.rows,
        "rowsLeftOut": table.left_out,
        "licenses": [CC_BY],
        "schema": schema(file, files),
    }
    if file.licence is THEIRS:
        resource["licenseNote"] = str(file.licence)
        resource["sources"] = sources
    return resource


def schema(file: Download, files: Mapping[str, Download]) -> dict[str, Any]:
    """The Table Schema of a file in the package."""
    found: dict[str, Any] = {
        "fields": [_field(column) for column in file.columns],
        "missingValues": [""],
    }
    if file.key:
        found["primaryKey"] = list(file.key)
    if linked := references(file, files):
        found["foreignKeys"] = [
            {
                "fields": list(one.columns),
                "reference": {"resource": one.table, "fields": list(one.key)},
            }
            for one in linked
        ]
    return found


def _field(column: Described) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES[column.type],
        "description": str(column.holds),
    }
    if column.type is Type.SEVERAL:
        field |= {"itemType": "string", "delimiter": SEPARATOR}
    if column.unit:
        field["unit"] = str(column.unit)
    if constraints := dict(_constraints(column)):
        field["constraints"] = constraints
    return field


def _constraints(column: Described) -> Iterable[tuple[str, Any]]:
    if column.required:
        yield "required", True
    if column.allowed:
        yield "enum", list(column.allowed)
    if column.least is not None:
        yield "minimum", column.least
    if column.most is not None:
        yield "maximum", column.most
    if column.type is Type.PARTIAL_DAY:
        yield "pattern", PARTIAL_DAY


def _source(row: Mapping[str, Stored]) -> dict[str, str]:
    """A source with its own licence."""
    wanted = {"title": row["title"], "path": row["url"], "publisher": row["publisher"]}
    wanted |= {"code": row["code"], "citation": row["citation"]}
    found = {name: str(text) for name, text in wanted.items() if text is not None}
    return found | {"license": str(row["licence"] or _("none was stated"))}


def readme(edition: Edition, tables: Sequence[Table]) -> str:
    """The README of the package."""
    lines = [
        f"# {_('Commitments Tracker: public data set')}",
        "",
        _(
            "Situation on %(day)s, as known on %(known)s. Methodology %(version)s, public revision "
            "%(revision)s.",
            day=edition.as_of,
            known=edition.known_by,
            version=edition.methodology,
            revision=edition.revision,
        ),
        "",
        *_paragraph(_("How to cite"), edition.citation),
        *_paragraph(
            _("Licence"),
            _(
                "Our own work (registry, relations, levels, figures) is under CC BY "
                "4.0. Data of others keeps the licence of its source, which "
                "data/sources.csv lists. An empty cell there means that the source "
                "stated none."
            ),
        ),
        *_paragraph(_("Empty cells"), empty_cells()),
        *_paragraph(
            _("Form"),
            _(
                "Comma-separated text in UTF-8 without a byte order mark. Lines end "
                "with CR LF. Days are written 2013-12-31. If only the month or the "
                "year is known, it is 2013-12 or 2013. Several codes in one cell are "
                "separated by a semicolon and a space. Text that a spreadsheet would "
                "take for a formula has an apostrophe before it. This is also so after "
                "a semicolon within a text. The file datapackage.json describes every "
                "column: type, bounds, codes, unit, keys and references."
            ),
        ),
        *_paragraph(
            _("What is left out"),
            _(
                "Drafts, names that organisations withhold, and rows that refer to "
                "something that is not public. The table gives their number."
            ),
        ),
        f"## {_('Files')}",
        "",
        f"| {_('file')} | {_('rows')} | {_('left out')} | {_('what it holds')} |",
        "|---|---|---|---|",
        *(
            f"| data/{table.file.name}.csv | {table.rows} | {table.left_out} | {table.file.about} |"
            for table in tables
        ),
        "",
    ]
    if edition.demonstration:
        lines.insert(2, f"**{_('Demonstration: invented States and records.')}**\n")
    return "\n".join(lines)


def _paragraph(title: str, text: str) -> tuple[str, ...]:
    return f"## {title}", "", text, ""
