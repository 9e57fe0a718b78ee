"""The catalogues of each language: where they are, how they are read and written.

There are two: ``messages`` holds the texts of the interface, ``records`` the titles and statements
of the seed by their stored English text. They are sorted, without line numbers and dates, so that
a change of a catalogue shows nothing but changed texts.
"""

import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "tracker" / "translations"
DOMAINS = ("messages", "records")
# As CLDR has them. Babel's own table has two forms for French and Spanish and no *many*, which is
# for whole millions: "1 000 000 d'actions".
PLURALS: Mapping[str, tuple[str, ...]] = {
    "fr": ("one", "many", "other"),
    "es": ("one", "many", "other"),
    "ar": ("zero", "one", "two", "few", "many", "other"),
    "ru": ("one", "few", "many"),
    "zh": ("other",),
}
PLURAL_RULES: Mapping[str, str] = {
    "fr": "nplurals=3; plural=((n == 0 || n == 1) ? 0 : n % 1000000 == 0 ? 1 : 2);",
    "es": "nplurals=3; plural=(n == 1 ? 0 : (n != 0 && n % 1000000 == 0) ? 1 : 2);",
    "ar": (
        "nplurals=6; plural=(n == 0 ? 0 : n == 1 ? 1 : n == 2 ? 2 : "
        "(n % 100 >= 3 && n % 100 <= 10) ? 3 : n % 100 >= 11 ? 4 : 5);"
    ),
    "ru": (
        "nplurals=3; plural=((n % 10 == 1 && n % 100 != 11) ? 0 : "
        "(n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14)) ? 1 : 2);"
    ),
    "zh": "nplurals=1; plural=0;",
}
HEADER = "Translations of the Commitments Tracker. See docs/translating.md.\n"


class BrokenCatalogue(Exception):
    """A catalogue cannot be used; the message names the file and what is wrong."""


def path_of(language: str, domain: str, folder: Path = FOLDER) -> Path:
    """Where the catalogue of a language is."""
    return folder / language / "LC_MESSAGES" / f"{domain}.po"


def catalogue_files(folder: Path = FOLDER) -> list[Path]:
    """Every catalogue there is, by language."""
    return sorted(folder.glob("*/LC_MESSAGES/*.po"))


def language_of(path: Path) -> str:
    """The language of a catalogue by its folder."""
    return path.parents[1].name


def empty(language: str) -> Catalog:
    """A catalogue without texts, with the plural forms of CLDR.

    Without the header Babel writes the two forms of its own table and drops the third in silence.
    """
    catalogue = Catalog(locale=language)
    catalogue.mime_headers = [("Plural-Forms", PLURAL_RULES[language])]
    return catalogue


def read(path: Path) -> Catalog:
    """A catalogue; raises BrokenCatalogue for a file that is not one, or for other plural forms."""
    language = language_of(path)
    try:
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language, abort_invalid=True)
    except (PoFileError, ValueError, SyntaxError) as fault:
        raise BrokenCatalogue(f"{path}: {fault}") from fault
    wanted = len(PLURALS[language])
    if catalogue.num_plurals != wanted:
        raise BrokenCatalogue(
            f"{path}: the header has {catalogue.num_plurals} plural forms, not {wanted}"
        )
    return catalogue


def messages(catalogue: Catalog) -> Iterator[Message]:
    """The texts of a catalogue without its header."""
    return (message for message in catalogue if message.id)


def forms(message: Message) -> tuple[str, ...]:
    """The translations of a text: one, or one for each plural form; empty ones too."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def is_translated(message: Message) -> bool:
    """Whether every form is filled and nobody marked it as doubtful."""
    return not message.fuzzy and all(forms(message))


def render(catalogue: Catalog, language: str) -> bytes:
    """The text of a catalogue file: the same for the same messages."""
    out = io.BytesIO()
    write_po(
        out,
        catalogue,
        width=100,
        no_location=False,
        omit_header=True,
        sort_output=True,
        ignore_obsolete=True,
        include_lineno=False,
    )
    header = [
        *(f"# {line}" for line in HEADER.splitlines()),
        'msgid ""',
        'msgstr ""',
        rf'"Language: {language}\n"',
        rf'"Plural-Forms: {PLURAL_RULES[language]}\n"',
        r'"MIME-Version: 1.0\n"',
        r'"Content-Type: text/plain; charset=utf-8\n"',
        r'"Content-Transfer-Encoding: 8bit\n"',
        "",
        "",
    ]
    return "\n".join(header).encode() + out.getvalue().rstrip() + b"\n"
