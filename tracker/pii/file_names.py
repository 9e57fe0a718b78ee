"""Finds names of people in file names: `passport_amara_okwesi.jpg`, `Amara Okwesi.png`. Pure."""

import re
from collections.abc import Iterator

from tracker.pii.findings import FindingKind
from tracker.pii.geography import is_place
from tracker.pii.paragraphs import ParsedParagraph, TextSpan, vocabulary_fields
from tracker.pii.vocabulary import split

_ENDING = re.compile(r"(?:\.[A-Za-z0-9]{1,5}){1,2}$")
# Also "AmaraOkwesi" is two words.
_WORD = re.compile(r"[A-ZА-Я][a-zа-я]{1,40}|[^\W\d_]{2,40}")
# Words of papers that carry a person's name.
_PAPERS = frozenset(
    split(
        """
        passport pasaporte passeport паспорт statement testimony testimonio temoignage affidavit
        interview entrevista declaration declaracion id card cedula dni cni visa birth
        certificate certificat acta partida portrait photo foto medical story case asylum victim
        survivor witness victima testigo victime temoin survivante sobreviviente показания
        жертва потерпевшая свидетель заявление selfie injuries profile
        """,
        commas=False,
    )
)
_NO_NAME = frozenset(
    split(
        """
        img image photo foto scan scanned dsc dscn pxl video vid screenshot final draft copy
        copia copie version new old page pages annex doc docx pdf file whats app whatsapp
        signal telegram
        attachment download untitled edited signed translation translated english french spanish
        arabic russian chinese full short summary press monthly weekly daily letter list minutes
        notes results questionnaire template receipt invoice snapshot capture ecran pantalla
        captura
        """,
        commas=False,
    )
)


def spaced(filename: str) -> str:
    """The name with spaces for separators. Every character keeps its position."""
    held = _ENDING.search(filename)
    stem = filename[: held.start()] if held and held.start() else filename
    rest = filename[len(stem) :]
    return re.sub(r"_|\+(?!\d)", " ", re.sub(r"%20", "   ", stem)) + " " * len(rest)


def names(reading: ParsedParagraph) -> Iterator[TextSpan]:
    """Two to four words that only people have; beside a document also in lower case."""
    words = [match for match in _WORD.finditer(reading.text) if not _stuck(match[0])]
    paper = any(match[0].lower() in _PAPERS for match in words)
    row: list[re.Match[str]] = []
    rows = [row]
    for match in words:
        apart = bool(row) and not re.fullmatch(
            r"[\s.-]{0,3}", reading.text[row[-1].end() : match.start()]
        )
        if not _may_name(match[0]) or apart:
            row = []
            rows.append(row)
        if _may_name(match[0]):
            row.append(match)
    for row in rows:
        names_somebody = paper or all(match[0][0].isupper() for match in row)
        if (
            2 <= len(row) <= 4
            and names_somebody
            and not is_place(tuple(match[0].lower() for match in row))
        ):
            yield TextSpan(FindingKind.NAME, row[0].start(), row[-1].end())


def _stuck(word: str) -> bool:
    """Whether the script has neither spaces nor capitals, so that other searches must read it."""
    return not word[0].isupper() and not word[0].islower()


def _may_name(word: str) -> bool:
    small = word.lower()
    return (
        len(word) > 2
        and small not in _NO_NAME
        and small not in _PAPERS
        and not vocabulary_fields(small).difference({"harm", "networks", "bank"})
    )
