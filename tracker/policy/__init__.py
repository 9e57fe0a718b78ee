"""Who may do what: one table for all services. Knows no record and no framework."""
