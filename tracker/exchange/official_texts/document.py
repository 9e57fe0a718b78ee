"""Parses a resolution in the United Nations' XML (Akoma Ntoso 3.0, "AKN4UN"). Pure.

Shape seen in the public repositories of the Department for General Assembly and Conference
Management (sessions 74 to 80, six languages). Nothing is fetched or unfolded while reading.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import TypeAlias

from lxml import etree

from tracker.exchange.official_texts.paragraphs import Block, Paragraph, numbered_paragraphs
from tracker.exchange.official_texts.symbols import key_of_identifier, symbol_key

Element: TypeAlias = etree._Element

MOST_BYTES = 5 * 1024 * 1024  # the largest file seen has 0.6 MB
LANGUAGES = {
    "ara": "ar",
    "chi": "zh",
    "eng": "en",
    "fra": "fr",
    "fre": "fr",
    "rus": "ru",
    "spa": "es",
    "zho": "zh",
}
_BLOCKS = ("paragraph", "point", "item", "indent", "section", "subsection")
# A typed paragraph number is recognised by the tab that follows it.
_TYPED = re.compile(r"(\d+\s*[.\-–—]?)[ \u00a0]*\t\s*")
_BOLD = ("bold", "smallcaps")


class Reason(StrEnum):
    """Why a file is refused."""

    TOO_LARGE = "too_large"
    NOT_WELL_FORMED = "not_well_formed"
    HAS_DEFINITIONS = "has_definitions"
    OTHER_FORMAT = "other_format"
    NO_SYMBOL = "no_symbol"
    NO_LANGUAGE = "no_language"
    NOT_OFFICIAL_LANGUAGE = "not_official_language"
    NO_PARAGRAPH = "no_paragraph"
    NO_INSTRUMENT = "no_instrument"
    SAME_TEXT_TWICE = "same_text_twice"
    BROKEN_ARCHIVE = "broken_archive"
    EMPTY_ARCHIVE = "empty_archive"
    MANY_FILES = "many_files"


class TextRefused(Exception):  # noqa: N818 – it is no failure of the program
    """A file that cannot be used. ``detail`` names the place in the file's own terms."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason, self.detail = reason, detail


@dataclass(frozen=True, slots=True)
class ResolutionText:
    """A resolution in one language: the numbered paragraphs of its body and annexes."""

    symbol: str
    language: str
    sha256: str
    body: tuple[Paragraph, ...]
    annexes: tuple[tuple[Paragraph, ...], ...]

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Every numbered paragraph in the order of the file."""
        return (*self.body, *(each for annex in self.annexes for each in annex))


def read_resolution(content: bytes) -> ResolutionText:
    """The resolution in a file. Raises TextRefused with a reason.

    The language is what the file says of itself: some files lie in another language's folder.
    """
    root = _root(content)
    bodies = list(root.iter("{*}mainBody"))
    found = [tuple(numbered_paragraphs(_blocks(each))) for each in bodies]
    inside = [next(each.iterancestors("{*}attachment"), None) is not None for each in bodies]
    symbol, language = _symbol(root), _language(root)
    if not any(found):
        raise TextRefused(Reason.NO_PARAGRAPH, symbol)
    outer = (each for each, annexed in zip(found, inside, strict=True) if not annexed)
    return ResolutionText(
        symbol=symbol,
        language=language,
        sha256=sha256(content).hexdigest(),
        body=tuple(paragraph for part in outer for paragraph in part),
        annexes=tuple(each for each, annexed in zip(found, inside, strict=True) if annexed),
    )


def _root(content: bytes) -> Element:
    if len(content) > MOST_BYTES:
        raise TextRefused(Reason.TOO_LARGE, f"{len(content) / 1024 / 1024:.1f}")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as fault:
        raise TextRefused(Reason.NOT_WELL_FORMED, str(fault.lineno or 1)) from None
    if root.getroottree().docinfo.doctype:
        raise TextRefused(Reason.HAS_DEFINITIONS)
    if _local(root) != "akomaNtoso":
        raise TextRefused(Reason.OTHER_FORMAT, _local(root))
    return root


def _symbol(root: Element) -> str:
    numbers = list(root.iter("{*}docNumber"))
    # The cover spells it whole; the title of a resolution leaves out the body that adopted it.
    numbers.sort(key=lambda each: next(each.iterancestors("{*}coverPage"), None) is None)
    for number in numbers:
        key = symbol_key(_words(number))
        if any(letter.isdigit() for letter in key):
            return key
    for uri in root.iter("{*}FRBRuri", "{*}FRBRthis"):
        if key := key_of_identifier(uri.get("value", "")):
            return key
    raise TextRefused(Reason.NO_SYMBOL)


def _language(root: Element) -> str:
    for each in root.iter("{*}FRBRlanguage"):
        code = (each.get("language") or "").strip().lower()
        if not code:
            continue
        language = LANGUAGES.get(code, code if code in LANGUAGES.values() else None)
        if language is None:
            raise TextRefused(Reason.NOT_OFFICIAL_LANGUAGE, code)
        return language
    raise TextRefused(Reason.NO_LANGUAGE)


def _blocks(body: Element) -> Iterator[Block]:
    for each in body.iter(etree.Element):
        if _local(each) in _BLOCKS and next(each.iterancestors("{*}authorialNote"), None) is None:
            number = next((child for child in each if _local(child) == "num"), None)
            lines = _own_lines(each)
            typed = _TYPED.match(lines[0]) if lines else None
            yield Block(
                number="" if number is None else _words(number),
                text=_joined(lines),
                is_heading=_is_heading(each),
                typed=typed[1] if typed else "",
                rest=_joined([lines[0][typed.end() :], *lines[1:]]) if typed else "",
            )


def _is_heading(block: Element) -> bool:
    """Whether a block is a heading: a section, a class such as H1, or all bold."""
    if _local(block) in ("section", "subsection"):
        return True
    if any(_local(child) in ("heading", "subheading") for child in block):
        return True
    if (block.get("class") or "").startswith("H"):
        return True
    bold = [
        span
        for span in block.iter("{*}span")
        if any(word in (span.get("class") or "").split() for word in _BOLD)
    ]
    return bool(bold) and "".join(map(_words, bold)) == _joined(_own_lines(block))


def _own_lines(block: Element) -> list[str]:
    """The lines of a block without number, footnotes and nested blocks."""
    lines: list[list[str]] = [[]]
    _collect(block, lines, outermost=True)
    return [text for line in lines if (text := "".join(line).strip())]


def _joined(lines: Iterable[str]) -> str:
    """The lines joined with single spaces."""
    return "\n".join(" ".join(line.split()) for line in lines)


def _collect(element: Element, lines: list[list[str]], *, outermost: bool = False) -> None:
    name = _local(element)
    if not outermost and (name in ("num", "authorialNote", *_BLOCKS) or _is_note_bracket(element)):
        return
    if name in ("p", "eol"):
        lines.append([])
    lines[-1].append(element.text or "")
    for child in element.iterchildren(etree.Element):
        _collect(child, lines)
        lines[-1].append(child.tail or "")


def _is_note_bracket(element: Element) -> bool:
    """Whether it is a raised bracket around a footnote mark, as in Arabic files."""
    return _local(element) == "sup" and (element.text or "").strip() in ("(", ")")


def _words(element: Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _local(element: Element) -> str:
    return etree.QName(element).localname
