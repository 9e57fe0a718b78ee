"""A pretended language: every marked text has brackets and accents and is 40 per cent longer.

What has no brackets on a page is not marked for translation; what overflows has too little room.
"""

import io
import math
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from tools.translations.catalogues import DOMAINS, PLURALS, empty, messages
from tools.translations.extraction import SOURCES
from tools.translations.problems import MARKUP, PLACEHOLDER

# The compiled files of this language are replaced; its catalogue stays as it is.
STANDS_IN_FOR = "fr"
LONGER = 0.4
ACCENTS = str.maketrans("aceinouyACEINOUY", "àçéîñöûýÀÇÉÎÑÖÛÝ")
OPEN, CLOSE = "⟦", "⟧"


def pseudo(text: str) -> str:
    """The text with accents and brackets, longer; placeholders, markup and outer spaces stay."""
    start = text[: len(text) - len(text.lstrip())]
    end = text[len(text.rstrip()) :]
    core = text.strip()
    out, place = [], 0
    kept = sorted(
        [*PLACEHOLDER.finditer(core), *MARKUP.finditer(core)], key=lambda found: found.start()
    )
    for found in kept:
        if found.start() < place:
            continue
        out += [core[place : found.start()].translate(ACCENTS), found[0]]
        place = found.end()
    out.append(core[place:].translate(ACCENTS))
    more = "·" * math.ceil(len(core) * LONGER)
    return f"{start}{OPEN}{''.join(out)}{more}{CLOSE}{end}"


def catalogue(domain: str) -> Catalog:
    """The pretended catalogue of the present texts."""
    found = empty(STANDS_IN_FOR)
    size = len(PLURALS[STANDS_IN_FOR])
    for one in messages(SOURCES[domain]()):
        if isinstance(one.id, str):
            found.add(one.id, pseudo(one.id), flags=one.flags, context=one.context)
        else:
            single, plural = one.id
            texts = (pseudo(single), *(pseudo(plural) for _form in range(size - 1)))
            found.add(one.id, texts, flags=one.flags, context=one.context)
    return found


def write(folder: Path) -> None:
    """Write compiled catalogues of the pretended language below a folder, as French."""
    target = folder / STANDS_IN_FOR / "LC_MESSAGES"
    target.mkdir(parents=True, exist_ok=True)
    for domain in DOMAINS:
        out = io.BytesIO()
        write_mo(out, catalogue(domain))
        (target / f"{domain}.mo").write_bytes(out.getvalue())
