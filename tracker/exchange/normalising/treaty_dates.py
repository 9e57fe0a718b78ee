"""Dates of the United Nations Treaty Collection, in which a letter shows the kind of act.

"26 Sep 2003 a" is an accession. Notes of the depositary follow as small digits. A date in brackets
marks an act that was replaced or withdrawn. Source: treaties.un.org, the legend above the lists of
participants.
"""

import re

from flask_babel import gettext as _

from tracker.exchange.normalising.normalised_value import NormalisedValue

ACTS = {
    "A": "acceptance",
    "AA": "approval",
    "a": "accession",
    "c": "formal_confirmation",
    "d": "succession",
    "s": "definitive_signature",
}
"""By letter, the act. Small and capital letters differ: a is an accession, A an acceptance."""
_LETTERS = "AA|A|a|c|d|s"
_DATE = (
    r"\d{1,2}[ .-][^\W\d_]{3,12}\.?[ .-]\d{4}|[^\W\d_]{3,12}\.? \d{1,2}, ?\d{4}"
    r"|\d{1,2}([./-])\d{1,2}\2\d{4}|\d{4}-\d\d?-\d\d?"
)
# Behind a date in digits alone a number could be a time: only letters are read there.
_NOTES = r"(?P<notes>(?:[ ,]*(?<!\d)(?:\d{1,2}|[(\[]\d{1,2}[)\]]|[*†‡]))*)"
_WRITTEN = re.compile(rf"(?P<date>{_DATE})(?: ?(?P<act>{_LETTERS}|\((?:{_LETTERS})\)))?{_NOTES}")
_IN_DIGITS = re.compile(r"[\d./-]+")
_SMALL_DIGITS = re.compile("[¹²³⁰⁴-⁹]+")
_BRACKETED = re.compile(r"\[\s*(.*?)\s*\]")


def parted(text: str) -> tuple[str, str] | None:
    """The date and the act ("" if not stated). None if the text is not such a date."""
    found = _WRITTEN.fullmatch(_SMALL_DIGITS.sub("", text).strip())
    if not found or not (found["act"] or found["notes"] or _SMALL_DIGITS.search(text)):
        return None
    act = (found["act"] or "").strip("()")
    if not act and _IN_DIGITS.fullmatch(found["date"]):
        return None
    return found["date"], ACTS.get(act, "")


def bracketed(text: str) -> NormalisedValue | None:
    """A refusal for a date in brackets. None without brackets."""
    found = _BRACKETED.fullmatch(_SMALL_DIGITS.sub("", text).strip())
    if not found:
        return None
    return NormalisedValue(
        None,
        _("a date without brackets; brackets mark an act that was replaced or withdrawn"),
        (found[1],),
        is_unlisted=True,
    )
