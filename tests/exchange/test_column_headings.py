"""What a column is taken for, and how sure that is: a table of cases, each with its reason."""

from dataclasses import dataclass

import pytest

from tests.exchange.seeds import NAMES, SPECIFICATIONS
from tracker.exchange.kinds import actions
from tracker.exchange.matching.columns import Matching, MatchReason, guess
from tracker.exchange.parsing import read_table

KINDS = {**SPECIFICATIONS, "actions": actions.SPECIFICATION}


def matched(kind: str, content: str) -> Matching:
    table = read_table("f.csv", content.encode())
    return guess(table.columns, table.samples, KINDS[kind], NAMES)


# Two columns of States --------------------------------------------------------------------------

MAKERS, REVIEWED = ("Norway", "Sweden", "Chad"), ("Kenya", "Ghana", "Peru")
REST = "Text,Response,Session,mechanism,date"
REST_CELLS = "X one,Accepted,40,UPR,2022"


def recommendations(first: str, second: str, *, swapped: bool = False) -> Matching:
    """A file whose first column holds recommending States, unless they are swapped."""
    pairs = zip(*((REVIEWED, MAKERS) if swapped else (MAKERS, REVIEWED)), strict=True)
    rows = [f"{one},{other},{REST_CELLS}" for one, other in pairs]
    return matched("recommendations", "\n".join([f"{first},{second},{REST}", *rows]))


TELLING = [
    ("From", "To", "a recommendation goes from one State to another"),
    ("from", "to", "small letters"),
    ("FROM", "TO", "capital letters"),
    ("From country", "To country", "with the noun"),
    ("RS", "SuR", "abbreviations of UPR Info"),
    ("RS", "SUR", "the same in capital letters"),
    ("RS name", "SuR name", "with a noun"),
    ("Recommending State", "State under Review", "words of the mechanism, as UPR Info has them"),
    ("Recommending State (RS)", "State under Review (SuR)", "both, in brackets"),
    ("Recommending country", "Reviewed country", "country instead of State"),
    ("State making recommendation", "State reviewed", "other words of the mechanism"),
    ("Recommended by", "Recommended to", "prepositions tell"),
    ("Made by", "Addressed to", "prepositions tell"),
    ("Issued by", "Addressee", "a noun for the one addressed"),
    ("Reviewing State", "State under review", "who reviews is not under review"),
    ("Partner", "Reporter", "as tables of pairs of States name them"),
    ("Partner country", "Reporting country", "the same with the noun"),
    ("Reviewer", "Reviewee", "who reviews and who is reviewed"),
    ("Given by", "Given to", "prepositions tell"),
    ("rs_iso3", "sur_iso3", "abbreviations with the code"),
    ("Reviewed by", "Reviewed", "a preposition turns the word round"),
    (
        "State making the recommendation",
        "State receiving the recommendation",
        "both headings have the word recommendation",
    ),
    ("Pays auteur", "Pays examiné", "French, the author"),
    ("Estado que recomienda", "Estado concernido o examinado", "Spanish, in a clause"),
    ("Sender", "Recipient", "as tables of pairs of States name them"),
    ("Recommending State", "Country", "one heading tells, so the usual word is the other"),
    ("From", "Country", "one heading tells, so the usual word is the other"),
    ("made_by", "state", "our own names"),
    ("made_by", "Country", "our own name beside a usual word"),
    ("État recommandant", "État examiné", "French"),
    ("Recommandé par", "Pays examiné", "French, other words"),
    ("De", "À", "French prepositions, which tell as a pair"),
    ("Estado recomendante", "Estado examinado", "Spanish"),
    ("Recomendado por", "País examinado", "Spanish, other words"),
    ("الدولة الموصية", "الدولة موضوع الاستعراض", "Arabic"),
    ("من", "إلى", "Arabic prepositions, which tell as a pair"),
    ("Рекомендующее государство", "Государство", "Russian, a usual word beside a telling one"),
    ("От", "Кому", "Russian prepositions, which tell as a pair"),
    ("建议国", "受审议国", "Chinese"),
]


