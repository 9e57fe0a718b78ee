"""Help in plain words: a guide for each role, what the pillars ask, and the glossary."""
