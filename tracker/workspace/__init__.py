"""Models of signed-in people's pages, built from records and figures."""
