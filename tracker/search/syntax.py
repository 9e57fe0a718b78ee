"""Parses search operators: OR, NOT, minus, quotes and brackets. Pure.

Everything asked must be found. ``OR`` joins the two things beside it before that, as on the large
search engines: ``kenya shelter OR housing`` asks for Kenya and one of the two. ``NOT word`` and
``-word`` leave records out. Operators are written in capitals, so that "not punishing" stays two
words. Wrong syntax is never an error: what means nothing is left out and named in ``ignored``.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracker.text.word_forms import STOP_WORDS, words

LONGEST = 1_000  # characters of a search text that are read
MOST_TERMS = 32  # words or phrases that are read
DEEPEST = 4  # brackets within brackets that are read

_QUOTES = str.maketrans(dict.fromkeys("“”„«»「」", '"'))
_TOKEN = re.compile(
    r'(?P<minus>(?<![^\s(])[-−–]+(?=[^\s"]*\w|"))|"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+)|"'
)
_CO_OP = re.compile(r"\bco-op", re.IGNORECASE)


class Operator(StrEnum):
    """How the parts of a group are joined."""

    AND = "and"
    OR = "or"
    NOT = "not"  # has one part


@dataclass(frozen=True, slots=True)
class Asked:
    """A word or phrase as written."""

    written: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Parts joined by an operator."""

    operator: Operator
    parts: tuple["Asked | Group", ...]


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query as a tree (None if empty). ``ignored`` names signs without effect."""

    root: Asked | Group | None
    ignored: tuple[str, ...] = ()


_SIGNS = {"OR": Operator.OR, "|": Operator.OR, "||": Operator.OR, "NOT": Operator.NOT}
_Token = Asked | Operator | str  # a str is a bracket
_Node = Asked | Group


def parse(text: str) -> Parsed:
    """The tree of any query text."""
    composed = unicodedata.normalize("NFC", text[:LONGEST]).translate(_QUOTES)
    ignored = ['"'] if composed.count('"') % 2 else []
    tokens = _limited(_telling(list(_tokens(_CO_OP.sub("coop", composed)))), ignored)
    reader = _Reader(tokens, ignored)
    parts: list[_Node] = []
    while reader.place < len(tokens):  # a closing bracket that none opened ends a part early
        parts += reader.parts(0)
        reader.place += 1
    return Parsed(_joined(Operator.AND, parts), tuple(dict.fromkeys(ignored)))


def leaves(node: _Node | None, *, negated: bool = False) -> Iterator[tuple[Asked, bool]]:
    """Each word or phrase of a tree, and whether it is excluded."""
    if isinstance(node, Asked):
        yield node, negated
    elif node is not None:
        for part in node.parts:
            yield from leaves(part, negated=negated != (node.operator is Operator.NOT))


def _tokens(text: str) -> Iterator[_Token]:
    for found in _TOKEN.finditer(text):
        if found["minus"]:
            yield Operator.NOT
        elif found["phrase"] is not None:
            if words(found["phrase"]):
                yield Asked(found["phrase"], quoted=True)
        elif found["word"]:
            yield from _of_word(found["word"])


def _of_word(word: str) -> Iterator[_Token]:
    """A word without surrounding brackets. "16(a)" keeps its own."""
    bare = word.lstrip("(")
    yield from "(" * (len(word) - len(bare))
    if bare[:1] in "-−–" and words(bare) and len(bare) < len(word):
        yield Operator.NOT
        bare = bare.lstrip("-−–")
    closing = 0
    while bare.endswith(")") and bare.count(")") > bare.count("("):
        bare, closing = bare[:-1], closing + 1
    if bare in _SIGNS:
        yield _SIGNS[bare]
    elif words(bare):
        yield Asked(bare)
    yield from ")" * closing


def _telling(tokens: list[_Token]) -> list[_Token]:
    """Remove words such as "the", unless nothing else is left."""
    telling = [one for one in tokens if not (isinstance(one, Asked) and _is_stop_word(one))]
    return telling if any(isinstance(one, Asked) for one in telling) else tokens


def _is_stop_word(asked: Asked) -> bool:
    return not asked.quoted and asked.written.casefold().strip(".,;:!?()،؟") in STOP_WORDS


def _limited(tokens: list[_Token], ignored: list[str]) -> list[_Token]:
    """The first ``MOST_TERMS`` words with the signs between them."""
    seen = 0
    for place, token in enumerate(tokens):
        seen += isinstance(token, Asked)
        if seen > MOST_TERMS:
            ignored.append(str(token.written if isinstance(token, Asked) else token))
            return tokens[:place]
    return tokens


class _Reader:
    """Parses tokens from the left into groups."""

    def __init__(self, tokens: Sequence[_Token], ignored: list[str]) -> None:
        self.tokens, self.ignored, self.place = tokens, ignored, 0

    def parts(self, depth: int) -> list[_Node]:
        """The parts up to the closing bracket."""
        found: list[_Node] = []
        is_or = False
        while self.place < len(self.tokens) and self.tokens[self.place] != ")":
            if self.tokens[self.place] is Operator.OR:
                is_or, self.place = True, self.place + 1
                continue
            node = self._one(depth)
            if node is None:
                continue
            if is_or and found and not _is_not(found[-1]) and not _is_not(node):
                found[-1] = _joined(Operator.OR, [found[-1], node]) or node
            else:
                self._note(is_or, "OR")
                found.append(node)
            is_or = False
        self._note(is_or, "OR")
        return found

    def _one(self, depth: int) -> _Node | None:
        """A word, phrase or bracketed part, with a preceding NOT."""
        is_not = False
        while self._is_next(Operator.NOT):
            is_not, self.place = True, self.place + 1
        if self.place == len(self.tokens) or self.tokens[self.place] in (")", Operator.OR):
            self._note(is_not, "NOT")
            return None
        token = self.tokens[self.place]
        self.place += 1
        if isinstance(token, Asked):
            node: _Node | None = token
        elif depth >= DEEPEST:
            self.ignored.append("(")
            return None
        else:
            node = _joined(Operator.AND, self.parts(depth + 1))
            self.place += 1
        return Group(Operator.NOT, (node,)) if is_not and node is not None else node

    def _is_next(self, operator: Operator) -> bool:
        return self.place < len(self.tokens) and self.tokens[self.place] is operator

    def _note(self, is_without_effect: bool, sign: str) -> None:
        if is_without_effect:
            self.ignored.append(sign)


def _is_not(node: _Node) -> bool:
    return isinstance(node, Group) and node.operator is Operator.NOT


def _joined(operator: Operator, nodes: Sequence[_Node]) -> _Node | None:
    """Join nodes: equal operators are merged and duplicates removed."""
    flat: list[_Node] = []
    for node in nodes:
        is_same = isinstance(node, Group) and node.operator is operator
        flat += node.parts if is_same and isinstance(node, Group) else (node,)
    flat = list(dict.fromkeys(flat))
    if len(flat) < 2:
        return flat[0] if flat else None
    return Group(operator, tuple(flat))
