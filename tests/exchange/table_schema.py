"""A check of data packages written from the published rules, apart from the code that makes them.

Rules: https://datapackage.org/standard/data-package/, …/data-resource/, …/table-schema/ (2.0).
Every cell of every file is read by its field's type; keys and references are followed.
"""

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from zipfile import ZipFile

NAME = re.compile(r"[-a-z0-9._/]+")
HASH = re.compile(r"[a-z0-9]+:[a-f0-9]+")
FIELD_TYPES: dict[str, Callable[[str], Any]] = {
    "string": str,
    "integer": lambda text: int(text) if re.fullmatch(r"[+-]?[0-9]+", text) else _fail(text),
    "number": lambda text: (
        float(text)
        if re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?", text)
        else _fail(text)
    ),
    "boolean": lambda text: {"true": True, "false": False}[text],
    "date": date.fromisoformat,
    "list": str,
}
CONSTRAINTS = {"required", "unique", "enum", "minimum", "maximum", "pattern", "minLength"}


def _fail(text: str) -> Any:
    raise ValueError(text)


def faults(archive: ZipFile) -> list[str]:
    """Everything that is wrong with a package; nothing if it is valid."""
    package = json.loads(archive.read("datapackage.json"))
    found = list(_of_package(package))
    tables = {
        resource["name"]: _Table(resource, archive.read(resource["path"]))
        for resource in package["resources"]
    }
    for table in tables.values():
        found += table.faults(tables)
    listed = {resource["path"] for resource in package["resources"]}
    unlisted = set(archive.namelist()) - listed - {"datapackage.json", "README.md"}
    return found + [f"{name} is in no resource" for name in sorted(unlisted)]


def _of_package(package: dict[str, Any]) -> Iterator[str]:
    if not NAME.fullmatch(package.get("name", "")):
        yield "the package has no proper name"
    if not package.get("resources"):
        yield "a package needs resources"
    for licence in package.get("licenses", ()):
        if not ({"name", "path"} & licence.keys()):
            yield "a licence needs a name or a path"
    for source in package.get("sources", ()):
        if not ({"title", "path"} & source.keys()):
            yield "a source needs a title or a path"
    names = [resource["name"] for resource in package["resources"]]
    if len(set(names)) < len(names):
        yield "two resources have one name"


class _Table:
    """A resource and its rows."""

    def __init__(self, resource: dict[str, Any], content: bytes) -> None:
        self.resource, self.content = resource, content
        self.name, self.schema = resource["name"], resource["schema"]
        lines = csv.reader(io.StringIO(content.decode(resource["encoding"]), newline=""))
        self.header, *self.rows = list(lines)

    def faults(self, others: dict[str, "_Table"]) -> list[str]:
        """What is wrong with descriptor, cells, key and references."""
        seen = [*self._descriptor(), *self._cells(), *self._keys(), *self._references(others)]
        return [f"{self.name}: {fault}" for fault in seen]

    def _descriptor(self) -> Iterator[str]:
        if not NAME.fullmatch(self.name):
            yield "no proper name"
        if not HASH.fullmatch(self.resource["hash"]):
            yield "the hash is not written algorithm:digits"
        if self.resource["hash"] != f"sha256:{hashlib.sha256(self.content).hexdigest()}":
            yield "the hash is another"
        if self.resource["bytes"] != len(self.content):
            yield "the number of bytes is another"
        fields = self.schema["fields"]
        if [field["name"] for field in fields] != self.header:
            yield "the fields are not those of the header"
        for field in fields:
            if field["type"] not in FIELD_TYPES:
                yield f"{field['name']}: no such type {field['type']}"
            if not field.get("description"):
                yield f"{field['name']}: not described"
            if unknown := field.get("constraints", {}).keys() - CONSTRAINTS:
                yield f"{field['name']}: no such constraint {unknown}"

    def _cells(self) -> Iterator[str]:
        missing = self.schema["missingValues"]
        for place, row in enumerate(self.rows, start=2):
            if len(row) != len(self.header):
                yield f"row {place} has {len(row)} cells"
                continue
            for field, text in zip(self.schema["fields"], row, strict=True):
                if fault := _fault(field, text, missing):
                    yield f"row {place}, {field['name']}: {fault}"

    def _keys(self) -> Iterator[str]:
        if key := self.schema.get("primaryKey"):
            values = self.values(key)
            if len(set(values)) < len(values):
                yield "two rows have one key"
            if any("" in value for value in values):
                yield "a part of a key is missing"

    def _references(self, others: dict[str, "_Table"]) -> Iterator[str]:
        for link in self.schema.get("foreignKeys", ()):
            target = others[link["reference"]["resource"]]
            there = set(target.values(link["reference"]["fields"]))
            for value in self.values(link["fields"]):
                if "" not in value and value not in there:
                    yield f"{link['fields']} {value} is not in {target.name}"

    def values(self, names: list[str]) -> list[tuple[str, ...]]:
        """The cells of some columns, row by row."""
        places = [self.header.index(name) for name in names]
        return [tuple(row[place] for place in places) for row in self.rows]


def _fault(field: dict[str, Any], text: str, missing: list[str]) -> str | None:
    bounds = field.get("constraints", {})
    if text in missing:
        return "missing and required" if bounds.get("required") else None
    try:
        value = FIELD_TYPES[field["type"]](text)
    except (ValueError, KeyError):
        return f"{text!r} is no {field['type']}"
    if "enum" in bounds and text not in bounds["enum"]:
        return f"{text!r} is not of the list"
    if "minimum" in bounds and value < bounds["minimum"]:
        return f"{text} is too little"
    if "maximum" in bounds and value > bounds["maximum"]:
        return f"{text} is too much"
    if "pattern" in bounds and not re.fullmatch(bounds["pattern"], text):
        return f"{text!r} does not follow the pattern"
    return None
