"""`flask import` tells what it recognised, writes nothing that is not sure, and takes names."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from flask.testing import FlaskCliRunner
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from tests import factories as make
from tests import people
from tracker.evidence.models import IndicatorValue
from tracker.gap import standing
from tracker.policy.predicates import Role
from tracker.registry.models import Commitment, State
from tracker.registry.recommendation_models import Recommendation
from tracker.review import publication

HEAD = "Text,Response,Session,mechanism,date"
ROW = "X one,Accepted,40,UPR,2022"
VALUES = "reference,indicator,state,Score,effective_on,source\n"


@pytest.fixture
def runner(db: SQLAlchemy, cli: FlaskCliRunner) -> FlaskCliRunner:
    """Three states and an indicator with a scale of five values."""
    one, *_others = (make.state("KEN", "Kenya"), make.state("NOR", "Norway"), make.state("XAA"))
    indicator = make.indicator("IND", measures=(make.commitment("P", of=make.instrument("P")),))
    make.value(indicator, one, "3", date(2018, 1, 1), reference="OLD")
    standing.rebuild()
    publication.registry_changed()
    db.session.commit()
    db.session.remove()
    return cli


def ran(
    runner: FlaskCliRunner, folder: Path, kind: str, content: str, *options: str, status: int = 0
) -> Result:
    file = folder / "mine.csv"
    file.write_text(content, "utf-8")
    result = runner.invoke(args=["import", kind, str(file), *options])
    assert result.exit_code == status, result.output
    return result


def states_asked(db: SQLAlchemy) -> set[tuple[str, str | None]]:
    query = select(State.iso3, Recommendation.made_by).join(
        State, State.id == Recommendation.state_id
    )
    return {(iso3, made_by) for iso3, made_by in db.session.execute(query)}


def test_state_under_review_is_told_from_the_recommending_one(
    runner: FlaskCliRunner, db: SQLAlchemy, tmp_path: Path
) -> None:
    content = f"From,To,{HEAD}\nNorway,Kenya,{ROW}\n"
    result = ran(runner, tmp_path, "recommendations", content, "--write")

    assert states_asked(db) == {("KEN", "Norway")}
    assert "state ← To" in result.output
    assert "made_by ← From" in result.output
    assert "“Accepted” → supported" in result.output


def test_nothing_is_written_before_columns_of_states_are_named(
    runner: FlaskCliRunner, db: SQLAlchemy, tmp_path: Path
) -> None:
    content = f"A,B,{HEAD}\nNorway,Kenya,{ROW}\nKenya,Norway,{ROW}\n"
    held = ran(runner, tmp_path, "recommendations", content, "--write", "--accept-valid", status=1)
    assert states_asked(db) == set()
    assert " created" not in held.output, "nothing was created, so nothing says so"
    assert held.output.count("Nothing was saved") == 1
    one_named = ("--write", "--match", "B=state")
    ran(runner, tmp_path, "recommendations", content, *one_named, status=1)
    assert states_asked(db) == set()

    ran(runner, tmp_path, "recommendations", content, *one_named, "--match", "A=made_by")
    assert states_asked(db) == {("KEN", "Norway"), ("NOR", "Kenya")}


def test_column_that_is_left_out_by_name_is_not_asked_again(
    runner: FlaskCliRunner, db: SQLAlchemy, tmp_path: Path
) -> None:
    content = f"A,B,{HEAD}\nNorway,Kenya,{ROW}\n"
    ran(
        *(runner, tmp_path, "recommendations", content),
        *("--write", "--match", "B=state", "--match", "A="),
    )
    assert states_asked(db) == {("KEN", None)}


def test_missing_value_of_all_rows_is_one_message_with_their_number(
    runner: FlaskCliRunner, tmp_path: Path
) -> None:
    rows = "".join(f"Kenya,Text {number} here,UPR,2022\n" for number in range(200))
    content = f"Country,Text,mechanism,date\n{rows}"
    result = ran(runner, tmp_path, "recommendations", content, status=1)

    seen = [line for line in result.output.splitlines() if "session" in line]
    assert len(seen) == 1
    assert "200" in seen[0]
    given = ran(runner, tmp_path, "recommendations", content, "--constant", "session=40")
    assert "200 to create" in given.output


def test_word_that_nobody_knows_is_refused_in_each_of_its_rows(
    runner: FlaskCliRunner, tmp_path: Path
) -> None:
    """The column is there, so its faults are those of rows and not of the whole file."""
    row = ROW.replace("Accepted", "Considered")
    content = f"From,To,{HEAD}\nNorway,Kenya,{row}\nKenya,Norway,{row}\n"
    result = ran(runner, tmp_path, "recommendations", content, status=1)

    assert [f"row {at}, column Response" in result.output for at in (2, 3)] == [True, True]


def test_unknown_words_of_a_scale_are_told_once_and_take_a_meaning(
    runner: FlaskCliRunner, db: SQLAlchemy, tmp_path: Path
) -> None:
    rows = "".join(
        f"N-{at},IND,KEN,{word},20{at + 10},X\n"
        for at, word in enumerate(["Watchlist", "Watchlist", ">95", "<5", "3"])
    )
    result = ran(runner, tmp_path, "indicator_values", VALUES + rows, status=1)
    seen = [line for line in result.stdout.splitlines() if "“Watchlist” (2)" in line]
    assert len(seen) == 1

    meanings = ("value:Watchlist=2", "value:>95=4", "value:<5=0")
    options = [text for each in meanings for text in ("--meaning", each)]
    source = db.session.scalars(select(IndicatorValue)).one().source
    assert source is not None
    content = (VALUES + rows).replace(",X\n", f",{source.code}\n")
    db.session.remove()
    ran(runner, tmp_path, "indicator_values", content, *options, "--write")
    query = select(IndicatorValue.value).where(IndicatorValue.reference.like("N-%"))
    assert sorted(db.session.scalars(query)) == ["0", "2", "2", "3", "4"]


@pytest.mark.parametrize(
    ("kind", "text", "value", "reason"),
    [
        ("count", "1,373", "1373", "a count is whole, so the comma parts thousands"),
        ("count", "1 373", "1373", "a space parts thousands"),
        ("count", "12", "12", "as it stands"),
        ("count", ">95", None, "a bound is no count"),
        ("count", "<5", None, "a bound is no count"),
        ("count", "about 90", None, "an estimate is no count"),
        ("share", "12.5", "12.5", "as it stands"),
        ("share", "45 %", "45", "the sign says what a share is"),
        ("share", "1,373", None, "one and a bit, or more than a thousand"),
        ("share", ">95", None, "a bound is no share"),
    ],
)
def test_counts_and_shares_are_read_as_numbers_or_asked(
    *,
    runner: FlaskCliRunner,
    db: SQLAlchemy,
    tmp_path: Path,
    kind: str,
    text: str,
    value: str | None,
    reason: str,
) -> None:
    one = db.session.scalars(select(IndicatorValue)).one()
    assert one.source is not None
    code = one.source.code
    indicator = make.indicator("CNT")
    indicator.kind = kind
    db.session.commit()
    db.session.remove()
    content = f'{VALUES}N-1,CNT,KEN,"{text}",2019,{code}\n'
    status = 0 if value else 1
    result = ran(runner, tmp_path, "indicator_values", content, "--write", status=status)
    query = select(IndicatorValue.value).where(IndicatorValue.reference == "N-1")
    assert db.session.scalar(query) == value, reason
    if value is None:
        assert f"value[CNT]: “{text}” (1)" in result.stdout, reason
        meaning = ("--meaning", f"value:{text}=95", "--write")
        ran(runner, tmp_path, "indicator_values", content, *meaning)
        assert db.session.scalar(query) == "95", reason


WITHIN = [
    (("value[IND]:2nd=3", "value[LIST]:2nd=b"), ["3", "b"], "a meaning for each indicator"),
    (("value:2nd=3", "value[LIST]:2nd=b"), ["3", "b"], "that of an indicator comes first"),
    (("value[LIST]:2nd=b", "value:2nd=3"), ["3", "b"], "in any order"),
    (("value[IND]:2ND=3", "value[LIST]:2Nd=b"), ["3", "b"], "capital letters are no difference"),
    (("value[ IND ]:2nd=3", "value[LIST]:2nd=b"), ["3", "b"], "spaces around the code"),
    (("value[IND]:2nd=3",), ["3"], "the other is still asked"),
    (("value:2nd=3",), ["3"], "3 is no value of the other indicator"),
    (("value[IND]:2nd=9", "value[LIST]:2nd=b"), ["b"], "9 is no value of the first"),
]


@pytest.mark.parametrize(("meanings", "written", "reason"), WITHIN)
def test_word_means_what_it_means_for_the_indicator_of_its_row(
    *,
    runner: FlaskCliRunner,
    db: SQLAlchemy,
    tmp_path: Path,
    meanings: tuple[str, ...],
    written: list[str],
    reason: str,
) -> None:
    source = db.session.scalars(select(IndicatorValue)).one().source
    assert source is not None
    code = source.code
    make.indicator("LIST", levels={"a": 0, "b": 4})
    db.session.commit()
    db.session.remove()
    content = f"{VALUES}N-1,IND,KEN,2nd,2019,{code}\nN-2,LIST,KEN,2nd,2019,{code}\n"
    seen = ran(runner, tmp_path, "indicator_values", content, status=1)
    assert "value[IND]: “2nd” (1)" in seen.stdout
    assert "value[LIST]: “2nd” (1)" in seen.stdout

    options = [text for each in meanings for text in ("--meaning", each)]
    status = 0 if len(written) == 2 else 3
    options += ["--write", "--accept-valid"]
    ran(runner, tmp_path, "indicator_values", content, *options, status=status)
    query = select(IndicatorValue.value).where(IndicatorValue.reference.like("N-%"))
    assert sorted(db.session.scalars(query)) == written, reason


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("value[NONE]", "no such indicator"),
        ("state[IND]", "States have no scale"),
        ("nothing[IND]", "no such field"),
    ],
)
def test_meaning_for_an_indicator_that_is_none_is_refused(
    runner: FlaskCliRunner, tmp_path: Path, name: str, reason: str
) -> None:
    content = f"{VALUES}N-1,IND,KEN,2,2019,X\n"
    option = ("--meaning", f"{name}:2=3")
    result = ran(runner, tmp_path, "indicator_values", content, *option, status=1)
    assert name.rstrip("]").split("[")[0 if "nothing" in name else 1] in result.output, reason


def test_words_that_name_no_record_are_told_once_and_take_a_meaning(
    runner: FlaskCliRunner, db: SQLAlchemy, tmp_path: Path
) -> None:
    source = db.session.scalars(select(IndicatorValue)).one().source
    assert source is not None
    code = source.code
    db.session.remove()
    rows = "".join(f"X rank,KEN,3,20{at + 10},X report of a year\n" for at in range(5))
    # A row that is refused for its State has these words as well.
    rows += "X rank,Utopia,3,2019,X report of a year\n"
    content = f"indicator,state,Score,effective_on,source\n{rows}"
    result = ran(runner, tmp_path, "indicator_values", content, status=1)
    for word in ("“X rank” (6)", "“X report of a year” (6)"):
        assert len([line for line in result.stdout.splitlines() if word in line]) == 1

    meanings = (
        "--meaning",
        "indicator:X rank=IND",
        "--meaning",
        f"source:X report of a year={code}",
    )
    named = ("--match", "indicator=indicator", "--match", "source=source")
    content = content.replace("Utopia", "NOR")
    seen = ran(runner, tmp_path, "indicator_values", content, *meanings, *named)
    assert "6 to create" in seen.output


EARLY = [
    ("UPR", "2011-07-13", True, "the day before it became a member"),
    ("UPR", "2011-07-14", False, "the day on which it did"),
    ("UPR", "2011", False, "a day of that year may be meant"),
    ("UPR", "2011-06", True, "every day of that month is too early"),
    ("UPR", "2009-05-05", True, "a review of another state"),
    ("treaty_body", "2009-05-05", False, "treaty bodies examine parties, members or not"),
]


@pytest.mark.parametrize(("mechanism", "date_text", "refused", "reason"), EARLY)
def test_review_asks_no_state_before_it_is_a_member(
    *,
    runner: FlaskCliRunner,
    db: SQLAlchemy,
    tmp_path: Path,
    mechanism: str,
    date_text: str,
    refused: bool,
    reason: str,
) -> None:
    state = db.session.scalars(select(State).where(State.iso3 == "XAA")).one()
    state.member_since, state.member_on = 2011, date(2011, 7, 14)
    db.session.commit()
    db.session.remove()
    content = (
        "made_by,state,wording,position,session,mechanism,date,symbol\n"
        f"Norway,XAA,X one,supported,40,{mechanism},{date_text},INVENTED/1\n"
    )
    result = ran(runner, tmp_path, "recommendations", content, status=int(refused))
    assert ("column date" in result.output) is refused, reason
    assert ("2011-07-14" in result.output) is refused, reason


def test_rows_are_chosen_by_values_and_by_words(
    runner: FlaskCliRunner, db: SQLAlchemy, tmp_path: Path
) -> None:
    rows = (
        "Kenya,Stop trafficking in persons,Alpha; Beta,UPR,2022,40\n"
        "Kenya,Build more roads,Gamma,UPR,2022,40\n"
        "Kenya,Protect the rights of the child,Beta,UPR,2022,40\n"
    )
    content = f"Country,Text,Theme,mechanism,date,Session\n{rows}"
    kind = "recommendations"
    by_theme = ran(runner, tmp_path, kind, content, "--only", "Theme=alpha;Delta")
    assert "1 to create" in by_theme.output
    assert "2 left out" in by_theme.output
    by_words = ran(runner, tmp_path, kind, content, "--containing", "Text=traffick*;child")
    assert "2 to create" in by_words.output
    both = ran(
        *(runner, tmp_path, kind, content),
        *("--only", "Theme=Beta", "--containing", "wording=trafficking", "--write"),
    )
    assert "2 left out" in both.output
    assert (
        len(db.session.scalars(select(Commitment.id).where(Commitment.reference != "P")).all()) == 1
    )


@pytest.mark.parametrize(
    "options",
    [
        ("--match", "Nowhere=state"),
        ("--match", "A=nothing"),
        ("--match", "A"),
        ("--constant", "nothing=1"),
        ("--meaning", "state"),
        ("--meaning", "nothing:a=b"),
        ("--only", "Nowhere=a"),
        ("--only", "A="),
        ("--containing", "=a"),
    ],
)
def test_names_that_are_none_are_refused_by_name(
    runner: FlaskCliRunner, tmp_path: Path, options: tuple[str, ...]
) -> None:
    content = f"A,B,{HEAD}\nNorway,Kenya,{ROW}\n"
    file = tmp_path / "mine.csv"
    file.write_text(content, "utf-8")
    result = runner.invoke(args=["import", "recommendations", str(file), *options])

    assert result.exit_code in (1, 2)
    assert "Traceback" not in result.output
    assert not result.exception or isinstance(result.exception, SystemExit)


TWICE = [
    (("--match", "From=state", "--match", "From=made_by"), 1, "one column for two fields"),
    (("--constant", "state=KEN", "--constant", "state=NOR"), 2, "two values for all rows"),
    (("--constant", "state="), 2, "a value that is none"),
    (("--meaning", "position:A=noted", "--meaning", "position:A=supported"), 2, "two meanings"),
    (("--sheet", "Data"), 1, "a sheet of a file that has none"),
]


@pytest.mark.parametrize(
    ("options", "status"), [each[:2] for each in TWICE], ids=[each[2] for each in TWICE]
)
def test_option_that_contradicts_another_is_refused(
    runner: FlaskCliRunner, tmp_path: Path, options: tuple[str, ...], status: int
) -> None:
    content = f"From,To,{HEAD}\nNorway,Kenya,{ROW}\n"
    ran(runner, tmp_path, "recommendations", content, *options, status=status)


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (("--meaning", "position:Acepted=noted"), "Acepted"),
        (("--only", "To=KEN"), "KEN"),
        (("--only", "state=Kenya;Uganda", "--write"), "Uganda"),
    ],
)
def test_word_that_no_cell_has_is_told(
    runner: FlaskCliRunner, tmp_path: Path, options: tuple[str, ...], word: str
) -> None:
    content = f"From,To,{HEAD}\nNorway,Kenya,{ROW}\n"
    result = ran(runner, tmp_path, "recommendations", content, *options)
    assert f"“{word}”" in result.output


def test_choice_of_no_row_does_not_say_that_its_rows_are_on_record(
    runner: FlaskCliRunner, db: SQLAlchemy, tmp_path: Path
) -> None:
    content = f"From,To,{HEAD}\nNorway,Kenya,{ROW}\n"
    result = ran(runner, tmp_path, "recommendations", content, "--only", "To=Uganda", "--write")
    assert states_asked(db) == set()
    assert "already has" not in result.output


def test_database_without_states_is_told(
    db: SQLAlchemy, cli: FlaskCliRunner, tmp_path: Path
) -> None:
    result = ran(cli, tmp_path, "recommendations", f"To,{HEAD}\nKenya,{ROW}\n", status=1)
    assert "seed load" in result.output


def test_place_of_the_rejected_rows_is_checked_before_rows_are_saved(
    runner: FlaskCliRunner, db: SQLAlchemy, tmp_path: Path
) -> None:
    content = f"From,To,{HEAD}\nNorway,Kenya,{ROW}\nNorway,Nowhere,{ROW}\n"
    place = tmp_path / "absent" / "rejected.csv"
    options = ("--write", "--accept-valid", "--refused", str(place))
    result = ran(runner, tmp_path, "recommendations", content, *options, status=2)

    assert str(place.parent) in result.output
    assert states_asked(db) == set()


def test_preview_writes_the_rejected_rows_into_the_file_that_is_named(
    runner: FlaskCliRunner, tmp_path: Path
) -> None:
    content = f"From,To,{HEAD}\nNorway,Kenya,{ROW}\nNorway,Nowhere,{ROW}\n"
    place = tmp_path / "rejected.csv"
    ran(runner, tmp_path, "recommendations", content, "--refused", str(place), status=1)

    assert "Nowhere" in place.read_text("utf-8-sig")
    assert "Kenya" not in place.read_text("utf-8-sig")


NO_DESTINATION = [
    ("actions", (), "--as", "nobody is named who contributes for an organisation"),
    ("report_entries", (), "--as", "nobody is named who is a focal point"),
    ("actions", ("CONTRIBUTOR",), "--organisation", "it is not said for which organisation"),
    ("actions", ("CONTRIBUTOR", "--organisation", "none"), "--organisation", "it is another's"),
    ("actions", ("CONTRIBUTOR", "--report", "R-1"), "--report", "actions belong to no report"),
    ("sources", ("--organisation", "none"), "--organisation", "sources are the registry's"),
    ("sources", ("--report", "R-1"), "--report", "and belong to no report"),
]


@pytest.mark.parametrize(
    ("kind", "given", "option"),
    [row[:3] for row in NO_DESTINATION],
    ids=[r[3] for r in NO_DESTINATION],
)
def test_option_that_says_where_records_belong_is_named_if_it_is_wrong(
    runner: FlaskCliRunner,
    db: SQLAlchemy,
    tmp_path: Path,
    kind: str,
    given: tuple[str, ...],
    option: str,
) -> None:
    own = make.organisation("Circle of invented survivors")
    person = people.holder(Role.CONTRIBUTOR, organisation_id=own.id)
    email, public_id = person.email, own.public_id
    db.session.commit()
    options = ("--as", email, *given[1:]) if given[:1] == ("CONTRIBUTOR",) else given

    result = ran(runner, tmp_path, kind, "title\nX one\n", *options, status=2)

    assert option in result.output.splitlines()[-1]
    if option == "--organisation" and kind == "actions":
        assert public_id in result.output
