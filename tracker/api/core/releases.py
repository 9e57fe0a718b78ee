"""The API's changelog by release, shared by its page and docs/api.md."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l


@dataclass(frozen=True, slots=True)
class Release:
    """A release of the API and its changes since the previous one.

    ``details`` names fields, parameters and codes, a sentence for each list or subject.
    """

    number: str
    changed: Any
    details: tuple[Any, ...] = ()


RELEASES = (
    Release(
        "1.3.0",
        _l(
            "Figures follow methodology 2 and say how current they are. A list of threads. "
            "Imports say what they understood and take matching, constants and meanings."
        ),
        (
            _l(
                "threads, threads/THREAD: promises made more than once, with their "
                "commitments, oldest first. commitments/COMMITMENT has forms."
            ),
            _l(
                "All lists of figures take age (any, current) and rules (1, 2). meta.methodology "
                "and meta.rules repeat the choice."
            ),
            _l(
                "standings: status may be dated, applicability may be not_yet_member. New fields: "
                "last_known, last_known_on, voices, baseline, movement, movement_code."
            ),
            _l(
                "standings/STATE/COMMITMENT: at_adoption. Records have spoke_until and "
                "family. Votes have voice and records. left_out may be lapsed or "
                "counts_later."
            ),
            _l(
                "gaps: voices, concentration, once_known, gap_once, year, baseline, movement, "
                "movement_cells, dated."
            ),
            _l(
                "indicators: speaks; of measures ceiling; kind may be count or share. "
                "indicator-values: counts_from, source_family. actions: counts_from."
            ),
            _l("The kind of an action may be court_ruling."),
            _l(
                "commitments: retired_reason, replaced_by; one of them also official_wordings. "
                "relations: later_form_of."
            ),
            _l(
                "recommendations: mechanism may be regional_body, other_body or voluntary_pledge. "
                "date may be null where the source gives none."
            ),
            _l(
                "states/STATE: member_since is a text with as many digits as are known "
                "(1945, 1945-10-24). It was a year as a number before."
            ),
            _l(
                "New: imports/indicators, imports/indicator_levels, imports/measures. "
                "All imports take match, constants, meanings, only, containing, sheet, "
                "header_row, across, hidden_rows. Responses have columns, unused, "
                "understood, unknown, questions, notes, held, left_out."
            ),
            _l("findings: level (certain or look); kind may be age or place_of_stay."),
            _l("search: is_partial."),
        ),
    ),
    Release(
        "1.2.0",
        _l(
            "Reports, their entries and replies can be written, files described again, "
            "records imported. Search. Lists of positions and recommendations. Your "
            "own lists come in pages, newest first, and so does own/actions."
        ),
    ),
    Release("1.1.0", _l("Writing of actions, and one’s own actions.")),
    Release("1.0.0", _l("Reading: thirteen lists, single items, a cell taken apart.")),
)
RELEASE = RELEASES[0].number
