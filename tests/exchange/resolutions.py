"""Resolutions in the shape of the United Nations' XML, with invented symbols and invented words."""

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
CODES = {"en": "eng", "fr": "fra", "es": "spa", "ar": "ara", "ru": "rus", "zh": "zho"}


def paragraph(number: str | None, text: str, *, eid: int = 12, kind: str = "SingleTxt") -> str:
    """One block; its eId has nothing to do with its number, as in real files."""
    num = f"<num>{number}</num>" if number else ""
    return (
        f'<paragraph eId="para_{eid}" class="{kind}">{num}<content eId="para_{eid}__content">'
        f'<p xml:space="preserve">\t{text}</p></content></paragraph>'
    )


def apart(number: str, text: str) -> str:
    """Number and text as two blocks, as French files have them."""
    empty = f'<paragraph eId="para_3"><num>{number}</num><content><p></p></content></paragraph>'
    return empty + paragraph(None, text)


def annex(*blocks: str) -> str:
    """An annexed declaration, with its headings."""
    head = paragraph(None, '<span class="bold">Annex</span>', kind="H1")
    body = f"<mainBody>{head}{''.join(blocks)}</mainBody>"
    return f'<attachment><doc name="annex">{body}</doc></attachment>'


def resolution(
    *blocks: str,
    language: str = "en",
    symbol: str | None = "A/RES/99/7",
    title_number: str = "99/7.",
    identifier: str = "99-7",
    annexes: tuple[str, ...] = (),
) -> bytes:
    """A whole file; ``blocks`` are its body."""
    cover = f'<p><docNumber refersTo="#symbol">{symbol}</docNumber></p>' if symbol else ""
    title = f"<p><docNumber>{title_number}</docNumber></p>" if title_number else ""
    uri = f"/akn/un/statement/deliberation/unga/2030-01-01/{identifier}/"
    code = CODES.get(language, language)
    said = f'<FRBRlanguage language="{code}"></FRBRlanguage>' if code else ""
    return (
        f'<akomaNtoso xmlns="{NAMESPACE}"><statement name="resolution"><meta><identification>'
        f'<FRBRWork><FRBRuri value="{uri}"/></FRBRWork><FRBRExpression>{said}</FRBRExpression>'
        f"</identification></meta><coverPage>{cover}</coverPage><preface>{title}</preface>"
        f"<mainBody>{''.join(blocks)}</mainBody>"
        f"<attachments>{''.join(annexes)}</attachments></statement></akomaNtoso>"
    ).encode()


ADOPTS = paragraph(None, "Adopts the invented declaration annexed here.")


def declaration(*blocks: str, language: str = "en") -> bytes:
    """A resolution that numbers nothing itself and annexes a declaration that does."""
    return resolution(ADOPTS, language=language, annexes=(annex(*blocks),))
