"""What people call the columns of their files, in the six languages of the United Nations.

Data, no rule: a column of a kind, by its name or by ``kind.name``, and the usual words for it.
Words are compared folded (see ``folded``): case, accents, signs and spaces do not matter.
"""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

ALIASES: Mapping[str, tuple[str, ...]] = {
    "state": (
        *("state", "states", "country", "countries", "country name", "country code", "nation"),
        *("member state", "state party", "state under review", "reviewed state", "iso3", "iso"),
        *("iso code", "iso 3", "iso alpha 3", "iso3 code", "iso3166", "territory", "addressee"),
        *("party", "participant", "pays", "pays examiné", "état", "états", "etat partie"),
        *("état examiné", "état membre", "code pays", "nom du pays", "país", "países", "estado"),
        *("estado parte", "estado examinado", "estado miembro", "código de país", "ref area"),
        *("nombre del país", "الدولة", "الدول", "البلد", "البلدان", "اسم الدولة", "اسم البلد"),
        *("الدولة الطرف", "الدولة موضوع الاستعراض", "страна", "страны", "государство"),
        *("государства", "название страны", "государство участник", "код страны", "国家", "国名"),
        *("国别", "国家名称", "会员国", "缔约国", "受审议国", "国家代码", "país o territorio"),
        *("estados", "geoarea", "geoareaname", "area", "location", "land", "staat", "paese"),
        *("country territory", "country or territory", "concerned country", "state concerned"),
    ),
    "effective_on": (
        *("date", "year", "date of deposit", "effective date", "as of", "period", "time period"),
        *("reference year", "année", "date d effet", "an", "jour", "fecha", "año", "periodo"),
        *("التاريخ", "السنة", "العام", "дата", "год", "период", "日期", "年份", "年", "时间"),
        *("day", "when", "since", "effective", "ratification date", "date of ratification"),
    ),
    "happened_on": (
        *("date", "when", "year", "start date", "began", "from", "date de l action", "année"),
        *("fecha", "año", "fecha de inicio", "التاريخ", "السنة", "дата", "год", "日期", "年份"),
        *("start", "begin", "date of action", "date du début", "дата начала", "开始日期"),
    ),
    "until": (
        *("end date", "to", "until", "end", "ended", "date de fin", "fecha de fin", "hasta"),
        *("تاريخ الانتهاء", "дата окончания", "结束日期"),
    ),
    "adopted_on": (
        *("date", "adopted", "date adopted", "adoption date", "date of adoption", "year"),
        *("date d adoption", "adoption", "année", "fecha de adopción", "fecha", "año"),
        *("تاريخ الاعتماد", "التاريخ", "السنة", "дата принятия", "дата", "год", "通过日期"),
        *("日期", "年份", "issued", "date issued", "session date"),
    ),
    "in_force_on": (
        *("entry into force", "in force", "entrée en vigueur", "entrada en vigor"),
        *("دخول حيز النفاذ", "вступление в силу", "生效日期"),
    ),
    "value": (
        *("value", "score", "obs value", "level", "rating", "valeur", "score total", "niveau"),
        *("valor", "puntuación", "nivel", "القيمة", "الدرجة", "المستوى", "значение", "оценка"),
        *("балл", "уровень", "数值", "值", "得分", "分数", "等级", "status", "statut", "estado"),
        *("الحالة", "статус", "状态", "wert", "figure", "number", "tier", "tier ranking", "rank"),
    ),
    "indicator": (
        *("indicator", "indicator code", "series", "series code", "variable", "measure", "index"),
        *("indicateur", "code de l indicateur", "série", "indicador", "código del indicador"),
        *("المؤشر", "رمز المؤشر", "показатель", "индикатор", "код показателя", "指标", "指标代码"),
    ),
    "source": (
        *("source", "sources", "data source", "reference", "document", "fuente", "source code"),
        *("المصدر", "источник", "来源", "资料来源", "quelle", "citation", "origine"),
    ),
    "act": (
        *("act", "action", "type of action", "acte", "acto", "الإجراء", "акт", "действие", "行为"),
    ),
    "note": (
        *("note", "notes", "remark", "remarks", "comment", "comments", "observation", "footnote"),
        *("observations", "remarque", "remarques", "commentaire", "commentaires", "nota", "notas"),
        *("observaciones", "comentario", "comentarios", "ملاحظة", "ملاحظات", "تعليق", "примечание"),
        *("примечания", "комментарий", "备注", "注释", "说明", "bemerkung", "explanation"),
    ),
    # Nobody else's file has our references: an id or code of theirs is none of them.
    "indicator_values.reference": ("public reference", "value reference"),
    "reference": (
        *("reference", "ref", "id", "identifier", "code", "no", "number", "record id", "uid"),
        *("référence", "identifiant", "numéro", "n°", "referencia", "identificador", "número"),
        *("المرجع", "الرقم", "ссылка", "номер", "идентификатор", "код", "编号", "参考号"),
        *("recommendation id", "recommendation no", "recommendation number", "paragraph id"),
    ),
    "code": (
        *("code", "id", "identifier", "abbreviation", "short code", "code public", "código"),
        *("identifiant", "الرمز", "код", "代码", "编号"),
    ),
    "title": (
        *("title", "name", "short title", "heading", "subject", "titre", "intitulé", "nom"),
        *("título", "nombre", "العنوان", "الاسم", "название", "заголовок", "наименование"),
        *("标题", "名称", "题目", "titel", "instrument title", "action"),
    ),
    "statement": (
        *("statement", "text", "recommendation", "recommendations", "content", "description"),
        *("recommendation text", "full text", "wording", "commitment text", "texte", "énoncé"),
        *("recommandation", "recommandations", "texte de la recommandation", "texto"),
        *("recomendación", "recomendaciones", "texto de la recomendación", "descripción"),
        *("النص", "التوصية", "التوصيات", "نص التوصية", "текст", "рекомендация", "рекомендации"),
        *("текст рекомендации", "описание", "文本", "建议", "建议内容", "内容", "案文"),
    ),
    # What stands in our words is never what a source calls its text or its category of action.
    "recommendations.title": ("title", "short title", "titre", "título", "العنوان", "标题"),
    "recommendations.statement": ("statement in our words",),
    "account": (
        *("account", "description", "details", "summary", "narrative", "text", "what was done"),
        *("descriptif", "résumé", "récit", "descripción", "resumen", "detalles", "الوصف"),
        *("الملخص", "التفاصيل", "описание", "краткое описание", "подробности", "描述", "摘要"),
    ),
    "instrument": (
        *("instrument", "instrument code", "document", "treaty", "mechanism", "session", "text"),
        *("traité", "convention", "mécanisme", "instrumento", "tratado", "mecanismo", "الصك"),
        *("الوثيقة", "الآلية", "документ", "договор", "механизм", "文书", "文件", "机制"),
        *("upr session", "cycle", "source document"),
    ),
    "issuing_body": (
        *("body", "issuing body", "issued by", "adopted by", "organ", "author", "committee"),
        *("organe", "adopté par", "auteur", "órgano", "adoptado por", "autor", "comité"),
        *("الهيئة", "الجهة المصدرة", "орган", "принято", "комитет", "机构", "通过机构"),
        *("treaty body", "recommending body"),
    ),
    "symbol": (
        *("symbol", "document symbol", "un symbol", "cote", "cote du document", "signatura"),
        *("símbolo", "الرمز", "رمز الوثيقة", "условное обозначение", "символ", "文号"),
    ),
    "kind": (
        *("kind", "type", "category", "sort", "type of document", "genre", "catégorie", "nature"),
        *("tipo", "categoría", "clase", "النوع", "الفئة", "тип", "вид", "категория", "类型"),
        *("类别", "种类", "action type", "type d action"),
    ),
    "url": (
        *("url", "link", "web", "website", "web address", "lien", "adresse", "enlace", "vínculo"),
        *("dirección", "الرابط", "ссылка", "адрес", "链接", "网址", "hyperlink", "source url"),
    ),
    "locator": (
        *("locator", "paragraph", "para", "paragraph number", "article", "section", "page"),
        *("paragraphe", "numéro de paragraphe", "párrafo", "artículo", "الفقرة", "المادة"),
        *("пункт", "параграф", "статья", "段落", "段次", "条款", "recommendation paragraph"),
    ),
    "addressees": (
        *("addressee", "addressees", "addressed to", "destinataire", "destinataires"),
        *("destinatario", "destinatarios", "الجهات المخاطبة", "адресат", "адресаты", "对象"),
    ),
    "pillar": (
        *("pillar", "area of work", "pilier", "pilar", "الركيزة", "компонент", "支柱", "dimension"),
    ),
    "themes": (
        *("theme", "themes", "issue", "issues", "topic", "topics", "subject", "tags", "keywords"),
        *("thème", "thèmes", "sujet", "sujets", "question", "questions", "mots clés", "tema"),
        *("temas", "asunto", "asuntos", "cuestiones", "الموضوع", "المواضيع", "القضايا", "тема"),
        *("темы", "вопросы", "主题", "议题", "专题", "themes codes", "right or area"),
    ),
    "sdg_targets": (
        *("sdg", "sdgs", "sdg target", "sdg targets", "goals", "odd", "cibles", "cibles odd"),
        *("ods", "metas", "metas ods", "أهداف التنمية المستدامة", "цур", "задачи цур"),
        *("可持续发展目标", "targets", "sustainable development goals"),
    ),
    "position": (
        *("position", "response", "state response", "response position", "reply"),
        *("acceptance", "status", "position of the state", "réponse", "avis"),
        *("position de l état", "suite donnée", "respuesta", "posición"),
        *("situación", "الرد", "الموقف", "رد الدولة", "ответ", "позиция"),
        *("позиция государства", "答复", "立场", "回应", "decision"),
    ),
    "commitments.position": (
        *("order", "no", "number", "sequence", "rank", "numéro", "ordre", "número", "orden"),
        *("الترتيب", "номер", "порядок", "顺序", "序号"),
    ),
    "commitment": (
        *("commitment", "commitment reference", "recommendation", "recommendation id", "measure"),
        *("engagement", "compromiso", "recomendación", "الالتزام", "التوصية", "обязательство"),
        *("рекомендация", "承诺", "建议", "commitment code"),
    ),
    "commitments": (
        *("commitments", "commitment", "bears on", "engagements", "engagement", "compromisos"),
        *("الالتزامات", "обязательства", "承诺"),
    ),
    "language": (
        *("language", "lang", "langue", "idioma", "lengua", "اللغة", "язык", "语言", "语文"),
    ),
    "level": ("level", "niveau", "nivel", "المستوى", "уровень", "等级", "级别"),
    "stage": ("stage", "phase", "étape", "etapa", "fase", "المرحلة", "этап", "стадия", "阶段"),
    "organisation": (
        *("organisation", "organization", "ngo", "reporting organisation", "organización"),
        *("المنظمة", "организация", "组织", "机构"),
    ),
    "from": ("from", "first", "commitment 1", "source commitment", "de", "من", "от", "из", "从"),
    "to": ("to", "second", "commitment 2", "target commitment", "à", "hacia", "إلى", "к", "至"),
    "relation": ("relation", "relationship", "link type", "lien", "relación", "العلاقة", "связь"),
    "confidence": ("confidence", "certainty", "confiance", "confianza", "الثقة", "уверенность"),
    "rationale": (
        *("rationale", "reason", "why", "justification", "raison", "razón", "justificación"),
        *("السبب", "المبرر", "обоснование", "причина", "理由", "依据"),
    ),
    "wording": (
        *("wording", "recommendation", "recommendations", "text", "full text", "statement"),
        *("recommendation text", "text of recommendation", "content", "paragraph text", "texte"),
        *("recommandation", "recommandations", "texte de la recommandation", "libellé", "texto"),
        *("recomendación", "recomendaciones", "texto de la recomendación", "contenido"),
        *("النص", "التوصية", "التوصيات", "نص التوصية", "текст", "рекомендация", "рекомендации"),
        *("текст рекомендации", "формулировка", "文本", "建议", "建议内容", "建议案文", "内容"),
    ),
    "number": (
        *("number", "no", "nr", "paragraph", "para", "paragraph number", "recommendation no"),
        *("recommendation number", "recommendation id", "id", "ref", "reference", "rec no"),
        *("numéro", "n°", "paragraphe", "número", "párrafo", "الرقم", "الفقرة", "номер", "пункт"),
        *("编号", "段次", "序号", "段落"),
    ),
    "issues": (
        *("issue", "issues", "theme", "themes", "topic", "topics", "subject", "keywords"),
        *("thème", "thèmes", "sujet", "sujets", "question", "questions", "mots clés", "tema"),
        *("temas", "asunto", "asuntos", "cuestiones", "الموضوع", "المواضيع", "القضايا", "тема"),
        *("темы", "вопросы", "вопрос", "主题", "议题", "专题", "问题", "rights"),
        "affected persons",
    ),
    "made_by": (
        *("made by", "recommending state", "state making recommendation", "reviewing state"),
        *("recommending states", "recommending country", "recommender", "recommended by"),
        *("état auteur", "état recommandant", "recommandé par", "auteur", "estado recomendante"),
        *("recomendado por", "الدولة الموصية", "الدولة مقدمة التوصية", "рекомендующее государство"),
        *("кем рекомендовано", "建议国", "提出建议的国家", "from state"),
    ),
    "mechanism": (
        *("mechanism", "human rights mechanism", "body", "source", "type of mechanism"),
        *("mécanisme", "mecanismo", "الآلية", "механизм", "机制"),
    ),
    "session": (
        *("session", "upr session", "session number", "sesión", "período de sesiones", "الدورة"),
        *("сессия", "届会", "会议"),
    ),
    "cycle": ("cycle", "upr cycle", "ciclo", "الدورة الاستعراضية", "цикл", "周期", "轮次", "round"),
    "date": (
        *("date", "year", "review date", "date of review", "date of session", "année", "fecha"),
        *("año", "fecha del examen", "date de l examen", "التاريخ", "السنة", "дата", "год"),
        *("дата обзора", "日期", "年份", "审议日期", "review year", "publication date"),
    ),
    "position_on": ("position date", "date of position", "date of response", "response date"),
    "stated_on": (
        *("date", "stated on", "year", "date of statement", "date de la déclaration", "fecha"),
        *("année", "año", "التاريخ", "дата", "日期"),
    ),
    "position_source": ("position source", "response document", "addendum", "response symbol"),
    "own_key": (
        *("own number", "own key", "id", "number", "no", "ref", "reference", "key", "record id"),
        *("numéro", "identifiant", "número", "identificador", "الرقم", "المرجع", "номер", "编号"),
    ),
    "answer": ("answer", "response", "réponse", "respuesta", "الإجابة", "ответ", "答复"),
    "reason": (
        *("reason", "why", "justification", "raison", "razón", "motivo", "السبب", "причина"),
        "理由",
    ),
    "measures_taken": (
        *("measures taken", "measures", "action taken", "progress", "mesures prises", "mesures"),
        *("medidas adoptadas", "medidas", "التدابير المتخذة", "принятые меры", "采取的措施"),
        "措施",
    ),
    "challenges": (
        *("challenges", "obstacles", "difficulties", "défis", "difficultés", "retos", "desafíos"),
        *("التحديات", "проблемы", "трудности", "挑战", "困难"),
    ),
    "assistance": (
        *("assistance", "technical assistance", "support needed", "assistance requise"),
        *("asistencia", "المساعدة", "помощь", "援助", "技术援助"),
    ),
    "sources": ("sources", "source", "evidence", "fuentes", "المصادر", "источники", "来源"),
    "publisher": (
        *("publisher", "published by", "éditeur", "editor", "الناشر", "издатель", "出版者"),
    ),
    "tier": ("tier", "type of source", "niveau de source", "nivel de fuente"),
    "licence": ("licence", "license", "rights", "licencia", "الترخيص", "лицензия", "许可"),
    "citation": ("citation", "cite as", "référence bibliographique", "cita", "цитирование"),
    "current_on": ("date", "as of", "published", "date de publication", "fecha de publicación"),
    "on": ("date", "year", "année", "fecha", "año", "التاريخ", "дата", "год", "日期", "年份"),
}
"""By column, or kind and column where the name alone says too little, the usual words."""

