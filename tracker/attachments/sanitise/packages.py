"""Cleans Word and Excel packages (ISO/IEC 29500-2): parts, types and relations.

Only parts that are reached and known to be harmless are written; some are left out because they
tell of people or machines; one that is neither means that the file is refused.
"""

import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from lxml import etree

from tracker.attachments.sanitise import archives
from tracker.attachments.sanitise.markup import Element, elements, local, parsed, written
from tracker.attachments.sanitise.name_lists import names
from tracker.attachments.sanitise.pictures import drawn_anew
from tracker.attachments.sanitise.results import FileRefused, Note, Reason, SanitisedFile

TYPES, RELATIONS = "[Content_Types].xml", "_rels/.rels"
_TYPES_SPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_NOWHERE = "about:blank"

# Relations, by the last word of their type, whose target is left out.
_LEFT_OUT = names(
    """
    core-properties extended-properties custom-properties thumbnail customXml customXmlProps
    glossaryDocument printerSettings people person calcChain classificationlabels
    webextensiontaskpanes origin stylesWithEffects commentsExtended commentsIds
    commentsExtensible documenttasks font recipientData userNames revisionHeaders
    customProperty
    """
)
_REFUSED = {
    "vbaProject": Reason.MACROS,
    "wordVbaData": Reason.MACROS,
    "xlMacrosheet": Reason.MACROS,
    "xlIntlMacrosheet": Reason.MACROS,
    "keyMapCustomizations": Reason.MACROS,
    "attachedToolbars": Reason.MACROS,
    "extensibility": Reason.MACROS,
    "ui": Reason.MACROS,
    "userCustomization": Reason.MACROS,
    "control": Reason.EMBEDDED,
    "ctrlProp": Reason.EMBEDDED,
    "activeXControlBinary": Reason.EMBEDDED,
    "oleObject": Reason.EMBEDDED,
    "package": Reason.EMBEDDED,
    "aFChunk": Reason.EMBEDDED,
    "subDocument": Reason.EXTERNAL,
    "externalLink": Reason.EXTERNAL,
    "externalLinkPath": Reason.EXTERNAL,
    "connections": Reason.EXTERNAL,
    "queryTable": Reason.EXTERNAL,
    "comments": Reason.COMMENTS,
    "threadedComment": Reason.COMMENTS,
}
_PICTURES = {"jpeg": "JPEG", "jpg": "JPEG", "png": "PNG", "gif": "GIF", "bmp": "BMP"}
_DRAWINGS = {"image/x-emf", "image/x-wmf", "image/svg+xml", "image/tiff", "image/vnd.ms-photo"}


@dataclass(frozen=True, slots=True)
class Format:
    """The structure of a kind of document: main type, kept types, and how to clean a part.

    ``scrub`` changes a part in place and may add to the notes; it raises FileRefused.
    """

    main: str
    kept: frozenset[str]
    scrub: Callable[[Element, set[Note]], None]


@dataclass
class _Package:
    """A package during cleaning: its old and its new parts."""

    format: Format
    parts: Mapping[str, bytes]
    types: Mapping[str, str]
    made: dict[str, bytes] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    notes: set[Note] = field(default_factory=set)


def cleaned(content: bytes, format_: Format) -> SanitisedFile:
    """The cleaned document. Raises FileRefused."""
    parts = archives.unpacked(content)
    if TYPES not in parts or RELATIONS not in parts:
        raise FileRefused(Reason.DISAGREES)
    package = _Package(format_, parts, _types(parts))
    if any(
        "macro" in each.lower() or "vbaproject" in each.lower() for each in _declared_types(package)
    ):
        raise FileRefused(Reason.MACROS)
    if format_.main not in package.types.values():
        raise FileRefused(Reason.DISAGREES)
    if any(name.lower().startswith("docprops/") for name in parts):
        package.notes.add(Note.AUTHORS)
    _follow(package, "")
    made = dict(sorted(package.made.items()))
    return SanitisedFile(
        archives.packed({TYPES: _new_types(package), **made}), frozenset(package.notes)
    )


def _declared_types(package: _Package) -> set[str]:
    """Declared names and types, which reveal macros even if nothing refers to them."""
    return {*package.parts, *package.types.values()}


