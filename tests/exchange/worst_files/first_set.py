"""The first set of worst files: faults that they showed were mended one by one."""

import json
from datetime import date, datetime

from tests.exchange.worst_files.judge import Outcome, WorstFile, text, workbook

RIGHT, ASKED, REFUSED = Outcome.RIGHT, Outcome.ASKED, Outcome.REFUSED
ANY_REFUSAL = frozenset({ASKED, REFUSED})
REST = "Text,Response,Session,mechanism,date"
CELLS = "X one,Accepted,40,UPR,2022"
VALUE = {"indicator": "X-COUNT", "source": "untc-18-12-2014"}
SHARE = {"indicator": "X-SHARE", "source": "untc-18-12-2014"}
STEP = {"indicator": "3P-PREVENTION", "source": "untc-18-12-2014"}
PARTY = {"indicator": "TIP-PARTY", "source": "untc-18-12-2014"}


def rec(why, expected, *lines, records=(), **more):
    return WorstFile("recommendations", why, text(*lines), expected, records, **more)


def val(why, expected, *lines, records=(), constants=VALUE, **more):
    content = lines[0] if isinstance(lines[0], bytes) else text(*lines)
    return WorstFile(
        "indicator_values", why, content, expected, records, constants=constants, **more
    )


def ken(value, day, **more):
    return {"state": "KEN", "value": value, "effective_on": day, **more}


PAIR = {"state": "KEN", "made_by": "Norway", "position": "supported"}
_LINK_ROWS = [
    ["code", "title", "publisher", "url", "tier", "language", "citation"],
    ["x-one", "Title one", "House one", None, "B", "en", "Title one."],
]


def _linked(_book, sheet):
    sheet.write_url(1, 3, "https://example.org/one", string="link")


def _hidden(_book, sheet):
    sheet.set_row(2, None, None, {"hidden": True})


