"""Ages that stand without "years": the youngest of several, "she was 12", "a girl of 12".

Each row has its reason. All people are invented.
"""

import pytest

from tracker.pii.finder import find
from tracker.pii.findings import FindingKind

AGES = [
    ("one of several", "The youngest of them was 12.", "12"),
    ("a number in words", "The youngest among them was twelve.", "twelve"),
    ("the oldest", "The oldest of those freed was 17.", "17"),
    ("a group of people", "The youngest of the 47 victims identified was 9.", "9"),
    ("words between", "The youngest victim identified in 2020 was only 9.", "9"),
    ("one of two", "The elder of the two was 16.", "16"),
    ("set off by commas", "The youngest, just 12, cried.", "12"),
    ("in brackets", "The eldest (17) ran away.", "17"),
    ("a table of facts", "Youngest victim: 12", "12"),
    ("one among others", "One of the girls was 13.", "13"),
    ("two of the same age", "Two of the girls were 13.", "13"),
    ("two ages", "They were only 12 and 14.", "12 and 14"),
    ("a pronoun", "She was 12 and alone.", "12"),
    ("a short form", "He's only 14.", "14"),
    ("a supposed age", "She would have been 12.", "12"),
    ("a negation", "She was not even 13.", "13"),
    ("the speaker", "When I was 12 my uncle sold me.", "12"),
    ("behind the person", "The girl, barely 13, cried.", "13"),
    ("of so many", "We met a girl of 12.", "12"),
    ("at so many", "She was married at 13.", "13"),
    ("first in the sentence", "Twelve when she was taken, she is free now.", "Twelve"),
    ("aged only", "Aged just 12, she was sold.", "12"),
    ("a short unit", "A 12yo girl was there.", "12yo"),
    ("French: among them", "La plus jeune d'entre elles avait 12 ans.", "12 ans"),
    ("French: in place of years", "La plus jeune en avait 12.", "12"),
    ("French: of the boys", "Le plus jeune des garçons avait dix ans.", "dix ans"),
    ("French: a word for the youngest", "La benjamine n'avait que 9 ans.", "9 ans"),
    ("French: no unit", "L'aînée avait 16, la cadette pleurait.", "16"),
    ("French: set off", "La plus âgée des trois, 17 ans, a parlé.", "17 ans"),
    ("Spanish: among them", "La menor de ellas tenía 12 años.", "12 años"),
    ("Spanish: no unit", "La menor tenía 12.", "12"),
    ("Spanish: a group", "La menor del grupo acababa de cumplir 12.", "12"),
    ("Spanish: the smallest", "La más pequeña tenía apenas 12.", "12"),
    ("Spanish: a pronoun", "Ella tenía 12.", "12"),
    ("Spanish: a sister", "Su hermana mayor tenía 16.", "16"),
    ("Russian: of them", "Младшей из них было 12.", "12"),
    ("Russian: the very youngest", "Самой младшей исполнилось двенадцать.", "двенадцать"),
    ("Russian: of the boys", "Младшему из мальчиков 9 лет.", "9 лет"),
    ("Russian: a dash", "Самая младшая — 12 лет.", "12 лет"),
    ("Russian: a relative", "Старшему брату 17.", "17"),
    ("Russian: a year that runs", "Ей шёл тринадцатый год.", "тринадцатый"),
    ("Arabic: the youngest of them", "كان عمر أصغرهم 12.", "12"),
    ("Arabic: the oldest of them", "أكبرهن 16 عاما.", "16 عاما"),
    ("Arabic: the age of the girl", "كان عمر الفتاة الصغرى 12 سنة.", "12 سنة"),
    ("Arabic: the youngest girl", "أصغر الفتيات عمرها 12 سنة.", "12 سنة"),
    ("Chinese: the smallest", "她们中最小的才12岁。", "12岁"),
    ("Chinese: with the word for age", "年龄最小的是12岁。", "12岁"),
    ("Chinese: no unit", "最小的今年12。", "12"),
    ("Chinese: a numeral", "最年幼的女孩十二岁。", "十二岁"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "age"), [row[1:] for row in AGES], ids=[r[0] for r in AGES])
def test_age_without_its_unit_is_marked(text: str, age: str) -> None:
    found = [text[each.start : each.end] for each in find(text) if each.kind is FindingKind.AGE]

    assert found == [age]


NO_AGES = [
    ("a part", "The youngest group was 12 per cent of the total."),
    ("a range", "The youngest workers are aged 15 to 17."),
    ("a rule", "The youngest age of employment is 15."),
    ("a rule for the oldest", "The oldest eligible age is 65."),
    ("pages", "The oldest of the reports was 12 pages long."),
    ("beds", "The oldest shelter has 12 beds."),
    ("members", "The eldest council had 12 members."),
    ("the age of a thing", "The oldest agreement is 20 years old."),
    ("the age of a place", "The shelter was 12 years old."),
    ("a distance", "She was 12 kilometres away."),
    ("months of pregnancy", "She was 3 months pregnant."),
    ("one of a number", "He was 12 of 30."),
    ("a count of things", "One of the targets was 15."),
    ("a number alone", "The number of victims was 12."),
    ("a family", "The youngest of 12 children left."),
    ("a group", "A group of 12 was found."),
    ("a date", "On 12 May when she left, it rained."),
    ("French: a thing", "La plus jeune des conventions a 12 ans."),
    ("French: a rule", "Le plus jeune âge d'admission à l'emploi est de 15 ans."),
    ("French: experience", "La plus jeune institution avait 12 ans d'expérience."),
    ("Spanish: the smallest number", "La menor cantidad fue 12."),
    ("Spanish: most of it", "La mayor parte tiene 12 meses."),
    ("Spanish: a duration", "El mayor de los proyectos tenía 12 años de duración."),
    ("Russian: a limit", "Дети младше 12 лет."),
    ("Russian: a thing", "Самому старому соглашению 12 лет."),
    ("Russian: classes", "Младшие классы: 12 школ."),
    ("Arabic: the lowest age", "أصغر سن للعمل 15 سنة."),
    ("Arabic: the largest number", "أكبر عدد 12."),
    ("Chinese: the smallest number", "最小的数字是12。"),
    ("Chinese: a rule", "最小就业年龄为16岁。"),
    ("Chinese: a range", "最小的年龄组是12至14岁。"),
]


@pytest.mark.parametrize("text", [row[1] for row in NO_AGES], ids=[row[0] for row in NO_AGES])
def test_number_that_is_no_age_of_a_person_stays_unmarked(text: str) -> None:
    assert not find(text)
