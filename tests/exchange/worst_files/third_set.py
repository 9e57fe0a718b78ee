"""The third set of worst files: each may give only the records that are named beside it.

Written before anything that it shows was mended. A question or a refusal is as good an answer.
"""

from datetime import date, datetime

from tests.exchange.worst_files.first_set import (
    ANY_REFUSAL,
    ASKED,
    CELLS,
    PAIR,
    PARTY,
    REFUSED,
    REST,
    RIGHT,
    SHARE,
    STEP,
    VALUE,
    ken,
)
from tests.exchange.worst_files.judge import Outcome, WorstFile, text, workbook

HEAD = ["country", "date", "value"]
ACTION = "own_key,state,kind,title,account,happened_on"
K1 = "K-1,Kenya,training,Title,Account.,2019-05"
COMMITMENT = "reference,instrument,position,locator,title,statement,kind,pillar,certainty"
INDICATOR = "code,title,statement,type,kind,unit,direction"
INSTRUMENT = "code,title,issuing_body,kind,adopted_on,text_seen"
LEVEL = "indicator,value,level,label,meaning"
MEASURE = "indicator,commitment,reason,ceiling"
POSITION = "state,commitment,position,stated_on,source"
RELATION = "from,relation,to,confidence,rationale"
REVIEW = "State under review,Recommending State,Text,Response,Session,mechanism,date"
SOURCE = "code,title,publisher,tier,language,citation"
NOT_SUPPORTED = [{"position": "noted"}]
MARCH = date(2020, 3, 1)
FILES: list[WorstFile] = []


def may(kind, why, *lines, records=(), must=None, **more):
    """Only these records may be written; asked and refused are right as well, unless ``must``."""
    content = lines[0] if isinstance(lines[0], bytes) else text(*lines)
    others = frozenset(Outcome) if records else ANY_REFUSAL
    FILES.append(
        WorstFile(
            kind,
            f"{why} (3)",
            content,
            must or ASKED,
            records,
            others=frozenset() if must else others,
            **more,
        )
    )


def rec(why, *lines, **more):
    may("recommendations", why, *lines, **more)


def val(why, *lines, constants=VALUE, **more):
    may("indicator_values", why, *lines, constants=constants, **more)


def book(why, *rows, more=None, **others):
    val(why, workbook([HEAD, *rows], more), name="f.xlsx", **others)


def _collapsed(_book, sheet):
    sheet.set_row(1, None, None, {"hidden": True, "level": 1})


def _formula(_book, sheet):
    sheet.write_formula(1, 3, '=HYPERLINK("https://example.org/x","link")', None, "link")


def _mailto(_book, sheet):
    sheet.write_url(1, 3, "mailto:who@example.org", string="link")


def _no_result(_book, sheet):
    sheet.write_formula(1, 2, "=B2-2014", None, "")


def _error(_book, sheet):
    sheet.write_formula(1, 2, "=1/0", None, "#DIV/0!")


def _merged(_book, sheet):
    sheet.merge_range(1, 0, 3, 0, "Kenya")


