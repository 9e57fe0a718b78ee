"""Words of the stored documents, read as a query needs them."""

from collections.abc import Iterable
from difflib import get_close_matches

from sqlalchemy import func, select

from tracker.core.db import db
from tracker.search.models import SearchWord
from tracker.search.store import has_token, is_stored

SHORTEST_BEGINNING = 3
SHORTEST_MISSPELT = 5
LIKENESS = 0.8
NEARBY_LENGTH = 2
MOST_BEGUN = 100  # words that begin alike and are looked for
LAST_LETTER = "\U0010ffff"


class Vocabulary:
    """Cached answers for one request."""

    def __init__(self) -> None:
        self._known: dict[str, bool] = {}

    def known(self, forms: Iterable[str]) -> frozenset[str]:
        """Those forms that some text contains. One query for all new ones."""
        asked = frozenset(forms)
        self._load(asked - self._known.keys())
        return frozenset(form for form in asked if self._known[form])

    def _load(self, forms: frozenset[str]) -> None:
        stored = [form for form in forms if is_stored(form)]
        if stored:
            query = select(SearchWord.form).where(SearchWord.form.in_(stored))
            found = set(db.session.scalars(query))
            self._known.update((form, form in found) for form in stored)
        self._known.update((form, has_token(form)) for form in forms if not is_stored(form))

    def beginning(self, start: str) -> tuple[str, ...]:
        """Words with this prefix, at most ``MOST_BEGUN``. Empty for short prefixes."""
        if len(start) < SHORTEST_BEGINNING or start.isdigit():
            return ()
        words = select(SearchWord.form).where(
            SearchWord.form >= start, SearchWord.form < start + LAST_LETTER
        )
        found = db.session.scalars(words.order_by(SearchWord.form).limit(MOST_BEGUN))
        return tuple(form for form in found if form.isalpha())

    def spelt_like(self, word: str) -> list[str]:
        """The most similar word. None for short words or without one."""
        if len(word) < SHORTEST_MISSPELT or not word.isalpha():
            return []
        # The first letter is seldom the wrong one; holding on to it keeps odd guesses out.
        lengths = (len(word) - NEARBY_LENGTH, len(word) + NEARBY_LENGTH)
        query = select(SearchWord.form).where(
            SearchWord.form >= word[0],
            SearchWord.form < word[0] + LAST_LETTER,
            func.length(SearchWord.form).between(*lengths),
        )
        near = [form for form in db.session.scalars(query) if form.isalpha()]
        return get_close_matches(word, near, n=1, cutoff=LIKENESS)
