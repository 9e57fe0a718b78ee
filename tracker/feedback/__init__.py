"""Reports of mistakes and of danger that anybody sends, and the corrections that came of them."""
