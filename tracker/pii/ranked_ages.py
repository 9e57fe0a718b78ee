"""Patterns for ages without "years": "The youngest of them was 12", "I was 12". Pure.

Sources of patterns for `exact_ages`, by language, over folded small letters. NN is a number, PP a
word for one person, `it` the place to mark. Where a pattern has the group `one`, it tells one
person from a group itself. A number that counts or measures something ("was 12 pages long",
"tenía 12 camas") is no age: behind an age the sentence ends or goes on otherwise.
"""

Source = tuple[str, bool]

# English says "was 12" about many things. The next word shows that the number is no age.
NO_AGE = (
    r"\b(?!\s*(?:%|[-:]\s?\d"
    r"|(?:th|st|of|in (?:number|total|all)|per|women|men|girls|boys|children|people|other|victims"
    r"|persons|workers|members|pages|cases|states|more|less)\b"
    r"|months?|weeks?|days?|hours?|minutes?|times?|km|kilom|miles?|met|feet|dollars?|euros?"
    r"|shillings?|cents?|kilos?|kg|points?|years?(?! (?:old|of age))))"
)
# A number ends what is said, or a clause follows.
_ENDS = r"(?=\s?[,.;:!?)\"]|$|\s-|\s(?:and|when|while|at|but|who|then|now|by|that|the)\b)"
_ONLY = (
    r"(?: (?:only|just|now|barely|then|already|about|around|almost|nearly|exactly|perhaps|maybe"
    r"|not|even|yet|still|turned|turning|aged|reportedly|apparently|said to be|believed to be))*"
)
_IS = r"(?: is| was|'s| has| had| would have been| must have been| may have been| might have been)"
_PEOPLE = (
    r"(?:girls?|boys?|child(?:ren)?|kids?|wom[ae]n|m[ae]n|victims?|survivors?|sisters?|brothers?"
    r"|siblings?|daughters?|sons?|cousins?|friends?|group|workers?|migrants?|passengers?|people"
    r"|persons?|minors?|teenagers?|teens|students?|pupils?|orphans?|twins?|ones?|detainees?"
    r"|returnees?|refugees?|recruits?|maids?|household|family|boat|house|room|dormitory)"
)
_PERSON = (
    r"(?:girl|boy|child|woman|man|daughter|son|sister|brother|teenager|youngster|lad|niece|nephew"
    r"|victim|survivor|cousin|maid|orphan|baby|kid|minor)"
)
_YOUNGEST = r"(?:youngest|oldest|eldest|smallest|littlest|younger|older|elder)"
_OF_THEM = (
    r"(?: (?:of|among|amongst|in|on) (?:them(?: all)?|us(?: all)?|all|the (?:two|three|four|five)"
    r"|those(?: [a-z]+){0,3}?"
    rf"|(?:the|these|those|her|his|their|my|our|all)(?: [a-z0-9]+){{0,2}}? {_PEOPLE}"
    r"(?: [a-z0-9]+){0,3}?))"
)
ENGLISH: tuple[Source, ...] = (
    (rf"\b{_YOUNGEST}(?: {_PEOPLE})?{_OF_THEM}{_IS}{_ONLY} (?P<it>NN){NO_AGE}", True),
    (rf"\b{_YOUNGEST}(?: {_PEOPLE}(?: [a-z0-9]+){{0,3}}?)?{_IS}{_ONLY} (?P<it>NN){NO_AGE}", True),
    (
        rf"\b{_YOUNGEST}(?: {_PEOPLE})?{_OF_THEM}?(?:,? being|:|,? at|,)?{_ONLY}"
        rf" \(?(?P<it>NN){_ENDS}",
        True,
    ),
    (
        r"\b(?:one|another|the other|two|both) of (?:them|us|"
        rf"(?:the|these|those|her|his|their|my)(?: [a-z]+)? {_PEOPLE}){_IS}{_ONLY}"
        rf" (?P<it>NN){NO_AGE}",
        True,
    ),
    (
        rf"\b(?:two|three|both|some) of (?:them|us|(?:the|these|those|her|his|their|my)"
        rf"(?: [a-z]+)? {_PEOPLE}) (?:are|were){_ONLY} (?P<it>NN){NO_AGE}",
        True,
    ),
    (rf"\b(?:twins|sisters|brothers|siblings) (?:are|were){_ONLY} (?P<it>NN){_ENDS}", True),
    (rf"\b(?:an?|the|this|that) {_PERSON} of (?:only |just |barely )?(?P<it>NN){_ENDS}", True),
    (rf"\b{_PERSON}, (?:only |just )?(?P<it>NN)(?=[.;)]|$)", True),
    (r"\baged (?:just|only|barely|about|around) (?P<it>NN)\b", False),
    (
        r"\b(?:sold|married|trafficked|recruited|pregnant|wed|orphaned|marry)"
        rf"(?: [a-z]+){{0,3}}? at (?:only |just )?(?P<it>NN){_ENDS}",
        False,
    ),
    (r"(?:^|[.;:,!?] ?|only |just |barely )(?P<it>NN) when (?:she|he|i) ", True),
    (rf"\b(?:i am|i'm|i was){_ONLY} (?P<it>NN){NO_AGE}", True),
    (rf"\bthey (?:are|were){_ONLY} (?P<it>NN and NN){_ENDS}", True),
    (rf"\b(?:PP){_IS}{_ONLY} (?P<it>NN){_ENDS}", True),
    (
        r"\b(?:PP),? (?:barely|only|just|now|then|nearly|almost|about|perhaps|not yet|not even)"
        rf" (?P<it>NN){_ENDS}",
        True,
    ),
    (rf"\bturn(?:s|ing)? (?:only |just )?(?P<it>NN){_ENDS}", False),
    (r"\bages (?:were |are |: ?)?(?P<it>NN(?:(?:,| and|, and) NN){1,4})\b", False),
    (r"\b(?P<it>NN ?(?:y/?o|y\.o\.?))(?!\w)", False),
    (r"\b(?:my|their|the (?:girl|boy|child)'s) (?P<it>\d{1,2}(?:st|nd|rd|th)) birthday", True),
)

