"""Reviewers' assessments of cells. Rows are only added."""
