"""Search over all public texts in six languages."""