_ENDS_FR = r"(?: ans\b|(?=\s?[,.;:!?)\"]|$|\s(?:et (?:la|le|l'|sa|son)|quand|lorsqu|au moment)\b))"
_ONLY_FR = (
    r"(?: (?:que|seulement|alors|a peine|tout juste|deja|maintenant|environ|juste|pas|meme|encore"
    r"|presque|moins|eu))*"
)
_PEOPLE_FR = (
    r"(?:filles?|fillettes?|garcons?|enfants?|femmes?|hommes?|victimes?|survivante?s?|soeurs?"
    r"|freres?|cousine?s?|jeunes|mineure?s?|groupe|adolescente?s?|migrante?s?|travailleu\w+"
    r"|personnes|trois|deux|quatre|cinq|fratrie)"
)
_OF_THEM_FR = (
    r"(?: (?:d'entre (?:elles|eux|nous)|de tou(?:te)?s|parmi (?:elles|eux|nous)"
    rf"|(?:des|du|de la|de (?:ces|ses|mes|leurs|nos|cette))(?: [a-z]+)? {_PEOPLE_FR}"
    r"(?: [a-z]+){0,2}?))?"
)
_YOUNGEST_FR = (
    r"(?:plus (?:jeune|petite?|agee?|grande?|vieille|vieux)|benjamine?|cadette?|ainee?|puinee?)"
)
FRENCH: tuple[Source, ...] = (
    (
        rf"\b{_YOUNGEST_FR}(?: {_PEOPLE_FR})?{_OF_THEM_FR},? (?:n')?(?:en )?"
        rf"(?:avait|a|ayant|aurait|venait d'avoir|allait avoir){_ONLY_FR} (?P<it>NN{_ENDS_FR})",
        True,
    ),
    (rf"\b(?:elle|il) (?:n')?en (?:avait|a){_ONLY_FR} (?P<it>NN)(?=\s?[.;!?]|$)", True),
    (
        rf"\b{_YOUNGEST_FR}(?: {_PEOPLE_FR})?{_OF_THEM_FR} ?[,:(-] ?"
        r"(?:a peine |tout juste |seulement )?(?P<it>NN ans)\b",
        True,
    ),
    (r"\b(?:de|dans|sur|vers|pour|avant|apres) ses (?P<it>NN ans)\b", True),
)

