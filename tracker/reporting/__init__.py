"""Progress reports of States and their entries."""
