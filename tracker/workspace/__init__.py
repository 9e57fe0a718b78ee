"""What signed-in people work on: models of their pages, built from records and figures."""
