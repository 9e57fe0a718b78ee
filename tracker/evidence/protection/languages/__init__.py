"""The words by which each language tells that a person is near: one module a language. Pure."""
