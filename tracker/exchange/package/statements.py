"""RDF statements of a catalogue in two formats.

Pure. The same statements are written as JSON-LD and as Turtle, so that the two cannot differ.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True, slots=True)
class Ref:
    """A resource by its address."""

    iri: str


@dataclass(frozen=True, slots=True)
class Typed:
    """A literal with a type."""

    text: str
    type: str  # such as xsd:date


@dataclass(frozen=True, slots=True)
class Node:
    """A resource with its statements. ``iri`` is None without an address."""

    iri: str | None
    type: str
    says: Mapping[str, "Value | Sequence[Value] | None"] = field(default_factory=dict)

    def statements(self) -> Iterable[tuple[str, "tuple[Value, ...]"]]:
        """The statements with known values."""
        for name, value in self.says.items():
            if isinstance(value, str | Ref | Typed | Node):
                yield name, (value,)
            elif value:
                yield name, tuple(value)


Value = str | Ref | Typed | Node


def as_jsonld(nodes: Iterable[Node]) -> str:
    """The graph as JSON-LD."""
    graph = [_json(node) for node in nodes]
    return json.dumps({"@context": PREFIXES, "@graph": graph}, ensure_ascii=False, indent=1) + "\n"


def _json(value: Value) -> Any:
    match value:
        case Ref():
            return {"@id": value.iri}
        case Typed():
            return {"@value": value.text, "@type": value.type}
        case Node():
            document: dict[str, Any] = {"@id": value.iri} if value.iri else {}
            document["@type"] = value.type
            for name, values in value.statements():
                parts = [_json(one) for one in values]
                document[name] = parts[0] if len(parts) == 1 else parts
            return document
        case _:
            return value


def as_turtle(nodes: Iterable[Node]) -> str:
    """The graph as Turtle."""
    lines = [f"@prefix {name}: <{iri}> ." for name, iri in PREFIXES.items()]
    left = list(nodes)
    for node in left:  # grows: a node with an address of its own gets its own statements
        body = _body(node, left)
        lines += ["", f"{_iri(node.iri or '')} {body} ."]
    return "\n".join(lines) + "\n"


def _body(node: Node, left: list[Node]) -> str:
    parts = [f"a {node.type}"]
    for name, values in node.statements():
        parts.append(f"{name} {', '.join(_turtle(one, left) for one in values)}")
    return " ;\n  ".join(parts)


def _turtle(value: Value, left: list[Node]) -> str:
    match value:
        case Ref():
            return _iri(value.iri)
        case Typed():
            return f"{_text(value.text)}^^{value.type}"
        case Node(iri=None):
            return f"[ {_body(value, left)} ]"
        case Node():
            left.append(value)
            return _iri(value.iri or "")
        case _:
            return _text(value)


_ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _text(text: str) -> str:
    return '"' + "".join(_ESCAPED.get(sign, sign) for sign in text) + '"'


def _iri(iri: str) -> str:
    spoilt = '<>"{}|^`\\ '
    return "<" + "".join(f"%{ord(sign):02X}" if sign in spoilt else sign for sign in iri) + ">"
