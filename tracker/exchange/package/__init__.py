"""The whole public data set for download, as a database file and a data package."""
