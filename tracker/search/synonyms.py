"""The words of the field in six languages, for readers who ask in one and records in another. Pure.

What was promised is on record in English. A word asked for in another language is looked for as it
is written and, beside that, as its English word. One word each, no thesaurus: a search that finds
too much helps nobody.
"""

from functools import cache

from tracker.text.word_forms import forms, is_unspaced

# English | French | Spanish | Arabic | Russian | Chinese; several of one language by spaces.
_TABLE = """
trafficking | traite | trata | اتجار متاجرة | торговля | 贩运 贩卖
persons | personnes | personas | أشخاص بشر | люди людьми лица | 人口
victims | victimes | víctimas | ضحايا ضحية | жертвы пострадавшие | 受害者 受害人 被害人
survivors | survivants | sobrevivientes supervivientes | ناجين ناجون ناجيات | выжившие | 幸存者
children | enfants | niños niñas | أطفال طفل | дети ребенок | 儿童
women | femmes | mujeres | نساء مرأة | женщины | 妇女
migrants | migrants | migrantes | مهاجرين مهاجرون | мигранты | 移民 移徙者
compensation | indemnisation dédommagement | indemnización | تعويض | компенсация | 赔偿
protection | protection | protección | حماية | защита | 保护
prevention | prévention | prevención | منع وقاية | предупреждение предотвращение | 预防 防止
prosecution | poursuites | enjuiciamiento | ملاحقة | преследование | 起诉
punishment | punition | castigo | معاقبة عقاب | наказание | 惩罚
identification | identification | identificación | تعرف | выявление | 识别
assistance | assistance | asistencia | مساعدة | помощь | 援助
shelter | hébergement refuge | refugio albergue | مأوى | приют | 庇护所
exploitation | exploitation | explotación | استغلال | эксплуатация | 剥削
slavery | esclavage | esclavitud | رق عبودية | рабство | 奴役
forced | forcé | forzoso forzado | قسري جبري | принудительный | 强迫
labour | travail | trabajo | عمل | труд | 劳动
supply | approvisionnement | suministro | توريد | поставки | 供应
chains | chaînes | cadenas | سلاسل | цепочки | 链
demand | demande | demanda | طلب | спрос | 需求
organs | organes | órganos | أعضاء | органы | 器官
consent | consentement | consentimiento | موافقة | согласие | 同意
law | loi | ley | قانون | закон | 法律
ratification | ratification | ratificación | تصديق | ратификация | 批准
training | formation | capacitación | تدريب | обучение | 培训
police | police | policía | شرطة | полиция | 警察
data | données | datos | بيانات | данные | 数据
cooperation | coopération | cooperación | تعاون | сотрудничество | 合作
corruption | corruption | corrupción | فساد | коррупция | 腐败
"""
_LANGUAGES = ("fr", "es", "ar", "ru", "zh")
# What is not called so in any record, and what it is called there.
_INFORMAL = {
    "palermo": ("TIP", "PROTOCOL"),
    "drc": ("COD",),
    "uk": ("GBR",),
    "uae": ("ARE",),
    "dprk": ("PRK",),
}
_LINKING = "的和与及"  # "of" and "and", which no search is about


def in_english(written: str, asked: frozenset[str]) -> tuple[str, ...]:
    """The English words for a word as written, of which ``asked`` are the forms; none: ()."""
    if written and is_unspaced(written[0]):
        return _unspaced(written)
    informal = next((_INFORMAL[form] for form in asked if form in _INFORMAL), None)
    if informal:
        return informal
    found = {_known()[form] for form in asked if form in _known()}
    return (min(found),) if found else ()


def _unspaced(written: str) -> tuple[str, ...]:
    """Chinese read from the left, the longest word first; none where a part is not known."""
    left, found = written, []
    while left:
        if left[0] in _LINKING:
            left = left[1:]
            continue
        word = next((each for each in _chinese() if left.startswith(each)), None)
        if word is None:
            return ()
        found.append(_chinese()[word])
        left = left.removeprefix(word)
    return tuple(dict.fromkeys(found))


@cache
def _known() -> dict[str, str]:
    """By form, the English word; of Chinese nothing."""
    return {
        form: english
        for english, language, word in _rows()
        if language != "zh"
        for form in forms(word, language)
    }


@cache
def _chinese() -> dict[str, str]:
    """By Chinese word the English one, the longest first."""
    found = {word: english for english, language, word in _rows() if language == "zh"}
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))


def _rows() -> list[tuple[str, str, str]]:
    return [
        (english, language, word)
        for line in _TABLE.strip().splitlines()
        for english, *others in [[part.strip() for part in line.split("|")]]
        for language, words in zip(_LANGUAGES, others, strict=True)
        for word in words.split()
    ]
