"""The ground floor: database, clock, errors, extensions."""
