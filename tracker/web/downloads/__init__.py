"""Pages and files of the data set."""
