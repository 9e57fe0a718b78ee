"""Usual and former names of states that registries of today do not have, and names of no state.

The one list that imports, filters of lists and the search ask, beside the registry's own names and
aliases. A state that changed its name is the same state. One that ended is none of today's: what
was said of it is not said of those that followed. Which is which follows the member list of the
United Nations (un.org, "Growth in United Nations membership").
"""

from collections.abc import Mapping
from functools import cache

from babel import Locale

LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")

ENDED: Mapping[str, tuple[str, ...]] = {
    "Yugoslavia": (
        *("Yugoslavia", "Federal Republic of Yugoslavia", "SFR Yugoslavia", "YUG", "Yougoslavie"),
        *("Socialist Federal Republic of Yugoslavia", "Югославия", "南斯拉夫", "يوغوسلافيا"),
        *("Former Yugoslavia", "Yugoslavia (former)"),
    ),
    "Serbia and Montenegro": (
        *("Serbia and Montenegro", "SCG", "Serbie-et-Monténégro", "Serbia y Montenegro"),
        *("Сербия и Черногория", "塞尔维亚和黑山", "صربيا والجبل الأسود", "Serbie et Monténégro"),
    ),
    "Czechoslovakia": (
        *("Czechoslovakia", "CSK", "Tchécoslovaquie", "Checoslovaquia", "Чехословакия"),
        *("捷克斯洛伐克", "تشيكوسلوفاكيا", "Czechoslovakia (former)"),
    ),
    "Soviet Union": (
        *("Soviet Union", "USSR", "SUN", "Union of Soviet Socialist Republics", "URSS", "СССР"),
        *("Union soviétique", "Unión Soviética", "Советский Союз", "苏联", "الاتحاد السوفياتي"),
        *("Former USSR", "U.S.S.R.", "الاتحاد السوفييتي", "Former Soviet Union"),
    ),
    "German Democratic Republic": (
        *("German Democratic Republic", "East Germany", "DDR", "GDR", "ГДР"),
        *("République démocratique allemande", "República Democrática Alemana"),
    ),
    "Democratic Yemen": ("Democratic Yemen", "South Yemen", "YMD", "Yemen, Democratic"),
    "Tanganyika": ("Tanganyika",),
    "Zanzibar": ("Zanzibar",),
    "United Arab Republic": ("United Arab Republic",),
    "Netherlands Antilles": (
        *("Netherlands Antilles", "ANT", "Antilles néerlandaises", "Antillas Neerlandesas"),
    ),
}
"""By their English name, spellings of what no longer exists."""

