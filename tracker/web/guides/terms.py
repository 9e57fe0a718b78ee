"""The glossary's terms: our own with meanings, and official ones.

Official terms are in the United Nations' own wording, with the source text
(`tracker/translations/terms.csv`). They are not translated here.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from flask_babel import lazy_gettext as _l

from tracker.core.languages import LANGUAGES

_TERMS: Final = Path(__file__).resolve().parents[2] / "translations" / "terms.csv"


@dataclass(frozen=True, slots=True)
class SiteTerm:
    """A term on our pages. ``code`` is its anchor."""

    code: str
    name: Any  # a lazy translation, as the next
    meaning: Any


@dataclass(frozen=True, slots=True)
class OfficialTerm:
    """A term by language code, with its document and paragraph."""

    code: str
    words: Mapping[str, str]
    source: str
    paragraph: str


SITE_TERMS: Final = (
    SiteTerm(
        "text",
        _l("Text or treaty"),
        _l("A document in which States made commitments."),
    ),
    SiteTerm(
        "commitment",
        _l("Commitment"),
        _l("One passage of a text that asks for action. Most are addressed to States."),
    ),
    SiteTerm(
        "pillar",
        _l("Pillar"),
        _l("A group of commitments. There are five, and figures are added up for each."),
    ),
    SiteTerm(
        "theme",
        _l("Theme"),
        _l("A subject that commitments of several pillars share."),
    ),
    SiteTerm(
        "recommendation",
        _l("Recommendation"),
        _l("What a body of the United Nations asked of one State. It enters no figure here."),
    ),
    SiteTerm(
        "indicator",
        _l("Indicator"),
        _l("A series of dated values. A scale turns each value into a level."),
    ),
    SiteTerm(
        "report",
        _l("State report"),
        _l("What a government says about its own progress."),
    ),
    SiteTerm(
        "evidence",
        _l("Other evidence"),
        _l("Indicators, and actions that organisations logged with their sources."),
    ),
    SiteTerm(
        "assessment",
        _l("Reviewers’ assessment"),
        _l("The level that a reviewer gives after reading all records, with reasons."),
    ),
    SiteTerm(
        "action",
        _l("Action"),
        _l("Something that a State did or failed to do, logged by an organisation with sources."),
    ),
    SiteTerm(
        "reply",
        _l("Reply"),
        _l("The public answer of one side to a record of the other."),
    ),
    SiteTerm(
        "level",
        _l("Level"),
        _l("How much of a commitment is done, from 0 (not started) to 4 (complete)."),
    ),
    SiteTerm(
        "status",
        _l("Status"),
        _l(
            "The level that counts: the assessment if there is one. Otherwise we use other "
            "evidence, and after that the State report."
        ),
    ),
    SiteTerm(
        "gap",
        _l("Gap"),
        _l("What is still to be done, from 0 (nothing) to 1 (everything)."),
    ),
    SiteTerm(
        "progress",
        _l("Progress"),
        _l("What is done, as a share of what was promised. It is the other side of the gap."),
    ),
    SiteTerm(
        "coverage",
        _l("Share with current information"),
        _l("Of all commitments that apply, the share for which we have a status today."),
    ),
    SiteTerm(
        "range",
        _l("Range"),
        _l("The lowest and highest gap, if everything unknown were done or undone."),
    ),
    SiteTerm(
        "strength",
        _l("Strength"),
        _l("How much a source counts, from A (official record) to D (weakest)."),
    ),
    SiteTerm(
        "no-information",
        _l("No information"),
        _l("We have no record. This is never counted as zero."),
    ),
    SiteTerm(
        "out-of-date",
        _l("Out of date"),
        _l("All records are too old to describe today. We show the last level and its year."),
    ),
    SiteTerm(
        "not-applicable",
        _l("Not applicable"),
        _l("The commitment does not bind this State, for example as it is no party to a treaty."),
    ),
    SiteTerm(
        "disagree",
        _l("Sources disagree"),
        _l("Two sources differ by two levels or more. We show both."),
    ),
    SiteTerm(
        "challenged",
        _l("Challenged by the State"),
        _l("The State contests a record in a public reply. The record still counts."),
    ),
    SiteTerm(
        "difference",
        _l("Difference"),
        _l("How much more, or less, a State reports than others see."),
    ),
    SiteTerm(
        "no-report",
        _l("No report"),
        _l("A report was due and the State has not submitted it."),
    ),
    SiteTerm(
        "reporting-cycle",
        _l("Reporting cycle"),
        _l("The rule that says which States report, and when."),
    ),
    SiteTerm(
        "reference",
        _l("Reference"),
        _l("The permanent code of a record. Use it when you quote."),
    ),
    SiteTerm(
        "withdrawn",
        _l("Withdrawn"),
        _l("Its writer took the record out of the figures. Readers see that it existed, and why."),
    ),
    SiteTerm(
        "name-withheld",
        _l("Name withheld"),
        _l("An organisation logged the action and its name is not public, for its safety."),
    ),
)

# Terms of `terms.csv` that pages of this site use, in the order of the alphabet in English.
_OFFICIAL: Final = (
    *("accession", "accountability", "capacity-building", "child trafficking", "civil society"),
    *("contemporary forms of slavery", "debt bondage", "demand", "depositary"),
    *("effective remedies", "entry into force", "focal points", "forced labour"),
    *("General Assembly", "Global Plan of Action", "human trafficking", "irregular migration"),
    *("labour exploitation", "law enforcement", "legal aid", "Member States", "migrant workers"),
    *("national action plans", "national referral mechanisms", "non-punishment of victims"),
    *("observer States", "organ removal", "organized crime", "partnerships", "personal data"),
    *("Political Declaration", "prevention", "progress report", "prosecution", "protection"),
    *("ratification", "recommendations", "rehabilitation", "reintegration", "resolution"),
    *("root causes", "sexual exploitation", "signature", "smuggling of migrants"),
    *("stakeholders", "States Parties", "supply chains", "survivors", "technical assistance"),
    *("trafficked persons", "traffickers", "trafficking in persons", "trauma-informed"),
    *("treaties", "universal periodic review", "victim-centred approach"),
    *("victims and survivors", "victims of trafficking in persons", "witnesses"),
    *("worst forms of child labour",),
)


@cache
def official_terms() -> tuple[OfficialTerm, ...]:
    """The official terms on this site, read once in each process."""
    with _TERMS.open(encoding="utf-8", newline="") as file:
        rows = {row["term"]: row for row in csv.DictReader(file)}
    return tuple(
        OfficialTerm(
            "un-" + term.lower().replace(" ", "-"),
            {code: rows[term][code] for code in LANGUAGES if rows[term][code]},
            rows[term]["source"],
            rows[term]["paragraph"],
        )
        for term in _OFFICIAL
    )
