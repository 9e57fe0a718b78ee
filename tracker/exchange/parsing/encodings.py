"""Decodes text by byte order mark, structure and plausibility.

Notes tell the person what was done. The person may also name the encoding.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from tracker.core import formats
from tracker.exchange.parsing.plausible import plausibility
from tracker.exchange.sheets import UnreadableFile

SAMPLE = 64 * 1024  # bytes that are tried in each encoding; more changed no verdict
SURE = 0.25  # a right reading weighs about 1, a wrong one below 0
MARGIN = 0.2  # nearer than this to the next best, a person is asked to look

NAMES = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "utf-32-le": "UTF-32 LE",
    "utf-32-be": "UTF-32 BE",
    "cp1252": "Windows-1252",
    "latin-1": "Latin-1 (ISO 8859-1)",
    "mac_roman": "Mac Roman",
    "cp1251": "Windows-1251",
    "cp1256": "Windows-1256",
    "gb18030": "GB 18030 (GBK)",
    "cp1250": "Windows-1250",
    "cp1254": "Windows-1254",
    "koi8-r": "KOI8-R",
    "cp850": "DOS 850",
    "big5": "Big5",
}
"""The encodings that a person may choose, as Python and as people call them."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16 LE, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_TRIED = ("cp1252", "mac_roman", "cp1251", "cp1256", "gb18030")
_LINE_BEYOND_ASCII = re.compile(rb"[^\r\n]*[\x80-\xff][^\r\n]*")
_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_ARABIC = re.compile("[\u0621-\u064a]")
_STRAY = re.compile("[\udc80-\udcff]")
_PASTED = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}
_UNREADABLE_SHARE = 0.02  # of all bytes: beyond, it is no text
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, its encoding, and what was done to decode it."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(content: bytes, chosen: str | None = None) -> Decoded:
    """The text of a file. Raises UnreadableFile for an unknown encoding."""
    decoded = _decoded(content, chosen)
    text, notes = decoded.text.lstrip("\ufeff"), list(decoded.notes)
    if "\ufffd" in text and b"\xef\xbf\xbd" not in content:
        notes.append(
            _(
                "unreadable characters (�) in %(lines)s; another encoding may be right",
                lines=_lines(text, "\ufffd"),
            )
        )
    if "\0" in text:
        notes.append(_("NUL characters removed from %(lines)s", lines=_lines(text, "\0")))
        text = text.replace("\0", "")
    return Decoded(text, decoded.encoding, tuple(notes))


def _decoded(content: bytes, chosen: str | None) -> Decoded:
    if chosen is not None:
        return _as_chosen(content, chosen)
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            text = content[len(mark) :].decode(encoding, "replace")
            notes = () if encoding == "utf-8" else (_read_as(encoding),)
            return Decoded(text, encoding, notes)
    wide = _wide(content)
    if wide is not None:
        return Decoded(content.decode(wide, "replace"), wide, (_read_as(wide),))
    _refuse_noise(content)
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _eight_bits(content)


def _as_chosen(content: bytes, chosen: str) -> Decoded:
    encoding = chosen.strip().lower()
    if encoding not in NAMES:
        raise UnreadableFile(
            _("choose one of these encodings: %(names)s", names=formats.listed(NAMES))
        )
    for mark, marked in _MARKS:
        if marked == encoding and content.startswith(mark):
            content = content[len(mark) :]
            break
    read = _("read as %(encoding)s, as chosen", encoding=NAMES[encoding])
    return Decoded(content.decode(encoding, "replace"), encoding, (read,))


def _read_as(encoding: str) -> str:
    return str(_("read as %(encoding)s", encoding=NAMES.get(encoding, encoding)))


