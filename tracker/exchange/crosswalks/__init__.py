"""Our themes beside those of others: files that are kept with the code, and the rows they make.

Nobody official made these pairs, and no place of the registry holds them: a theme that is not on
record has no row.
"""
