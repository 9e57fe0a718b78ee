"""Cleans OpenDocument texts (ISO/IEC 26300): keeps content, styles and pictures only.

Settings (printers, views), metadata, thumbnails and signatures are left out; macros, objects of
other programs, tracked changes and comments make it refused.
"""

from urllib.parse import urlsplit

from lxml import etree

from tracker.attachments.sanitise import archives
from tracker.attachments.sanitise.kinds import KINDS
from tracker.attachments.sanitise.markup import (
    Element,
    elements,
    local,
    parsed,
    remove,
    space,
    written,
)
from tracker.attachments.sanitise.pictures import drawn_anew
from tracker.attachments.sanitise.results import FileRefused, Note, Reason, SanitisedFile

_MANIFEST = "META-INF/manifest.xml"
_MANIFEST_SPACE = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
_XML_PARTS = ("content.xml", "styles.xml")
_LEFT_OUT = ("meta.xml", "settings.xml", "manifest.rdf", "layout-cache", "current.xml")
_LEFT_OUT_FOLDERS = ("thumbnails/", "configurations2/", "meta-inf/", "versions/")
_MACROS = ("basic/", "scripts/", "dialogs/")
_PICTURES = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "gif": "GIF", "bmp": "BMP"}
_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "GIF": "image/gif", "BMP": "image/bmp"}
_WEB = ("http", "https", "mailto")

_REFUSED = {
    "annotation": Reason.COMMENTS,
    "changed-region": Reason.TRACKED_CHANGES,
    "script": Reason.MACROS,
    "event-listener": Reason.MACROS,
    "object": Reason.EMBEDDED,
    "object-ole": Reason.EMBEDDED,
    "plugin": Reason.EMBEDDED,
    "applet": Reason.EMBEDDED,
    "floating-frame": Reason.EXTERNAL,
    "section-source": Reason.EXTERNAL,
    "dde-connection": Reason.EXTERNAL,
    "dde-source": Reason.EXTERNAL,
    "table-source": Reason.EXTERNAL,
    "database-display": Reason.EXTERNAL,
    "connection-resource": Reason.EXTERNAL,
}
_REMOVED = frozenset(("tracked-changes", "scripts", "event-listeners", "forms", "meta"))


def cleaned(content: bytes) -> SanitisedFile:
    """The cleaned text. Raises FileRefused."""
    parts, media = archives.unpacked(content), KINDS["odt"].media_type.encode()
    if parts.pop("mimetype", b"").strip() != media or "content.xml" not in parts:
        raise FileRefused(Reason.DISAGREES)
    if b"encryption-data" in parts.get(_MANIFEST, b""):
        raise FileRefused(Reason.LOCKED)
    notes = {Note.AUTHORS} if "meta.xml" in parts else set()
    made = {
        name: _part(name, parts[name], notes) for name in sorted(parts) if not _is_left_out(name)
    }
    whole = {"mimetype": media, _MANIFEST: _manifest(made), **made}
    return SanitisedFile(archives.packed(whole, stored=("mimetype",)), frozenset(notes))


def _is_left_out(name: str) -> bool:
    low = name.lower()
    if low.startswith(_MACROS):
        raise FileRefused(Reason.MACROS)
    return low in _LEFT_OUT or low.startswith(_LEFT_OUT_FOLDERS)


def _part(name: str, part: bytes, notes: set[Note]) -> bytes:
    if name in _XML_PARTS:
        root = parsed(part)
        _scrub(root)
        return written(root)
    if name.startswith(("Object", "Replacements")):
        raise FileRefused(Reason.EMBEDDED)
    format_ = _PICTURES.get(name.rpartition(".")[2].lower())
    if not name.startswith(("Pictures/", "media/")):
        raise FileRefused(Reason.UNKNOWN_PART, name)
    if format_ is None:
        raise FileRefused(Reason.DRAWING, name)
    made = drawn_anew(part, format_)
    notes |= made.notes
    return made.content


def _scrub(root: Element) -> None:
    for element in elements(root):
        name = local(element.tag)
        if name in _REFUSED:
            raise FileRefused(_REFUSED[name])
    for element in elements(root):
        if local(element.tag) in _REMOVED or _is_personal_metadata(element):
            remove(element)
        else:
            _strip(element)


def _is_personal_metadata(element: Element) -> bool:
    """Whether it is metadata within the text. Fields that show the author are text and stay."""
    names = space(element.tag)
    return "purl.org/dc/" in names or names.endswith(":meta:1.0")


def _strip(element: Element) -> None:
    for key, value in list(element.attrib.items()):
        if "rsid" in local(key):
            del element.attrib[key]
        elif local(key) == "href" and not _stays_inside(value):
            _check_outside(element, key, value)


def _stays_inside(target: str) -> bool:
    parts = urlsplit(target)
    return not parts.scheme and not target.startswith(("/", "\\", "../", "//"))


def _check_outside(element: Element, key: str, target: str) -> None:
    """Keep links that a reader may follow. Refuse what is fetched without asking."""
    if local(element.tag) != "a":
        raise FileRefused(Reason.EXTERNAL)
    if urlsplit(target).scheme.lower() not in _WEB:
        element.set(key, "#")


def _manifest(parts: dict[str, bytes]) -> bytes:
    named = {"/": KINDS["odt"].media_type}
    for name in parts:
        format_ = _PICTURES.get(name.rpartition(".")[2].lower())
        named[name] = _TYPES[format_] if format_ else "text/xml"
    tag = f"{{{_MANIFEST_SPACE}}}"
    root = etree.Element(f"{tag}manifest", nsmap={"manifest": _MANIFEST_SPACE})
    root.set(f"{tag}version", "1.3")
    for name, media in named.items():
        entry = etree.SubElement(root, f"{tag}file-entry")
        entry.set(f"{tag}full-path", name)
        entry.set(f"{tag}media-type", media)
    return written(root)
