"""Views of the database file: common joins with readable SQL. Pure."""

from collections.abc import Iterator, Mapping

from tracker.exchange.downloads.catalogue import Download

_VIEWS = {
    "where_states_stand": (
        {"standings", "states", "commitments", "instruments"},
        """-- Every cell with names: standings join states by iso3, commitments by reference.
  SELECT s.name_en AS state_name, s.region, s.regional_group, c.title AS commitment_title,
         c.pillar, i.title AS instrument_title, i.adopted_on, t.*
  FROM standings t
  JOIN states s ON s.iso3 = t.state
  JOIN commitments c ON c.reference = t.commitment
  JOIN instruments i ON i.code = c.instrument""",
    ),
    "values_with_sources": (
        {"indicator_values", "indicators", "indicator_levels", "sources", "states"},
        """-- Every value with its scale and its source: a level belongs to indicator and value.
  SELECT v.reference, v.state, s.name_en AS state_name, v.indicator, i.title AS indicator_title,
         i.unit, v.value, l.label, l.level, v.effective_on, q.title AS source_title,
         q.publisher, q.family, q.tier, q.licence, q.citation, q.url
  FROM indicator_values v
  JOIN states s ON s.iso3 = v.state
  JOIN indicators i ON i.code = v.indicator
  LEFT JOIN indicator_levels l ON l.indicator = v.indicator AND l.value = v.value
  JOIN sources q ON q.code = v.source""",
    ),
    "what_states_report": (
        {"report_entries", "reports", "states", "commitments"},
        """-- Every entry with its report and its commitment.
  SELECT r.title AS report_title, r.published_on, s.name_en AS state_name,
         c.title AS commitment_title, c.pillar, e.*
  FROM report_entries e
  JOIN reports r ON r.reference = e.report
  JOIN states s ON s.iso3 = e.state
  JOIN commitments c ON c.reference = e.commitment""",
    ),
    "acts_by_commitment": (
        {"action_commitments", "actions", "states", "commitments"},
        """-- Every action beside each commitment on which it bears; one act may stand in many rows.
  SELECT b.commitment, c.title AS commitment_title, b.polarity, b.level, a.reference,
         a.state, s.name_en AS state_name, a.kind, a.title, a.happened_on, a.until,
         a.organisation, a.survivor_led, a.tier
  FROM action_commitments b
  JOIN actions a ON a.reference = b.action
  JOIN states s ON s.iso3 = a.state
  JOIN commitments c ON c.reference = b.commitment""",
    ),
    "what_asks_the_same": (
        {"relations", "commitments"},
        """-- Pairs of commitments, read both ways: narrower turns into broader,
  -- later_form_of into earlier_form_of.
  SELECT r."from" AS commitment, r.relation, r."to" AS other, r.confidence, r.rationale
  FROM relations r
  UNION ALL
  SELECT r."to", CASE r.relation WHEN 'narrower' THEN 'broader'
         WHEN 'later_form_of' THEN 'earlier_form_of' ELSE r.relation END,
         r."from", r.confidence, r.rationale
  FROM relations r""",
    ),
}


def views(files: Mapping[str, Download]) -> Iterator[str]:
    """The statements for the views whose tables exist."""
    for name, (needs, query) in _VIEWS.items():
        if needs <= files.keys():
            yield f'CREATE VIEW "{name}" AS {query}'
