"""The search: disguises, tempting texts, file names, fingerprints; every person is invented."""

import pytest

from tracker.pii.finder import find, find_in_name
from tracker.pii.findings import FindingKind
from tracker.pii.messages import ADVICE, LABELS

Kind = FindingKind


def said(text: str) -> list[tuple[str, str]]:
    return [(finding.kind.value, text[finding.start : finding.end]) for finding in find(text)]


DISGUISED = [
    (
        "zero width",
        "Amara\u200b Ok\u200bwesi, 19, ran",
        "age_and_name",
        "Amara\u200b Ok\u200bwesi, 19",
    ),
    ("combining", "victim: A\u0301mara Okwe\u0301si.", "name", "A\u0301mara Okwe\u0301si"),
    ("bidi marks", "tel \u2066+254 712\u2069 000 481", "telephone", "+254 712\u2069 000 481"),
    ("Arabic-Indic", "هاتف ٠٧١٢٠٠٠٤٨١", "telephone", "٠٧١٢٠٠٠٤٨١"),
    ("Persian", "موبایل: tel ۰۷۱۲۰۰۰۴۸۱", "telephone", "۰۷۱۲۰۰۰۴۸۱"),
    ("Devanagari", "tel ०७१२ ००० ४८१", "telephone", "०७१२ ००० ४८१"),
    ("full width", "电话０７１２０００４８１", "telephone", "０７１２０００４８１"),
    ("Chinese numerals", "电话一三八零零零零四八一二", "telephone", "一三八零零零零四八一二"),
    ("digit by digit", "0 7 1 2 - 0 0 0 - 4 8 1", "telephone", "0 7 1 2 - 0 0 0 - 4 8 1"),
    (
        "in words",
        "zero seven one two oh oh oh four",
        "telephone",
        "zero seven one two oh oh oh four",
    ),
    ("entities", "a&#109;ara&commat;post.example", "email", "a&#109;ara&commat;post.example"),
    ("at and dot", "amara at post dot example", "email", "amara at post dot example"),
    ("brackets", "amara[at]post[dot]example", "email", "amara[at]post[dot]example"),
    ("mailto", "see mailto:amara@post.example", "email", "amara@post.example"),
    ("profile", "https://www.facebook.com/amara.ok.77", "handle_or_account", None),
    ("map", "https://maps.example/@-1.302561,36.849772,17z", "coordinates", None),
    ("degrees", "1°18'09\"S 36°50'59\"E", "coordinates", "1°18'09\"S 36°50'59\"E"),
    ("bank", "GB82 WEST 1234 5698 7654 32", "bank_account", "GB82 WEST 1234 5698 7654 32"),
    ("year of birth", "Amara Okwesi (b. 1999)", "age_and_name", "Amara Okwesi (b. 1999"),
    ("small letters", "the victim's name is amara okwesi", "name", "amara okwesi"),
    ("a victim with office", "Minister Amara Okwesi, herself a survivor", "name", "Amara Okwesi"),
]


@pytest.mark.parametrize(
    ("text", "kind", "marked"), [row[1:] for row in DISGUISED], ids=[row[0] for row in DISGUISED]
)
def test_disguised_personal_data_is_found(text: str, kind: str, marked: str | None) -> None:
    found = said(text)

    assert [each for each, _words in found] == [kind]
    assert marked is None or found[0][1] == marked


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Minister Amara Okwesi, 54, resigned.", id="an official with age"),
        pytest.param("Kenya (19), South Africa (12), Sri Lanka (7)", id="counts by state"),
        pytest.param("In Port Sarrel, victims of trafficking waited.", id="a place, then victims"),
        pytest.param("Employees who were aged 19, 20 and 21 left.", id="ages of many"),
        pytest.param("Case of Harlan v. Velmora, no. 25965/04", id="a case"),
        pytest.param("Amina (not her real name), 19, was sold.", id="a name that is none"),
        pytest.param("受害人小丽(化名)说", id="the same in Chinese"),
        pytest.param("https://example.org/cases/28415593/0712000481", id="an address of a source"),
        pytest.param("https://x.com/UNODC/status/123456789012", id="a post as a source"),
        pytest.param("ISBN 978-92-1-130415-2, A/RES/64/293, E/CN.15/2020/4", id="documents"),
        pytest.param("USD 2,500,000 in 2019-2020, 1 250 000 in 2018", id="money and years"),
        pytest.param("Children born after 1 January 2000 get papers.", id="a rule about births"),
        pytest.param("Write to info@tracker.example or press.office@x.example", id="offices"),
        pytest.param("Passports seized: 12 345 in 2019.", id="a count of passports"),
        pytest.param("Survivors Speak and Victims' Voices met.", id="names of associations"),
    ],
)
def test_ordinary_words_of_the_field_raise_no_alarm(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("name", "marked"),
    [
        ("passport_amara_okwesi.jpg", ["amara_okwesi"]),
        ("Amara Okwesi.png", ["Amara Okwesi"]),
        ("AmaraOkwesi.jpg", ["AmaraOkwesi"]),
        ("Amara%20Okwesi.jpg", ["Amara%20Okwesi"]),
        ("statement-amara-okwesi.pdf", ["amara-okwesi"]),
        ("+254 712 000 481.vcf", ["+254 712 000 481"]),
        ("受害人李小棠.jpg", ["李小棠"]),
        ("паспорт_Алина_Верещук.jpg", ["Алина_Верещук"]),
        ("الضحية سلمى الدرغامي.pdf", ["سلمى الدرغامي"]),
        ("IMG_20210512_143501.jpg", []),
        ("WhatsApp Image 2021-05-12 at 14.35.01.jpeg", []),
        ("Annual Report 2020.pdf", []),
        ("statement-victim-support-unit.pdf", []),
        ("Trafficking in Persons Act 2010.pdf", []),
        ("A_RES_64_293.pdf", []),
        ("", []),
    ],
)
def test_names_of_files_are_searched_too(name: str, marked: list[str]) -> None:
    assert [name[finding.start : finding.end] for finding in find_in_name(name)] == marked


def test_fingerprint_stays_when_other_words_change() -> None:
    before = find("The survivor, Amara Okwesi, spoke. Tel. +254 712 000 481.")
    after = find("Yesterday in court the survivor, AMARA  OKWÉSI, said: tel. +٢٥٤ ٧١٢-٠٠٠-٤٨١!")

    assert [each.fingerprint for each in before] == [each.fingerprint for each in after]
    assert before[0].fingerprint != before[1].fingerprint


def test_fingerprint_changes_with_the_words_found() -> None:
    (one,) = find("The survivor, Amara Okwesi, spoke.")
    (other,) = find("The survivor, Amara Okwasi, spoke.")

    assert one.fingerprint != other.fingerprint


def test_every_kind_has_its_words_and_advice() -> None:
    assert set(LABELS) == set(Kind) == set(ADVICE)
