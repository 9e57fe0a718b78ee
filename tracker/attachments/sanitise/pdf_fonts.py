"""Maps the codes of PDF fonts to text and widths (ISO 32000-1, 9). Pure.

Fonts say their text in a table called ToUnicode; a simple one without it is read in the usual
encodings. Codes that nothing explains are counted, so that what could not be read is said.
"""

import re
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Object, PdfError, Stream

MOST_CODES = 70_000  # more than a font of two-byte codes can have
_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(
    rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(?:<([0-9A-Fa-f\s]*)>|\[(.*?)\])", re.DOTALL
)
_TEXT = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_LIGATURES = {"fi": "fi", "fl": "fl", "ff": "ff", "ffi": "ffi", "ffl": "ffl", "space": " "}
_UNKNOWN_WIDTH = 500.0  # in thousandths of the size of the letters


@dataclass(frozen=True)
class Font:
    """The encoding of one font. A code without meaning is not in ``meanings``."""

    bytes_a_code: int
    meanings: dict[int, str]
    widths: dict[int, float] = field(default_factory=dict)
    width: float = _UNKNOWN_WIDTH

    def codes(self, shown: bytes) -> list[int]:
        """The codes in a shown string."""
        step = self.bytes_a_code
        return [int.from_bytes(shown[at : at + step], "big") for at in range(0, len(shown), step)]

    def advance(self, codes: list[int]) -> float:
        """The width of the codes in units of the font size."""
        return sum(self.widths.get(code, self.width) for code in codes) / 1000


UNREADABLE = Font(bytes_a_code=1, meanings={})


def font_of(font: Object | None) -> Font:
    """The font from the page's resources. An unreadable font has no meanings."""
    if not isinstance(font, Dictionary):
        return UNREADABLE
    is_composite = font.get("/Subtype") == "/Type0"
    meanings = _parse_to_unicode(font.get("/ToUnicode"))
    if not is_composite:
        meanings = {**_usual(font.get("/Encoding")), **meanings}
    widths, width = _composite_widths(font) if is_composite else _simple_widths(font)
    return Font(2 if is_composite else 1, meanings, widths, width)


def _parse_to_unicode(table: object) -> dict[int, str]:
    """Parse a ToUnicode table with single codes and ranges."""
    if not isinstance(table, Stream):
        return {}
    try:
        text = table.read_bytes()
    except PdfError:
        return {}
    found: dict[int, str] = {}
    for kind, block in _BLOCK.findall(text):
        if kind == b"bfchar":
            found |= {
                int(b"".join(code.split()), 16): _text(to) for code, to in _PAIR.findall(block)
            }
        else:
            for first, last, to, listed in _RANGE.findall(block):
                _add_range(found, first, last, to, listed)
    return found


def _add_range(found: dict[int, str], first: bytes, last: bytes, to: bytes, listed: bytes) -> None:
    low, high = (int(b"".join(each.split()), 16) for each in (first, last))
    if high - low > MOST_CODES:
        return
    if listed:
        found |= {low + step: _text(each) for step, each in enumerate(_TEXT.findall(listed))}
        return
    start = _text(to)
    for code in range(low, high + 1):
        if start and ord(start[-1]) + code - low < 0x110000:
            found[code] = start[:-1] + chr(ord(start[-1]) + code - low)


def _text(digits: bytes) -> str:
    raw = bytes.fromhex("".join(digits.decode("ascii").split()))
    return raw.decode("utf-16-be", "ignore")


def _usual(encoding: object) -> dict[int, str]:
    """The encoding of a simple font, with its differences."""
    differences = encoding.get("/Differences") if isinstance(encoding, Dictionary) else None
    base = encoding.get("/BaseEncoding") if isinstance(encoding, Dictionary) else encoding
    codec = "mac_roman" if base == "/MacRomanEncoding" else "cp1252"
    found = {
        code: text for code in range(32, 256) if (text := bytes([code]).decode(codec, "ignore"))
    }
    code = 0
    for each in differences if isinstance(differences, Array) else ():
        if isinstance(each, int):
            code = each
            continue
        meaning = _named(str(each).lstrip("/"))
        if meaning is not None:
            found[code] = meaning
        elif code > 126 or code < 32:
            found.pop(code, None)
        code += 1
    return found


def _named(name: str) -> str | None:
    """The text of a glyph name, or None if it is unknown."""
    if len(name) == 1:
        return name
    if name.startswith("uni") and len(name) == 7:
        try:
            return chr(int(name[3:], 16))
        except ValueError:
            return None
    return _LIGATURES.get(name)


def _simple_widths(font: Dictionary) -> tuple[dict[int, float], float]:
    first, widths = font.get("/FirstChar", 0), font.get("/Widths")
    if not isinstance(widths, Array) or not isinstance(first, int):
        return {}, _UNKNOWN_WIDTH
    return {
        first + step: float(each) for step, each in enumerate(widths) if _is_number(each)
    }, _UNKNOWN_WIDTH


def _composite_widths(font: Dictionary) -> tuple[dict[int, float], float]:
    """Widths of a composite font. Assumes Identity, which nearly all programs write."""
    inner = font.get("/DescendantFonts")
    inner = inner[0] if isinstance(inner, Array) and len(inner) else None
    if not isinstance(inner, Dictionary):
        return {}, 1000.0
    width = inner.get("/DW", 1000)
    found: dict[int, float] = {}
    row = list(inner.get("/W", [])) if isinstance(inner.get("/W"), Array) else []
    place = 0
    while place + 1 < len(row):
        first, second = row[place], row[place + 1]
        if isinstance(second, Array) and isinstance(first, int):
            found |= {first + n: float(each) for n, each in enumerate(second) if _is_number(each)}
            place += 2
        elif place + 2 < len(row) and isinstance(first, int) and isinstance(second, int):
            value = row[place + 2]
            if second - first < MOST_CODES and _is_number(value):
                found |= dict.fromkeys(range(first, second + 1), float(value))
            place += 3
        else:
            break
    return found, float(width) if _is_number(width) else 1000.0


def _is_number(value: object) -> bool:
    # Numbers arrive as int or Decimal; everything else is an object of the library.
    return not isinstance(value, Object | str | bool | type(None))
