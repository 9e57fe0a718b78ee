"""The door for programs: the versioned API."""