# Who recommends, and who is under review.
rec("by and for", f"By,For,{REST}", f"Norway,Kenya,{CELLS}", records=[PAIR])
rec("delegation", f"Delegation,Country,{REST}", f"Norway,Kenya,{CELLS}", records=[PAIR])
rec(
    "the plain word beside the clear one",
    f"Country,Recommending country,{REST}",
    f"Kenya,Norway,{CELLS}",
    records=[PAIR],
    must=RIGHT,
)
rec("reviewer", f"Reviewed,Reviewer,{REST}", f"Kenya,Norway,{CELLS}", records=[PAIR])
rec("author and addressee", f"Author,Addressee,{REST}", f"Norway,Kenya,{CELLS}", records=[PAIR])
rec("Arabic from and to", f"من,إلى,{REST}", f"Norway,Kenya,{CELLS}", records=[PAIR])
rec("French", f"Pays,Pays recommandant,{REST}", f"Kenya,Norway,{CELLS}", records=[PAIR])
rec(
    "a name and a code that contradict each other",
    f"Country,Country code,Recommending State,{REST}",
    f"Kenya,NOR,Ghana,{CELLS}",
    f"Kenya,KEN,Ghana,{CELLS}",
    records=[{"state": "KEN", "made_by": "Ghana"}],
)
# Rows that contradict each other: none of them is taken.
rec(
    "one wording, two positions",
    REVIEW,
    "Kenya,Norway,X one,Accepted,40,UPR,2022",
    "Kenya,Norway,X one,Noted,40,UPR,2022",
    must=REFUSED,
)
rec(
    "one number, two wordings",
    f"State under review,Recommending State,Number,{REST}",
    "Kenya,Norway,41.2,X one,Accepted,40,UPR,2022",
    "Kenya,Norway,41.2,X two,Noted,40,UPR,2022",
)
rec(
    "one number, two delegations",
    f"State under review,Recommending State,No,{REST}",
    "Kenya,Norway,1.2,X one,Accepted,40,UPR,2022",
    "Kenya,Ghana,1.2,X one,Noted,40,UPR,2022",
    records=[PAIR, {"made_by": "Ghana", "position": "noted"}],
)
val(
    "one identity, two values",
    "country,year,value",
    "Kenya,2019,5",
    "Norway,2019,6",
    "KEN,2019,7",
    records=[{"state": "NOR"}],
    must=REFUSED,
)
may(
    "positions",
    "two positions of one day",
    POSITION,
    "Kenya,GPA-2010-16,supported,2020-01-30,X",
    "Kenya,GPA-2010-16,noted,2020-01-30,X",
    must=REFUSED,
)
may(
    "relations",
    "one pair, two relations",
    RELATION,
    "GPA-2010-16,related,GCM-2018-05,medium,Both.",
    "GPA-2010-16,same,GCM-2018-05,medium,Both.",
)
may(
    "indicator_levels",
    "two levels for one value",
    LEVEL,
    "3P-PREVENTION,9,3,Nine,Text.",
    "3P-PREVENTION,9,4,Nine,Text.",
    must=REFUSED,
)
may(
    "actions",
    "one own key, two actions",
    ACTION,
    K1,
    "K-1,Kenya,training,Other,Account.,2019-05",
    must=REFUSED,
)
# References and codes.
val(
    "numbers in id",
    "id,country,year,value",
    "1,Kenya,2019,5",
    records=[ken("5", "2019")],
)
val(
    "a reference of another state",
    "reference,country,year,value",
    "3P-PREVENTION-AFG-2001,Kenya,2019,2",
    constants=STEP,
)
may("indicators", "small letters", INDICATOR, "3p-prevention,T,Text.,outcome,count,persons,up")
may("indicators", "an invisible letter", INDICATOR, "X-A\u200b,T,Text.,outcome,count,persons,up")
may("indicators", "a Cyrillic letter", INDICATOR, "3Р-X,T,Text.,outcome,count,persons,up")
may("instruments", "small letters", INSTRUMENT, "gpa-2010,T,House,treaty,2000-05-03,Not read")
may(
    "commitments",
    "small letters",
    f"{COMMITMENT},addressees",
    "x-one,GCM-2018,99,p. 1,Title,Text one.,commitment,prevention,verified,all_states",
)
may("measures", "heads swapped", "commitment,indicator,reason", "3P-PREVENTION,GPA-2010-16,Why.")
may("measures", "a ceiling of five", MEASURE, "3P-PREVENTION,GPA-2010-16,Reason one.,5")
# Groups and regions that look like States.
val(
    "Georgia among states of a federation",
    "State,year,value",
    "Texas,2019,5",
    "Georgia,2019,6",
    "Ohio,2019,7",
)
val(
    "Micronesia among regions",
    "country,year,value",
    "Micronesia,2019,11",
    "Polynesia,2019,5",
    "Melanesia,2019,6",
)
for name in (
    "American Samoa",
    "Virgin Islands",
    "Northern Ireland",
    '"Vietnam, Republic of"',
    "Congo Free State",
    "Ireland and United Kingdom",
    "Sudan (former)",
):
    val(f"{name} is no member", "country,year,value", f"{name},1999,5")
# Dates.
val("season years", "country,year,value", "Kenya,09/10,5", "Kenya,10/11,6", "Kenya,11/12,7")
val("halves of years", "country,year,value", "Kenya,2019-H1,5", "Kenya,2019-H2,6")
val("a day and a month", "country,date,value", "Kenya,21-May,5", "Norway,22-Jun,6")
val("July 1905", "country,date,value", "Kenya,1905-07-11,5", "Norway,1905-07-12,6")
val(
    "midnights of summer and winter",
    "country,date,value",
    "Kenya,2021-05-02T22:00:00Z,5",
    "Norway,2021-01-09T23:00:00Z,6",
)
book("a Chinese month", ["Kenya", (MARCH, 'yyyy"年"m"月"'), 5], records=[ken("5", "2020-03")])
book("two digits", ["Kenya", (MARCH, "mm/yy"), 5], records=[ken("5", "2020-03")])
book(
    "times of 21:00 in cells that show days",
    ["Kenya", (datetime(2021, 5, 2, 21), "yyyy-mm-dd"), 5],
    ["Norway", (datetime(2021, 6, 2, 21), "yyyy-mm-dd"), 5],
)
# Values.
book("a percent", ["Kenya", 2019, (0.05, "0%")], constants=SHARE, records=[ken("5", "2019")])
book("no stored result", ["Kenya", 2019, None], more=_no_result)
book("an error", ["Kenya", 2019, None], more=_error)
book(
    "a state over three rows",
    ["Kenya", 2017, 5],
    [None, 2018, 6],
    [None, 2019, 7],
    more=_merged,
    records=[ken("5", "2017"), ken("6", "2018"), ken("7", "2019")],
)
book(
    "a collapsed group",
    ["Kenya", 2019, 5],
    ["Norway", 2019, 6],
    more=_collapsed,
    records=[ken("5", "2019"), {"state": "NOR"}],
)
for number in ("-5", "½", "IV", "~5", "5+", "5 (est.)", "5m", "0x10", "1,37", "5/6", "5?"):
    val(f"a count of {number}", "country\tyear\tvalue", f"Kenya\t2019\t{number}", name="f.tsv")
