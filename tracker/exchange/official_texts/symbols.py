"""Normalises symbols of resolutions to one key. Pure.

Files of the United Nations write the symbol of one resolution in three forms: ``A/RES/76/7`` on
the cover, ``76/7.`` in the title (without the full stop in Arabic), and ``76-7`` in the identifier.
"""

import re
import unicodedata

_ANNEX = re.compile(r"\(\s*ANNEX[^)]*\)")
_BARE = re.compile(r"(?:(?:ES|S)-)?\d+/\d+")
_FIRST_YEAR = 1900  # a bare number from here on is a year: the Economic and Social Council
_IDENTIFIER = re.compile(r"/unga/\d{4}-\d{2}-\d{2}/(?P<number>[^/!]+)-(?P<last>[^-/!]+)/?")


def symbol_key(raw: str) -> str:
    """The normalised symbol, such as ``A/RES/76/7``. Empty if there is none.

    What names an annex, further citations after a semicolon, and marks of a footnote are left out.
    """
    text = unicodedata.normalize("NFKC", raw).upper().partition(";")[0]
    text = " ".join(_ANNEX.sub(" ", text).split()).rstrip(".*, ")
    if _BARE.match(text):
        year = text.partition("/")[0]
        body = "E" if year.isdigit() and int(year) >= _FIRST_YEAR else "A"
        return f"{body}/RES/{text}"
    return text


def key_of_identifier(uri: str) -> str:
    """The symbol in a General Assembly identifier. Empty if there is none."""
    found = _IDENTIFIER.search(uri)
    return symbol_key(f"{found['number']}/{found['last']}") if found else ""