@pytest.mark.parametrize(("maker", "reviewed", "reason"), TELLING)
@pytest.mark.parametrize("order", ["maker first", "reviewed first"])
def test_telling_headings_say_who_recommends_and_who_is_under_review(
    maker: str, reviewed: str, reason: str, order: str
) -> None:
    if order == "maker first":
        matching = recommendations(maker, reviewed)
    else:
        matching = recommendations(reviewed, maker, swapped=True)

    state, made_by = matching.of("state"), matching.of("made_by")
    assert (state.source, made_by.source) == (reviewed, maker), reason
    assert state.is_sure, reason
    assert made_by.is_sure, reason


SILENT = [
    ("A", "B", "letters say nothing"),
    ("Country", "Country (2)", "a heading given twice"),
    ("Country", "State", "two usual words for different States"),
    ("Country 1", "Country 2", "numbers do not say who speaks"),
    ("State A", "State B", "as tables of pairs of States name them"),
    ("Country", "Delegation", "the delegation may speak, and the country may be reviewed or speak"),
    ("Country", "Troika", "the other one is no word for a role"),
    ("state", "Country", "our own name beside another State"),
    ("Pays", "Country", "the same word in two languages, for different States"),
    ("ccode1", "ccode2", "codes of pairs of States"),
]


@pytest.mark.parametrize(("first", "second", "reason"), SILENT)
@pytest.mark.parametrize("swapped", [False, True])
def test_two_columns_of_states_without_telling_headings_are_asked(
    first: str, second: str, reason: str, swapped: bool
) -> None:
    matching = recommendations(first, second, swapped=swapped)

    for name in ("state", "made_by"):
        assert matching.of(name).source is None, reason
        assert matching.of(name).is_open, reason
        assert set(matching.of(name).candidates) == set(matching.columns[:2]), reason


def test_blank_headings_over_two_columns_of_states_are_asked() -> None:
    content = f",,{REST}\nNorway,Kenya,{REST_CELLS}\nSweden,Peru,{REST_CELLS}\n"

    assert matched("recommendations", content).of("state").why is MatchReason.AMBIGUOUS


def test_heading_in_the_third_row_tells_as_in_the_first() -> None:
    content = (
        f"A list of recommendations,,,,,,\n,,,,,,\nFrom,To,{REST}\nNorway,Kenya,{REST_CELLS}\n"
        f"Sweden,Peru,{REST_CELLS}\n"
    )
    matching = matched("recommendations", content)

    assert (matching.of("made_by").source, matching.of("state").source) == ("From", "To")


def test_name_and_code_of_the_same_states_are_one_column() -> None:
    content = f"Country,ISO3,{REST}\nNorway,NOR,{REST_CELLS}\nKenya,KEN,{REST_CELLS}\n"
    matching = matched("recommendations", content)

    assert matching.of("state").source in {"Country", "ISO3"}
    assert matching.of("state").is_sure
    assert matching.of("made_by").source is None
    assert not matching.of("made_by").is_open


def test_one_usual_word_alone_is_the_state_under_review() -> None:
    matching = matched("recommendations", f"Country,{REST}\nKenya,{REST_CELLS}\n")

    assert matching.of("state").source == "Country"
    assert matching.of("state").is_sure


def test_file_of_one_review_has_only_recommending_states() -> None:
    """The State under review is in no column, so it is not taken from the only one of States."""
    matching = matched("recommendations", f"Recommending State,{REST}\nNorway,{REST_CELLS}\n")

    assert matching.of("made_by").source == "Recommending State"
    assert matching.of("state").source is None


def test_several_recommending_states_in_a_cell_are_a_column_of_states() -> None:
    content = f"From,To,{REST}\nNorway; Chad,Kenya,{REST_CELLS}\nPeru; Mali,Ghana,{REST_CELLS}\n"
    matching = matched("recommendations", content)

    assert (matching.of("made_by").source, matching.of("state").source) == ("From", "To")


