"""Words that other mechanisms' files use for positions and mechanisms, and what they mean here.

Pure. A word that is not in these lists is refused with what would be taken; none is guessed.
Which word stands for which position is argued in docs/decisions.
"""

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from flask_babel import gettext as _

from tracker.registry.vocabulary import Mechanism, Stand
from tracker.schema.fields import InvalidValue, Reader

_BETWEEN = re.compile(r"[\s_\-–/.,;:()'’]+")

STANDS_IN_WORDS: dict[Stand, str] = {
    Stand.SUPPORTED: """
        supported; support; supports; accepted; accept; accepts; fully accepted; fully supported
        enjoys support; enjoys the support; accepté; acceptée; acceptées; acceptés; accepte
        soutenu; soutenue; soutenues; appuyé; appuyée; appuyées; recueille l'appui
        aceptada; aceptado; aceptadas; acepta; apoyada; apoyado; apoyadas; cuenta con el apoyo
        принята; принято; приняты; поддержана; поддержано; поддержаны; поддерживается
        مقبولة; مقبول; قبلت; تحظى بالتأييد; مؤيدة
        接受; 已接受; 支持; 得到支持
    """,
    Stand.IN_PART: """
        in part; partially accepted; partly accepted; accepted in part; partially supported
        partly supported; supported in part; supported noted; accepted noted; noted supported
        partially; partially accepted partially noted; partial
        acceptée en partie; accepté en partie; partiellement acceptée; partiellement accepté
        en partie; partiellement
        aceptada parcialmente; parcialmente aceptada; aceptada en parte; en parte; parcialmente
        принята частично; частично принята; частично поддержана; частично
        مقبولة جزئيا; جزئيا; تحظى بتأييد جزئي
        部分接受; 部分支持
    """,
    Stand.NOTED: """
        noted; note; notes; takes note; took note; rejected; reject; not accepted; not supported
        does not enjoy support; declined
        noté; notée; notées; pris note; prend note; prise note; rejetée; rejeté; non acceptée
        tomada nota; toma nota; tomó nota; se toma nota; anotada; rechazada; no aceptada
        принята к сведению; принято к сведению; отклонена; отклонено; не принята
        أحيط علما; احيط علما; مرفوضة; غير مقبولة
        注意到; 已注意到; 拒绝; 不接受
    """,
    Stand.NOT_STATED: """
        not stated; no response; no answer; none stated; no position; no clear position
        general response; unclear; pending; in limbo; not specified
        non précisée; non précisé; sans réponse; pas de réponse; en attente
        no indicada; sin respuesta; pendiente; no se indica
        не указана; не указано; без ответа; нет ответа
        غير محدد; بدون رد; لم يحدد
        未说明; 未答复; 无答复
    """,
}
MECHANISMS_IN_WORDS: dict[Mechanism, str] = {
    Mechanism.UNIVERSAL_PERIODIC_REVIEW: """
        universal periodic review; upr; examen périodique universel; epu; examen periódico universal
        универсальный периодический обзор; упо; الاستعراض الدوري الشامل; 普遍定期审议
    """,
    Mechanism.TREATY_BODY: """
        treaty body; treaty bodies; tb; organe conventionnel; organes conventionnels
        órgano de tratado; órganos de tratados; договорный орган; договорные органы
        هيئات المعاهدات; هيئة المعاهدة; 条约机构
    """,
    Mechanism.SPECIAL_PROCEDURE: """
        special procedure; special procedures; sp; procédure spéciale; procédures spéciales
        procedimiento especial; procedimientos especiales
        специальная процедура; специальные процедуры; الإجراءات الخاصة; 特别程序
    """,
    Mechanism.REGIONAL_BODY: """
        regional body; regional bodies; regional mechanism; regional organisation
        regional organization; organe régional; organes régionaux; organisation régionale
        órgano regional; órganos regionales; organización regional; региональный орган
        региональные органы; هيئة إقليمية; 区域机构
    """,
    Mechanism.OTHER_BODY: """
        other; other body; other bodies; other mechanism; autre organe; autres organes
        otro órgano; otros órganos; другой орган; هيئة أخرى; 其他机构
    """,
    Mechanism.VOLUNTARY_PLEDGE: """
        pledge; pledges; voluntary pledge; voluntary pledges; voluntary commitment
        voluntary commitments; voluntary pledges and commitments; engagement volontaire
        engagements volontaires; promesa voluntaria; promesas voluntarias
        compromisos voluntarios; добровольное обязательство; добровольные обязательства
        تعهد طوعي; تعهدات طوعية; 自愿承诺
    """,
}


def folded(text: str) -> str:
    """A word as it is looked up: without accents, case, signs and doubled spaces."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return _BETWEEN.sub(" ", bare).strip()


_Code = TypeVar("_Code", bound=StrEnum)


def _by_word(words: Mapping[_Code, str]) -> dict[str, _Code]:
    found: dict[str, _Code] = {}
    for code, text in words.items():
        for word in (code.value, *re.split(r"[;\n]", text)):
            if plain := folded(word):
                found[plain] = code
    return found


STANDS = _by_word(STANDS_IN_WORDS)
MECHANISMS = _by_word(MECHANISMS_IN_WORDS)


def stand_of(text: str) -> Stand | None:
    """The position that a word of a source stands for; None if we do not know the word."""
    found = STANDS.get(folded(text))
    return None if found is None else Stand(found)


def stand() -> Reader:
    """Reads a position by its code or by a word that sources use for it."""
    return _worded(STANDS, tuple(word.value for word in Stand))


def mechanism() -> Reader:
    """Reads a mechanism by its code or by a name that sources use for it."""
    return _worded(MECHANISMS, tuple(word.value for word in Mechanism))


def _worded(words: Mapping[str, StrEnum], allowed: tuple[str, ...]) -> Reader:
    def read(raw: str) -> StrEnum:
        found = words.get(folded(raw))
        if found is None:
            raise InvalidValue(
                _(
                    "one of %(allowed)s, or a usual word for it in a UN language",
                    allowed=", ".join(allowed),
                )
            )
        return found

    return Reader(read, allowed)
