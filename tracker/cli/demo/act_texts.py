"""Titles and descriptions of invented actions, by type and by what they show. Pure.

Each text names the commitment that the action is about, so that any combination of type and
commitment reads sensibly. A text is chosen by the number of the action: the same number gives the
same text.
"""

from collections.abc import Mapping, Sequence

from tracker.cli.demo.inventions import Act
from tracker.evidence.vocabulary import ActionKind, Polarity

INVENTED = "Invented for demonstration."
_ABOUT = " – {topic}"
# Title and account, for actions that bear a commitment out or give context.
DONE: Mapping[ActionKind, Sequence[tuple[str, str]]] = {
    ActionKind.LAW: (
        ("Parliament adopted an act", "The act was published in the gazette and is in force."),
        ("The penal code was amended", "The amendment was adopted after two public hearings."),
    ),
    ActionKind.POLICY: (
        (
            "The government adopted a national plan",
            "The plan names the ministries in charge, a date for each step and a yearly review.",
        ),
        (
            "The ministry issued guidelines",
            "The guidelines were written with three organisations and sent to every district.",
        ),
    ),
    ActionKind.BUDGET: (
        (
            "The budget has a line of its own",
            "The line covers three years. Half of it was spent by the end of the first year.",
        ),
        ("Funds were raised", "The supplementary budget adds one fifth to the earlier amount."),
    ),
    ActionKind.INSTITUTION: (
        (
            "A national office was set up",
            "The office has a director, twelve posts and a duty to report to parliament.",
        ),
        ("A rapporteur was appointed", "The rapporteur reports to parliament every spring."),
    ),
    ActionKind.TRAINING: (
        (
            "Officials were trained",
            "The course took four days. Survivors taught one third of it and were paid.",
        ),
        ("A course became compulsory", "New inspectors take the course in their first year."),
    ),
    ActionKind.ENFORCEMENT: (
        (
            "Inspections were extended",
            "Inspectors visited workplaces in nine districts and published what they found.",
        ),
        ("A special unit took up work", "The unit has officers in every district."),
    ),
    ActionKind.COURT_RULING: (
        (
            "The supreme court ruled",
            "The ruling binds all courts. It is in the public register of judgments.",
        ),
        ("An appeal court awarded compensation", "The state pays where the offender cannot."),
    ),
    ActionKind.SERVICE: (
        (
            "A service was opened",
            "The service is free, open at night and does not ask for a complaint to the police.",
        ),
        ("A hotline answers in five languages", "The hotline is run together with survivors."),
    ),
    ActionKind.COOPERATION: (
        (
            "Two governments signed an agreement",
            "The agreement names contact points and a yearly meeting.",
        ),
        ("A joint team took up work", "Police and prosecutors of two states work in the team."),
    ),
    ActionKind.DATA: (
        (
            "Yearly figures were published",
            "The figures are anonymous and cover every district. The method is described.",
        ),
        ("A register was started", "The register counts decisions of authorities, not people."),
    ),
    ActionKind.REVERSAL: (
        ("A closed programme was opened again", "The programme had been closed for two years."),
    ),
}
# For actions that speak against a commitment.
UNDONE: Mapping[ActionKind, Sequence[tuple[str, str]]] = {
    ActionKind.LAW: (("A bill failed", "The bill lapsed at the end of the session."),),
    ActionKind.POLICY: (
        (
            "The national plan expired",
            "No new plan was adopted in the eighteen months that follow.",
        ),
    ),
    ActionKind.BUDGET: (
        ("The budget was cut", "The line was cut by half. The ministry gave no reason."),
    ),
    ActionKind.INSTITUTION: (
        ("The office has had no director for a year", "The post was advertised twice."),
    ),
    ActionKind.TRAINING: (("A course was cancelled", "No course has taken its place."),),
    ActionKind.ENFORCEMENT: (
        ("No inspection took place", "The gazette lists no inspection for the whole year."),
        ("Victims were fined", "Fines were imposed for acts that people had been forced into."),
    ),
    ActionKind.COURT_RULING: (
        ("The court dismissed a claim", "The judgment says that the law gives no such right."),
    ),
    ActionKind.SERVICE: (
        ("A service is closed at weekends", "Two organisations were turned away in one month."),
    ),
    ActionKind.COOPERATION: (
        ("An agreement was not renewed", "Requests for help wait for months without an answer."),
    ),
    ActionKind.DATA: (("Figures were not published", "The last figures are three years old."),),
    ActionKind.REVERSAL: (
        ("A programme was closed", "The decision was announced one week before it took effect."),
        ("An act was repealed", "The act was repealed without a public hearing."),
    ),
}


def describe(act: Act, topic: str, number: int) -> tuple[str, str]:
    """The title and description of an action on a commitment with the title ``topic``."""
    texts = UNDONE if act.polarity is Polarity.CONTRADICTS else DONE
    choices = texts[act.kind]
    title, account = choices[number % len(choices)]
    return title + _ABOUT.format(topic=topic), f"{account} {INVENTED}"
