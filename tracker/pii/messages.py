"""What a finding is called and what to write instead, in the reader's language."""

from flask_babel import lazy_gettext as _l

from tracker.pii.findings import FindingKind

LABELS = {
    FindingKind.NAME: _l("A person's name"),
    FindingKind.AGE_AND_NAME: _l("A person's name with the age"),
    FindingKind.TELEPHONE: _l("A telephone number"),
    FindingKind.IDENTITY_NUMBER: _l("The number of a passport, card or register"),
    FindingKind.BANK_ACCOUNT: _l("A bank account or card"),
    FindingKind.EMAIL: _l("An e-mail address"),
    FindingKind.HANDLE_OR_ACCOUNT: _l("A personal account or profile"),
    FindingKind.ADDRESS: _l("An exact address"),
    FindingKind.COORDINATES: _l("A point on the map"),
    FindingKind.DATE_OF_BIRTH: _l("A date of birth"),
    FindingKind.AGE: _l("The exact age of a person"),
    FindingKind.PLACE_OF_STAY: _l("A place where somebody stays, lives or works"),
}
ADVICE = {
    FindingKind.NAME: _l(
        "Leave the name out: say “a survivor” or “a witness”. The name of an official"
        " may stay: explain that it is one."
    ),
    FindingKind.AGE_AND_NAME: _l(
        "Leave the name out and widen the age: “a woman in her twenties”."
    ),
    FindingKind.TELEPHONE: _l(
        "Leave the number out. A public hotline may stay: explain that it is one."
    ),
    FindingKind.IDENTITY_NUMBER: _l("Leave the number out: say “her passport”."),
    FindingKind.BANK_ACCOUNT: _l("Leave the number out: say “an account at a bank”."),
    FindingKind.EMAIL: _l(
        "Leave the address out. The letter box of an office may stay: explain that it is one."
    ),
    FindingKind.HANDLE_OR_ACCOUNT: _l("Leave the account out: say “on a social network”."),
    FindingKind.ADDRESS: _l(
        "Name the region or the town only. Never say where a shelter is. The seat of an"
        " institution may stay: explain that it is one."
    ),
    FindingKind.COORDINATES: _l("Leave the point out: name the region or the town only."),
    FindingKind.DATE_OF_BIRTH: _l(
        "Leave the date out and widen the age: “under 18”, “in her teens”."
    ),
    FindingKind.AGE: _l("Widen the age: “a minor”, “a woman in her twenties”."),
    FindingKind.PLACE_OF_STAY: _l(
        "Name the region or the town only. Never name a shelter, a street, a village, a hotel or"
        " a workplace where a victim or a witness can be found."
    ),
}
