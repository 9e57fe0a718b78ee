"""Answers queries with a State and a topic, such as "Kenya non-punishment".

A topic is a theme, by any of its usual words, or whatever words a commitment has. Where no
commitment has everything asked, those that have most are shown.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.registry.queries.commitments import is_public, register
from tracker.search.matching import Matcher
from tracker.search.naming import Token, tokens
from tracker.search.query import Node, Query, Term, TermGroup, term_of
from tracker.search.statements import is_negated
from tracker.search.syntax import Asked, Operator

MOST_STATES = 4
_EMPTY = """
what which how many much has have had do does did done about any know known say says tell
commitment commitments promise promises promised progress state states country countries
government governments action
"""
_QUESTION_WORDS = frozenset(_EMPTY.split())


@dataclass(frozen=True, slots=True)
class TopicAnswer:
    """Commitments on a topic, best first. ``iso3`` None: of all States.

    ``themes`` are the codes of the themes that the search named. No commitment: the search names a
    state and our whole subject.
    """

    iso3: str | None
    themes: tuple[str, ...]
    commitments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Theme:
    """Themes with one name, and the words of that name."""

    codes: tuple[str, ...]
    words: Node | None


@dataclass(frozen=True, slots=True)
class _Topic:
    """States and themes of a query, and its other words."""

    states: tuple[str, ...]
    themes: tuple[_Theme, ...]
    rest: tuple[Node, ...]
    is_whole: bool  # besides a state it names our whole subject and nothing else


def state_answers(query: Query, within: Matcher) -> tuple[TopicAnswer, ...]:
    """An answer for each State named with a topic, or one without a State."""
    topic = _topic(query, within)
    if topic.is_whole:
        return tuple(TopicAnswer(iso3, (), ()) for iso3 in topic.states[:MOST_STATES])
    if not (topic.themes or (topic.states and topic.rest)):
        return ()
    references = _commitments(topic, query, within)
    themes = tuple(dict.fromkeys(code for theme in topic.themes for code in theme.codes))
    if not references:
        return ()
    return tuple(
        TopicAnswer(iso3, themes, references) for iso3 in topic.states[:MOST_STATES] or (None,)
    )


def _topic(query: Query, within: Matcher) -> _Topic:
    words: list[Token] = []
    states: list[str] = []
    rest: list[Node] = []
    for part in query.parts:
        if isinstance(part, Term):
            words += _words_of(part, within)
        elif part.operator is Operator.OR and (meant := _any_state(part, within)):
            states += meant
        else:
            rest.append(part)
    found, words = _taken_states(words, within)
    subject = bool(words)
    themes, words = _taken_themes(words, within)
    rest += (
        term_of(Asked(word.written), within) for word in words if word.plain not in _QUESTION_WORDS
    )
    named = tuple(dict.fromkeys((*states, *found)))
    return _Topic(named, themes, tuple(rest), bool(named and subject and not (themes or rest)))


def _words_of(term: Term, within: Matcher) -> list[Token]:
    """The words of a term, with spelling corrected."""
    if code := within.lexicon.names.code(term.written):
        (state,) = code
        return tokens(within.lexicon.states[state].names["en"])
    return tokens(within.lexicon.names.split_unspaced(term.written))


def _any_state(group: TermGroup, within: Matcher) -> list[str]:
    """The States in "Kenya OR Uganda". Empty if an alternative is no State."""
    found: list[str] = []
    for part in group.parts:
        if not isinstance(part, Term):
            return []
        states, left = _taken_states(_words_of(part, within), within)
        if not states or left:
            return []
        found += states
    return found


def _taken_states(words: Sequence[Token], within: Matcher) -> tuple[list[str], list[Token]]:
    """The named States and the remaining words."""
    named = within.lexicon.names.find(words)
    taken = {place for one in named for place in range(one.start, one.end)}
    states = [code for one in named for code in one.codes]
    left = [word for place, word in enumerate(words) if place not in taken]
    if states:
        return states, left
    for word in left:
        if not _is_known(word, within) and (codes := within.lexicon.names.misspelt(word.plain)):
            return list(codes), [other for other in left if other is not word]
    return states, left


def _taken_themes(
    words: Sequence[Token], within: Matcher
) -> tuple[tuple[_Theme, ...], list[Token]]:
    spelt = [_respelt(word, within) for word in words]
    named = within.lexicon.topics.names.find(spelt)
    taken = {place for one in named for place in range(one.start, one.end)}
    left = [word for place, word in enumerate(words) if place not in taken]
    themes = tuple(
        _Theme(one.codes, _all_of(words[one.start : one.end], within)) for one in named if one.codes
    )
    return themes, left


def _all_of(words: Sequence[Token], within: Matcher) -> Node | None:
    terms = tuple(term_of(Asked(word.written), within) for word in words)
    return TermGroup(Operator.AND, terms) if terms else None


def _is_known(word: Token, within: Matcher) -> bool:
    return bool(within.vocabulary.known((word.plain, word.form)))


def _respelt(word: Token, within: Matcher) -> Token:
    """An unknown word replaced by the most similar known one."""
    if _is_known(word, within) or word.form in within.lexicon.topics.names.words:
        return word
    near = within.vocabulary.spelt_like(word.plain)
    return tokens(near[0])[0] if near else word


def _commitments(topic: _Topic, query: Query, within: Matcher) -> tuple[str, ...]:
    """References of the commitments that match most of a topic, best first."""
    scores: Counter[str] = Counter()
    for theme in topic.themes:
        of_theme = within.lexicon.topics.commitments
        own = {reference for code in theme.codes for reference in of_theme.get(code, ())}
        scores.update(own | within.commitments(theme.words).keys())
    for part in topic.rest:
        if not is_negated(part):
            scores.update(within.commitments(part).keys())
    out = _left_out(query, within)
    cards = register().cards
    counted = {
        reference: score
        for reference, score in scores.items()
        if reference not in out and is_public(cards[reference], within.dates.known_by)
    }
    most = max(counted.values(), default=0)
    near = _nearness(query, within)
    asked, order = within.lexicon.topics.asked_of_states, within.lexicon.topics.order
    return tuple(
        sorted(
            (reference for reference, score in counted.items() if score == most),
            key=lambda one: (
                one not in asked,
                -near[one],
                order[one],
            ),
        )
    )


def _nearness(query: Query, within: Matcher) -> Counter[str]:
    near: Counter[str] = Counter()
    for part in query.parts:
        for reference, rank in within.commitments(part).items():
            near[reference] += max(1, 5 - rank)
    return near


def _left_out(query: Query, within: Matcher) -> set[str]:
    return {
        reference
        for part in query.parts
        if not isinstance(part, Term) and is_negated(part)
        for reference in within.commitments(part.parts[0])
    }
