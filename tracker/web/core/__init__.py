"""What every page shares: access, caching, errors, forms, headers, navigation."""
