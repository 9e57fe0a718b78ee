"""Parses a list of people to invite from a file or pasted text.

A first row with headings says which column is what. Without one, columns are recognised by what
they hold: an address by its @, a role and a language by their words, the rest by order.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from babel import Locale
from flask_babel import gettext as _

from tracker.accounts import roles
from tracker.core.errors import Invalid
from tracker.core.languages import LANGUAGES, forced_locale
from tracker.exchange.parsing import LayoutChoice, Table, read_table
from tracker.exchange.sheets import UnreadableFile
from tracker.policy.predicates import Role

FIELDS = ("name", "email", "role", "scope", "language")
MOST_LINES = 200
# Headings by field, without spaces and signs; those of a file that was downloaded are among them.
HEADINGS: Mapping[str, frozenset[str]] = {
    "name": frozenset({"name", "fullname", "person", "nom", "nombre", "имя", "الاسم", "姓名"}),
    "email": frozenset(
        {"email", "emailaddress", "mail", "address", "courriel", "correo", "correoelectronico"}
        | {"адресэлектроннойпочты", "электроннаяпочта", "البريدالإلكتروني", "电子邮件"}
    ),
    "role": frozenset({"role", "rôle", "rol", "роль", "الدور", "角色"}),
    "scope": frozenset(
        {"state", "organisation", "organization", "stateororganisation", "stateorganisation"}
        | {"country", "état", "estado", "государство", "الدولة", "国家", "for"}
    ),
    "language": frozenset({"language", "langue", "idioma", "язык", "اللغة", "语言", "lang"}),
}


@dataclass(frozen=True, slots=True)
class InvitationLine:
    """One line of the list. ``number`` is its line or row."""

    number: int
    name: str = ""
    email: str = ""
    role: str = ""
    scope: str = ""
    language: str = ""

    @property
    def text(self) -> str:
        """The line in a form that can be pasted again, separated by tabs."""
        return "\t".join(getattr(self, field).replace("\t", " ") for field in FIELDS)


def read_lines(name: str, content: bytes) -> tuple[InvitationLine, ...]:
    """The lines of a list. Raises Invalid at ``list`` if it is unreadable or too long."""
    try:
        table = read_table(name, content, LayoutChoice(header_row=0))
    except UnreadableFile as unreadable:
        raise Invalid({"list": [str(unreadable.reason)]}) from None
    rows = [(row.number, [" ".join(cell.split()) for cell in row.cells]) for row in table.rows]
    rows = [(number, cells) for number, cells in rows if any(cells)]
    places = _headed(rows[0][1]) if rows else {}
    if places:
        rows = rows[1:]
    else:
        places = _recognised(table, [cells for _number, cells in rows])
    if not rows:
        raise Invalid({"list": [_("The list has no lines with people.")]})
    if len(rows) > MOST_LINES:
        raise Invalid({"list": [_("A list can have at most %(most)s lines.", most=MOST_LINES)]})
    return tuple(_line(number, cells, places) for number, cells in rows)


def role_of(text: str) -> Role | None:
    """The role with this code, or with this name in any language of the site."""
    return _role_names().get(_plain(text))


def language_of(text: str) -> str | None:
    """The code of the language with this name. None if unknown."""
    return _language_names().get(text.strip().casefold())


def _line(number: int, cells: Sequence[str], places: Mapping[str, list[int]]) -> InvitationLine:
    given = {
        field: next((cells[place] for place in found if place < len(cells) and cells[place]), "")
        for field, found in places.items()
    }
    return InvitationLine(number, **given)


def _headed(cells: Sequence[str]) -> dict[str, list[int]]:
    """Columns by field from a row of headings. Empty if it is none."""
    found: dict[str, list[int]] = {}
    for place, cell in enumerate(cells):
        for field, words in HEADINGS.items():
            if _plain(cell) in words:
                found.setdefault(field, []).append(place)
    return found if "email" in found else {}


def _recognised(table: Table, rows: Sequence[Sequence[str]]) -> dict[str, list[int]]:
    """Columns by field from their content."""
    left = list(range(len(table.columns)))
    found: dict[str, list[int]] = {}
    tests: tuple[tuple[str, Callable[[str], object]], ...] = (
        ("email", lambda cell: "@" in cell),
        ("role", role_of),
        ("language", language_of),
    )
    for field, fits in tests:
        place = _best(left, rows, fits)
        if place is not None:
            found[field] = [place]
            left.remove(place)
    # A name stands before the address, what a role is held for behind it.
    mail = found.get("email", [0])[0]
    before = [place for place in left if place < mail]
    behind = [place for place in left if place > mail]
    if not before and len(behind) > 1:
        before, behind = behind[:1], behind[1:]
    if before:
        found["name"] = before[:1]
    if behind:
        found["scope"] = behind
    return found


def _best(
    places: Sequence[int], rows: Sequence[Sequence[str]], fits: Callable[[str], object]
) -> int | None:
    """The column in which most cells match. None if there is none."""
    counted = [
        (sum(bool(place < len(row) and row[place] and fits(row[place])) for row in rows), -place)
        for place in places
    ]
    most = max(counted, default=(0, 0))
    return -most[1] if most[0] else None


@cache
def _language_names() -> Mapping[str, str]:
    """Language codes by code and by name in each language (CLDR)."""
    found = {name.casefold(): code for code, name in LANGUAGES.items()}
    for code in LANGUAGES:
        found[code] = code
        for other in LANGUAGES:
            found[(Locale.parse(code).get_language_name(other) or code).casefold()] = code
    return found


def _role_names() -> dict[str, Role]:
    found = {_plain(role.value): role for role in roles.OFFERED}
    for language in LANGUAGES:
        with forced_locale(language):
            found |= {_plain(str(name)): role for role, name in roles.NAMES.items()}
    # As people write them: without what each is held for.
    short = {"focalpoint": Role.FOCAL_POINT, "validatingauthority": Role.VALIDATING_AUTHORITY}
    return {**found, **short, "admin": Role.ADMINISTRATOR}


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
