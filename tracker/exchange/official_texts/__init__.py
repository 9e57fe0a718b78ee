"""Official wordings: resolutions in the United Nations' own XML, put beside our summaries."""
