"""Which language a reader asks for, wish by wish."""

import pytest

from tracker.core.languages import LANGUAGES, negotiated, path_prefix

CASES = [
    ("", "en", "nothing is said"),
    ("fr", "fr", "one wish"),
    ("fr-CA", "fr", "the region is dropped"),
    ("FR-ca", "fr", "case makes no difference"),
    ("fr_FR", "fr", "some programs send an underscore"),
    ("ar-EG,en;q=0.7", "ar", "the region of the first wish is dropped before the second is tried"),
    ("ar-EG,ar;q=0.9,en;q=0.8", "ar", "as browsers in Egypt send it"),
    ("en,fr", "en", "of equals the first"),
    ("en;q=0.7,fr;q=0.8", "fr", "the stronger wish, in whatever order"),
    ("en;q=0.7,fr", "fr", "a wish without a weight has the weight 1"),
    ("es-419,es;q=0.9", "es", "a region may be a number"),
    ("zh", "zh", "Chinese"),
    ("zh-CN", "zh", "as mainland China has it"),
    ("zh-TW,en", "zh", "Chinese in traditional script reads this before English"),
    ("zh-Hant-HK,en;q=0.9", "zh", "a script and a region are dropped"),
    ("zh-Hans", "zh", "a script alone"),
    ("yue-HK,en;q=0.5", "zh", "readers of Cantonese read written Chinese"),
    ("cmn-Hans-CN", "zh", "the code of ISO 639-3 for Mandarin"),
    ("arb", "ar", "the code of ISO 639-3 for standard Arabic"),
    ("uk", "en", "Ukrainian is not Russian"),
    ("uk-UA,uk;q=0.9,en;q=0.8", "en", "a Ukrainian reader's second wish is English"),
    ("be,ru;q=0.5", "ru", "a Belarusian reader who asks for Russian next gets it"),
    ("pt-BR,es;q=0.3", "es", "Portuguese is not Spanish, but Spanish was asked for"),
    ("ca", "en", "Catalan is not Spanish"),
    ("fa", "en", "Persian is not Arabic"),
    ("ja", "en", "Japanese is not Chinese"),
    ("de,nl", "en", "nothing the site has"),
    ("de,fr;q=0.1", "fr", "a weak wish is better than none"),
    ("*", "en", "any language"),
    ("*,fr;q=0.5", "en", "any language is wished more than French"),
    ("fr;q=0.5,*;q=0.1", "fr", "French before any other"),
    ("fr;q=0", "en", "French is refused"),
    ("fr;q=0,*", "en", "anything but French"),
    ("fr-CA;q=0.9,fr;q=0", "en", "a refused language is not taken by its region"),
    ("en;q=0,ru", "ru", "English is refused"),
    ("french", "en", "no language code"),
    ("frr", "en", "North Frisian begins with the letters of French"),
    ("fr;q=abc", "en", "a weight that is no number: the wish does not count"),
    (";;;,,,", "en", "no list at all"),
    ("x" * 5000, "en", "a header of any length"),
    ("de," * 100 + "fr", "fr", "many wishes"),
]


@pytest.mark.parametrize(("header", "language", "reason"), CASES)
def test_a_reader_gets_the_language_of_the_strongest_wish_that_can_be_met(
    header: str, language: str, reason: str
) -> None:
    assert negotiated(header) == language, reason


def test_english_has_plain_addresses_and_the_others_their_code() -> None:
    assert {code: path_prefix(code) for code in LANGUAGES} == {
        "en": "",
        "fr": "/fr",
        "es": "/es",
        "ar": "/ar",
        "ru": "/ru",
        "zh": "/zh",
    }
