"""Help in plain words: guides by role, the pillars, and the glossary."""