FILES = [
    rec(
        "from and to, as in the report of the fault",
        RIGHT,
        f"From,To,{REST}",
        f"Norway,Kenya,{CELLS}",
        records=[PAIR],
    ),
    rec("to before from", RIGHT, f"To,From,{REST}", f"Kenya,Norway,{CELLS}", records=[PAIR]),
    rec(
        "two columns of States without a telling heading",
        ASKED,
        f"Country A,Country B,{REST}",
        f"Norway,Kenya,{CELLS}",
        f"Kenya,Norway,{CELLS}",
    ),
    rec(
        "speaker and subject",
        ASKED,
        f"Speaker,Subject,{REST}",
        f"Norway,Kenya,{CELLS}",
        f"Ghana,Kenya,{CELLS}",
    ),
    rec(
        "a peer beside the State under review",
        ASKED,
        f"Peer,State under review,{REST}",
        f"Norway,Kenya,{CELLS}",
        f"Ghana,Kenya,{CELLS}",
    ),
    rec(
        "Spanish headings",
        RIGHT,
        f"Estado recomendante,Estado examinado,{REST}",
        f"Norway,Kenya,{CELLS}",
        records=[PAIR],
    ),
    rec(
        "French headings, the order turned",
        RIGHT,
        f"État examiné,État auteur de la recommandation,{REST}",
        f"Kenya,Norway,{CELLS}",
        records=[PAIR],
    ),
    rec(
        "Russian headings",
        RIGHT,
        f"Рекомендующее государство,Государство - объект обзора,{REST}",
        f"Norway,Kenya,{CELLS}",
        records=[PAIR],
    ),
    rec(
        "Chinese headings",
        RIGHT,
        f"提出建议的国家,受审议国,{REST}",
        f"Norway,Kenya,{CELLS}",
        records=[PAIR],
    ),
    rec(
        "Arabic headings",
        RIGHT,
        f"الدولة الموصية,الدولة موضوع الاستعراض,{REST}",
        f"Norway,Kenya,{CELLS}",
        records=[PAIR],
    ),
    rec(
        "country twice",
        ASKED,
        f"Country,Country,{REST}",
        f"Norway,Kenya,{CELLS}",
        f"Ghana,Peru,{CELLS}",
    ),
    rec(
        "the same State twice, by name and by code",
        RIGHT,
        f"Country,ISO,Recommending State,{REST}",
        f"Kenya,KEN,Norway,{CELLS}",
        records=[PAIR],
    ),
    rec(
        "categories of action as digits",
        RIGHT,
        "SuR,RS,Recommendation,Action,Response,Session,mechanism",
        "Kenya,Norway,Train the police,4,Accepted,13,UPR",
        "Kenya,Chad,Fund the police,2,Noted,13,UPR",
        records=[
            {**PAIR, "wording": "Train the police", "!title": "4 "},
            {"made_by": "Chad", "position": "noted"},
        ],
    ),
    rec(
        "one wording by three States with two positions, no numbers",
        RIGHT,
        f"SuR,RS,{REST}",
        f"Kenya,Norway,{CELLS}",
        "Kenya,Chad,X one,Noted,40,UPR,2022",
        f"Kenya,Peru,{CELLS}",
        records=[PAIR, {"made_by": "Chad", "position": "noted"}, {"made_by": "Peru"}],
    ),
    rec(
        "the same number for two States, positions differ",
        RIGHT,
        f"Number,SuR,RS,{REST}",
        f"12.1,Kenya,Norway,{CELLS}",
        "12.1,Kenya,Chad,X one,Noted,40,UPR,2022",
        records=[PAIR, {"made_by": "Chad", "position": "noted"}],
    ),
    rec(
        "one row twice with two positions",
        REFUSED,
        f"SuR,RS,{REST}",
        f"Kenya,Norway,{CELLS}",
        "Kenya,Norway,X one,Noted,40,UPR,2022",
        records=[PAIR],
    ),
    rec(
        "one unknown issue of two",
        RIGHT,
        f"SuR,RS,Issues,{REST}",
        f'Kenya,Norway,"Trafficking, Zorbing rights",{CELLS}',
        records=[PAIR],
        others=frozenset({ASKED}),
    ),
    rec(
        "heading rows between rows",
        RIGHT,
        f"SuR,RS,{REST}",
        "Theme: Training,,,,,,",
        f"Kenya,Norway,{CELLS}",
        "Theme: Shelter,,,,,,",
        "Kenya,Chad,X two,Noted,40,UPR,2022",
        records=[PAIR, {"made_by": "Chad"}],
    ),
    rec(
        "number and State inside the wording",
        RIGHT,
        f"SuR,{REST}",
        'Kenya,"1.1 Train judges (Norway);",Accepted,40,UPR,2022',
        'Kenya,"1.2 Train police (Chad);",Noted,40,UPR,2022',
        records=[
            {**PAIR, "number": "1.1", "wording": "Train judges"},
            {"made_by": "Chad", "number": "1.2"},
        ],
        others=frozenset({ASKED}),
    ),
    rec(
        "session with words of two mechanisms",
        ASKED,
        f"SuR,RS,{REST}",
        "Kenya,Norway,X one,Accepted,40,UPR,2022",
        "Kenya,Norway,X two,Accepted,40,Zorb,2022",
        records=[PAIR],
        others=ANY_REFUSAL,
    ),
    rec(
        "responses that nobody knows",
        ASKED,
        f"SuR,RS,{REST}",
        "Kenya,Norway,X one,Zustimmend,40,UPR,2022",
        others=ANY_REFUSAL,
    ),
    rec(
        "totals and notes below",
        RIGHT,
        f"SuR,RS,{REST}",
        f"Kenya,Norway,{CELLS}",
        "Total,1,,,,,",
        ",,,,,,",
        "Source: X,,,,,,",
        records=[PAIR],
    ),
    # Values
    val(
        "code of the state as reference, as in the report of the fault",
        RIGHT,
        "Code,indicator,state,date,Score,source",
        "KEN,3P-PREVENTION,KEN,2019,2,untc-18-12-2014",
        "NOR,3P-PREVENTION,NOR,2019,3,untc-18-12-2014",
        constants={},
        records=[ken("2", "2019", **{"!reference": "xx"}), {"state": "NOR"}],
        others=frozenset({ASKED}),
    ),
    val(
        "ids of the row",
        RIGHT,
        "id,indicator,state,date,value,source",
        "1,3P-PREVENTION,KEN,2019,2,untc-18-12-2014",
        "2,3P-PREVENTION,NOR,2019,3,untc-18-12-2014",
        constants={},
        records=[ken("2", "2019"), {"state": "NOR"}],
        others=frozenset({ASKED}),
    ),
    val(
        "ccode of political science",
        RIGHT,
        "ccode,country,year,value",
        "501,Kenya,2019,12",
        "385,Norway,2019,13",
        records=[ken("12", "2019"), {"state": "NOR"}],
        others=frozenset({ASKED}),
    ),
    val(
        "two indicators under one code column",
        RIGHT,
        "number,indicator,state,date,value",
        "KEN,3P-PREVENTION,KEN,2019,2",
        "KEN,3P-PROTECTION,KEN,2019,3",
        constants={"source": "untc-18-12-2014"},
        records=[ken("2", "2019"), ken("3", "2019")],
        others=frozenset({ASKED}),
    ),
    val(
        "a reference of another indicator",
        REFUSED,
        "reference,state,date,value",
        "3P-PROTECTION-KEN-2012,KEN,2012,2",
        constants=STEP,
    ),
    val(
        "fiscal years",
        ASKED,
        "country,year,value",
        "Kenya,2010-11,5",
        "Kenya,2011-12,6",
        "Kenya,2012-13,7",
        records=[],
        others=ANY_REFUSAL,
    ),
    val(
        "fiscal years with a slash",
        ASKED,
        "country,year,value",
        "Kenya,2010/11,5",
        "Kenya,2011/12,6",
        others=ANY_REFUSAL,
    ),
    val(
        "fiscal years in full",
        ASKED,
        "country,year,value",
        "Kenya,2010–2011,5",
        "Kenya,2011–2012,6",
        others=ANY_REFUSAL,
    ),
    val(
        "FY before the year",
        ASKED,
        "country,year,value",
        "Kenya,FY2011,5",
        "Kenya,FY2012,6",
        others=ANY_REFUSAL,
    ),
    val(
        "a cell that shows a year",
        RIGHT,
        workbook([["country", "date", "value"], ["Kenya", (date(2020, 1, 1), "yyyy"), 5]]),
        name="f.xlsx",
        records=[ken("5", "2020")],
    ),
    val(
        "a cell that shows a month",
        RIGHT,
        workbook([["country", "date", "value"], ["Kenya", (date(2020, 1, 1), "mmm yyyy"), 5]]),
        name="f.xlsx",
        records=[ken("5", "2020-01")],
    ),
    val(
        "a month in a localised format",
        RIGHT,
        workbook(
            [["country", "date", "value"], ["Kenya", (date(2020, 3, 1), "[$-407]mmmm\\ yyyy;@"), 5]]
        ),
        name="f.xlsx",
        records=[ken("5", "2020-03")],
    ),
    val(
        "a quarter of an hour before midnight everywhere",
        ASKED,
        workbook(
            [
                ["country", "date", "value"],
                ["Kenya", (datetime(2021, 5, 2, 21), "yyyy-mm-dd"), 5],
                ["Norway", (datetime(2021, 6, 2, 21), "yyyy-mm-dd"), 6],
            ]
        ),
        name="f.xlsx",
        others=ANY_REFUSAL,
    ),
    val(
        "UTC stamps as text",
        ASKED,
        "country,date,value",
        "Kenya,2021-05-02T21:00:00.000Z,5",
        "Norway,2021-06-02T21:00:00.000Z,6",
        others=ANY_REFUSAL,
    ),
    val(
        "seconds of old local time",
        ASKED,
        workbook(
            [
                ["country", "date", "value"],
                ["Kenya", (datetime(2021, 5, 2, 23, 59, 44), "yyyy-mm-dd"), 5],
                ["Norway", (datetime(2021, 6, 2, 23, 59, 44), "yyyy-mm-dd"), 6],
            ]
        ),
        name="f.xlsx",
        others=ANY_REFUSAL,
    ),
    val(
        "the number 2021 shown as a date",
        ASKED,
        workbook([["country", "date", "value"], ["Kenya", (2021, "yyyy-mm-dd"), 5]]),
        name="f.xlsx",
        others=ANY_REFUSAL,
    ),
    val(
        "a year as a date of 1905 beside whole days",
        ASKED,
        workbook(
            [
                ["country", "date", "value"],
                ["Kenya", (2019, "dd/mm/yyyy"), 5],
                ["Norway", (date(2020, 5, 13), "dd/mm/yyyy"), 5],
            ]
        ),
        name="f.xlsx",
        records=[{"state": "NOR", "effective_on": "2020-05-13"}],
        others=ANY_REFUSAL,
    ),
    val(
        "a hidden row is told",
        RIGHT,
        workbook([["country", "date", "value"], ["Kenya", 2019, 5], ["Norway", 2019, 6]], _hidden),
        name="f.xlsx",
        records=[ken("5", "2019"), {"state": "NOR"}],
    ),
    val(
        "a thousand empty rows before the data",
        RIGHT,
        workbook([["country", "date", "value"], *[[]] * 1000, ["Kenya", 2019, 5]]),
        name="f.xlsx",
        records=[ken("5", "2019")],
    ),
    val(
        "two tables below each other",
        REFUSED,
        "country,date,value",
        "Kenya,2019,5",
        "",
        "indicator,label",
        "X,One",
        records=[ken("5", "2019")],
        others=ANY_REFUSAL,
    ),
    val(
        "a total row",
        RIGHT,
        "country,year,value",
        "Kenya,2019,5",
        "Norway,2019,6",
        "Total,,11",
        records=[ken("5", "2019"), {"state": "NOR"}],
    ),
    val(
        "notes below with signs",
        RIGHT,
        "country,year,value",
        "Kenya,2019,5",
        "* provisional,,",
        records=[ken("5", "2019")],
        others=ANY_REFUSAL,
    ),
    val(
        "a note sign on a value",
        REFUSED,
        "country,year,value",
        "Kenya,2019,5*",
        "Norway,2019,6",
        records=[{"state": "NOR", "value": "6"}],
        others=ANY_REFUSAL,
    ),
    val(
        "value twice, saying different things",
        ASKED,
        "country,year,value,value",
        "Kenya,2019,5,6",
        "Norway,2019,7,8",
        others=ANY_REFUSAL,
    ),
    val(
        "non-breaking spaces everywhere",
        RIGHT,
        "country\u00a0,\u00a0year,value",
        "\u00a0Kenya\u202f,\u00a02019,\u00a05\u00a0",
        records=[ken("5", "2019")],
    ),
    val(
        "full-width digits",
        RIGHT,
        "country,year,value",
        "Kenya,２０１９,１２",
        records=[ken("12", "2019")],
        others=ANY_REFUSAL,
    ),
    val(
        "Arabic digits",
        RIGHT,
        "country,year,value",
        "كينيا,٢٠١٩,١٢",
        records=[ken("12", "2019")],
        others=ANY_REFUSAL,
    ),
    val(
        "apostrophes between thousands",
        RIGHT,
        "country,year,value",
        "Kenya,2019,1'373",
        "Norway,2019,12'345",
        records=[ken("1373", "2019"), {"value": "12345"}],
        others=ANY_REFUSAL,
    ),
    val(
        "decimal commas of a share",
        RIGHT,
        "country;year;value",
        "Kenya;2019;12,5",
        "Norway;2019;3,75",
        constants=SHARE,
        records=[ken("12.5", "2019"), {"value": "3.75"}],
        others=ANY_REFUSAL,
    ),
    val(
        "a comma in a count can only part thousands",
        RIGHT,
        "country\tyear\tvalue",
        "Kenya\t2019\t1,373",
        records=[ken("1373", "2019")],
    ),
    val(
        "percent signs",
        RIGHT,
        "country,year,value",
        "Kenya,2019,12.5 %",
        constants=SHARE,
        records=[ken("12.5", "2019")],
        others=ANY_REFUSAL,
    ),
    val(
        "a fraction shown as percent",
        RIGHT,
        workbook(
            [
                ["country", "year", "value"],
                ["Kenya", 2019, (0.125, "0.0%")],
                ["Norway", 2019, (0.5, "0%")],
            ]
        ),
        name="f.xlsx",
        constants=SHARE,
        records=[ken("12.5", "2019"), {"state": "NOR", "value": "50"}],
        others=ANY_REFUSAL,
    ),
    val(
        "bounds",
        ASKED,
        "country,year,value",
        "Kenya,2019,>95",
        "Norway,2019,<5",
        constants=SHARE,
        others=ANY_REFUSAL,
    ),
    val(
        "names in six languages",
        RIGHT,
        "country,year,value",
        "Kenya,2019,1",
        "Norvège,2019,2",
        "Alemania,2019,3",
        "فرنسا,2019,4",
        "Китай,2019,5",
        "日本,2019,6",
        records=[
            {"state": s, "value": str(n)}
            for n, s in enumerate(("KEN", "NOR", "DEU", "FRA", "CHN", "JPN"), 1)
        ],
    ),
    val(
        "misspelt names",
        ASKED,
        "country,year,value",
        "Kenya,2019,1",
        "Nigera,2019,2",
        "Columbia,2019,3",
        records=[{"state": "KEN"}],
        others=ANY_REFUSAL,
    ),
    val(
        "predecessors",
        REFUSED,
        "country,year,value",
        "USSR,1980,1",
        "Yugoslavia,1985,2",
        "Czechoslovakia,1985,3",
        "Kenya,2019,4",
        records=[{"state": "KEN"}],
        others=ANY_REFUSAL,
    ),
    val(
        "observers and what is none",
        REFUSED,
        "country,year,value",
        "Holy See,2019,1",
        "State of Palestine,2019,2",
        "Kosovo,2019,3",
        "Taiwan,2019,4",
        records=[{"state": "VAT"}, {"state": "PSE"}],
        others=ANY_REFUSAL,
    ),
    val(
        "before membership",
        REFUSED,
        "country,year,value",
        "South Sudan,2005,1",
        "Kenya,1960,2",
        "Switzerland,2001,3",
        others=ANY_REFUSAL,
    ),
    val(
        "an act that nobody knows",
        ASKED,
        "country,date,value,act",
        "Kenya,2005-01-05,party,secession",
        constants=PARTY,
        others=ANY_REFUSAL,
    ),
    val(
        "a denunciation",
        RIGHT,
        "country,date,value,act",
        "Kenya,2015-01-05,not_party,denunciation",
        constants=PARTY,
        records=[ken("not_party", "2015-01-05", act="denunciation")],
    ),
    val(
        "treaty dates with letters",
        RIGHT,
        "Participant,Date",
        "Kenya,5 Jan 2015 a",
        "Norway,23 Sep 2013 AA",
        constants={**PARTY, "value": "party"},
        records=[
            {"state": "KEN", "effective_on": "2015-01-05", "act": "accession"},
            {"state": "NOR", "act": "approval"},
        ],
        others=ANY_REFUSAL,
    ),
    val("JSON of null", REFUSED, b"null", name="f.json"),
    val(
        "nested JSON",
        RIGHT,
        json.dumps({"data": [{"country": {"iso3": "KEN"}, "year": 2019, "value": 5}]}).encode(),
        name="f.json",
        records=[ken("5", "2019")],
        others=ANY_REFUSAL,
    ),
    val(
        "JSON null as value",
        REFUSED,
        json.dumps(
            [
                {"country": "KEN", "year": 2019, "value": None},
                {"country": "NOR", "year": 2019, "value": 4},
            ]
        ).encode(),
        name="f.json",
        records=[{"state": "NOR"}],
    ),
    val(
        "a mark of byte order in the middle",
        RIGHT,
        "country,year,value\nKenya,2019,5\n\ufeffNorway,2019,6",
        records=[ken("5", "2019"), {"state": "NOR"}],
        others=ANY_REFUSAL,
    ),
    val("one column", REFUSED, "country", "Kenya", "Norway", constants=VALUE, others=ANY_REFUSAL),
    # Others
    WorstFile(
        "sources",
        "an address behind a cell",
        workbook(_LINK_ROWS, _linked),
        RIGHT,
        [{"code": "x-one", "url": "https://example.org/one"}],
        name="f.xlsx",
    ),
    WorstFile(
        "sources",
        "semicolons and quotes within a text",
        text(
            "code;title;publisher;tier;language;citation",
            'x-two;"One; ""two""";House one;B;en;"House; one."',
        ),
        RIGHT,
        [{"code": "x-two", "title": 'One; "two"', "citation": "House; one."}],
    ),
    WorstFile(
        "sources",
        "tier in words",
        text(
            "code,title,publisher,tier,language,citation",
            "x-two,Title,House,primary,English,Title.",
        ),
        ASKED,
        others=ANY_REFUSAL,
    ),
    WorstFile(
        "sources",
        "a code of another source",
        text(
            "code,title,publisher,tier,language,citation",
            "kok-temoignages-p029-2016,Title,House,B,en,Title.",
        ),
        REFUSED,
    ),
    WorstFile(
        "positions",
        "state and commitment with a position in words",
        text("country,commitment,position,date,source", "Kenya,GPA-2010-16,Accepts,2020-01-30,X"),
        RIGHT,
        [{"state": "KEN", "commitment": "GPA-2010-16", "position": "supported"}],
        others=ANY_REFUSAL,
    ),
    WorstFile(
        "positions",
        "a day that may be a month",
        text(
            "country,commitment,position,stated_on,source", "Kenya,GPA-2010-16,supported,3/4/2020,X"
        ),
        ASKED,
        others=ANY_REFUSAL,
    ),
    WorstFile(
        "positions",
        "who says and to whom",
        text(
            "From,To,commitment,position,stated_on,source",
            "Kenya,Norway,GPA-2010-16,supported,2020,X",
        ),
        ASKED,
        others=ANY_REFUSAL,
    ),
    WorstFile(
        "relations",
        "a pair the other way round",
        text(
            "from,relation,to,confidence,rationale",
            "TIP-PROTOCOL-01,related,GCM-2018-01,medium,Both of it.",
        ),
        REFUSED,
    ),
    WorstFile(
        "relations",
        "columns in another order with capitals",
        text(
            "To,From,Relation,Confidence,Rationale",
            "GPA-2010-16,GCM-2018-05,Related,Medium,Both of it.",
        ),
        RIGHT,
        [{"from": "GCM-2018-05", "to": "GPA-2010-16"}],
        others=ANY_REFUSAL,
    ),
    WorstFile(
        "instruments",
        "a title of digits",
        text(
            "code,title,issuing_body,kind,adopted_on,text_seen",
            "X-1,2021,House,treaty,2000,Not read",
        ),
        ASKED,
        others=ANY_REFUSAL,
    ),
    WorstFile(
        "instruments",
        "a day to come",
        text(
            "code,title,issuing_body,kind,adopted_on,text_seen",
            "X-1,Title one,House,treaty,2999-01-01,Not read",
        ),
        REFUSED,
    ),
    WorstFile(
        "commitments",
        "a commitment on an unknown text",
        text(
            "reference,instrument,position,locator,title,statement,kind,pillar,certainty",
            "X-1,X-NONE,1,p. 1,Title,Text.,commitment,prevention,high",
        ),
        REFUSED,
        others=ANY_REFUSAL,
    ),
    WorstFile(
        "actions",
        "victims counted as the own number",
        text(
            "NumberVictims,country,title,date,account",
            "5,Kenya,X,2019,X",
            "5,Kenya,Y,2019,Y",
            "12,Kenya,Z,2019,Z",
        ),
        ASKED,
        others=ANY_REFUSAL,
    ),
    WorstFile(
        "actions",
        "a State from the name of a case",
        text(
            "Case,CaseID,title,date,account", "USA178,USA178,X,2019,X", "Kenya v. X,KEN12,Y,2019,Y"
        ),
        ASKED,
        others=ANY_REFUSAL,
    ),
    WorstFile(
        "actions",
        "own numbers and a state",
        text(
            "own_key,state,kind,title,account,happened_on",
            "2021-017,Kenya,training,Title,Account.,2019-05",
        ),
        RIGHT,
        [{"own_key": "2021-017", "state": "KEN", "happened_on": "2019-05"}],
    ),
    WorstFile(
        "report_entries",
        "levels in words and decimals",
        text(
            "commitment,answer,level,measures_taken",
            "GPA-2010-16,level,2.0,Text",
            "GPA-2010-17,level,two,Text",
        ),
        REFUSED,
        [{"commitment": "GPA-2010-16", "level": "2"}],
        others=ANY_REFUSAL,
    ),
    WorstFile(
        "report_entries",
        "one commitment twice",
        text(
            "commitment,answer,level,measures_taken",
            "GPA-2010-16,level,2,Text",
            "GPA-2010-16,level,3,Text",
        ),
        REFUSED,
        [{"commitment": "GPA-2010-16", "level": "2"}],
        others=ANY_REFUSAL,
    ),
]
