"""Words for positions and mechanisms in other mechanisms' files.

Pure. An unknown word is refused with the accepted ones and never guessed. docs/decisions explains
the choices.
"""

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from flask_babel import gettext as _

from tracker.core import formats
from tracker.registry.vocabulary import Mechanism, Stand
from tracker.schema.fields import InvalidValue, Reader
from tracker.text.word_lists import read_lists

_FILE = Path(__file__).with_name("lists") / "source_words.csv"
_BETWEEN = re.compile(r"[\s_\-–/.,;:()'’]+")


def folded(text: str) -> str:
    """A word without accents, case, signs and double spaces."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return _BETWEEN.sub(" ", bare).strip()


_Code = TypeVar("_Code", bound=StrEnum)


def _by_word(codes: type[_Code], name: str) -> dict[str, _Code]:
    """Codes by folded word. Each code is also a word."""
    words = read_lists(_FILE, group="code", entry="word", list=name)
    return {
        folded(word): code for code in codes for word in (code.value, *words.get(code.value, ()))
    }


STANDS = _by_word(Stand, "position")
MECHANISMS = _by_word(Mechanism, "mechanism")


def stand_of(text: str) -> Stand | None:
    """The position that a word means. None for an unknown word."""
    found = STANDS.get(folded(text))
    return None if found is None else Stand(found)


def stand() -> Reader:
    """A parser for positions by code or common word."""
    return _worded(STANDS, tuple(word.value for word in Stand))


def mechanism() -> Reader:
    """A parser for mechanisms by code or common name."""
    return _worded(MECHANISMS, tuple(word.value for word in Mechanism))


def _worded(words: Mapping[str, StrEnum], allowed: tuple[str, ...]) -> Reader:
    def read(raw: str) -> StrEnum:
        found = words.get(folded(raw))
        if found is None:
            raise InvalidValue(
                _(
                    "one of %(allowed)s, or a common word for it in a UN language",
                    allowed=formats.listed(allowed),
                )
            )
        return found

    return Reader(read, allowed)
