"""What reviewers conclude: append-only assessments of a cell."""
