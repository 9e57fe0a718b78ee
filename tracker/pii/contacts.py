"""Finds e-mail addresses, accounts and profiles. Pure."""

import re
from collections.abc import Iterator

from tracker.pii.findings import FindingKind
from tracker.pii.paragraphs import ParsedParagraph, TextSpan
from tracker.pii.vocabulary import split

_L = r"A-Za-z0-9а-яА-Я_"
_NAME = rf"(?<![{_L}.+-])(?P<name>[{_L}][{_L}.+-]{{0,63}})"
_IN_BRACKETS = r"\s?[\[({{<]\s?(?:{0})\s?[\])}}>]\s?"
_AT = r"(?:@|\s@\s|" + _IN_BRACKETS.format("at|arobase|arroba|a|собака|@|في|ات|艾特") + ")"
_DOT = r"(?:\.|" + _IN_BRACKETS.format(r"dot|point|punto|точка|نقطة|点|\.") + ")"
# amara (at) example (dot) org, and with the words alone: amara at example dot org.
_EMAIL = re.compile(
    rf"{_NAME}{_AT}[{_L}-]{{1,63}}(?:{_DOT}[{_L}-]{{2,24}}){{1,4}}(?<!\d)", re.IGNORECASE
)
_SPELT = re.compile(
    rf"{_NAME}\s(?:at|arobase|arroba|собака)\s"
    rf"[{_L}-]{{1,63}}(?:\s(?:dot|point|punto|точка)\s[{_L}-]{{2,24}}){{1,4}}",
    re.IGNORECASE,
)
# The letter box of an office is not a person's.
_OFFICES = frozenset(
    split(
        """
        info contact contacts press presse prensa media office secretariat registry hotline help
        helpline support admin webmaster postmaster mail email enquiries inquiries feedback data
        complaints editor editors contacto contacta informacion bureau accueil secretaria ayuda
        denuncias redaction redaccion pressa kontakt priemnaya noreply no-reply donotreply
        service communication communications library reports report publications news unit team
        desk general
        """,
        commas=False,
    )
)

_HANDLE = re.compile(r"(?<![\w.@/+-])@[A-Za-z_][A-Za-z0-9_.]{2,29}(?![\w@])", re.ASCII)
_PROFILE = re.compile(
    r"(?:https?://)?(?:[a-z]{1,3}\.|www\.)?"
    r"(?:(?:facebook|fb|instagram|tiktok|twitter|x|vk|ok|t|wa|telegram|snapchat|weibo|douyin|line)"
    r"\.(?:com|me|ru|org)/(?:profile\.php\?id=|add/|u/|profile/|people/|@)?"
    r"|(?:[a-z]{2}\.)?linkedin\.com/in/)"
    r"(?P<who>[\w.%+-]{2,60})(?P<rest>/?(?:\?[^\s/]{0,200})?)(?![\w/-])",
    re.IGNORECASE | re.ASCII,
)
_ACCOUNT = re.compile(r"@?[A-Za-z][A-Za-z0-9]{0,30}[A-Za-z0-9_.-]{2,40}")
# Parts of the account of an institution.
_PUBLIC = re.compile(
    r"^un|_un|gov|gob|gouv|minist|police|policia|embassy|ngo|ong|news|official|ofic|human"
    r"|rights|iom|ilo|osce|foundation|council|court|office|commission|watch|amnesty|unicef",
    re.IGNORECASE,
)


def emails(reading: ParsedParagraph) -> Iterator[TextSpan]:
    """E-mail addresses, also disguised ones, but no mailboxes of offices."""
    for pattern in (_EMAIL, _SPELT):
        for match in pattern.finditer(reading.text):
            parts = re.split(r"[.+_-]", match["name"].lower())
            if not all(part in _OFFICES for part in parts):
                yield TextSpan(FindingKind.EMAIL, match.start(), match.end())


def accounts(reading: ParsedParagraph) -> Iterator[TextSpan]:
    """Handles, account names and addresses of personal profiles."""
    for found in _HANDLE.finditer(reading.text):
        if not _PUBLIC.search(found[0][1:]) and not reading.in_url(found.start()):
            end = found.end() - (len(found[0]) - len(found[0].rstrip(".")))
            yield TextSpan(FindingKind.HANDLE_OR_ACCOUNT, found.start(), end)
    profiles = _PROFILE.finditer(reading.text) if "/" in reading.text else ()
    for found in profiles:
        if not _PUBLIC.search(found["who"]) and _starts_a_word(reading.text, found.start()):
            end = found.end() - (len(found[0]) - len(found[0].rstrip(".")))
            yield TextSpan(FindingKind.HANDLE_OR_ACCOUNT, found.start(), end)
    if reading.holds("networks"):
        yield from _named_accounts(reading)


def _named_accounts(reading: ParsedParagraph) -> Iterator[TextSpan]:
    """ "WeChat: aynur_2006": an unusual word after the name of a network."""
    for found in _ACCOUNT.finditer(reading.text):
        name = found[0].rstrip(".-")
        odd = any(each.isdigit() or each in "_@" for each in name)
        is_account = odd and reading.before("networks", found.start(), within=14) is not None
        if is_account and not name.isupper() and not reading.in_url(found.start()):
            yield TextSpan(FindingKind.HANDLE_OR_ACCOUNT, found.start(), found.start() + len(name))


def _starts_a_word(text: str, place: int) -> bool:
    return place == 0 or not (text[place - 1].isalnum() or text[place - 1] in "./-_")
