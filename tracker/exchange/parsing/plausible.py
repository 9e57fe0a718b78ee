"""Scores how plausible a decoded text is, by its letters and signs.

Only characters beyond ASCII are weighed, each with its neighbours. Right guesses score about 1 per
byte, wrong ones below 0: an accented capital within a word, a sign between letters, two scripts in
one word. The weights are set by hand from what the wrong encodings of ours make of each other.
"""

import re
import unicodedata

_LATIN = {
    **dict.fromkeys("éèàçêôñóíáúüöäãõß", 1.0),
    **dict.fromkeys("îùûëïâåæøœìòğışý", 0.7),
    **dict.fromkeys("ÉÀÇÑÖÜÄÓÁÍÚÅØÂŒ", 0.6),
    **dict.fromkeys("ÈÊËÎÏÔÛÙÃÕÆİĞŞ", 0.2),
}
_ALONE = frozenset("àéèóáôÀÉÓÁêëавикосуяАВИКОСУЯو")  # words of their own in some language
_CYRILLIC = {
    **dict.fromkeys("оеаинтсрвлкмдпуыьягзбчй", 1.0),
    **dict.fromkeys("хжшюцщэфъё", 0.6),
    **dict.fromkeys("АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЭЮЯЙЁ", 0.6),
}
_ARABIC = {
    **dict.fromkeys("المنيتوربعسدفهكحجقةأى", 1.0),
    **dict.fromkeys("إخصشضطظغذثزءئؤآ،؛؟", 0.8),
    **dict.fromkeys("ًٌٍَُِّْـ", 0.1),
}
_LEVEL_ONE = range(0xB0, 0xD8)  # first bytes of the 3,755 usual characters in GB 2312
_WORDS = frozenset(
    ("país", "países", "año", "años", "état", "états", "côte", "année", "années", "réponse")
    + ("türkiye", "são", "tomé", "príncipe", "república", "méxico", "panamá", "perú", "españa")
    + ("sénégal", "bénin", "curaçao", "niño", "niñas", "según", "también")
)
_ELIDED = re.compile(r"(?i)(?:^|[^a-z])(?:[ldncsjmt]|qu|jusqu|lorsqu)$")
_SHORT = re.compile(r"(?:s|t|re|ll|ve|d|m)(?![a-zA-Z])")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_WORD = re.compile(r"[^\W\d_]+")


def plausibility(text: str) -> float:
    """The mean score per non-ASCII byte. 0 if there are none."""
    total, size = 0.0, 0
    for found in _BEYOND_ASCII.finditer(text):
        letter, place = found.group(), found.start()
        bytes_of_it = 2 if _is_chinese(letter) else 1
        total += bytes_of_it * _weight(text, place, letter)
        size += bytes_of_it
    for found in _WORD.finditer(text):
        if found.group().lower() in _WORDS:
            total += 2
    return total / size if size else 0.0


def _weight(text: str, place: int, letter: str) -> float:
    before = text[place - 1] if place else " "
    after = text[place + 1] if place + 1 < len(text) else " "
    if letter.isalpha():
        return _letter(letter, before, after)
    if letter in _ARABIC:
        return _ARABIC[letter]
    return _sign(text, place, letter, before, after)


def _letter(letter: str, before: str, after: str) -> float:
    script = _script(letter)
    neighbours = [each for each in (before, after) if each.isalpha()]
    if script == "chinese":
        return _chinese(letter)
    if any(_script(each) not in (script, "chinese") for each in neighbours):
        return -2.0
    if letter.isupper() and before.isalpha() and before.islower():
        return -2.0
    if letter.islower() and len(neighbours) == 2 and before.isupper() and after.isupper():
        return -1.0
    table = {"latin": _LATIN, "cyrillic": _CYRILLIC, "arabic": _ARABIC}.get(script, {})
    if not neighbours:
        return 0.3 if letter in _ALONE else -1.0
    return table.get(letter, -0.7)


def _script(letter: str) -> str:
    code = ord(letter)
    for script, first, last in (
        ("latin", 0x41, 0x24F),
        ("cyrillic", 0x400, 0x52F),
        ("arabic", 0x600, 0x77F),
        ("chinese", 0x3400, 0x9FFF),
    ):
        if first <= code <= last:
            return script
    return "other"


def _is_chinese(letter: str) -> bool:
    # Signs of full width take two bytes as well.
    return "\u3000" <= letter <= "\u9fff" or "\uff00" <= letter <= "\uffef"


def _chinese(letter: str) -> float:
    try:
        coded = letter.encode("gb2312")
    except UnicodeEncodeError:
        return -0.7
    return 1.0 if coded[0] in _LEVEL_ONE else -0.2


def _sign(text: str, place: int, sign: str, before: str, after: str) -> float:
    between = before.isalpha() and after.isalpha()
    match sign:
        case "’" | "‘":
            return _apostrophe(text, place, before, after, between=between)
        case "“" | "«" | "¿" | "¡" | "„" | "‹":
            return 1.0 if not before.isalnum() and not (sign in "¿¡" and after == " ") else -1.0
        case "”" | "»" | "›":
            return 1.0 if not after.isalnum() else -1.0
        case "–" | "—":
            return 0.8 if not between else -0.5
        case "…":
            return 0.8 if before.isalnum() or before in " .,\"'”(" and not after.isalpha() else -1
        case "°" | "º" | "ª" | "²" | "³":
            return 0.7 if before.isdigit() or before in "nN" else -1.0
        case "\xa0" | "€" | "£" | "§" | "•" | "№" | "©" | "®" | "™" | "·":
            return 0.4 if not between else -1.0
    if _is_chinese(sign):
        return 0.8
    if unicodedata.category(sign) in ("Cc", "Cn", "Co") or sign == "\ufffd":
        return -3.0
    return -2.0 if between else -1.0


def _apostrophe(text: str, place: int, before: str, after: str, *, between: bool) -> float:
    if between:
        usual = _ELIDED.search(text[max(0, place - 8) : place]) or _SHORT.match(text, place + 1)
        return 1.6 if usual else -0.2
    if before.isalpha() or after.isalnum():
        return 0.6
    return -0.5
