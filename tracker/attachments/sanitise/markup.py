"""Reads, changes and writes XML parts of documents without entities or external fetches.

Elements are identified by local name and a word of their namespace, so that the strict and the
transitional variant of a format are treated alike. Pure.
"""

from collections.abc import Collection, Iterator
from typing import TypeAlias

from lxml import etree

from tracker.attachments.sanitise.results import FileRefused, Reason

Element: TypeAlias = etree._Element


def parsed(part: bytes) -> Element:
    """The root element without comments and instructions. Refuses definitions of entities."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(part, parser)
    except etree.XMLSyntaxError:
        raise FileRefused(Reason.DAMAGED) from None
    if root.getroottree().docinfo.doctype:
        raise FileRefused(Reason.DAMAGED)
    return root


def written(root: Element) -> bytes:
    """The part as bytes. The same content always gives the same bytes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def local(name: str) -> str:
    """The name without its namespace."""
    return name.rpartition("}")[2]


def space(name: str) -> str:
    """The namespace of a name, or an empty text."""
    return name[1:].partition("}")[0] if name.startswith("{") else ""


def elements(root: Element) -> Iterator[Element]:
    """Every element from the root on, as a list, so that callers may remove some."""
    yield from list(root.iter(etree.Element))


def named(root: Element, names: Collection[str]) -> list[Element]:
    """The elements with these local names."""
    return [each for each in root.iter(etree.Element) if local(each.tag) in names]


def remove(element: Element) -> None:
    """Remove an element with its content and keep the text after it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