_ENDS_ES = (
    r"(?: anos\b(?! de (?!edad)[a-z])"
    r"|(?=\s?[,.;:!?)\"]|$|\s(?:y (?:la|el|su|otra|otro)|cuando|al)\b))"
)
_ONLY_ES = (
    r"(?: (?:apenas|solo|solamente|ya|entonces|recien|hoy|casi|unos|mas|que|aun|todavia|tan"
    r"|alrededor|de))*"
)
_PEOPLE_ES = (
    r"(?:ninas?|ninos?|chicas?|chicos?|mujeres|hombres|victimas?|sobrevivientes?|hermanas?"
    r"|hermanos?|primas?|primos?|jovenes|menores|grupo|adolescentes?|migrantes?"
    r"|trabajador\w*|personas|tres|dos|cuatro|cinco|hij[ao]s?)"
)
_OF_THEM_ES = (
    r"(?: (?:de|entre) (?:ellas|ellos|nosotras|nosotros|todas|todos)"
    rf"| (?:de|entre) (?:las|los|sus|mis|estas|estos|esas|esos)(?: [a-z]+)? {_PEOPLE_ES}"
    r"(?: [a-z]+){0,2}?| del grupo)?"
)
_YOUNGEST_ES = (
    r"(?:(?:la|el|su|mi) (?:mas (?:joven|pequen[ao]|chic[ao]|grande|viej[ao])|menor|mayor"
    r"|pequen[ao]|primogenit[ao])|(?:hermana|hermano|hija|hijo) (?:menor|mayor))"
)
_HAD_ES = (
    r"(?:tenia|tiene|tendria|cumplio|cumple|contaba con|habia cumplido|acababa de cumplir"
    r"|acaba de cumplir|iba a cumplir|estaba por cumplir|no tenia|no llegaba a)"
)
SPANISH: tuple[Source, ...] = (
    (
        rf"\b{_YOUNGEST_ES}(?: {_PEOPLE_ES})?{_OF_THEM_ES}(?: ya| solo| apenas| no)? {_HAD_ES}"
        rf"{_ONLY_ES} (?P<it>NN{_ENDS_ES})",
        True,
    ),
    (rf"\b(?:PP|el|yo)(?: ya| solo| apenas)? {_HAD_ES}{_ONLY_ES} (?P<it>NN{_ENDS_ES})", True),
    (rf"\b{_YOUNGEST_ES}(?: {_PEOPLE_ES})?{_OF_THEM_ES} ?[,:(-] ?(?:de )?(?P<it>NN anos)\b", True),
)

_YEARS_RU = r"(?:лет|года|год|годика|годиков)"
_ENDS_RU = rf"(?: {_YEARS_RU}\b|(?=\s?[,.;:!?)\"]|$|\sи (?:ее|его|старш|младш)|\s-|\sкогда))"
_ONLY_RU = (
    r"(?: (?:было|тогда|сеичас|всего|всего лишь|только|едва|уже|лишь|еще|не|исполнилось|около"
    r"|почти|только что|стало|исполняется|на тот момент))*"
)
_PEOPLE_RU = (
    r"(?:девоч\w+|девуш\w+|мальчик\w*|женщин\w*|мужчин\w*|дет\w+|сест\w+|брат\w*|ребен\w+|жертв\w*"
    r"|пострадавш\w+|потерпевш\w+|групп\w+|подруг\w*|дочер\w+|сынов\w*|сын\w*|подрост\w+|трех|двух"
    r"|четырех|работни\w+|мигрант\w*)"
)
_OF_THEM_RU = rf"(?: (?:из|среди) (?:них|нас|всех|(?:[а-я]+ ){{0,2}}?{_PEOPLE_RU}))?"
_YOUNGEST_RU = r"(?:младш|старш|юн|маленьк|взросл)"
RUSSIAN: tuple[Source, ...] = (
    (
        rf"\b(?P<one>само(?:и|му) )?{_YOUNGEST_RU}(?:еи|ему|ои|ому)(?: {_PEOPLE_RU})?{_OF_THEM_RU}"
        rf"{_ONLY_RU} (?P<it>NN{_ENDS_RU})",
        True,
    ),
    (
        rf"\b(?P<one>сам(?:ая|ыи|ому|ои) )?{_YOUNGEST_RU}(?:ая|ии|ыи|еи|ему)(?: {_PEOPLE_RU})?"
        rf"{_OF_THEM_RU} ?[-,:(] ?(?:всего )?(?P<it>NN {_YEARS_RU})\b",
        True,
    ),
    (rf"\b(?:еи|ему|мне|PP){_ONLY_RU} (?P<it>NN)(?=\s?[,.;!?]|$)", True),
    (
        r"\b(?:еи|ему|мне) (?:тогда |уже )?(?:шел|пошел|идет) (?P<it>[а-я]+(?:надцатыи|десятыи)"
        r"|(?:десятыи|девятыи|восьмои|седьмои|шестои)) год\b",
        True,
    ),
)

