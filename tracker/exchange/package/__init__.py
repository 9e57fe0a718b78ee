"""The whole public data set as one thing to take away: a database file and a data package."""