def _types(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The type of each part, by its name or else by its extension."""
    root = parsed(parts[TYPES])
    defaults = {
        each.get("Extension", "").lower(): each.get("ContentType", "")
        for each in root
        if local(each.tag) == "Default"
    }
    own = {
        each.get("PartName", "").lstrip("/").lower(): each.get("ContentType", "")
        for each in root
        if local(each.tag) == "Override"
    }
    return {
        name: own.get(name.lower()) or defaults.get(name.rpartition(".")[2].lower(), "")
        for name in parts
    }


def _new_types(package: _Package) -> bytes:
    root = etree.Element(f"{{{_TYPES_SPACE}}}Types", nsmap={None: _TYPES_SPACE})
    etree.SubElement(
        root, f"{{{_TYPES_SPACE}}}Default", Extension="rels", ContentType=_RELATIONS_TYPE
    )
    for name in sorted(package.made):
        if not name.endswith(".rels"):
            etree.SubElement(
                root,
                f"{{{_TYPES_SPACE}}}Override",
                PartName=f"/{name}",
                ContentType=package.types[name],
            )
    return written(root)


def _follow(package: _Package, name: str) -> None:
    """Clean a part (empty: the package itself) and everything it refers to."""
    todo = [name]
    while todo:
        name = todo.pop()
        if name in package.seen:
            continue
        package.seen.add(name)
        gone, reached = _relations(package, name)
        if name:
            package.made[name] = _part(package, name, gone)
        todo += reached


def _relations(package: _Package, name: str) -> tuple[set[str], list[str]]:
    """Write the relations of a part. Returns the removed ids and the referenced parts."""
    folder, file = posixpath.split(name)
    own = posixpath.join(folder, "_rels", f"{file}.rels")
    if own not in package.parts:
        return set(), []
    root, gone, reached = parsed(package.parts[own]), set(), []
    for relation in list(root):
        kind = relation.get("Type", "").rpartition("/")[2]
        if _is_left_out(package, relation, kind, name):
            gone.add(relation.get("Id", ""))
            root.remove(relation)
        elif relation.get("TargetMode") == "External":
            _check_outside(relation, kind)
        elif kind in _REFUSED:
            raise FileRefused(_REFUSED[kind])
        elif not relation.get("Target", "").startswith("#"):
            target = _target(package, relation, folder)
            if target:
                reached.append(target)
            else:
                relation.set("Target", "NULL")
    package.made[own] = written(root)
    return gone, reached


def _is_left_out(package: _Package, relation: Element, kind: str, name: str) -> bool:
    if kind in _LEFT_OUT:
        return True
    if kind == "attachedTemplate":
        return not urlsplit(relation.get("Target", "").replace("\\", "/")).netloc
    # The table behind a chart may hold more than the chart shows; what it shows, it holds itself.
    in_chart = "chart" in package.types.get(name, "")
    if in_chart and kind in ("package", "oleObject"):
        package.notes.add(Note.FILES_INSIDE)
        return True
    return False


def _check_outside(relation: Element, kind: str) -> None:
    """Keep links that a reader may follow. Refuse what is fetched without asking."""
    if kind != "hyperlink":
        raise FileRefused(Reason.EXTERNAL)
    if urlsplit(relation.get("Target", "")).scheme.lower() not in ("http", "https", "mailto"):
        # A local path can identify a person.
        relation.set("Target", _NOWHERE)


def _target(package: _Package, relation: Element, folder: str) -> str | None:
    """The part that a relation refers to, or None."""
    target = unquote(urlsplit(relation.get("Target", "")).path)
    joined = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    by_name = {name.lower(): name for name in package.parts}
    return by_name.get(joined.lower())


def _part(package: _Package, name: str, gone: set[str]) -> bytes:
    type_ = package.types[name]
    if type_ in package.format.kept or type_ == package.format.main:
        root = parsed(package.parts[name])
        _forget(root, gone)
        package.format.scrub(root, package.notes)
        return written(root)
    if type_ in _DRAWINGS:
        raise FileRefused(Reason.DRAWING, name)
    picture = _PICTURES.get(type_.removeprefix("image/"))
    if picture:
        made = drawn_anew(package.parts[name], picture)
        package.notes |= made.notes
        return made.content
    raise FileRefused(Reason.UNKNOWN_PART, name)


# Elements that are nothing without the part they name; elsewhere the attribute alone goes.
_NOTHING_WITHOUT = names(
    """
    externalData attachedTemplate embedRegular embedBold embedItalic embedBoldItalic
    recipientData legacyDrawing customPr
    """
)


def _forget(root: Element, gone: set[str]) -> None:
    """Remove references to removed relations."""
    for element in elements(root):
        for name, value in list(element.attrib.items()):
            if value in gone and "relationships" in name:
                parent = element.getparent()
                if local(element.tag) in _NOTHING_WITHOUT and parent is not None:
                    parent.remove(element)
                    break
                del element.attrib[name]


def parts_of(content: bytes) -> Iterator[tuple[str, Element]]:
    """Every XML part of a cleaned document, by name."""
    for name, part in archives.unpacked(content).items():
        if name.endswith((".xml", ".rels")) and name != TYPES:
            yield name, parsed(part)
