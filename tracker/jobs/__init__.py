"""Background jobs: what runs by itself, when, and the worker that runs it."""
