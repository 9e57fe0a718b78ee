"""Distinguishes ages in rules, groups and durations from the age of one person. Pure."""

import re

from tracker.pii.normalise import plain
from tracker.pii.paragraphs import ParsedParagraph, vocabulary_fields

_CLOSE = 28
_BEFORE = re.compile(
    plain(
        r"(?:\b(?:under|over|below|above|than|least|most|until|between|from|to|beyond|exceeding"
        r"|minimum|maximum|reach\w*|attain\w*|before|after|for|of up|every|within|last|past|next"
        r"|first"
        r"|moins|plus|entre|minimum|maximum|jusqu'a|des|depuis|pendant|pour|avant|apres|dans|en"
        r"|menos|mas|mayore?s|menore?s|hasta|desde|durante|por|antes|despues|cada|hace|al menos"
        r"|до|от|старше|младше|моложе|более|менее|свыше|через|менее чем|более чем|на|за|не ранее|с"
        r"|достигш\w+|достижени\w+|каждые|последние|в течение)"
        r"(?: (?:the|the age of|age|age of|de|d'|d|l'age de|l'age|los|la edad de|de edad|que|a"
        r"|возраста|аж|yet|about))*[ -]?"
        r"|(?:سن|دون|تحت|فوق|من سن|عن|اقل من|اكثر من|حتى|قبل|بعد|منذ|لمدة|خلال|مدة|بين|الى"
        r"|يتجاوز|(?:لم|لا) (?:[يت]بلغ|[يت]تجاوز|[يت]تم|[يت]كمل)(?:وا|ن)?) ?"
        r"|(?:未满|不满|超过|低于|高于|不足|达到?|至少|小于|大于|不到|以|至|到|(?<=[\d岁])[-~]|由|从|约|近|大约"
        r"|(?<![刚才])年满) ?"
        r"|\d ?(?:to|-|a|au|et|y|до|إلى|至) ?)$"
    )
)
_AFTER = re.compile(
    plain(
        r"^,? ?(?:(?:years?|ans|anos|лет)? ?,? ?"
        r"(?:(?:or|and|et|ou|y|o|и|или|au|au-dela) (?:older|over|above|under|below|up|upwards"
        r"|younger|more|less"
        r"|plus|moins|mas|menos|mayore?s|menore?s|старше|более|менее|младше|выше|de plus|de moins)"
        r"|(?:to|-|a|au|до|и до|ou plus|o mas|revolus|accomplis) ?\d)"
        r"|(?:or|and) (?:older|over|above|younger)|years? or|years? and (?:over|above|older)"
        r"|revolus|accomplis|cumplidos|plus tard|y mas|et plus|ou plus|o mas|и старше|и более"
        r"|(?:فما فوق|فأكثر|او اكثر|على الاقل|الى|وما فوق|- ?\d)"
        r"|(?:及?以上|及?以下|以内|以前|之前|至|到|-|~|左右|多岁|上下))"
    )
)
_LASTS = re.compile(
    plain(
        r"^(?: ?(?:de|d'|of|in|плотн)? ?(?:prison|jail|imprisonment|reclusion|emprisonnement|carcel"
        r"|prision|experience|experiencia|service|servicio|тюрьм\w*|лишени\w*|заключени\w*|колони\w*"
        r"|каторг\w*|стаж\w*|назад|ago|plus tard|later|после|спустя|hence|avant|antes|раньше|позже"
        r"|mas tarde|despues|apres|de suite|seguidos|подряд|السجن|سجنا|徒刑|监禁))"
    )
)
# "10 años de vigencia" is a duration; "14 ans de Lomé", with a capital, names a home town.
_OF_SOMETHING = re.compile(r" (?:de |d'|of )(?!edad|age|la |las |los |l')[a-z]")
_MANY = re.compile(
    r"\b(?:children|women|men|girls|boys|persons|people|youths?|adults|workers|victims|those|minors"
    r"|students|migrants|individuals|everyone|anyone|citizens|employees|respondents|adolescents"
    r"|personnes|enfants|femmes|hommes|filles|garcons|mineurs|jeunes|victimes|eleves|travailleurs"
    r"|personas|ninos|ninas|mujeres|hombres|menores|jovenes|victimas|adolescentes|trabajadores"
    r"|лица|лиц|лицам|дети|детеи|детям|женщин|женщины|мужчин|людеи|граждан|граждане|девочек|мальчиков"
    r"|подростки|подростков|которым|тем)"
    r"(?:,? (?:who|qui|que)? ?(?:are|were|is|sont|etaient|son|eran)?)? ?,? ?"
    r"(?:agee?s?|aged|de edad)?"
    r"(?: (?:de|d'|в возрасте|of))?,? ?$"
)
_FEW = re.compile(
    r"\b(?:two|three|four|both|deux|trois|quatre|dos|tres|cuatro|ambas|ambos|две|двух|три|трех|обе"
    r"|обеих|двое|двоих|троих|[2-4]) (?:[\w-]+ ){0,2}$"
)
# "The agreement is 20 years old": what the age is said of stands before the verb.
_IS = re.compile(r" (?:is|was|are|were|being|now|already|only|about|some|a|est|es|era)+ ?$")
# "The oldest of the programmes was 12": what is compared is a thing.
_RANKED_THING = re.compile(
    plain(
        r"\b(?:oldest|youngest|newest|longest|first)\b.{0,14}\b(?:programmes?|programs?|laws?|plans?"
        r"|projects?|shelters?|cent(?:re|er)s?|agreements?|treat(?:y|ies)|strateg(?:y|ies)|polic(?:y|ies)"
        r"|committees?|commissions?|organi[sz]ations?|services?|schools?|courts?|networks?)\b"
        r"|\b(?:plus (?:ancien\w*|vieux|vieilles?|recente?s?|jeunes?)|premiere?s?|doyenne?)\b"
        r".{0,14}\b(?:programmes?|lois?|plans?|projets?|refuges?|centres?|accords?|traites?"
        r"|conventions?|strategies?|politiques?|comites?|commissions?|organisations?|services?"
        r"|ecoles?|tribuna(?:l|ux)|reseaux?|foyers?)\b"
        r"|\b(?:mayor(?:es)?|menor(?:es)?|primer[ao]?s?|mas (?:antigu[ao]s?|viej[ao]s?|recientes?"
        r"|nuev[ao]s?))\b.{0,14}\b(?:programas?|ley(?:es)?|plan(?:es)?|proyectos?|refugios?|albergues?"
        r"|centros?|acuerdos?|tratados?|convenios?|estrategias?|politicas?|comites?|comision(?:es)?"
        r"|organizacion(?:es)?|servicios?|escuelas?|tribunal(?:es)?|red(?:es)?)\b"
        r"|\b(?:само\w+ )?(?:стар|нов|молод)\w+ .{0,14}(?:программ|закон|план|проект|приют|центр"
        r"|соглашени|договор|стратеги|комитет|комисси|организаци|служб|школ|суд)"
        r"|(?:اكبر|اصغر|اقدم|احدث|اول) (?:ال)?(?:برامج|برنامج|قوانين|قانون|خطط|خطة|مشاريع|مشروع"
        r"|ملاجئ|ملجا|مراكز|مركز|اتفاق|معاهد|استراتيجي|سياس|لجان|لجنة|منظم|مؤسس|خدم|مدارس|مدرسة|محاكم"
        r"|محكمة|شبك|دور|جمعي)"
    )
)
_ODD = re.compile(r"(?:\d|[.,])$")