RENAMED: Mapping[str, tuple[str, ...]] = {
    "COD": ("Zaire", "Zaïre", "ZAR", "Republic of Zaire", "Заир", "扎伊尔", "زائير", "DRC", "RDC")
    + ("Congo, DRC", "Congo DRC", "DR Congo", "D.R. Congo", "D.R.C.", "Congo, Dem. Rep.")
    + ("Congo, D.R.", "Congo (DRC)", "Dem. Rep. Congo", "Democratic Republic of Congo"),
    "MMR": ("Burma", "BUR", "Birmanie", "Birmania", "Бирма", "缅甸联邦", "بورما"),
    "SWZ": (
        "eSwatini",
        "e-Swatini",
        "Kingdom of eSwatini",
        "Swaziland",
        "Suazilandia",
        "Свазиленд",
        "斯威士兰",
        "سوازيلاند",
    ),
    "BFA": ("Upper Volta", "Haute-Volta", "Alto Volta", "Верхняя Вольта", "上沃尔特"),
    "LKA": ("Ceylon", "Ceylan", "Ceilán", "Цейлон", "锡兰"),
    "BEN": ("Dahomey", "Дагомея", "达荷美"),
    "CPV": ("Cape Verde", "Cap-Vert", "Кабо-Верде", "Cabo Verde"),
    "CIV": ("Ivory Coast", "Costa de Marfil", "Кот-д’Ивуар", "科特迪瓦", "象牙海岸", "ساحل العاج"),
    "THA": ("Siam",),
    "IRN": ("Persia", "Perse"),
    "KHM": ("Kampuchea", "Democratic Kampuchea", "Khmer Republic"),
    "BLR": ("Byelorussia", "Byelorussian SSR", "Белоруссия", "Biélorussie", "Bielorrusia"),
    "UKR": ("Ukrainian SSR",),
    "LBY": ("Libyan Arab Jamahiriya", "Jamahiriya arabe libyenne", "Libya, Arab Jamahiriya"),
    "WSM": ("Western Samoa", "Samoa occidental"),
    "TLS": ("East Timor", "TMP", "Timor oriental"),
    "ROU": ("ROM", "Rumania", "Roumanie"),
    "MKD": (
        *("FYROM", "TFYR of Macedonia", "The former Yugoslav Republic of Macedonia", "Macedonia"),
        *("ex-République yougoslave de Macédoine", "Macédoine", "Македония"),
    ),
    "TUR": ("Turkey", "Turquie", "Turquía"),
    "CZE": ("Czech Republic", "République tchèque", "República Checa", "Чешская Республика"),
    "DEU": ("Federal Republic of Germany", "Germany, Federal Republic of", "West Germany", "BRD"),
    "NLD": ("Holland", "The Netherlands", "Pays-Bas", "Países Bajos", "Нидерланды", "荷兰"),
    "GBR": (
        "UK",
        "U.K.",
        "United Kingdom (UK)",
        "Great Britain",
        "Britain",
        "Grande-Bretagne",
        "Gran Bretaña",
    ),
    "USA": ("US", "U.S.", "U.S.A.", "America", "United States of America (the)", "EE.UU.", "США"),
    "RUS": ("Russia", "Russie", "Rusia", "俄罗斯联邦", "Russian Fed."),
    "KOR": (
        "South Korea",
        "ROK",
        "S. Korea",
        "S Korea",
        "Korea (Republic)",
        "Rep. of Korea",
        "Korea, Rep.",
        "Южная Корея",
    ),
    "PRK": (
        *(
            "North Korea",
            "N. Korea",
            "N Korea",
            "DPRK",
            "D.P.R. Korea",
            "Korea, Dem. People's Rep.",
            "КНДР",
        ),
        *("Dem. People's Republic of Korea", "Северная Корея", "朝鲜", "北朝鲜"),
    ),
    "COG": ("Congo-Brazzaville", "Congo, Rep.", "Rep. of the Congo", "Congo (Brazzaville)"),
    "CHN": ("PRC", "People's Republic of China", "P.R. China", "中华人民共和国", "КНР"),
    "LAO": ("Laos", "Lao PDR", "Lao P.D.R."),
    "VNM": ("Vietnam", "Viêt Nam"),
    "SYR": ("Syria", "Syrie", "Siria"),
    "ARE": ("UAE", "U.A.E.", "United Arab Emirates (UAE)", "Émirats arabes unis", "EAU", "ОАЭ"),
    "BIH": ("Bosnia", "Bosnia-Herzegovina", "BiH"),
    "FSM": ("Micronesia",),
    "PSE": ("Palestine", "Occupied Palestinian Territory", "oPt", "Palestine, State of")
    + ("West Bank and Gaza", "West Bank & Gaza", "West Bank and Gaza Strip", "Gaza and West Bank")
    + ("Palestinian Territories", "Palestinian Territory", "Palestinian Territory, Occupied"),
    "PNG": ("Papua N. Guinea", "Papua N Guinea", "Papua New Guin.", "P.N.G.", "Papua-New Guinea"),
    "VAT": ("Vatican", "Vatican City State", "Holy See (Vatican City State)"),
    "CAF": ("CAR", "C.A.R.", "ЦАР", "Central African Rep.", "Centr. Afr. Rep."),
    "DOM": ("Dominican Rep.",),
    "GNQ": ("Eq. Guinea", "Equat. Guinea"),
    "KNA": ("St. Kitts & Nevis", "St Kitts", "Saint Christopher and Nevis"),
    "VCT": ("St. Vincent", "St Vincent", "St. Vincent & Grenadines"),
    "STP": ("Sao Tome", "São Tomé"),
    "TTO": ("Trinidad",),
    "ATG": ("Antigua",),
    "SAU": ("KSA", "Kingdom of Saudi Arabia"),
    "ZAF": ("RSA", "Republic of South Africa"),
    "KGZ": ("Kyrgyz Republic", "Kirghizia"),
    "BRN": ("Brunei",),
    "NZL": ("N. Zealand",),
    "VEN": ("Venezuela", "Venezuela, RB"),
    "EGY": ("Egypt, Arab Rep.",),
    "YEM": ("Yemen, Rep.", "Yemen Arab Republic"),
    "GMB": ("Gambia, The",),
    "BHS": ("Bahamas, The",),
    "SVK": ("Slovak Republic",),
}
"""By the ISO3 code of today, former and usual names that mean the same state."""

AMBIGUOUS: Mapping[str, tuple[str, ...]] = {
    "Congo": ("COG", "COD"),
    "Korea": ("KOR", "PRK"),
    "Corée": ("KOR", "PRK"),
    "Corea": ("KOR", "PRK"),
    "Корея": ("KOR", "PRK"),
    "كوريا": ("KOR", "PRK"),
    "Конго": ("COG", "COD"),
    "刚果": ("COG", "COD"),
    "الكونغو": ("COG", "COD"),
}
"""Spellings that mean one state to some and another to others, though a registry may list them."""

NEVER: tuple[str, ...] = (
    *("Republic of China", "Chinese Taipei", "Taiwan (Province of China)", "中華民國", "台湾省"),
    *("Hong Kong SAR", "Hong Kong, China", "China, Hong Kong SAR", "Macao SAR", "Macao, China"),
    *("China, Macao SAR", "Kosovo (UNSCR 1244)", "Kosovo under UNSCR 1244", "XKX", "XK", "TWN"),
    *("HKG", "MAC", "ESH", "Sahrawi Arab Democratic Republic", "Somaliland", "Northern Cyprus"),
    *("Transnistria", "Abkhazia", "South Ossetia", "England", "Scotland", "Wales"),
    *("Northern Ireland", "EU", "European Communities", "OECD", "Rest of World", "Global"),
    *("High income", "Low income", "Stateless", "Unknown", "Other", "Multiple", "Various"),
)
"""Spellings that mean no state of the registry: territories, groups, and "other"."""


@cache
def names_of_cldr() -> tuple[tuple[str, str], ...]:
    """Names of states, territories and regions in our languages, each with its CLDR code."""
    return tuple(
        (str(name), str(code))
        for language in LANGUAGES
        for code, name in Locale(language).territories.items()
        if code != "ZZ"
    )


@cache
def usual_names(iso3: str, iso2: str) -> tuple[str, ...]:
    """Usual and former names of one state, beside those that the registry holds, each once.

    A name that also means another state is left out.
    """
    short = (name for name, code in names_of_cldr() if code == iso2)
    found = dict.fromkeys((*RENAMED.get(iso3, ()), *short))
    return tuple(name for name in found if name not in AMBIGUOUS)
