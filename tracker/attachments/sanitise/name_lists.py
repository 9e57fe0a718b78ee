"""Parses lists of format names that are written as running text. Pure."""


def names(text: str) -> frozenset[str]:
    """The words of the text."""
    return frozenset(text.split())