def is_rule(reading: ParsedParagraph, found: re.Match[str], *, strong: bool) -> bool:
    """Whether the age belongs to a rule, a group, a range or a duration."""
    start, end = found.span("it")
    first, last = reading.sentence(start)
    before = reading.lower[max(first, start - _CLOSE) : start]
    behind = reading.lower[end : min(last, end + _CLOSE)]
    limited = _BEFORE.search(before) is not None and not _of_one(found)
    outside = _BEFORE.search(reading.lower[max(first, found.start() - _CLOSE) : found.start()])
    if limited or (outside and _of_one(found)) or _AFTER.match(behind):
        return True
    if _RANKED_THING.search(reading.lower[max(first, found.start() - 2 * _CLOSE) : start]):
        return True
    if _LASTS.match(behind) or _OF_SOMETHING.match(reading.text[end : min(last, end + 12)]):
        return True
    of_many = "one" not in found.re.groupindex and _of_many(reading, first, found.start(), start)
    if of_many or _of_a_thing(reading, found, last):
        return True
    if not strong and _of_an_official(reading, first, start):
        return True
    return (
        not strong
        and reading.ends_phrase("law_ages", first, last)
        and not _person_touches(reading, found)
    )


def _of_an_official(reading: ParsedParagraph, first: int, start: int) -> bool:
    """Whether an office, and no victim, precedes it: "Judge N., 58 ans, presides"."""
    earlier = max(first, start - 70)
    return reading.ends_phrase("titles", earlier, start) and not reading.ends_phrase(
        "victims", earlier, start
    )


def _of_one(found: re.Match[str]) -> bool:
    """Whether the frame contains the word that elsewhere begins a limit."""
    return (
        found.start() < found.start("it")
        and "chain" not in found.re.groupindex
        and bool(
            re.match(
                r"(?:aged?|age|в возрасте|в свои|в |a los|con|a sus|at|في|turned|исполнил)",
                found[0],
            )
        )
        and not re.search(r"(?:under|over|than|least|plus|moins|mas|menos|старше) $", found[0])
    )


def _of_many(reading: ParsedParagraph, first: int, frame: int, start: int) -> bool:
    for place in {frame, start}:
        before = reading.lower[max(first, place - 60) : place]
        many = _MANY.search(before)
        if many is not None and not _FEW.search(before[: many.start()]):
            return True
    return False


def _of_a_thing(reading: ParsedParagraph, found: re.Match[str], last: int) -> bool:
    """Whether a word for a thing is in the frame or right after it."""
    chain = found.groupdict().get("chain") or ""
    before = _IS.sub("", reading.lower[max(0, found.start() - _CLOSE) : found.start()]).split()[-1:]
    behind = reading.lower[found.end("it") : last].split(maxsplit=1)[:1]
    words = [*before, *chain.split(), *behind]
    return any("spans" in _fields(word) for word in words)


def _fields(word: str) -> frozenset[str]:
    bare = word.strip(".,;:()\"'")
    return vocabulary_fields(bare) if bare else frozenset()


def _person_touches(reading: ParsedParagraph, found: re.Match[str]) -> bool:
    """Whether a word for one person is within a few letters of the age."""
    start, end = found.span()
    return reading.ends_phrase("one_person", start - 2, end + 2) or reading.ends_phrase(
        "one_person", end, end + 14
    )
