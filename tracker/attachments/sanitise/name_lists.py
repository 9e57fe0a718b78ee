"""Lists of the names that a format uses, written down like a sentence. Pure."""


def names(text: str) -> frozenset[str]:
    """The words of the text."""
    return frozenset(text.split())
