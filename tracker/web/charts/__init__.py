"""Pages, files and frames of charts."""