# Names against cells ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Case:
    """A column of a kind, a file, where it may come from, and whether that is sure."""

    kind: str
    column: str
    content: str
    source: str | None
    is_sure: bool
    reason: str


HEAD = "Country,Recommendation,Response,Session,date,mechanism"
ROW = "Kenya,Train all judges,Accepted,40,2022,UPR"
CASES = [
    Case(
        "recommendations",
        "title",
        f"{HEAD},Action\n{ROW},4\n{ROW},1\n",
        None,
        False,
        "categories of action of UPR Info, 1 to 5, are no titles",
    ),
    Case(
        "recommendations",
        "title",
        f"{HEAD},Title\n{ROW},4\n{ROW},1\n",
        "Title",
        False,
        "digits alone are no title, whatever the column is called",
    ),
    Case(
        "recommendations",
        "title",
        f"{HEAD},title\n{ROW},1.4\n{ROW},\n",
        "title",
        False,
        "our own name does not make a number a title",
    ),
    Case(
        "recommendations",
        "title",
        f"{HEAD},Title\n{ROW},IV\n{ROW},II\n",
        "Title",
        False,
        "Roman numbers are no titles",
    ),
    Case(
        "recommendations",
        "title",
        f"{HEAD},Title\n{ROW},Yes\n{ROW},No\n",
        "Title",
        False,
        "yes and no are no titles",
    ),
    Case(
        "recommendations",
        "title",
        f"{HEAD},Title\n{ROW},Oui\n{ROW},Non\n",
        "Title",
        False,
        "the same in French are no titles",
    ),
    Case(
        "recommendations",
        "title",
        f"{HEAD},Title\n{ROW},ABC\n{ROW},XYZ\n",
        "Title",
        False,
        "three letters are no titles",
    ),
    Case(
        "recommendations",
        "title",
        f"{HEAD},Title\n{ROW},A\n{ROW},B\n",
        "Title",
        False,
        "letters are no titles",
    ),
    Case(
        "recommendations",
        "title",
        f"{HEAD},Title\n{ROW},CAT-5\n{ROW},CAT-2\n",
        "Title",
        False,
        "codes with digits are no titles",
    ),
    Case(
        "recommendations",
        "title",
        f"{HEAD},Title\n{ROW},UPR2021\n{ROW},UPR2022\n",
        "Title",
        False,
        "a name and a year as one word are no titles",
    ),
    Case(
        "recommendations",
        "title",
        f"{HEAD},Title\n{ROW},Training\n{ROW},Shelters\n",
        "Title",
        True,
        "one word is a title",
    ),
    Case(
        "recommendations",
        "title",
        f"{HEAD},Title\n{ROW},国家计划\n{ROW},培训法官\n",
        "Title",
        True,
        "words of a script without capital letters and spaces",
    ),
    Case(
        "recommendations",
        "title",
        f"{HEAD},Title\n{ROW},Review of 2021\n{ROW},A law\n",
        "Title",
        True,
        "a year within words",
    ),
    Case(
        "recommendations",
        "title",
        f"{HEAD},Title\n{ROW},Training of judges\n",
        "Title",
        True,
        "words are a title",
    ),
    Case(
        "recommendations",
        "wording",
        "Country,Recommendation,Text,date,mechanism\nKenya,142.1,Train,2022,UPR\n"
        "Kenya,142.2,Protect all,2022,UPR\n",
        "Text",
        True,
        "the number of a recommendation is not its text",
    ),
    Case(
        "recommendations",
        "wording",
        "Country,Recommendation,date\nKenya,Norway,2022\nPeru,Chad,2022\n",
        None,
        False,
        "names of States are not the wording",
    ),
    Case(
        "recommendations",
        "wording",
        "Country,Recommendation,Recommandation,date\nKenya,Train,Former,2022\n",
        "Recommendation",
        False,
        "the same heading in two languages, with different texts",
    ),
    Case(
        "recommendations",
        "date",
        "Country,Recommendation,Date,Year\nKenya,Train,2022-05-03,2022\n",
        "Date",
        True,
        "a year beside its own day contradicts nothing",
    ),
    Case(
        "recommendations",
        "date",
        "Country,Recommendation,Date,Fecha\nKenya,Train,2022-05-03,2021-01-01\n",
        "Date",
        False,
        "the same heading in two languages, with different days",
    ),
    Case(
        "recommendations",
        "date",
        "Country,Recommendation,Date\nKenya,Train,first cycle\nPeru,Train,second cycle\n",
        "Date",
        False,
        "words are no dates",
    ),
    Case(
        "recommendations",
        "position",
        "Country,Recommendation,Response\nKenya,Train,2020-01-05\nPeru,Train,2020-01-06\n",
        "Response",
        False,
        "days are no positions",
    ),
    Case(
        "recommendations",
        "position",
        "Country,Recommendation,Response\nKenya,Train,Taken note\nPeru,Train,Considered\n",
        "Response",
        True,
        "words that nobody knows are asked one by one; the column is right",
    ),
    Case(
        "recommendations",
        "state",
        "Country,Recommendation,Response\n12,Train,Accepted\n17,Train,Noted\n",
        "Country",
        False,
        "numbers are no names of States",
    ),
    Case(
        "recommendations",
        "state",
        "state,Recommendation,Response\nUSA178,Train,Accepted\nKEN002,Train,Noted\n",
        "state",
        False,
        "numbers of cases begin with the code of a State and are none",
    ),
    Case(
        "recommendations",
        "state",
        "Statement,Recommendation,Response\nX v. Y,Train,Accepted\nX v. Z,Train,Noted\n",
        None,
        False,
        "a name that is nearly that of a State's column needs States below it",
    ),
    Case(
        "actions",
        "state",
        "Case name,Title,Date\nThe State v. X,An arrest,2020\nThe State v. Y,A trial,2021\n",
        None,
        False,
        "names of cases are no States",
    ),
    Case(
        "actions",
        "state",
        "Case,Title,Date\nUSA178,An arrest,2020\nUSA179,A trial,2021\n",
        None,
        False,
        "numbers of cases are no States",
    ),
    Case(
        "actions",
        "state",
        "Origin,Destination,Title,Date\nKenya,Norway,An arrest,2020\nPeru,Chad,A trial,2021\n",
        None,
        False,
        "two columns of States, neither called after a State that acts",
    ),
    Case(
        "actions",
        "state",
        "Country,Destination,Title,Date\nKenya,Norway,An arrest,2020\nPeru,Chad,A trial,2021\n",
        "Country",
        True,
        "one of them has the usual word",
    ),
    Case(
        "actions",
        "own_key",
        "Country,Title,Date,NumberVictims\nKenya,An arrest,2020,3\nPeru,A trial,2021,12\n",
        None,
        False,
        "how many victims there are is not the number of a row",
    ),
    Case(
        "actions",
        "own_key",
        "Country,Title,Date,Number\nKenya,An arrest,2020,12\nPeru,A trial,2021,3\n",
        "Number",
        False,
        "numbers without order may count something",
    ),
    Case(
        "actions",
        "own_key",
        "Country,Title,Date,Number\nKenya,An arrest,2020,1\nPeru,A trial,2021,2\n",
        "Number",
        True,
        "numbers that rise from row to row number the rows",
    ),
    Case(
        "actions",
        "own_key",
        "Country,Title,Date,ID\nKenya,An arrest,2020,A-7\nPeru,A trial,2021,A-2\n",
        "ID",
        True,
        "each text stands once",
    ),
    Case(
        "actions",
        "own_key",
        "Country,Title,Date,ID\nKenya,An arrest,2020,A\nPeru,A trial,2021,A\n",
        "ID",
        False,
        "a text that stands twice does not tell rows apart",
    ),
    Case(
        "actions",
        "own_key",
        "Country,Title,Date,Case number\nKenya,An arrest,2020,A-7\nPeru,A trial,2021,A-8\n",
        "Case number",
        False,
        "likeness of names is never sure where it decides which record is meant",
    ),
    Case(
        "actions",
        "title",
        "Country,Action,Date\nKenya,2,2020\nPeru,5,2021\n",
        "Action",
        False,
        "categories are no titles",
    ),
    Case(
        "actions",
        "state",
        "Donor,Recipient,Title,Date\nNorway,Kenya,An arrest,2020\nChad,Peru,A law,2021\n",
        None,
        False,
        "who acted, the headings do not say",
    ),
    Case(
        "actions",
        "state",
        "Country,Recipient,Title,Date\nNorway,Kenya,An arrest,2020\nChad,Peru,A law,2021\n",
        None,
        False,
        "a usual word beside another State",
    ),
    Case(
        "actions",
        "state",
        "To,Country,Title,Date\nNorway,Kenya,An arrest,2020\nChad,Peru,A law,2021\n",
        None,
        False,
        "a direction beside a usual word",
    ),
    Case(
        "actions",
        "state",
        "Partner,Target country,Title,Date\nNorway,Kenya,An arrest,2020\nChad,Peru,A law,2021\n",
        None,
        False,
        "a partner and a target",
    ),
    Case(
        "actions",
        "happened_on",
        "Country,Title,From,To\nKenya,An arrest,2020,2021\n",
        "From",
        True,
        "in actions, from and to are days where days stand below",
    ),
    Case(
        "indicator_values",
        "reference",
        "Code,Year,Value,State\nKEN,2012,2,KEN\nPER,2012,1,PER\n",
        None,
        False,
        "codes of States are no references",
    ),
    Case(
        "indicator_values",
        "reference",
        "Code,Year,Value,State\nX-TIER,2012,2,KEN\nX-TIER,2012,1,PER\n",
        None,
        False,
        "a code that stands in several rows is no reference",
    ),
    Case(
        "indicator_values",
        "reference",
        "id,ccode,Number,iso3,year,score\n1,501,7,KEN,2012,2\n2,452,8,GHA,2012,1\n",
        None,
        False,
        "numbers of somebody else's rows and of their States are no references",
    ),
    Case(
        "commitments",
        "reference",
        "ID,Text,Title\n1,Do this,X one\n2,Do that,X two\n",
        "ID",
        False,
        "numbers of somebody else's rows are no public references",
    ),
    Case(
        "commitments",
        "reference",
        "ID,Text,Title\nX-1,Do this,X one\nX-2,Do that,X two\n",
        "ID",
        True,
        "each text stands once and can be a reference",
    ),
    Case(
        "recommendations",
        "issues",
        "Country/Territory,Text,Themes\nKenya,Go on,Trafficking; Women\nPeru,Go,Children\n",
        "Themes",
        True,
        "words of others are issues, also where the heading is that of our codes",
    ),
    Case(
        "recommendations",
        "themes",
        "state,wording,themes\nKEN,Go on,children; victim-support\nPER,Go,training\n",
        "themes",
        True,
        "our codes are themes",
    ),
    Case(
        "recommendations",
        "state",
        "Country/Territory,Text,Themes\nKenya,Go on,Trafficking\nPeru,Go,Children\n",
        "Country/Territory",
        True,
        "the heading of the index of human rights recommendations",
    ),
    Case(
        "indicator_values",
        "value",
        "ccode,Country,Year,Tier\n501,Kenya,2012,2\n452,Ghana,2012,2WL\n",
        "Tier",
        True,
        "a usual word for the value of a scale",
    ),
    Case(
        "indicator_values",
        "reference",
        "reference,Year,Value,State\nX-1,2012,2,KEN\nX-2,2012,1,PER\n",
        "reference",
        True,
        "our own name, each text once",
    ),
    Case(
        "indicator_values",
        "value",
        "Country,Year,Tier score,Status\nKEN,2012,2,Tier 2\nPER,2012,1,Watchlist\n",
        "Status",
        True,
        "words of a scale are asked one by one; the column is right",
    ),
    Case(
        "indicator_values",
        "value",
        'Country,Year,Score\nKEN,2012,>95\nPER,2012,"1,373"\n',
        "Score",
        True,
        "bounds are asked one by one; the column is right",
    ),
    Case(
        "indicator_values",
        "state",
        "Country,Pays,Year,Score\nKenya,Kenya,2012,2\nPeru,Pérou,2012,1\n",
        "Country",
        True,
        "the same States in two languages contradict nothing",
    ),
    Case(
        "indicator_values",
        "state",
        "Country,Pays,Year,Score\nKenya,Norvège,2012,2\nPeru,Pérou,2012,1\nChad,Mali,2012,1\n",
        None,
        False,
        "the same heading in two languages, with different States",
    ),
    Case(
        "indicator_values",
        "effective_on",
        "Country,Year,Year,Score\nKenya,2012,2014,2\nPeru,2012,2015,1\n",
        "Year",
        False,
        "a heading given twice, with different years",
    ),
    Case(
        "indicator_values",
        "source",
        "Country,Year,Score,Source\nKenya,2012,2,https://example.org/a\n",
        "Source",
        False,
        "an address is no code of a source",
    ),
    Case(
        "positions",
        "state",
        "SuR,RS,Response\nKenya,Norway,Accepted\nPeru,Chad,Noted\n",
        "SuR",
        True,
        "the State that takes the position is the one under review",
    ),
    Case(
        "instruments",
        "code",
        "Code,Title,Year\nX-1,A plan of action,2010\nX-2,A treaty on work,2011\n",
        "Code",
        True,
        "each text stands once",
    ),
    Case(
        "instruments",
        "title",
        "Code,Name,Year\nX-1,2010,2010\nX-2,2011,2011\n",
        "Name",
        False,
        "years are no titles",
    ),
    Case(
        "sources",
        "url",
        "Code,Title,Link\nX-1,A report on work,see the archive\nX-2,A second report,on paper\n",
        "Link",
        False,
        "words are no addresses",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[f"{each.kind}: {each.reason}" for each in CASES])
def test_names_are_sure_only_where_cells_fit(case: Case) -> None:
    match = matched(case.kind, case.content).of(case.column)

    assert match.source == case.source
    assert match.is_sure is case.is_sure


@pytest.mark.parametrize("case", CASES, ids=[f"{each.kind}: {each.reason}" for each in CASES])
def test_order_of_columns_says_nothing(case: Case) -> None:
    table = read_table("f.csv", case.content.encode())
    if any(name.endswith(" (2)") for name in table.columns):
        pytest.skip("which of two equal headings is the second is told by their order")
    turned = [tuple(reversed(row)) for row in table.samples]
    matching = guess(table.columns[::-1], turned, KINDS[case.kind], NAMES)

    match = matching.of(case.column)
    assert match.is_sure is case.is_sure
    if match.why is not MatchReason.AMBIGUOUS and match.source != case.source:
        # Columns that name the same States are one: either may be taken.
        assert {match.source, case.source} <= {"Country", "Pays"}


def test_delegations_that_are_partly_no_states_are_still_a_second_column() -> None:
    rows = "".join(
        f"{one},{other},{REST_CELLS}\n"
        for one, other in (("Norway", "Kenya"), ("European Union", "Peru"), ("Chad", "Ghana"))
    )
    matching = matched("recommendations", f"Delegation,Country,{REST}\n{rows}")

    assert matching.of("state").why is MatchReason.AMBIGUOUS


def test_what_a_person_said_of_values_makes_them_fit() -> None:
    table = read_table("f.csv", b"Country,Recommendation,Title\nKenya,Train,4\nPeru,Train,1\n")
    settled = {"title": {"4": "A general action", "1": "A minimal action"}}

    matching = guess(
        table.columns, table.samples, SPECIFICATIONS["recommendations"], NAMES, settled
    )

    assert matching.of("title").is_sure
