"""Imports official wordings from the United Nations' XML beside our summaries."""
