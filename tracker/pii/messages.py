"""Labels of findings with advice, in the reader's language."""

from flask_babel import lazy_gettext as _l

from tracker.pii.findings import FindingKind

LABELS = {
    FindingKind.NAME: _l("A person's name"),
    FindingKind.AGE_AND_NAME: _l("A person's name with their age"),
    FindingKind.TELEPHONE: _l("A telephone number"),
    FindingKind.IDENTITY_NUMBER: _l("The number of a passport, card or register"),
    FindingKind.BANK_ACCOUNT: _l("A bank account or card"),
    FindingKind.EMAIL: _l("An e-mail address"),
    FindingKind.HANDLE_OR_ACCOUNT: _l("A personal account or profile"),
    FindingKind.ADDRESS: _l("An exact address"),
    FindingKind.COORDINATES: _l("A point on the map"),
    FindingKind.DATE_OF_BIRTH: _l("A date of birth"),
    FindingKind.AGE: _l("The exact age of a person"),
    FindingKind.PLACE_OF_STAY: _l("A place where a person stays, lives or works"),
}
ADVICE = {
    FindingKind.NAME: _l(
        "Leave the name out and write “a survivor” or “a witness”. You may keep the name "
        "of an official if you explain it."
    ),
    FindingKind.AGE_AND_NAME: _l(
        "Leave the name out and give an age range: “a woman in her twenties”."
    ),
    FindingKind.TELEPHONE: _l(
        "Leave the number out. You may keep a public hotline if you explain it."
    ),
    FindingKind.IDENTITY_NUMBER: _l("Leave the number out and write “her passport”."),
    FindingKind.BANK_ACCOUNT: _l("Leave the number out and write “an account at a bank”."),
    FindingKind.EMAIL: _l(
        "Leave the address out. You may keep the e-mail address of an office if you explain it."
    ),
    FindingKind.HANDLE_OR_ACCOUNT: _l("Leave the account out and write “on a social network”."),
    FindingKind.ADDRESS: _l(
        "Name only the region or the town. Never say where a shelter is. You may keep the "
        "address of an institution if you explain it."
    ),
    FindingKind.COORDINATES: _l("Leave the coordinates out and name only the region or the town."),
    FindingKind.DATE_OF_BIRTH: _l(
        "Leave the date out and give an age range: “under 18”, “in her teens”."
    ),
    FindingKind.AGE: _l("Give an age range: “a minor”, “a woman in her twenties”."),
    FindingKind.PLACE_OF_STAY: _l(
        "Name only the region or the town. Never name a place where a victim or a witness "
        "can be found: a shelter, street, village, hotel or workplace."
    ),
}
