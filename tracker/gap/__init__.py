"""How far action falls short: pure rules over facts; only gather and standing know the database."""