TOTALS = frozenset(
    (
        *("total", "totals", "grand total", "sum", "subtotal", "sub total", "all states"),
        *("all countries", "totaux", "total général", "somme", "ensemble", "total general"),
        *("suma", "المجموع", "الإجمالي", "المجموع الكلي", "итого", "всего", "сумма", "总计"),
        *("合计", "共计", "小计", "总数", "summe", "gesamt", "average", "mean", "moyenne"),
        *("promedio", "media", "المتوسط", "среднее", "平均"),
    )
)
"""What a row of totals begins with."""

NOTES = (
    *("note", "notes", "source", "sources", "remark", "remarks", "legend", "key", "footnote"),
    *("disclaimer", "remarque", "remarques", "légende", "nota", "notas", "fuente", "fuentes"),
    *("leyenda", "ملاحظة", "ملاحظات", "المصدر", "примечание", "примечания", "источник"),
    *("источники", "注", "注释", "备注", "来源", "资料来源", "quelle", "downloaded", "copyright"),
    *("last updated", "updated", "téléchargé", "generated", "exported", "data from"),
)
"""What the lines below a table begin with."""


LONGEST = 200  # characters that are compared: longer texts are no names and no words of a list


def folded(text: str) -> str:
    """A text as it is compared: small letters without accents, words parted by one space.

    Two words of a name in camel case are two words. Letters of every script are kept.
    """
    return _folded(text[:LONGEST])


@lru_cache(maxsize=20_000)
def _folded(text: str) -> str:
    parted = "".join(
        f" {letter}" if letter.isupper() and before.islower() else letter
        for before, letter in zip(" " + text, text, strict=False)
    )
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", parted.casefold())
        if not unicodedata.combining(letter) and letter != "ـ"
    )
    return " ".join("".join(e if e.isalnum() else " " for e in bare).split())


def words_for(kind: str, column: str, refers: str | None = None) -> frozenset[str]:
    """The folded words by which a column may be called, its own name among them."""
    found = ALIASES.get(f"{kind}.{column}") or ALIASES.get(column, ())
    if refers == "states":
        found = (*found, *ALIASES["state"])
    return frozenset(map(folded, (*found, column, column.removesuffix("_on"))))


USUAL = frozenset(folded(word) for words in ALIASES.values() for word in words)
"""Every word that heads a column somewhere, folded."""
FOLDED_TOTALS = frozenset(map(folded, TOTALS))
FOLDED_NOTES = tuple(map(folded, NOTES))
