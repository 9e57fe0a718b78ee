"""Operators of a search text: each case says how it is understood; no text is an error."""

import random

import pytest

from tracker.search.syntax import DEEPEST, MOST_TERMS, Asked, Group, leaves, parse


def written(node: Asked | Group | None) -> str:
    """A tree in one line: ``a & (b | c) & !d``."""
    if node is None:
        return ""
    if isinstance(node, Asked):
        return f'"{node.written}"' if node.quoted else node.written
    if node.operator == "not":
        return f"!{written(node.parts[0])}"
    return "(" + (" & " if node.operator == "and" else " | ").join(map(written, node.parts)) + ")"


@pytest.mark.parametrize(
    ("text", "tree", "ignored", "reason"),
    [
        ("kenya shelter", "(kenya & shelter)", (), "both are asked"),
        ("kenya AND shelter", "(kenya & shelter)", (), "AND is what a space means"),
        (
            "kenya shelter OR housing",
            "(kenya & (shelter | housing))",
            (),
            "OR joins its neighbours",
        ),
        ("law OR police OR courts", "(law | police | courts)", (), "three alternatives"),
        ("law | police", "(law | police)", (), "the sign for OR"),
        ("law or police", "(law & police)", (), "small letters are no operator"),
        ("not punishing", "(not & punishing)", (), "small letters are no operator"),
        ("kenya -uganda", "(kenya & !uganda)", (), "a minus sign"),
        ("kenya −uganda", "(kenya & !uganda)", (), "a mathematical minus sign"),
        ("kenya NOT uganda", "(kenya & !uganda)", (), "NOT"),
        ('kenya -"child labour"', '(kenya & !"child labour")', (), "a phrase is left out"),
        ("non-punishment", "non-punishment", (), "a hyphen within a word is no minus"),
        ("kenya - uganda", "(kenya & uganda)", (), "a dash between spaces is no minus"),
        ("NOT (law OR police)", "!(law | police)", (), "brackets"),
        ("(law court) OR police", "((law & court) | police)", (), "brackets within OR"),
        ("-(law court)", "!(law & court)", (), "a minus sign before brackets"),
        ("(-law police)", "(!law & police)", (), "a minus sign behind a bracket"),
        ("16(a)", "16(a)", (), "brackets within a word stay"),
        ("Congo (DRC)", "(Congo & DRC)", (), "brackets around one word"),
        ("“rights of victims”", '"rights of victims"', (), "quotes of a word processor"),
        ('"rights', "rights", ('"',), "a quote that is not closed"),
        ('law "rights of', "(law & rights)", ('"',), "a quote that is not closed, at the end"),
        ("(law", "law", (), "a bracket that is not closed"),
        ("law)", "law", (), "a bracket that was not opened"),
        ("OR", "", ("OR",), "an operator alone"),
        ("NOT", "", ("NOT",), "an operator alone"),
        ("OR law OR", "law", ("OR",), "operators with nothing beside them"),
        ("law NOT", "law", ("NOT",), "an operator at the end"),
        ("law OR -police", "(law & !police)", ("OR",), "OR with what is left out"),
        ("NOT NOT law", "!law", (), "a doubled operator"),
        ("the", "the", (), "a stop word alone is answered"),
        ("the law", "law", (), "a stop word beside another is not"),
        ("the OR law", "law", ("OR",), "a stop word beside OR"),
        ("", "", (), "nothing"),
        ('"" () -- && ***', "", (), "signs alone"),
    ],
)
def test_search_text_is_understood(
    text: str, tree: str, ignored: tuple[str, ...], reason: str
) -> None:
    parsed = parse(text)

    assert (written(parsed.root), parsed.ignored) == (tree, ignored), reason


def test_cost_of_any_text_is_bounded() -> None:
    many = parse(" OR ".join(f"word{number}" for number in range(5000)))
    deep = parse("(" * 400 + "law" + ")" * 400)
    long = parse("x" * 100_000)

    assert len(list(leaves(many.root))) == MOST_TERMS
    assert many.ignored
    assert [asked.written for asked, _no in leaves(deep.root)] in ([], ["law"])
    assert all(len(asked.written) <= 1000 for asked, _no in leaves(long.root))
    assert DEEPEST < 10


def test_no_text_fails() -> None:
    chance = random.Random(5)  # noqa: S311 - it invents texts, it guards nothing
    signs = [
        '"',
        "(",
        ")",
        "-",
        " ",
        "OR",
        "NOT",
        "|",
        "law",
        "مدينة",
        "法",
        "*",
        "'",
        "\x00",
        "\u0301",
    ]

    for _time in range(3000):
        text = "".join(chance.choices(signs, k=chance.randint(0, 30)))
        parse(text)