for number in ("105", "-1", "<1%", "1/3", "5 pp"):
    share = f"Kenya\t2019\t{number}"
    val(f"a share of {number}", "country\tyear\tvalue", share, name="f.tsv", constants=SHARE)
val("States across", "year,Kenya,Norway", "2018,5,6", "2019,7,8")
val("two columns of values", "country,year,value,value", "Kenya,2019,5,6")
val(
    "a stray quote",
    "country,year,value,note",
    'Kenya,2019,5,"about five',
    "Norway,2019,6,",
    records=[ken("5", "2019"), {"state": "NOR", "value": "6"}],
)
# Acts and their values.
for act, value in (
    ("withdrawal of reservation", "not_party"),
    ("territorial application", "not_party"),
    ("withdrawal of denunciation", "not_party"),
    ("succession", "signed"),
    ("accession and denunciation", "party"),
    ("Signature subject to ratification", "party"),
):
    line = f"Kenya,2012-01-05,{value},{act}"
    val(f"{act}, {value}", "country,date,value,act", line, constants=PARTY)
# Positions in words of six languages: what is not supported never becomes supported.
for word in ("does not enjoy support", "Not accepted", "Не поддержана", "不接受", "غير مقبولة"):
    rec(f"position {word}", REVIEW, f"Kenya,Norway,X one,{word},40,UPR,2022", records=NOT_SUPPORTED)
for word in ("A/N", "Accepted?", "Supported in principle", "Already implemented"):
    rec(f"position {word}", REVIEW, f"Kenya,Norway,X one,{word},40,UPR,2022")
# Before a State was a member, and before a text was there.
val("Timor-Leste", "country,year,value", "Timor-Leste,2001,5")
rec("to South Sudan", REVIEW, "South Sudan,Norway,X one,Accepted,9,UPR,2010-11-05")
rec("by South Sudan", REVIEW, "Kenya,South Sudan,X one,Accepted,8,UPR,2010-05-06")
may("positions", "too early", POSITION, "South Sudan,GPA-2010-16,supported,2010-09-01,X")
may("positions", "before the text", POSITION, "Kenya,GPA-2010-16,supported,1999-09-01,X")
may(
    "relations",
    "the later form of a later text",
    RELATION,
    "GPA-2010-16,later_form_of,PD-2025-05,medium,Both.",
)
# Addresses.
ROWS = [
    SOURCE.split(",")[:3] + ["url"] + SOURCE.split(",")[3:],
    ["x-one", "T", "H", None, "B", "en", "C."],
]
for why, how, url in (
    ("an address in a formula", _formula, "https://example.org/x"),
    ("an address of an e-mail", _mailto, ""),
):
    one = [{"code": "x-one", "url": url}]
    may("sources", why, workbook(ROWS, how), name="f.xlsx", records=one)
may("sources", "cut off", f"{SOURCE},url", "x-one,T,H,B,en,C.,https://example.org/…")
may("sources", "a script", f"{SOURCE},url", "x-one,T,H,B,en,C.,javascript:alert(1)")
# A name that was published cannot be taken back.
for heading in ("Anonymous", "Keep name secret", "Do not publish our name", "anonyme", "匿名"):
    withheld = [{"own_key": "K-1", "withhold_name": "yes"}]
    may("actions", heading, f"{ACTION},{heading}", f"{K1},yes", records=withheld)
for heading in ("Show name", "Publish name", "Confidential", "Имя можно указывать", "نشر الاسم"):
    may("actions", heading, f"{ACTION},{heading}", f"{K1},no")
for word in ("x", "oui", "да", "是", "نعم", "TRUE", "✓"):
    withheld = [{"own_key": "K-1", "withhold_name": "yes"}]
    line = f"{K1},{word}"
    may("actions", f"withheld: {word}", f"{ACTION},withhold_name", line, records=withheld)
for level in ("2/4", "50%", "Partially", "II", "2?"):
    line = f"GPA-2010-16,level,{level},Text"
    may("report_entries", f"level {level}", "commitment,answer,level,measures_taken", line)
