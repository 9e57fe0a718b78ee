"""Measures how easily the words of the interface are read, and finds what our rules refuse.

``python -m tools.words`` prints the figures of all texts that go through gettext;
``python -m tools.words --list PREFIX`` prints each text below a path that breaks a rule.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel.messages.extract import extract_from_dir

from tools.steps import ROOT
from tools.translations.extraction import KEYWORDS, METHODS, OPTIONS

TRACKER = ROOT / "tracker"
MOST_WORDS = 20

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
SENTENCE_END = re.compile(r"(?<=[.!?])[”’)]?\s+(?=[A-Z“‘(])")
WORD = re.compile(r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ'’-]*|\d[\d.,]*")

# What no text of the interface contains: the name of the rule and how it is found.
RULES: dict[str, re.Pattern[str]] = {
    "a semicolon joins sentences": re.compile(r"^[A-Z“‘].*[a-z0-9)”s]; [a-z%(]"),
    "nobody, somebody or whoever as a subject": re.compile(
        r"\b(nobody|somebody|whoever|anybody)\b", re.IGNORECASE
    ),
    "an inversion": re.compile(
        r"(?:^|[.!?] )(?:Shown|Compared|Listed|Silent|Written|Counted|Named|Given|Asked|Meant"
        r"|Left out|Known|Told) (?:is|are|was|were)\b|\bOf [^.,]* nothing\b|\bnothing is known\b"
    ),
    "what …, and what …": re.compile(r"\b[Ww]hat [^.?!]*, (?:and )?what\b"),
    "a record that tells, speaks or says": re.compile(
        r"\b(?:is|are|was|were|be)(?: not)? told\b|\btells\b"
        r"|\bspeaks? (?:to|for|of)\b|\bsays nothing\b|\bnothing is said\b",
        re.IGNORECASE,
    ),
    "stands or lies for is": re.compile(
        r"\bstands? (?:there|here|beside|so|now|as it|below|above|once)\b|\bstill stands\b"
        r"|\bwhere it stands\b|\blies? (?:between|beyond|there)\b",
        re.IGNORECASE,
    ),
    "letter: write e-mail": re.compile(
        r"\b(?:our|your|no more|get|more|want|wish) letters?\b"
        r"|\bletters? (?:about|to|you|come|begin|stopped|of this kind)\b",
        re.IGNORECASE,
    ),
    "second factor: write two-step verification": re.compile(r"\bsecond factors?\b", re.IGNORECASE),
    "mend: write correct": re.compile(r"\bmend(?:ed|s|ing)?\b", re.IGNORECASE),
    "put away, take along, take it away: write cancel, download": re.compile(
        r"\bput (?:\w+ ){0,2}away\b|\btake (?:\w+ )?(?:along|away)\b|\btaken (?:along|away)\b",
        re.IGNORECASE,
    ),
    "bring a file: write import or upload": re.compile(
        r"\b(?:bring|brought|bringing)\b", re.IGNORECASE
    ),
    "parted: write separated": re.compile(r"\bparted\b|\bpart the file\b", re.IGNORECASE),
    "take up, take back, give up: write reopen, withdraw, delete": re.compile(
        r"\b(?:take|taken|took|gives?|given) (?:it |this |that )?(?:up|back)\b", re.IGNORECASE
    ),
    "silent: write has not reported": re.compile(r"\b(?:silent|silence)\b", re.IGNORECASE),
    "clear a report: write approve": re.compile(
        r"\b(?:clears|cleared|clearing)\b|\bclear (?:it|the report|a report)\b", re.IGNORECASE
    ),
    "sort as a noun: write type": re.compile(r"\bsorts? of\b", re.IGNORECASE),
    "begun: write started": re.compile(r"\b(?:is|are|was|were) begun\b|^Begun\b"),
    "settled level, standing, lane, vote: write status, source, counts": re.compile(
        r"\b[Ss]ettled level|\bStanding\b|\b[Ll]anes?\b|\b[Vv]otes?\b"
    ),
}


@dataclass(frozen=True, slots=True)
class Message:
    """One text that goes through gettext, in the file and line where it is written."""

    path: str  # below tracker/
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A text that breaks a rule."""

    message: Message
    rule: str

    def __str__(self) -> str:
        return f"{self.message.path}:{self.message.line} ({self.rule}): {self.message.text}"


