"""Who may do what: one table that every service asks. Knows no record and no framework."""
