"""Pages for importing files step by step."""