# Arabic: a person compared with others, then the age; `AA` is an age with or without its unit.
_YOUNGEST_AR = (
    r"(?:(?:اصغر|اكبر)(?:هن|هم|هما|نا)|(?:اصغر|اكبر) (?:ال)?(?:فتيات|بنات|اطفال|اخوات|اخوة"
    r"|اولاد|ضحايا|ناجيات|فتاة|طفل|طفلة|بنت|ولد|نساء|واحدة|واحد)"
    r"|(?:ال(?:فتاة|طفلة|اخت|بنت|ابنة|شقيقة) )?ال(?:صغرى|كبرى)(?= )"
    r"|ال(?:اخ|طفل|ابن|شقيق|ولد) ال(?:اصغر|اكبر))"
)
ARABIC: tuple[Source, ...] = (
    (
        rf"(?<!\w){_YOUNGEST_AR}(?: (?:كان|كانت|عمرها|عمره|تبلغ|يبلغ|بلغت|بلغ|لا|لم|قد|تتجاوز"
        r"|يتجاوز|تجاوزت|تجاوز|اتمت|اتم"
        r"|من العمر|في|انذاك|فقط|حوالي|نحو))* (?P<it>AA)(?!\w)",
        True,
    ),
    (
        rf"(?<!\w)عمر (?:{_YOUNGEST_AR}|ال(?:فتاة|طفلة|طفل|ضحية|بنت|ولد|ناجية|اخت|اخ))"
        r"(?: (?:ال\w+|كان|هو|فقط|انذاك|حوالي|نحو)){0,2} (?P<it>AA)(?!\w)",
        True,
    ),
)

_YOUNGEST_ZH = (
    r"(?:最(?:小|大|年幼|年轻|年长)|(?:较|年)(?:小|大|幼|长))的?"
    r"(?:[女男]?孩子?|女童|男童|一个|一名|一位|那个|受害[者人]|幸存者|妹妹|姐姐|弟弟|哥哥|姑娘|女生)?"
)
_ONLY_ZH = r"(?:今年|当年|当时|那时|现在|也|还|仅有|仅|才|只有|只|刚满|刚|是|为|已|不过|不到|年仅)"
CHINESE: tuple[Source, ...] = (
    (rf"{_YOUNGEST_ZH}{_ONLY_ZH}{{0,3}} ?(?P<it>NN ?周?岁)(?![至到以-]|组)", True),
    (
        rf"(?:{_YOUNGEST_ZH}|[她他我])(?:今年|当年|当时|那时|才|只有|刚满|年仅){{1,3}} ?"
        r"(?P<it>NN)(?=\s?[,.。;!?,;!?]|$)",
        True,
    ),
    (
        r"(?<![模积量额度])[大小]的(?:那个|那名|那位|这个|一个|女孩|男孩|孩子|妹妹|姐姐|弟弟|哥哥)?"
        rf"{_ONLY_ZH}{{0,2}} ?(?P<it>NN)(?=\s?[,.。;!?,;!?、]|$)",
        True,
    ),
)