def _wide(content: bytes) -> str | None:
    """UTF-16 without a byte order mark: every second byte of ASCII characters is NUL."""
    sample = content[:SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if len(content) % 2 or even + odd < 2:
        return None
    encoding, nuls, others = ("utf-16-le", odd, even) if odd > even else ("utf-16-be", even, odd)
    text = sample[: len(sample) // 2 * 2].decode(encoding, "replace")
    # Letters of Latin-1 beyond ASCII have a NUL beside them as well.
    plain = sum(
        " " <= letter <= "~" or "\xa0" <= letter <= "\xff" or letter in "\r\n\t" for letter in text
    )
    is_wide = nuls > 4 * others and plain >= 0.08 * len(text) and any(e in text for e in "\r\n,;\t")
    return encoding if is_wide and plain >= nuls * 0.8 else None


def _refuse_noise(content: bytes) -> None:
    sample = content[:SAMPLE]
    noise = len(_CONTROL.findall(sample)) + sample.count(0) // 4
    if noise > max(2, _UNREADABLE_SHARE * len(sample)):
        raise UnreadableFile(
            _("the file must be a table as CSV, XLSX, XLS, ODS, DOCX or JSON, not another type")
        )


def _eight_bits(content: bytes) -> Decoded:
    """Text in the 8-bit encoding that makes it most plausible."""
    sample = b"\n".join(_beyond_ascii(content))
    sound, torn = _sequences(sample)
    if sound >= 2 * torn and sound > 1:
        return _nearly_utf8(content)
    # Of what reads equally well, the more usual comes first: sorting keeps their order.
    weighed = sorted(((_weigh(sample, each), each) for each in _TRIED), key=lambda each: -each[0])
    (best, encoding), (next_best, other) = weighed[:2]
    if best < SURE:
        encoding = _asked_elsewhere(sample) or encoding
    if encoding == "cp1252" and not re.search(rb"[\x80-\x9f]", content):
        encoding = "latin-1"  # The two are the same here; this one has no gaps.
    notes = [_read_as(encoding)]
    if best < SURE:
        notes.append(_("we guessed the encoding; check that the letters are right"))
    elif best - next_best < MARGIN:
        notes.append(_("it may also be %(other)s; check the letters", other=NAMES[other]))
    return Decoded(content.decode(encoding, "replace"), encoding, tuple(notes))


def _beyond_ascii(content: bytes) -> Iterator[bytes]:
    """A sample of lines with non-ASCII bytes."""
    size = 0
    for found in _LINE_BEYOND_ASCII.finditer(content):
        line = found.group()[:4096]
        size += len(line)
        yield line
        if size > SAMPLE:
            return


def _weigh(sample: bytes, encoding: str) -> float:
    text = sample.decode(encoding, "replace")
    if encoding == "cp1256" and not _ARABIC.search(text):
        return 0.0  # It has accented letters too; only who writes Arabic uses it.
    return plausibility(text)


def _sequences(sample: bytes) -> tuple[int, int]:
    """Counts valid UTF-8 letters and invalid bytes."""
    sound = len(_SEQUENCE.findall(sample))
    torn = sum(byte >= 0x80 for byte in _SEQUENCE.sub(b"", sample))
    return sound, torn


def _nearly_utf8(content: bytes) -> Decoded:
    """UTF-8 with pasted bytes of other encodings, which are read as Windows-1252."""
    text = content.decode("utf-8", "surrogateescape")
    torn = _(
        "not valid UTF-8 in %(lines)s: we read these as Windows-1252",
        lines=_lines(text, *set(_STRAY.findall(text))),
    )
    return Decoded(text.translate(_PASTED), "utf-8", (torn,))


def _asked_elsewhere(sample: bytes) -> str | None:
    """The guess of charset-normalizer, which knows many rare encodings."""
    from charset_normalizer import from_bytes  # Slow to load, and seldom needed.

    best = from_bytes(sample[:SAMPLE]).best()
    return None if best is None or best.encoding.startswith("utf") else best.encoding


def _lines(text: str, *letters: str) -> str:
    """The first line numbers in which one of the letters occurs."""
    found: list[int] = []
    line = place = 0
    pattern = re.compile("[" + "".join(map(re.escape, letters)) + "]")
    for hit in pattern.finditer(text):
        line += len(re.findall(r"\r\n|\r|\n", text[place : hit.start()]))
        place = hit.start()
        if not found or found[-1] != line + 1:
            found.append(line + 1)
        if len(found) > 5:
            break
    numbers = formats.listed(found, 5)
    if len(found) > 1:
        return str(_("lines %(numbers)s", numbers=numbers))
    return str(_("line %(number)s", number=numbers))
