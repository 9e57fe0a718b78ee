"""One invented story for each feature that a reader should find. None of it happened.

A story is a few invented records about one cell. What the site then says of the cell follows from
the rules alone; the tests of the demonstration look whether it still does.
"""

from tracker.assessment.vocabulary import Confidence
from tracker.cli.demo.inventions import (
    PRESS,
    SURVIVORS,
    WATCH,
    Act,
    Entry,
    Inventions,
    Report,
    Value,
    Verdict,
)
from tracker.evidence.vocabulary import ActionKind, Polarity
from tracker.reporting.vocabulary import Answer, Consultation

# Examplia: all three lanes speak, two votes lie far apart, and a reviewer has weighed them.
ALL_LANES = ("XEX", "GPA-2010-25")
CONTESTED = ("XEX", "GPA-2010-38")
EXAMPLIA = Inventions(
    values=(
        Value("XEX", "TIP-PARTY", "party", 180, "demo-gazette"),
        Value("XEX", "UNTOC-PARTY", "party", 190, "demo-gazette"),
        Value("XEX", "P029-PARTY", "party", 40, "demo-gazette"),
        Value("XEX", "TIP-CRIMINALISATION", "partial", 60, "demo-gazette"),
        Value("XEX", "3P-PROSECUTION", "3", 22),
        Value("XEX", "3P-PROTECTION", "4", 22),
    ),
    corrections=(Value("XEX", "TIP-CRIMINALISATION", "complete", 60, "demo-gazette"),),
    reports=(
        Report("XEX", 30, (Entry(CONTESTED[1], 2), Entry(ALL_LANES[1], 2))),
        Report(
            "XEX",
            6,
            (
                Entry(CONTESTED[1], 3, survivors=Consultation.CONSULTED),
                Entry(ALL_LANES[1], 4, survivors=Consultation.LED),
                Entry(
                    "GPA-2010-34",
                    answer=Answer.NOT_ASSESSED,
                    reason="The ministry in charge has not answered yet.",
                ),
                Entry(
                    "GPA-2010-16",
                    answer=Answer.NOT_APPLICABLE,
                    reason="The report holds that this asks for nothing of its own.",
                ),
            ),
        ),
    ),
    acts=(
        Act("XEX", CONTESTED[1], 0, 14, SURVIVORS, Polarity.CONTRADICTS, ActionKind.ENFORCEMENT),
        Act("XEX", ALL_LANES[1], 3, 9, SURVIVORS, kind=ActionKind.LAW),
        Act("XEX", ALL_LANES[1], None, 3, PRESS, Polarity.CONTEXT),
        Act("XEX", "GPA-2010-33", 3, 8, WATCH, kind=ActionKind.SERVICE, name_withheld=True),
        Act("XEX", "GPA-2010-16", 4, 10, PRESS, withdrawn="The article was about another state."),
    ),
    verdicts=(Verdict("XEX", ALL_LANES[1], 3, 4, Confidence.HIGH),),
)

# Fictonia claims much more than others see; one cell the other way round.
DIVERGENT = ("XFC", "GPA-2010-23")
MODEST = ("XFC", "GPA-2010-13")
FICTONIA = Inventions(
    values=(
        Value("XFC", "TIP-PARTY", "party", 200, "demo-gazette"),
        Value("XFC", "UNTOC-PARTY", "party", 200, "demo-gazette"),
        Value("XFC", "3P-PROTECTION", "2", 22),
        Value("XFC", "3P-PREVENTION", "4", 22),
    ),
    reports=(
        Report(
            "XFC",
            5,
            (
                Entry(DIVERGENT[1], 4, survivors=Consultation.NOT_CONSULTED),
                Entry(MODEST[1], 1),
                Entry("GPA-2010-27", 4),
                Entry("TIP-PROTOCOL-04", 4),
            ),
        ),
    ),
    acts=(Act("XFC", DIVERGENT[1], 0, 7, SURVIVORS, Polarity.CONTRADICTS, ActionKind.SERVICE),),
    verdicts=(Verdict("XFC", "TIP-PROTOCOL-04", 1, 3),),
)

# Inventaria closed what it had opened: the level is lower than 24 months earlier.
REGRESSED = ("XIV", "GPA-2010-26")
INVENTARIA = Inventions(
    values=(Value("XIV", "TIP-PARTY", "party", 150, "demo-gazette"),),
    acts=(
        Act("XIV", REGRESSED[1], 3, 50, WATCH, kind=ActionKind.SERVICE),
        Act("XIV", REGRESSED[1], 1, 5, WATCH, Polarity.CONTRADICTS, ActionKind.REVERSAL),
    ),
    reports=(Report("XIV", 40, (Entry(REGRESSED[1], 3), Entry("GPA-2010-12", 2))),),
)

# Hypothesia is known to stand outside a treaty; Pretendia has only signed it; of Vacantia nothing
# is known at all; Samplonia has never reported.
OUTSIDE = ("XHY", "TIP-PROTOCOL-01")
SIGNATORY = ("XPD", "TIP-PROTOCOL-01")
SILENT_STATE = "XSA"
UNKNOWN_STATE = "XVC"
EDGES = Inventions(
    values=(
        Value("XHY", "TIP-PARTY", "not_party", 12, "demo-gazette"),
        Value("XHY", "UNTOC-PARTY", "party", 90, "demo-gazette"),
        Value("XPD", "TIP-PARTY", "signed", 240, "demo-gazette"),
        Value("XSA", "TIP-PARTY", "party", 130, "demo-gazette"),
        Value("XSA", "3P-PREVENTION", "2", 100),
        Value("XOB", "TIP-PARTY", "party", 80, "demo-gazette"),
    ),
    reports=(
        Report(
            "XPD",
            8,
            (
                Entry(
                    "GPA-2010-08",
                    answer=Answer.NOT_ASSESSED,
                    reason="Parliament is looking into it.",
                ),
            ),
        ),
    ),
    acts=(Act("XSA", "GPA-2010-13", 1, 75, PRESS),),
)

# Whimsia: an action that identifies a person is redacted.
REDACTED = ("XWM", "GPA-2010-33")
WHIMSIA = Inventions(
    acts=(Act("XWM", REDACTED[1], 3, 16, WATCH, kind=ActionKind.SERVICE),),
)

# Cells that a story uses. No random records are added to them.
TOLD = frozenset({ALL_LANES, CONTESTED, DIVERGENT, MODEST, REGRESSED, OUTSIDE, SIGNATORY, REDACTED})
STORIES = EXAMPLIA + FICTONIA + INVENTARIA + EDGES + WHIMSIA
