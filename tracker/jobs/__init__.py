"""Background jobs: their schedules, and the worker that runs them."""
