"""Exact ages, places of stay and plain names: what is marked, how surely, and what is not.

Each row has its reason. All people, places and organisations are invented.
"""

import csv
import re

import pytest

from tools.steps import ROOT
from tracker.pii.finder import find, find_certain
from tracker.pii.findings import Level

LISTS = ROOT / "tracker" / "pii" / "lists"
CERTAIN, LOOK = Level.CERTAIN, Level.LOOK


def said(text: str) -> list[tuple[str, str]]:
    return [(found.kind.value, text[found.start : found.end]) for found in find(text)]


MARKED = [
    ("a name between commas", "The driver, Zubeta Karomba, left.", "name", "Zubeta Karomba"),
    ("a month as a given name", "The cook, May Adeyemi, left.", "name", "May Adeyemi"),
    ("Chinese: a clause before a name", "警方询问了在工厂上班的王秀英。", "name", "王秀英"),
    (
        "somebody is put up",
        "Lo instalaron en la pensión Aurora.",
        "place_of_stay",
        "la pensión Aurora",
    ),
    ("an age set off by commas", "The girl, 14 years old, left.", "age", "14 years old"),
    ("an age before the person", "A 19-year-old told us.", "age", "19-year-old"),
    ("an age in words", "She had turned sixteen.", "age", "sixteen"),
    ("an age in brackets", "The boy (13) begged.", "age", "13"),
    ("two ages of two people", "Two girls, aged 12 and 14, ran.", "age", "12 and 14"),
    ("French: of so many years", "Une femme de 22 ans a parlé.", "age", "22 ans"),
    ("Spanish: had so many years", "Tenía 15 años.", "age", "15 años"),
    ("Russian: an adjective", "19-летняя девушка ушла.", "age", "19-летняя"),
    ("Arabic: an ordinal", "كانت في السادسة عشرة.", "age", "السادسة عشرة"),
    ("Chinese: a numeral", "她十八岁。", "age", "十八岁"),
    ("a street without a number", "She lives on Old Mill Lane.", "place_of_stay", "Old Mill Lane"),
    ("a hotel", "He sleeps at the Silver Palm Hotel.", "place_of_stay", "the Silver Palm Hotel"),
    ("a village", "She hides in Kwa Ndege village.", "place_of_stay", "Kwa Ndege village"),
    ("a name in quotation marks", "Живёт в приюте «Радуга».", "place_of_stay", "приюте «Радуга»"),
    ("French: noun first", "Elle vit rue des Lilas.", "place_of_stay", "rue des Lilas"),
    ("Spanish: noun first", "Vive en la aldea El Tule.", "place_of_stay", "la aldea El Tule"),
    ("Arabic: a construct", "تسكن في حي الزيتون.", "place_of_stay", "حي الزيتون"),
    ("Chinese: noun last", "她住在翠湖小区。", "place_of_stay", "翠湖小区"),
    ("a verb of speech behind", "Fatuma Hassan said so.", "name", "Fatuma Hassan"),
    ("what belongs to a person", "The passport of Rosa Quispe is gone.", "name", "Rosa Quispe"),
    ("an unlisted name asked for", "We met Zorvana Tikhel there.", "name", "Zorvana Tikhel"),
    ("Russian in another case", "Говорили с Зариной Усмановой.", "name", "Зариной Усмановой"),
    ("Arabic: verb first", "قالت فاطمة حسن ذلك.", "name", "فاطمة حسن"),
    ("Chinese: before a verb", "张桂英离开了。", "name", "张桂英"),
]


@pytest.mark.parametrize(
    ("text", "kind", "marked"), [row[1:] for row in MARKED], ids=[row[0] for row in MARKED]
)
def test_what_could_identify_somebody_is_marked(text: str, kind: str, marked: str) -> None:
    assert said(text) == [(kind, marked)]


