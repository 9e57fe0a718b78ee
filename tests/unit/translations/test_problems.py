"""What the check of a translation finds, case by case."""

import pytest
from babel.messages.catalog import Message

from tools.translations.problems import problems_of

PAIR = ("%(num)s action", "%(num)s actions")
NAMED = ("The text of %(it)s was changed.", "%(num)s texts were changed.")
SINGLE = [
    ("Save", "Enregistrer", True, "a plain text"),
    ("Save", "", True, "not translated: English is shown"),
    ("%(state)s reports", "Rapport : %(state)s", True, "a placeholder may move"),
    ("%(state)s reports", "Rapport : %(etat)s", False, "a placeholder was translated"),
    ("%(state)s reports", "Rapport", False, "a placeholder is missing"),
    ("A", "%(state)s", False, "a placeholder that the page does not fill"),
    ("%(a)s and %(b)s", "%(b)s et %(a)s", True, "the order is free"),
    ("%(a)s and %(a)s", "%(a)s", False, "one of two is missing"),
    ("{state}: {progress}%", "{state} : {progress} %", True, "for scripts"),
    ("{state}: {progress}%", "{etat} : {progress} %", False, "a name in braces was translated"),
    ("%(a)s of 100 %%", "%(a)s sur 100 %%", True, "an escaped percent sign"),
    ("%(a)s of 100 %%", "%(a)s sur 100 %", False, "a single percent sign is an error"),
    ("<b>New</b>", "<b>Nouveau</b>", True, "markup is kept"),
    ("<b>New</b>", "<i>Nouveau</i>", False, "other markup"),
    ("<b>New</b>", "<b>Nouveau", False, "markup is not closed"),
    ('<a href="x">A</a>', '<a href="y">A</a>', False, "an attribute was changed"),
    ("A&nbsp;B", "A B", False, "an entity is missing"),
    (" or ", " ou ", True, "spaces that join"),
    (" or ", "ou", False, "the spaces are missing"),
    ("or", "ou ", False, "a space too many"),
    ("One\n", "Un", False, "the line break at the end is missing"),
]


@pytest.mark.parametrize(("english", "text", "is_right", "reason"), SINGLE)
def test_a_translated_text_keeps_what_the_page_needs(
    english: str, text: str, is_right: bool, reason: str
) -> None:
    assert (problems_of(Message(english, text), "fr") == []) == is_right, reason


PLURAL = [
    ("ru", PAIR, ("%(num)s а", "%(num)s б", "%(num)s в"), True, "three forms"),
    ("ru", PAIR, ("%(num)s а", "%(num)s б", ""), False, "a form is empty"),
    ("ru", PAIR, ("%(num)s а", "%(num)s б"), False, "a form is missing"),
    ("ru", PAIR, ("одно", "%(num)s б", "%(num)s в"), False, "Russian one is for 21 too"),
    ("ru", PAIR, ("", "", ""), True, "not translated"),
    ("fr", PAIR, ("%(num)s a", "%(num)s d’a", "%(num)s a"), True, "three forms of CLDR"),
    ("fr", PAIR, ("%(num)s a", "%(num)s a"), False, "the two forms of Babel's table"),
    ("es", PAIR, ("una a", "%(num)s de a", "%(num)s a"), True, "one in words"),
    ("es", PAIR, ("una a", "millones", "%(num)s a"), False, "many needs the number"),
    ("zh", PAIR, ("%(num)s个",), True, "one form"),
    ("zh", PAIR, ("个",), False, "it is for every number"),
    ("ar", PAIR, ("لا", "واحد", "اثنان", "%(num)s", "%(num)s", "%(num)s"), True, "in words"),
    ("ar", PAIR, ("لا", "واحد", "اثنان", "few", "%(num)s", "%(num)s"), False, "3 to 10"),
    ("fr", NAMED, ("%(it)s a", "%(num)s b", "%(num)s b"), True, "the singular has its own name"),
    ("fr", NAMED, ("%(num)s %(x)s", "%(num)s b", "%(num)s b"), False, "a name of neither"),
]


@pytest.mark.parametrize(("language", "english", "texts", "is_right", "reason"), PLURAL)
def test_a_plural_has_every_form_with_its_number(
    language: str, english: tuple[str, str], texts: tuple[str, ...], is_right: bool, reason: str
) -> None:
    message = Message(english, texts)

    assert (problems_of(message, language) == []) == is_right, reason
