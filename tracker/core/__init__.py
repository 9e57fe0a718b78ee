"""The lowest layer: database, clock, errors, extensions."""
