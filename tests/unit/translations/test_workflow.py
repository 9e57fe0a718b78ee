"""From the English texts to a corrected catalogue: update, spreadsheet, compile, pseudo."""

import csv
import gettext
import shutil
from pathlib import Path

import pytest

from tools.translations import checking, compiling, coverage, pseudo, updating
from tools.translations.catalogues import (
    FOLDER,
    BrokenCatalogue,
    forms,
    is_translated,
    messages,
    path_of,
    read,
)
from tools.translations.extraction import (
    LATER,
    PARTS,
    interface_texts,
    part_of,
    record_texts,
)
from tools.translations.problems import PLACEHOLDER
from tools.translations.terms import holds, terms


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the Russian catalogues, to be changed."""
    for domain in ("messages", "records"):
        path = path_of("ru", domain, tmp_path)
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path_of("ru", domain), path)
    return tmp_path


def changed(folder: Path, old: str, new: str) -> Path:
    path = path_of("ru", "messages", folder)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_the_committed_catalogues_pass_every_check() -> None:
    assert checking.check_all() == []


def test_the_coverage_of_each_catalogue_has_a_floor() -> None:
    floors = coverage.floors()

    assert all(set(floors[language]) == set(PARTS) for language in floors)
    assert all(
        floor >= 90 for each in floors.values() for part, floor in each.items() if part not in LATER
    )


def test_a_text_that_is_also_a_title_counts_with_the_titles() -> None:
    parts = {part_of(one, "records") for one in messages(record_texts())}
    found = record_texts()
    found_in = {each.id: {Path(place).name for place, _ in each.locations} for each in found}
    main = {text for text, files in found_in.items() if files & {"commitments.csv", "themes.csv"}}

    assert parts == {"records", *LATER}
    assert {part_of(one, "records") for one in messages(found) if one.id in main} == {"records"}


def test_reasons_of_relations_and_measures_are_extracted_for_translation() -> None:
    reasons = [one for one in messages(record_texts()) if part_of(one, "records") == "reasons"]

    assert len(reasons) > 500
    assert {note for one in reasons for note in one.auto_comments} == {"rationale", "reason"}


def test_a_spreadsheet_there_and_back_changes_nothing(folder: Path, tmp_path: Path) -> None:
    before = [path_of("ru", domain, folder).read_bytes() for domain in ("messages", "records")]
    sheet = tmp_path / "ru.csv"
    updating.export_csv("ru", sheet, folder)

    assert updating.import_csv("ru", sheet, folder) == []

    after = [path_of("ru", domain, folder).read_bytes() for domain in ("messages", "records")]
    assert after == before


def edited(sheet: Path, english: str, column: str, text: str) -> None:
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    row = next(row for row in rows if row["english"].startswith(english))
    row[column] = text
    with sheet.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def test_a_correction_in_a_spreadsheet_is_taken_over(folder: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "ru.csv"
    updating.export_csv("ru", sheet, folder)
    edited(sheet, "Report a mistake", "translation", "Сообщить о неточности")

    assert updating.import_csv("ru", sheet, folder) == []

    found = read(path_of("ru", "messages", folder)).get("Report a mistake")
    assert found is not None
    assert found.string == "Сообщить о неточности"


def test_a_faulty_spreadsheet_changes_nothing(folder: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "ru.csv"
    updating.export_csv("ru", sheet, folder)
    edited(sheet, "%(num)s action", "form few", "без числа")
    before = path_of("ru", "messages", folder).read_bytes()

    assert updating.import_csv("ru", sheet, folder) != []
    assert path_of("ru", "messages", folder).read_bytes() == before


def test_a_spreadsheet_without_a_column_is_refused(folder: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "ru.csv"
    sheet.write_text("english,translation\nSave,Сохранить\n", encoding="utf-8")

    with pytest.raises(BrokenCatalogue, match="catalogue"):
        updating.import_csv("ru", sheet, folder)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("nplurals=3", "nplurals=2", "two plural forms where Russian has three"),
        ("\n#: ", "\nno line of a catalogue\n#: ", "a line that is no part of a catalogue"),
        ("%(state)s", "%(государство)s", "a placeholder was translated"),
    ],
)
def test_a_broken_catalogue_is_not_compiled(folder: Path, old: str, new: str, reason: str) -> None:
    path = path_of("ru", "messages", folder)
    if old == "%(state)s":
        text = path.read_text(encoding="utf-8")
        place = text.index(old, text.index("msgstr", text.index(old)))
        path.write_text(text[:place] + new + text[place + len(old) :], encoding="utf-8")
    else:
        changed(folder, old, new)

    with pytest.raises(BrokenCatalogue):
        compiling.compile_all(folder)
    assert not path.with_suffix(".mo").exists(), reason


def test_a_doubtful_text_is_not_compiled(folder: Path) -> None:
    path = path_of("ru", "messages", folder)
    message = next(
        one for one in messages(read(path)) if isinstance(one.id, str) and is_translated(one)
    )
    changed(folder, f'msgid "{message.id}"', f'#, fuzzy\nmsgid "{message.id}"')

    compiled = compiling.compile_catalogue(path)

    with compiled.open("rb") as file:
        assert gettext.GNUTranslations(file).gettext(str(message.id)) == message.id


def test_an_update_keeps_translations_and_drops_what_is_gone(tmp_path: Path) -> None:
    path = path_of("fr", "messages", tmp_path)
    path.parent.mkdir(parents=True)
    text = path_of("fr", "messages").read_text(encoding="utf-8")
    path.write_text(f'{text}\nmsgid "No text any more"\nmsgstr "Disparu"\n', encoding="utf-8")

    updating.update(tmp_path)

    found = read(path)
    assert found.get("No text any more") is None
    assert not found.obsolete
    wanted = {one.id for one in messages(interface_texts())}
    assert {one.id for one in messages(found)} == wanted
    known = read(path_of("fr", "messages"))
    for one in messages(found):
        old = known.get(one.id, one.context)
        assert forms(one) == (forms(old) if old else forms(one))


def test_every_text_of_the_pretended_language_is_longer_and_keeps_its_placeholders() -> None:
    for one in messages(pseudo.catalogue("messages")):
        sources = (one.id,) if isinstance(one.id, str) else one.id
        for source, text in zip(sources, forms(one), strict=False):
            assert text.strip().startswith(pseudo.OPEN)
            assert text.strip().endswith(pseudo.CLOSE)
            assert len(text) >= 1.4 * len(source.strip())
            assert sorted(PLACEHOLDER.findall(text)) == sorted(PLACEHOLDER.findall(source))


TERM = [
    ("fr", "traite des personnes", "Lutter contre la traite des personnes", True, "as it stands"),
    ("fr", "traite des personnes", "le trafic d’êtres humains", False, "another crime"),
    ("ru", "торговля людьми", "борьба с торговлей людьми", True, "inflected"),
    ("ru", "торговля людьми", "незаконный ввоз мигрантов", False, "smuggling"),
    ("ar", "الاتجار بالأشخاص", "مكافحة الاتجار بالأشخاص", True, "with the article"),
    ("ar", "استراتيجيات وطنية", "الاستراتيجيات الوطنية", True, "made definite"),
    ("ar", "البيانات الشخصية", "بيانات شخصية محتملة", True, "made indefinite"),
    ("ar", "الاتجار بالأشخاص", "تهريب المهاجرين", False, "smuggling"),
    ("zh", "人口贩运", "打击人口贩运行为", True, "no inflection"),
    ("zh", "人口贩运", "偷运移民", False, "smuggling"),
    ("es", "trata de personas", "la trata de personas", True, "as it stands"),
    ("es", "trata de personas", "el tráfico de personas", False, "smuggling"),
]


@pytest.mark.parametrize(("language", "term", "text", "is_there", "reason"), TERM)
def test_an_official_term_is_found_in_its_inflections(
    language: str, term: str, text: str, is_there: bool, reason: str
) -> None:
    assert holds(term, text, language) == is_there, reason


def test_each_term_names_its_source() -> None:
    with (FOLDER / "terms.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert len(rows) == len(terms()) > 200
    assert all(row["source"] and row["paragraph"] for row in rows)
    with (FOLDER / "terms_accepted.csv").open(encoding="utf-8", newline="") as file:
        accepted = list(csv.DictReader(file))
    english = {row["en"] for row in rows}
    assert all(row["term"] in english and len(row["reason"]) > 5 for row in accepted)
