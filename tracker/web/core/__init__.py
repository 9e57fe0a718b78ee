"""Parts of every page: access, caching, errors, forms, headers, navigation."""
