"""Recommendations to invented States, with their positions on them and on commitments.

The mechanisms exist; their session, documents and members here do not, and say so.
"""

from collections.abc import Iterator
from datetime import date

from tracker.accounts.actor import OPERATOR
from tracker.gap.methodology import months_before
from tracker.registry.recommendation_drafts import PositionDraft, RecommendationDraft
from tracker.registry.recommendation_service import put_positions, put_recommendations

# State, number, by whom, issues and wording as a file would have them, position in its words.
REVIEWED = (
    ("XEX", "1.1", "Fictonia", "Trafficking", "Adopt a law against trafficking.", "Supported"),
    ("XEX", "1.2", "Legendaria", "Rights of the child", "Open shelters for children.", "Noted"),
    ("XEX", "1.3", "Fictonia", "Labour; Migrants", "Inspect farms.", "Supported/Noted"),
    ("XEX", "1.4", "Reveria", "Fisheries", "Look at fishing vessels.", "No clear position"),
    ("XFC", "2.1", "Examplia", "Witness protection", "Protect witnesses.", "Accepted"),
    ("XFC", "2.2", "Reveria", "Women; Trafficking", "Train judges.", "Noted"),
)
# State, paragraph, issues, wording: treaty bodies are answered later, if at all.
CONCLUDED = (
    ("XEX", "12", "Compensation", "Compensate victims from what was seized."),
    ("XLG", "20", "Data collection; Trafficking", "Publish yearly numbers of victims."),
)
COMMITMENT = "GPA-2010-38"
STATED = (
    ("XEX", "supported", 100),
    ("XFC", "in part", 90),
    ("XLG", "noted", 80),
    ("XRV", "supported", 60),
    ("XSA", "not stated", 60),
)
INVENTED_DOCUMENT = "Statement to an assembly (invented)"


def ask(today: date) -> tuple[int, int]:
    """Create them. Returns the numbers of recommendations and positions."""
    recommendations = [
        RecommendationDraft.parse(cells) for cells in (*_reviewed(today), *_concluded(today))
    ]
    positions = [
        PositionDraft.parse(
            {
                "state": state,
                "commitment": COMMITMENT,
                "position": position,
                "stated_on": months_before(today, months).isoformat(),
                "source": INVENTED_DOCUMENT,
            }
        )
        for state, position, months in STATED
    ]
    put_recommendations(OPERATOR, recommendations)
    put_positions(OPERATOR, positions)
    return len(recommendations), len(positions)


def _reviewed(today: date) -> Iterator[dict[str, str]]:
    for state, number, by, issues, wording, position in REVIEWED:
        yield {
            "mechanism": "UPR",
            "session": "(invented)",
            "symbol": f"INVENTED/REVIEW/{state}",
            "date": months_before(today, 30).isoformat(),
            "state": state,
            "made_by": by,
            "number": number,
            "issues": issues,
            "wording": wording,
            "language": "en",
            "position": position,
            "position_on": months_before(today, 26).isoformat(),
        }


def _concluded(today: date) -> Iterator[dict[str, str]]:
    for state, number, issues, wording in CONCLUDED:
        yield {
            "mechanism": "treaty bodies",
            "symbol": f"INVENTED/CO/{state}",
            "date": months_before(today, 14).isoformat(),
            "state": state,
            "made_by": "Invented Committee",
            "number": number,
            "issues": issues,
            "wording": wording,
            "language": "en",
        }
