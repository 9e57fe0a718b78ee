"""Files that readers download: their columns and how their rows are made."""
