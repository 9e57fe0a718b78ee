"""Reviewers' assessments of cells; append-only."""
