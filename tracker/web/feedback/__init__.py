"""Pages on which readers report a mistake or danger, and on which people on duty answer."""
