"""How much of the English texts is translated, by language, with a floor that only rises."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from tools.translations.catalogues import (
    DOMAINS,
    FOLDER,
    PLURALS,
    is_translated,
    messages,
    path_of,
    read,
)
from tools.translations.extraction import SOURCES, part_of

FLOORS = Path(__file__).with_name("floors.json")


@dataclass(frozen=True, slots=True)
class Coverage:
    """Texts and English words of a part of a catalogue, and how many of them are translated."""

    language: str
    part: str
    texts: int
    translated: int
    words: int
    translated_words: int

    @property
    def share(self) -> float:
        """Translated texts in per cent, cut to one decimal so that 100 means all."""
        return int(1000 * self.translated / self.texts) / 10 if self.texts else 100.0


def coverage(folder: Path = FOLDER) -> Iterator[Coverage]:
    """The coverage of each language and part, against the texts as they are extracted now."""
    for domain in DOMAINS:
        wanted: dict[str, list[Message]] = {}
        for one in messages(SOURCES[domain]()):
            wanted.setdefault(part_of(one, domain), []).append(one)
        for language in PLURALS:
            found = read(path_of(language, domain, folder))
            for part, every in wanted.items():
                yield _of(every, found, language, part)


def _of(every: list[Message], found: Catalog, language: str, part: str) -> Coverage:
    done = [one for one in every if _is_done(found, one)]
    return Coverage(
        language, part, len(every), len(done), sum(map(_words, every)), sum(map(_words, done))
    )


def _is_done(found: Catalog, one: Message) -> bool:
    message = found.get(one.id, one.context)
    return message is not None and is_translated(message)


def _words(message: Message) -> int:
    return len((message.id if isinstance(message.id, str) else message.id[0]).split())


def floors(path: Path = FLOORS) -> Mapping[str, Mapping[str, float]]:
    """The least share of translated texts in per cent, by language and part."""
    found: dict[str, dict[str, float]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def raise_floors(found: list[Coverage], path: Path = FLOORS) -> None:
    """Write the present shares where they are above the floors."""
    known = floors(path) if path.exists() else {}
    raised = {
        language: {
            one.part: max(one.share, known.get(language, {}).get(one.part, 0.0))
            for one in found
            if one.language == language
        }
        for language in PLURALS
    }
    path.write_text(json.dumps(raised, indent=2, sort_keys=True) + "\n", encoding="utf-8")
