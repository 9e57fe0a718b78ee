"""Files for download: their columns and rows."""