def messages(folder: Path = TRACKER) -> Iterator[Message]:
    """Every text of the interface; both forms of a plural."""
    found = extract_from_dir(str(folder), METHODS, OPTIONS, KEYWORDS)
    for path, line, words, _comments, _context in found:
        for text in (words,) if isinstance(words, str) else words:
            if text:
                yield Message(path, line, text)


def sentences(text: str) -> list[str]:
    """The sentences of a text; a placeholder is one word."""
    plain = PLACEHOLDER.sub("Word", text).replace("%%", "%")
    return [each for each in SENTENCE_END.split(plain) if WORD.search(each)]


def faults(message: Message) -> Iterator[Fault]:
    """The rules that a text breaks."""
    for name, pattern in RULES.items():
        if pattern.search(message.text):
            yield Fault(message, name)
    if any(len(WORD.findall(each)) > MOST_WORDS for each in sentences(message.text)):
        yield Fault(message, f"a sentence of more than {MOST_WORDS} words")


def syllables(word: str) -> int:
    """About how many syllables an English word has: its groups of vowels without a silent e."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    plain = re.sub(
        r"(?<=[^aeiouyl])e$|(?<=[aeiouy]l)e$|(?<=[^aeioutd])ed$|(?<=[^aeioucsxz])es$", "", plain
    )
    return max(1, len(re.findall(r"[aeiouy]+", plain)))


def reading_ease(texts: Sequence[str]) -> float:
    """Flesch's reading ease of all sentences: 0 is hard, 60 is plain English, 100 very easy.

    206.835 less 1.015 times the words of a sentence, less 84.6 times the syllables of a word
    (R. Flesch, "A new readability yardstick", Journal of Applied Psychology 32, 1948).
    """
    split = [WORD.findall(each) for text in texts for each in sentences(text)]
    words = [word for each in split for word in each]
    per_sentence = len(words) / len(split)
    per_word = sum(syllables(word) for word in words) / len(words)
    return 206.835 - 1.015 * per_sentence - 84.6 * per_word


def _report() -> None:
    found = {each.text: each for each in messages()}
    broken = [fault for each in found.values() for fault in faults(each)]
    split = [each for text in found for each in sentences(text)]
    long = sum(len(WORD.findall(each)) > MOST_WORDS for each in split)
    full = [text for text in found if len(WORD.findall(text)) > 4]
    print(f"{len(found)} texts, {len(split)} sentences")
    print(f"reading ease of all texts: {reading_ease(list(found)):.1f}")
    print(f"reading ease of texts of five words and more: {reading_ease(full):.1f}")
    print(f"words in a sentence: {sum(len(WORD.findall(each)) for each in split) / len(split):.2f}")
    print(f"sentences of more than {MOST_WORDS} words: {long}")
    print(f"texts that break a rule: {len({each.message.text for each in broken})}")
    for name in dict.fromkeys([*RULES, *(each.rule for each in broken)]):
        print(f"{sum(each.rule == name for each in broken):5} {name}")


def main(arguments: Sequence[str]) -> None:
    """Print the figures, or with ``--list PREFIX`` what breaks a rule."""
    if arguments[:1] != ["--list"]:
        _report()
        return
    prefix = arguments[1] if len(arguments) > 1 else ""
    for each in messages():
        if each.path.startswith(prefix):
            for fault in faults(each):
                print(fault)


if __name__ == "__main__":
    main(sys.argv[1:])