UNMARKED = [
    ("it is a thing that turned ten", "The line rang all day when it turned 10."),
    ("a law has its years, in Russian", "Программе исполнилось десять лет."),
    ("the seat of an office, in French", "Le ministère se trouve rue des Acacias."),
    ("the seat of an office, in Spanish", "La sede de la fiscalía está en la avenida Bolívar."),
    ("an office moves", "The Ministry of Labour moved from Harambee Avenue to a larger building."),
    ("a place is opened, in Chinese", "新庇护所在南京路开放，有二十张床位。"),
    ("an office between commas", "The judge, Zubeta Karomba, ruled."),
    ("a place between commas", "The girl, Lagos State, was moved."),
    ("an office after a clause, in Chinese", "我们采访了在农场工作的劳动监察员。"),
    ("a limit", "Children under 18 years of age are protected."),
    ("a range", "Women aged 18 to 45 took part."),
    ("a group of one age", "Girls aged 15 attend the course."),
    ("a rule of law", "The minimum age for work is 15 years."),
    ("a punishment", "La pena es de 14 años de prisión."),
    ("a duration", "L'accord de 10 ans a été renouvelé."),
    ("the age of a thing", "A 10-year-old agreement was renewed."),
    ("an official's age", "La juge Claire Exemple, 58 ans, préside."),
    ("an average", "受害人平均年龄为24岁。"),
    ("the seat of an office", "The Ministry of Labour on Moi Avenue receives applications."),
    ("a shelter without a name", "The State opened a shelter in Mombasa."),
    ("an opening", "Государство открыло приют «Радуга»."),
    ("a general noun with a capital", "The Hotel and Restaurant Association met."),
    ("an office holder", "Minister of Labour Jane Example opened the session."),
    ("an office behind the name", "Jane Example, Minister of Labour, opened the session."),
    ("a mechanism", "The Special Rapporteur said that the Palermo Protocol applies."),
    ("an organisation with a verb", "Human Rights Watch said the law was weak."),
    ("two States", "Sierra Leone and Sri Lanka signed."),
    ("Arabic: an office holder", "قالت وزيرة العمل سميرة القاضي ذلك."),
    ("Arabic: a street with a person's name", "وزارة العمل في شارع محمد علي."),
    ("Chinese: an office holder", "劳动部长周文清主持了会议。"),
    ("Chinese: ordinary words", "高等法院和金融机构参加了会议。"),
]


@pytest.mark.parametrize("text", [row[1] for row in UNMARKED], ids=[row[0] for row in UNMARKED])
def test_what_identifies_nobody_stays_unmarked(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "level"),
    [
        pytest.param("Fatuma Hassan said so.", CERTAIN, id="two listed names and a verb"),
        pytest.param("We met Zorvana Tikhel there.", LOOK, id="names on no list"),
        pytest.param("The girl, 14 years old, left.", CERTAIN, id="an age of one person"),
        pytest.param("The newcomer, aged 14, left.", LOOK, id="an age without a person beside it"),
        pytest.param("She lives on Old Mill Lane.", CERTAIN, id="somebody who lives there"),
        pytest.param("A woman spoke of Old Mill Lane.", LOOK, id="a person but no stay"),
    ],
)
def test_level_says_how_sure_the_check_is(text: str, level: Level) -> None:
    (found,) = find(text)

    assert found.level is level
    assert bool(find_certain(text)) is (level is CERTAIN)


def test_every_list_of_words_is_documented_and_has_no_entry_twice() -> None:
    documented = set(re.findall(r"`([a-z_]+)`", (LISTS / "README.md").read_text(encoding="utf-8")))

    for file in sorted(LISTS.glob("*.csv")):
        head, *rows = csv.reader(file.read_text(encoding="utf-8").splitlines())
        assert head == ["list", "entry"], file.name
        assert {name for name, _entry in rows} <= documented, file.name
        assert all(entry.strip() for _name, entry in rows), file.name
        assert len({tuple(row) for row in rows}) == len(rows), file.name
